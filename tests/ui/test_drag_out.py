"""Layers dragged out of the list: picture files for other programs, made when they ask, gone with the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDrag, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.pixels.decode import inspect
from editor.ui.desk import Desk
from tests.session.exporting import kinds, project_of
from tests.ui.desks import shown


def _dragged(desk: Desk, id: str) -> None:
    """Press on a row and pull it, by the mouse."""
    panel = desk.shell.layers
    view = panel.list.viewport()
    start = panel.list.visualRect(panel.rows.index_of(id)).center()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    for far in (4, 12, 40):
        QTest.mouseMove(view, start - QPoint(far, 0))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=start - QPoint(40, 0))


def test_a_row_is_a_file_for_other_programs(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session, subject = project_of(tmp_path, kinds()["JPEG"][0], "photo.jpg")
    session.close()
    window, desk = shown(qtbot, tmp_path / "a.patchboard")
    heard: list[QMimeData] = []
    files: list[Path] = []

    def taken(drag: QDrag, *_actions: object) -> Qt.DropAction:
        """What another program does with a drop."""
        mime = drag.mimeData()
        heard.append(mime)
        files.extend(Path(url.toLocalFile()) for url in mime.urls())
        image = mime.imageData()
        assert isinstance(image, QImage) and (image.width(), image.height()) == (96, 72)
        return Qt.DropAction.CopyAction

    monkeypatch.setattr(QDrag, "exec", taken)
    before = desk.session.document
    _dragged(desk, subject.ids[0])
    assert len(heard) == 1 and heard[0].hasUrls() and heard[0].hasImage()
    assert [path.name for path in files] == ["photo.jpg"] and files[0].parent != tmp_path
    header = inspect(files[0].read_bytes())
    assert header.format == "JPEG" and header.size == (96, 72), "as its source was, with what was accepted"
    assert desk.session.document is before
    _dragged(desk, subject.ids[0])
    assert [path.name for path in files] == ["photo.jpg"] * 2, "however often it is dragged"
    window.close()
    assert not files[0].exists(), "what was made for a drag is gone with the window"


def test_a_drag_within_the_list_makes_no_file(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session, subject = project_of(tmp_path, kinds()["PNG"][0], "photo.png")
    session.close()
    window, desk = shown(qtbot, tmp_path / "a.patchboard")
    asked: list[bytes] = []
    monkeypatch.setattr(
        QDrag, "exec", lambda drag, *_: asked.append(bytes(drag.mimeData().data(drag.mimeData().formats()[0]).data()))
    )
    monkeypatch.setattr("editor.session.export.exported", lambda *_: pytest.fail("nobody outside wanted the files"))
    _dragged(desk, subject.ids[0])
    assert asked == [subject.ids[0].encode()]
    window.close()
