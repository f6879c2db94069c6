"""Undo as a moving pointer: branches, labels, and steps that had to be read back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from editor.document.changes import Change, Step, applied, changes
from editor.document.records import Document, Layer, Setting
from editor.session.history import History


def _step(id: int, parent: int, label: str = "") -> Step:
    record = Setting(id="s", value=id)
    return Step(id, parent, label or f"step {id}", 0.0, (Change("settings", "s", None, record),))


def _undo(history: History) -> Step | None:
    step = history.undoable()
    if step is not None:
        history.move_to(step.parent)
    return step


def test_redo_goes_to_the_newest_child_and_the_old_branch_stays() -> None:
    history = History((), 0, lambda id: _step(id, 0))
    for id, parent in ((1, 0), (2, 1)):
        history.record(_step(id, parent))
    assert history.undo_label == "step 2"
    _undo(history)
    history.record(_step(3, 1))
    _undo(history)
    redone = history.redoable()
    assert redone is not None and redone.id == 3
    assert set(history.heads) == {1, 2, 3}


def test_nothing_to_undo_or_redo() -> None:
    history = History((), 0, lambda id: _step(id, 0))
    assert history.undoable() is None and history.redoable() is None and history.undo_label == history.redo_label == ""


def test_steps_beyond_the_budget_are_read_back() -> None:
    read: list[int] = []

    def load(id: int) -> Step:
        read.append(id)
        return _step(id, id - 1)

    history = History((), 0, load, budget=5_000)
    for id in range(1, 101):
        history.record(_step(id, id - 1))
    assert history.held <= 5_000
    back = [_undo(history) for _ in range(100)]
    assert [step.id for step in back if step] == list(range(100, 0, -1))
    assert read and max(read) < 100 and history.undoable() is None


values = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 9))


@given(values, values)
def test_changes_lead_there_and_back(old: dict[str, int], new: dict[str, int]) -> None:
    before = Document().with_(*(Layer(id=id, opacity=value / 9) for id, value in old.items()))
    kept = {id: before.layers[id] for id in old if new.get(id) == old[id]}
    made = {id: kept.get(id) or Layer(id=id, opacity=value / 9) for id, value in new.items()}
    after = Document(layers=made)
    differ = changes(before, after)
    assert dict(applied(before, differ).layers) == made
    assert dict(applied(after, tuple(change.reversed for change in differ)).layers) == dict(before.layers)
    assert not {change.id for change in differ} & set(kept)
