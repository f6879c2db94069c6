"""The queue in a real window: its chip and panel, by mouse and by keys; status bar, feet, what an earlier run left."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage, QRegion
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from editor.document.records import changed
from editor.engine.contract import Candidate, Engine, Progress, Request
from editor.engine.errors import RateLimited
from editor.engine.registry import Entry, Registry
from editor.engine.stop import Stop
from editor.pixels.geometry import Affine
from editor.project.project import Project
from editor.session.session import Session
from editor.steps.ask import Wish
from editor.steps.mask import masked
from editor.ui.desk import Desk
from editor.ui.panels.queue_delegate import QueueDelegate
from editor.ui.panels.queue_rows import ENTRY
from editor.ui.window import Window
from tests.engines.dealer import Dealer
from tests.session.test_record import killed
from tests.steps.road import box_mask, photograph
from tests.ui.desks import marked_photograph

LEFT, ALT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
Opener = Callable[..., Desk]


class Gated(Dealer):
    """Is half done at once, then waits for the gate before each picture; fails where the words say so."""

    name, title = "gated", "Gated"

    def __init__(self) -> None:
        super().__init__()
        self.gate = threading.Semaphore(0)

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        if request.prompt == "fail" and sum(one.prompt == "fail" for one in self.asked) == 0:
            self.asked.append(request)
            raise RateLimited("Rate limit reached.", "Free again in 40 s.")
        for answer in super().generate(request, stop):
            if isinstance(answer, Candidate):
                while not self.gate.acquire(timeout=0.005):
                    stop.check()
            yield answer


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opener]:
    """Opens a window on a photograph with a box marked, with this engine installed."""
    windows: list[Window] = []

    def opener(engine: Engine, path: Path | None = None) -> Desk:
        registry = Registry([Entry(engine, "nowhere")])
        monkeypatch.setattr(Registry, "found", lambda **_: registry)
        window = Window(path or marked_photograph(tmp_path))
        window.resize(1280, 800)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        window.bring_in()
        windows.append(window)
        assert window.desk is not None
        window.desk.canvas.setFocus()
        return window.desk

    yield opener
    for window in windows:
        window.close()


def ask(desk: Desk, words: str, count: int = 1) -> str:
    return desk.generations.ask("photo", desk.bar.engine, Wish(words=words, count=count))


def listed(desk: Desk) -> list[tuple[str, str]]:
    rows = desk.shell.queue.rows
    entries = [rows.index(row, 0).data(ENTRY) for row in range(rows.rowCount())]
    return [(entry.generation.recipe.words, entry.state) for entry in entries]


def row_of(desk: Desk, words: str) -> int:
    return [name for name, _ in listed(desk)].index(words)


def part(desk: Desk, words: str, name: str) -> QPoint:
    """The middle of a part of a row, in the list."""
    view = desk.shell.queue.list
    index = desk.shell.queue.rows.index(row_of(desk, words), 0)
    delegate = view.itemDelegate()
    assert isinstance(delegate, QueueDelegate)
    place: QRect = getattr(delegate.places(view.visualRect(index), index), name)
    return place.center()


def seen(desk: Desk) -> QImage:
    """The canvas without what floats over it."""
    image = QImage(desk.canvas.size(), QImage.Format.Format_RGB32)
    desk.canvas.render(image, QPoint(), QRegion(), QWidget.RenderFlag.DrawWindowBackground)
    return image


def test_the_chip_tells_how_many_and_what_they_cost_and_opens_the_queue(qtbot: QtBot, opened: Opener) -> None:
    engine = Gated()
    desk = opened(engine)
    chip, panel = desk.shell.title.queue, desk.shell.queue
    assert not chip.isVisible() and not panel.isVisible()
    desk.queue.pause()
    ask(desk, "one", 2)
    ask(desk, "two")
    qtbot.waitUntil(chip.isVisible)
    assert chip.text() == "2 jobs" and chip.accessibleName() == "Queue, 2 jobs, $0.12"
    qtbot.mouseClick(chip, LEFT)
    assert panel.isVisible() and panel.width() == 360 and panel.list.hasFocus()
    assert panel.geometry().top() > desk.shell.title.height() - 1
    assert listed(desk) == [("one", "waiting"), ("two", "waiting")]
    told = QAccessible.queryAccessibleInterface(panel.list).child(0).text(QAccessible.Text.Name)
    assert told == "Fill 50 × 40 px in photo. Gated. Held, $0.08"
    qtbot.waitUntil(lambda: panel.spent == "Today $0.00")
    qtbot.keyClick(panel.list, Qt.Key.Key_Escape)
    assert not panel.isVisible() and desk.canvas.hasFocus(), "where it was before"
    qtbot.mouseClick(chip, LEFT)
    qtbot.mouseClick(chip, LEFT)
    assert not panel.isVisible()


def test_the_panel_is_as_high_as_what_is_in_it(qtbot: QtBot, opened: Opener) -> None:
    desk = opened(Gated())
    failed = ask(desk, "fail")
    qtbot.waitUntil(lambda: desk.queue[failed].state == "failed")
    desk.shell.actions.run("queue.open")
    panel = desk.shell.queue
    last = panel.list.visualRect(panel.rows.index(panel.rows.rowCount() - 1, 0))
    left = panel.list.viewport().height() - 1 - last.bottom()
    assert 0 <= left <= 2, f"{left} of {last}, {panel.list.viewport().rect()}"


def test_one_more_that_waits_moves_none_of_those_before_it(qtbot: QtBot, opened: Opener) -> None:
    desk = opened(Gated())
    desk.queue.pause()
    rows, moved, came = desk.shell.queue.rows, [], []
    ask(desk, "a")
    qtbot.waitUntil(lambda: rows.rowCount() == 1)
    rows.layoutChanged.connect(lambda: moved.append(rows.rowCount()))
    rows.rowsInserted.connect(lambda _parent, first, last: came.append((first, last)))
    ask(desk, "b")
    ask(desk, "c")
    qtbot.waitUntil(lambda: rows.rowCount() == 3)
    assert (moved, came) == ([], [(1, 2)]), "both are shown at once, and nothing is laid out a second time"
    desk.queue.move(rows.entry(rows.index(2, 0)).id, rows.entry(rows.index(0, 0)).id)
    qtbot.waitUntil(lambda: [words for words, _ in listed(desk)] == ["c", "a", "b"])
    assert moved == [3]


def test_held_by_its_action_and_put_in_order_by_keys_and_by_dragging(qtbot: QtBot, opened: Opener) -> None:
    engine = Gated()
    desk = opened(engine)
    desk.shell.actions.run("queue.pause")
    assert desk.queue.paused
    qtbot.waitUntil(desk.shell.actions["queue.pause"].isChecked)
    for words in "abc":
        ask(desk, words)
    desk.shell.actions.run("queue.open")
    panel = desk.shell.queue
    qtbot.waitUntil(lambda: panel.rows.rowCount() == 3)
    assert panel.list.verticalScrollBar().maximum() == 0, "all of it is in sight"
    panel.list.setCurrentIndex(panel.rows.index(2, 0))
    qtbot.keyClick(panel.list, Qt.Key.Key_Up, ALT)
    qtbot.waitUntil(lambda: [words for words, _ in listed(desk)] == ["a", "c", "b"])
    assert panel.list.currentIndex().row() == 1, "who was moved is still the current one"
    qtbot.keyClick(panel.list, Qt.Key.Key_Up, ALT)
    qtbot.waitUntil(lambda: [words for words, _ in listed(desk)] == ["c", "a", "b"])
    qtbot.keyClick(panel.list, Qt.Key.Key_Up, ALT)
    qtbot.keyClick(panel.list, Qt.Key.Key_Down, ALT)
    qtbot.waitUntil(lambda: [words for words, _ in listed(desk)] == ["a", "c", "b"])
    root = panel.list.rootIndex()
    assert panel.rows.moveRows(root, 2, 1, root, 0), "as a drop does"
    qtbot.waitUntil(lambda: [words for words, _ in listed(desk)] == ["b", "a", "c"])
    assert [row.state for row in desk.session.project.queue.open()] == ["waiting"] * 3
    desk.shell.actions.run("queue.pause")
    for _ in range(3):
        engine.gate.release()
    qtbot.waitUntil(lambda: [state for _, state in listed(desk)] == ["done"] * 3, timeout=20_000)


def test_a_failed_one_says_why_and_what_to_do_and_one_click_retries(qtbot: QtBot, opened: Opener) -> None:
    engine = Gated()
    desk = opened(engine)
    ask(desk, "fail")
    panel = desk.shell.queue
    qtbot.waitUntil(lambda: listed(desk) == [("fail", "failed")])
    assert desk.shell.title.queue.text() == "1 to retry"
    assert panel.rows.told(panel.rows.entry(panel.rows.index(0, 0))).endswith(
        "Gated. Rate limit reached. Free again in 40 s. Nothing was charged."
    )
    desk.shell.actions.run("queue.open")
    qtbot.mouseClick(panel.list.viewport(), LEFT, pos=part(desk, "fail", "link"))
    engine.gate.release()
    qtbot.waitUntil(lambda: listed(desk) == [("fail", "done")], timeout=20_000)
    first, second = engine.asked
    assert (first.id, first.seed, first.prompt) == (second.id, second.seed, second.prompt)
    qtbot.waitUntil(lambda: panel.spent == "Today $0.04")
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(desk.candidates) == 1, timeout=20_000)
    qtbot.waitUntil(lambda: listed(desk) == [])


def test_status_bar_and_foot_tell_what_runs_and_the_cross_stops_it(qtbot: QtBot, opened: Opener) -> None:
    desk = opened(Gated())
    qtbot.waitUntil(lambda: desk.canvas.sharp)
    before = seen(desk)
    ask(desk, "one")
    status = desk.shell.status
    qtbot.waitUntil(lambda: status.job == "Fill 50 × 40 px in photo 50 %")
    at = desk.canvas.view.to_widget.bounds(desk.session.document.layers["photo"].pixels.size.rect)  # type: ignore[union-attr]
    left, right = QPoint(at.x + 2, at.bottom - 1), QPoint(at.right - 3, at.bottom - 1)
    qtbot.waitUntil(lambda: seen(desk).pixelColor(left) != before.pixelColor(left))
    shown = seen(desk)
    assert shown.pixelColor(left).name() == "#4fc1d8", "half of it is done"
    assert shown.pixelColor(right).lightness() < before.pixelColor(right).lightness(), "dark, not coloured"
    desk.shell.actions.run("queue.open")
    qtbot.waitUntil(lambda: listed(desk) == [("one", "running")])
    qtbot.mouseClick(desk.shell.queue.list.viewport(), LEFT, pos=part(desk, "one", "close"))
    qtbot.waitUntil(lambda: listed(desk) == [])
    assert status.job == "" and seen(desk).pixelColor(left) == before.pixelColor(left)


def test_several_of_one_picture_are_told_in_one_foot(qtbot: QtBot, opened: Opener) -> None:
    desk = opened(Gated())
    qtbot.waitUntil(lambda: desk.canvas.sharp)
    before = seen(desk)
    ask(desk, "one")
    at = desk.canvas.view.to_widget.bounds(desk.session.document.layers["photo"].pixels.size.rect)  # type: ignore[union-attr]
    left, right = QPoint(at.x + 2, at.bottom - 1), QPoint(at.right - 3, at.bottom - 1)
    qtbot.waitUntil(lambda: seen(desk).pixelColor(left).name() == "#4fc1d8")
    alone = seen(desk).pixelColor(right)
    ask(desk, "two")
    qtbot.waitUntil(lambda: [state for _, state in listed(desk)] == ["running", "running"])
    qtbot.waitUntil(lambda: all(entry.progress == 0.5 for entry in desk.queue.running))
    desk.canvas.repaint()
    assert seen(desk).pixelColor(right) == alone != before.pixelColor(right), "as dark as that of one"


def test_what_an_earlier_run_left_is_listed_and_retried_by_one_key(
    qtbot: QtBot, opened: Opener, tmp_path: Path
) -> None:
    path = marked_photograph(tmp_path)
    killed(path)
    engine = Gated()
    engine.name = "hanging"
    desk = opened(engine, path)
    panel = desk.shell.queue
    assert desk.shell.title.queue.text() == "2 to retry" and not engine.asked
    desk.shell.actions.run("queue.open")
    assert listed(desk) == [("a hat", "interrupted"), ("a scarf", "interrupted")]
    hat, scarf = (panel.rows.told(panel.rows.entry(panel.rows.index(row, 0))) for row in range(2))
    assert "1 of 3 are here." in hat and "may have been charged" in hat and "bill" in hat
    assert "before this was sent" in scarf and "Nothing was charged." in scarf
    qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    engine.gate.release()
    qtbot.waitUntil(lambda: ("a scarf", "done") in listed(desk), timeout=20_000)
    assert [(request.prompt, request.seed) for request in engine.asked] == [("a scarf", 8)]
    desk.shell.actions.run("queue.clear")
    qtbot.waitUntil(lambda: listed(desk) == [])


def two_pictures(folder: Path) -> Path:
    """The photograph with a box marked, and a copy of it beside with another."""
    path = marked_photograph(folder)
    session = Session(Project.open(path))
    photo = session.document.layers["photo"]
    other = changed(photo, id="other", name="other", order="a", transform=Affine.translation(400, 0))
    document = masked(session.document.with_(other), "other", box_mask(photograph(), 60, 50, 40, 30))
    session.commit("Place", document)
    session.close()
    return path


def test_two_pictures_at_once_the_bar_tells_of_the_one_in_hand_and_the_other_is_announced(
    qtbot: QtBot, opened: Opener, tmp_path: Path
) -> None:
    engine = Gated()
    desk = opened(engine, two_pictures(tmp_path))
    desk.bar.prompt.setPlainText("a hat")
    desk.session.select({"photo"})
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: desk.bar.state == "working")
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return, CTRL)
    assert "already" in desk.bar.sentence, "once of a picture at a time"
    desk.session.select({"other"})
    assert desk.bar.state == "ready", "nothing is asked of this one"
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(desk.queue.entries) == 2)
    first, second = desk.queue.entries
    assert (first.generation.target, second.generation.target) == ("photo", "other")
    for _ in range(4):
        engine.gate.release()
    qtbot.waitUntil(lambda: sum(entry.came for entry in desk.queue.entries) >= 4, timeout=20_000)
    desk.session.select({"photo"})
    for _ in range(4):
        engine.gate.release()
    qtbot.waitUntil(lambda: not any(entry.open for entry in desk.queue.entries), timeout=20_000)
    viewed = desk.candidates.current
    assert viewed is not None and len({one.generation.id for one in desk.candidates}) == 1, "the strip is of one alone"
    assert len(desk.candidates) == 4
    (other,) = desk.queue.entries
    assert other.state == "done" and other.generation.id != viewed.generation.id and other.came == 4
    toast = desk.shell.toast
    assert toast.words == f"Fill {'40 × 30' if other.generation.target == 'other' else '50 × 40'} px in " + (
        f"{other.generation.target}: 4 candidates"
    )
    qtbot.mouseClick(toast.link, LEFT)
    qtbot.waitUntil(lambda: {one.generation.id for one in desk.candidates} == {other.id}, timeout=20_000)
    assert len(desk.candidates) == 4 and desk.queue.entries == () and not toast.isVisible()


def test_stop_stops_the_one_in_hand_and_what_came_of_it_stays(qtbot: QtBot, opened: Opener, tmp_path: Path) -> None:
    engine = Gated()
    desk = opened(engine, two_pictures(tmp_path))
    desk.bar.prompt.setPlainText("a hat")
    for id in ("photo", "other"):
        desk.session.select({id})
        qtbot.keyClick(desk.canvas, Qt.Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda: desk.bar.state == "working")
    desk.session.select({"photo"})
    assert desk.bar.state == "working"
    qtbot.mouseClick(desk.bar.stop_button, LEFT)
    qtbot.waitUntil(lambda: [entry.generation.target for entry in desk.queue.entries] == ["other"])
    assert desk.bar.state == "ready"
    engine.gate.release()
    qtbot.waitUntil(lambda: desk.queue.entries[0].came == 1, timeout=20_000)
    assert not desk.candidates, "it is not looked for"
    desk.session.select({"other"})
    assert desk.bar.state == "working" and "2 of 4" in desk.bar.which
    engine.gate.release()
    qtbot.waitUntil(lambda: len(desk.candidates) == 2, timeout=20_000)
    qtbot.mouseClick(desk.strip.stop_button, LEFT)
    qtbot.waitUntil(lambda: desk.queue.entries == ())
    assert len(desk.candidates) == 2


def test_hundreds_that_wait_are_listed_at_once(qtbot: QtBot, opened: Opener) -> None:
    desk = opened(Gated())
    desk.queue.pause()
    for number in range(300):
        ask(desk, f"{number}")
    desk.shell.actions.run("queue.open")
    panel = desk.shell.queue
    qtbot.waitUntil(lambda: panel.rows.rowCount() == 300)
    last = panel.rows.index(299, 0)
    panel.list.setCurrentIndex(last)
    assert panel.list.viewport().rect().intersects(panel.list.visualRect(last))
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: panel.rows.rowCount() == 299)
