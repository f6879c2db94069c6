"""The history panel in a real window: candidates reopened after undo, recalled, asked again, searched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from editor.engine.registry import Entry, Registry
from editor.steps.mask import active_mask, mask_box
from editor.ui.desk import Desk
from editor.ui.parts.dock import bring_up
from tests.engines.painter import Painter
from tests.ui.desks import marked_photograph, shown

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def engine() -> Painter:
    return Painter(needs_words=False)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: Painter) -> Iterator[Desk]:
    registry = Registry([Entry(engine, "nowhere")])
    monkeypatch.setattr(Registry, "found", lambda **_: registry)
    window, made = shown(qtbot, marked_photograph(tmp_path))
    bring_up(made.history)
    yield made
    window.close()


def asked(qtbot: QtBot, desk: Desk, words: str) -> None:
    desk.bar.prompt.setPlainText(words)
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not desk.candidates.running, timeout=20_000)


def test_candidates_are_reopened_after_undo_by_keys(qtbot: QtBot, desk: Desk) -> None:
    asked(qtbot, desk, "blue")
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return)
    assert len(desk.session.document.layers) == 2
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Z, CTRL)
    assert len(desk.session.document.layers) == 1 and not desk.candidates
    desk.history.list.setFocus()
    qtbot.keyClick(desk.history.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(desk.candidates) == 4, timeout=20_000)
    assert desk.canvas.hasFocus() and desk.strip.isVisible()
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Right)
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return)
    assert len(desk.session.document.layers) == 2


def test_words_seed_and_mask_are_recalled(qtbot: QtBot, desk: Desk, engine: Painter) -> None:
    asked(qtbot, desk, "blue")
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return)
    desk.bar.prompt.setPlainText("")
    assert active_mask(desk.session.document, "photo") is None
    qtbot.mouseClick(desk.history.recall_button, Qt.MouseButton.LeftButton)
    mask = active_mask(desk.session.document, "photo")
    assert mask is not None and tuple(mask_box(mask)) == (100, 90, 50, 40)
    assert desk.bar.words == "blue" and desk.bar.seed_field.locked
    assert desk.bar.seed_field.next() == engine.asked[0].seed
    desk.session.undo()
    assert active_mask(desk.session.document, "photo") is None, "one undo step"


def test_the_same_again_has_a_new_seed(qtbot: QtBot, desk: Desk, engine: Painter) -> None:
    asked(qtbot, desk, "blue")
    qtbot.mouseClick(desk.history.again_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(engine.asked) == 2 and len(desk.candidates) == 4, timeout=20_000)
    first, second = engine.asked
    assert first.prompt == second.prompt == "blue" and first.seed != second.seed
    assert (first.mask == second.mask).all()


def test_it_is_searched_by_words_engine_and_date(qtbot: QtBot, desk: Desk) -> None:
    asked(qtbot, desk, "blue hat")
    asked(qtbot, desk, "red shoe")
    qtbot.waitUntil(lambda: [one.state for one in desk.history.shown] == ["answered", "answered"])
    assert [one.recipe.words for one in desk.history.shown] == ["red shoe", "blue hat"]
    assert desk.history.list.currentIndex().row() == 0, "what was just asked is chosen"
    for text, found in (("HAT", 1), ("painter", 2), ("20", 2), ("answered shoe", 1), ("green", 0)):
        desk.history.search.setText(text)
        assert len(desk.history.shown) == found, text
    desk.history.search.clear()
    desk.session.select([])
    desk.history.layer_only.setChecked(True)
    assert not desk.history.shown
    desk.session.select(["photo"])
    assert len(desk.history.shown) == 2


def test_candidates_are_reopened_and_accepted_after_undo_and_a_restart(qtbot: QtBot, desk: Desk) -> None:
    asked(qtbot, desk, "blue")
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return)
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Z, CTRL)
    path, window = desk.session.project.path, desk.canvas.window()
    window.close()
    again, later = shown(qtbot, path)
    try:
        assert len(later.session.document.layers) == 1
        later.history.list.setFocus()
        qtbot.keyClick(later.history.list, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: len(later.candidates) == 4, timeout=30_000)
        qtbot.keyClick(later.canvas, Qt.Key.Key_Return)
        assert len(later.session.document.layers) == 2 and active_mask(later.session.document, "photo") is None
        choices = [offer.choice for offer in later.session.project.archive.offers()]
        assert choices.count("accepted") == 1, "the same one once more"
    finally:
        again.close()


def test_an_empty_history_says_what_will_be_here_and_leads_to_the_prompt(qtbot: QtBot, desk: Desk) -> None:
    desk.history.show_asked()
    qtbot.waitUntil(desk.history.empty.isVisible)
    qtbot.mouseClick(desk.history.empty.findChild(QToolButton), Qt.MouseButton.LeftButton)
    assert desk.bar.prompt.hasFocus()
    asked(qtbot, desk, "blue")
    qtbot.waitUntil(desk.history.list.isVisible)
    assert not desk.history.empty.isVisible()
