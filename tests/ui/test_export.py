"""Export from the window: Ctrl+Shift+E and Return write the picture as it came; faults are said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from editor.document.records import Document, Frame
from editor.pixels.decode import decode, inspect
from editor.pixels.geometry import Rect
from editor.ui.desk import Desk
from editor.ui.export.sheet import ExportSheet
from editor.ui.window import Window
from tests.pixels.files import saved
from tests.session.exporting import BOX, kinds, project_of
from tests.ui.desks import opened, shown

LONG = 60_000  # milliseconds: the first export starts a process
EXPORT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class Opened(QObject):
    """Stands in for the file manager."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[QUrl] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.urls.append(url)


@pytest.fixture
def kind() -> str:
    return "PNG"


@pytest.fixture
def board(qtbot: QtBot, tmp_path: Path, kind: str) -> Iterator[tuple[Window, Desk]]:
    """A picture called photo in which a box was changed, in a window."""
    data, suffix = kinds()[kind]
    session, _ = project_of(tmp_path, data, f"photo{suffix}")
    frames = [Frame(id=id, name=id, rect=Rect(5, 9, 48, 36), order=id) for id in ("Hero", "Story")]
    session.commit("Frames", session.document.with_(*frames))
    session.close()
    window, desk = shown(qtbot, tmp_path / "a.patchboard")
    window.settings.setValue("export/folder", str(tmp_path))
    yield window, desk
    window.close()


def _asked(qtbot: QtBot, desk: Desk) -> ExportSheet:
    """The sheet, once all is filled in."""
    qtbot.keyClick(desk.canvas, Qt.Key.Key_E, EXPORT)
    sheet = desk.exporting.sheet
    assert sheet.isVisible()
    qtbot.waitUntil(lambda: sheet.ready)
    assert sheet.height() >= sheet.form.sizeHint().height(), "all of it is in view"
    return sheet


def _return(qtbot: QtBot, window: Window) -> None:
    focused = window.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_Return)


def _written(qtbot: QtBot, desk: Desk) -> str:
    qtbot.waitUntil(lambda: "written" in desk.shell.toast.words, timeout=LONG)
    return desk.shell.toast.words


def test_two_keys_write_the_picture_as_it_came(qtbot: QtBot, board: tuple[Window, Desk], tmp_path: Path) -> None:
    window, desk = board
    qtbot.keyClick(desk.canvas, Qt.Key.Key_E, EXPORT)
    _return(qtbot, window)  # before all is known, too
    assert "photo-2.png is written" in _written(qtbot, desk)
    made, came = decode((tmp_path / "photo-2.png").read_bytes()), decode((tmp_path / "photo.png").read_bytes())
    outside = np.ones((72, 96), bool)
    outside[BOX.slices] = False
    assert np.array_equal(made.pixels[outside], came.pixels[outside])
    assert np.array_equal(made.pixels[BOX.slices][0, 0], (200, 30, 40))
    assert desk.exporting.sheet.isHidden() and desk.canvas.hasFocus()


def test_format_scale_name_and_how_it_was_made(qtbot: QtBot, board: tuple[Window, Desk], tmp_path: Path) -> None:
    window, desk = board
    sheet = _asked(qtbot, desk)
    form = sheet.form
    assert form.format_name == "PNG" and form.height_px.text() == "× 72 px" and form.described.isChecked()
    form.format.button(1).setFocus()
    for _ in range(2):
        focused = window.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, Qt.Key.Key_Right)
    assert form.format_name == "WebP" and form.ending.text() == ".webp"
    form.width_px.number.setFocus()
    form.width_px.number.selectAll()
    qtbot.keyClicks(form.width_px.number, "48")
    qtbot.keyClick(form.width_px.number, Qt.Key.Key_Tab)
    assert form.scale.value == 50 and form.height_px.text() == "× 36 px"
    form.described.setFocus()
    qtbot.keyClick(form.described, Qt.Key.Key_Space)
    form.name.setFocus()
    form.name.selectAll()
    qtbot.keyClicks(form.name, "half {w}")
    qtbot.keyClick(form.name, Qt.Key.Key_Return)
    _written(qtbot, desk)
    picture = decode((tmp_path / "half 48.webp").read_bytes())
    assert picture.pixels.shape[:2] == (36, 48) and "xmp" not in picture.metadata


@pytest.mark.parametrize("kind", ["JPEG"])
def test_what_jpeg_does_is_said_and_png_is_one_key_away(
    qtbot: QtBot, board: tuple[Window, Desk], tmp_path: Path
) -> None:
    window, desk = board
    form = _asked(qtbot, desk).form
    assert form.format_name == "JPEG" and "a level or two" in form.sentence.text()
    assert form.same.isChecked() and not form.quality.isEnabled()
    qtbot.mouseClick(form.same, Qt.MouseButton.LeftButton, pos=form.same.rect().center() / 2)
    form.exact.setFocus()
    qtbot.keyClick(form.exact, Qt.Key.Key_Space)
    assert form.format_name == "PNG" and not form.exact.isVisible()
    _return(qtbot, window)
    _written(qtbot, desk)
    made, came = decode((tmp_path / "photo.png").read_bytes()), decode((tmp_path / "photo.jpg").read_bytes())
    assert np.array_equal(made.pixels[:10], came.pixels[:10]) and made.profile == came.profile


def test_all_frames_go_into_the_folder(qtbot: QtBot, board: tuple[Window, Desk], tmp_path: Path) -> None:
    window, desk = board
    sheet = _asked(qtbot, desk)
    what = sheet.form.what
    what.setFocus()
    names = [what.itemText(row) for row in range(what.count())]
    assert names == ["Layer: photo", "Frame: Hero", "Frame: Story", "All 2 frames, a file each", "The whole board"]
    for _ in range(3):
        qtbot.keyClick(what, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: sheet.ready)
    assert sheet.height() >= sheet.form.sizeHint().height(), "all of it is in view"
    assert sheet.form.name.text() == "{name}" and not sheet.form.width_px.isVisible()
    sheet.form.name.setText("{n} {name} {w}x{h}")
    sheet.form.go.setFocus()
    _return(qtbot, window)
    assert "2 files are written" in _written(qtbot, desk)
    assert inspect((tmp_path / "1 Hero 48x36.png").read_bytes()).size == (48, 36)
    assert (tmp_path / "2 Story 48x36.png").exists()


def test_a_selected_layer_as_it_lies_on_the_board(qtbot: QtBot, board: tuple[Window, Desk]) -> None:
    _, desk = board
    patch = next(layer for layer in desk.session.document.layers.values() if layer.onto)
    desk.session.select([patch.id])
    what = _asked(qtbot, desk).form.what
    assert [what.itemText(row) for row in range(2)] == ["Layer: photo", "As it lies on the board: photo"]


def test_the_folder_is_remembered_and_shown(qtbot: QtBot, board: tuple[Window, Desk], tmp_path: Path) -> None:
    window, desk = board
    other = tmp_path / "other"
    other.mkdir()
    window.settings.setValue("export/folder", str(other))
    assert _asked(qtbot, desk).folder == other
    _return(qtbot, window)
    _written(qtbot, desk)
    assert (other / "photo.png").exists() and window.settings.value("export/folder") == str(other)
    heard = Opened()
    QDesktopServices.setUrlHandler("file", heard, "open")
    toast = desk.shell.toast
    assert toast.link.text() == "Show in folder"
    qtbot.mouseClick(toast.link, Qt.MouseButton.LeftButton)
    QDesktopServices.unsetUrlHandler("file")
    assert heard.urls == [QUrl.fromLocalFile(str(other))]


def test_a_folder_that_cannot_be_written_is_said_and_the_sheet_is_back(
    qtbot: QtBot, board: tuple[Window, Desk], tmp_path: Path
) -> None:
    window, desk = board
    shut = tmp_path / "gone"
    shut.mkdir()
    window.settings.setValue("export/folder", str(shut))
    sheet = _asked(qtbot, desk)
    shut.rmdir()
    sheet.form.name.setText("photo")
    _return(qtbot, window)
    qtbot.waitUntil(sheet.isVisible, timeout=LONG)
    assert "its folder does not exist" in sheet.form.sentence.text()
    assert sheet.form.name.text() == "photo", "what was chosen is still there"
    shut.mkdir()
    _return(qtbot, window)
    _written(qtbot, desk)
    assert [path.name for path in shut.iterdir()] == ["photo.png"]


def test_what_cannot_be_written_is_said_at_once(qtbot: QtBot, board: tuple[Window, Desk]) -> None:
    _, desk = board
    form = _asked(qtbot, desk).form
    form.width_px.number.setValue(20_000)
    assert not form.go.isEnabled() and "20000 x 15000 is too large" in form.sentence.text() == form.go.toolTip()
    qtbot.keyClick(form.scale.number, Qt.Key.Key_Escape)
    assert desk.exporting.sheet.isHidden() and desk.canvas.hasFocus()


def test_stop_leaves_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    large = saved(Image.effect_noise((4000, 4000), 60).convert("RGB"), "PNG", compress_level=0)
    session, _ = project_of(tmp_path, large, "large.png")
    session.close()
    window, desk = shown(qtbot, tmp_path / "a.patchboard")
    out = tmp_path / "out"
    out.mkdir()
    window.settings.setValue("export/folder", str(out))
    _asked(qtbot, desk)
    _return(qtbot, window)
    qtbot.waitUntil(lambda: desk.shell.toast.words.startswith("Exporting large"), timeout=LONG)
    desk.shell.actions.run("file.stop-export")
    qtbot.waitUntil(lambda: "was stopped" in desk.shell.toast.words, timeout=LONG)
    assert not list(out.iterdir())
    window.close()


def test_nothing_to_export_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    window, desk = opened(qtbot, tmp_path, Document())
    qtbot.keyClick(desk.canvas, Qt.Key.Key_E, EXPORT)
    assert "no picture" in desk.shell.toast.words
    window.close()
