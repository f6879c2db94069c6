"""Export made larger, in a real window: how large, by which engine, in which time; written, stopped, refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from editor.document.records import Document, Frame, Layer
from editor.engine.contract import Request
from editor.engine.registry import Entry, Registry
from editor.engine.stop import Stop
from editor.pixels.decode import inspect
from editor.pixels.geometry import Rect
from editor.pixels.tiles import Tiles
from editor.ui.desk import Desk
from editor.ui.export.form import ExportForm
from editor.ui.export.sheet import ExportSheet
from editor.ui.window import Window
from tests.engines.enlarger import Enlarger
from tests.engines.painter import Painter
from tests.steps.road import photograph
from tests.ui.desks import opened

PHOTO = photograph()
H, W = PHOTO.shape[:2]
LEFT = Qt.MouseButton.LeftButton
LONG = 60_000  # milliseconds: the first export starts a process
EXPORT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
Opener = Callable[..., tuple[Window, Desk]]


class Patient(Enlarger):
    """Waits until it may go on."""

    def __init__(self, **abilities: object) -> None:
        super().__init__(**abilities)
        self.may = Event()

    def generate(self, request: Request, stop: Stop):
        for event in super().generate(request, stop):
            yield event
            while not self.may.wait(0.01):
                stop.check()


@pytest.fixture
def board(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opener]:
    """Opens a window on a photograph in a frame, which is selected, with a smaller frame beside it."""
    windows: list[Window] = []

    def opener(*engines: Enlarger) -> tuple[Window, Desk]:
        there = [Entry(engine, "nowhere") for engine in (Painter(), *engines)]
        monkeypatch.setattr(Registry, "found", lambda **_: Registry(there))
        photo = Layer(id="photo", name="photo", pixels=Tiles.from_array(PHOTO))
        frames = (
            Frame(id="hero", name="Hero", order="A", rect=Rect(0, 0, W, H)),
            Frame(id="part", name="Part", order="B", rect=Rect(8, 8, 40, 30)),
        )
        window, desk = opened(qtbot, tmp_path, Document().with_(photo, *frames))
        windows.append(window)
        window.settings.setValue("export/folder", str(tmp_path))
        window.settings.remove("upscale")
        desk.session.select({"hero"})
        return window, desk

    yield opener
    for window in windows:
        window.close()


def _asked(qtbot: QtBot, desk: Desk) -> ExportSheet:
    """The sheet, with what makes larger switched on."""
    qtbot.keyClick(desk.canvas, Qt.Key.Key_E, EXPORT)
    sheet = desk.exporting.sheet
    qtbot.waitUntil(lambda: sheet.ready)
    assert sheet.form.rows["size"].isVisible() and not sheet.form.rows["large"].isVisible()
    qtbot.keyClick(sheet.form.upscale, Qt.Key.Key_Space)
    assert sheet.form.rows["large"].isVisible() and not sheet.form.rows["size"].isVisible()
    assert sheet.height() >= sheet.form.sizeHint().height(), "all of it is in view"
    return sheet


def _said(form: ExportForm) -> str:
    return form.sentence.text()


def test_a_frame_becomes_larger_by_the_engine_that_is_chosen(qtbot: QtBot, board: Opener, tmp_path: Path) -> None:
    engine, elsewhere = Enlarger(offline=True, pace=1e6 * 100 / (W * H)), Enlarger()
    elsewhere.name = "elsewhere"
    window, desk = board(elsewhere, engine)
    window.settings.setValue("upscale/engine", "one that is gone")
    sheet = _asked(qtbot, desk)
    form = sheet.form
    assert form.engines.findData("elsewhere") < 0 <= form.engines.findData("enlarger"), "nothing is paid for it"
    assert _said(form) == f"Composed in {W} × {H} px, it becomes {2 * W} × {2 * H} px. About 2 min."
    qtbot.mouseClick(form.large.far.button(1), LEFT)
    assert f"{3 * W} × {3 * H}" in _said(form) and form.rows["described"].isVisible()
    form.go.setFocus()
    qtbot.keyClick(form.go, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Hero.png is written" in desk.shell.toast.words, timeout=LONG)
    assert inspect((tmp_path / "Hero.png").read_bytes()).size == (3 * W, 3 * H)
    assert [request.options["factor"] for request in engine.asked] == [3]
    assert window.settings.value("upscale/engine") == "enlarger"
    qtbot.keyClick(desk.canvas, Qt.Key.Key_E, EXPORT)
    assert not form.upscale.isChecked(), "the next one is written as it is, unless that is wanted again"


def test_all_frames_become_larger_and_a_print_is_filled(qtbot: QtBot, board: Opener, tmp_path: Path) -> None:
    engine = Enlarger(offline=True)
    _, desk = board(engine)
    sheet = _asked(qtbot, desk)
    what = sheet.form.what
    what.setFocus()
    qtbot.keyClick(what, Qt.Key.Key_End)
    qtbot.keyClick(what, Qt.Key.Key_Up)
    assert what.currentText().startswith("All 2 frames")
    qtbot.waitUntil(lambda: sheet.ready)
    assert _said(sheet.form) == "2 of 2 pictures are upscaled."
    qtbot.mouseClick(sheet.form.large.far.button(5), LEFT)
    for field, value in zip((*sheet.form.large.paper, sheet.form.large.dpi), (80, 60, 254), strict=True):
        field.number.setValue(value)
    qtbot.mouseClick(sheet.form.go, LEFT)
    qtbot.waitUntil(lambda: "2 files are written" in desk.shell.toast.words, timeout=LONG)
    assert all(inspect((tmp_path / f"{name}.png").read_bytes()).size == (800, 600) for name in ("Hero", "Part"))


def test_it_tells_how_far_it_is_and_a_stop_leaves_nothing(qtbot: QtBot, board: Opener, tmp_path: Path) -> None:
    engine = Patient(offline=True)
    _, desk = board(engine)
    sheet = _asked(qtbot, desk)
    qtbot.mouseClick(sheet.form.go, LEFT)
    qtbot.waitUntil(lambda: desk.shell.toast.words == "Exporting Hero, 50 %", timeout=LONG)
    qtbot.mouseClick(desk.shell.toast.link, LEFT)
    qtbot.waitUntil(lambda: "was stopped" in desk.shell.toast.words, timeout=LONG)
    assert not list(tmp_path.glob("*.png")) and not list(tmp_path.glob(".save*"))


def test_what_cannot_be_done_is_said_before_it_is_asked(qtbot: QtBot, board: Opener) -> None:
    engine = Enlarger(offline=True, largest_side=W - 1)
    _, desk = board(engine)
    form = _asked(qtbot, desk).form
    assert "at most" in _said(form) and not form.go.isEnabled()
    qtbot.keyClick(form.upscale, Qt.Key.Key_Space)
    assert form.go.isEnabled() and form.rows["size"].isVisible()


def test_another_engine_can_be_connected_from_there(qtbot: QtBot, board: Opener) -> None:
    _, desk = board(Enlarger(offline=True))
    sheet = _asked(qtbot, desk)
    picker = sheet.form.engines
    picker.showPopup()
    picker.setCurrentIndex(picker.count() - 1)
    picker.hidePopup()
    assert sheet.isHidden() and desk.shell.sheets.settings.isVisible()


def test_where_no_engine_here_makes_larger_there_is_nothing_to_switch(qtbot: QtBot, board: Opener) -> None:
    _, desk = board(Enlarger())
    qtbot.keyClick(desk.canvas, Qt.Key.Key_E, EXPORT)
    sheet = desk.exporting.sheet
    qtbot.waitUntil(lambda: sheet.ready)
    assert not sheet.form.rows["upscale"].isVisible() and sheet.engine is None
