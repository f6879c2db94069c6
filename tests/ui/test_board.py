"""Frames and notes on the board and in the Layers panel, and the menus of what is under the pointer; real events."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from editor.document.records import Frame, LayerMask, Note, changed
from editor.pixels.geometry import Rect, Size
from editor.pixels.tiles import Tiles
from editor.ui.desk import Desk
from editor.ui.note_editor import NoteEditor
from editor.ui.view import View
from tests.ui.desks import board, opened

LEFT, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """A frame round `low`, an empty one, a note; all in view, nothing near the names."""
    document = board().with_(
        Frame(id="f", name="Hero", rect=Rect(-20, -20, 110, 100)),
        Frame(id="g", name="Story", rect=Rect(0, 200, 90, 160), order="X"),
        Note(id="n", rect=Rect(200, 200, 240, 120), text="Dusk\nlow sun"),
    )
    window, made = opened(qtbot, tmp_path, document)
    made.canvas.still = lambda: True
    QApplication.processEvents()  # the canvas has its size only then
    made.bar.hide()
    made.canvas.view = View(1.0, -200.0, -100.0)
    made.tools.take("Select")
    yield made
    window.close()


def at(desk: Desk, x: float, y: float, up: int = 0) -> QPoint:
    px, py = desk.canvas.view.to_widget.apply(x, y)
    return QPoint(round(px), round(py) - up)


def pull(qtbot: QtBot, desk: Desk, start: QPoint, end: QPoint) -> None:
    qtbot.mousePress(desk.canvas, LEFT, pos=start)
    qtbot.mouseMove(desk.canvas, (start + end) / 2)
    qtbot.mouseMove(desk.canvas, end)
    qtbot.mouseRelease(desk.canvas, LEFT, pos=end)


def menu(desk: Desk, pos: QPoint, reason: QContextMenuEvent.Reason = QContextMenuEvent.Reason.Mouse) -> QMenu:
    QApplication.sendEvent(desk.canvas, QContextMenuEvent(reason, pos, desk.canvas.mapToGlobal(pos)))
    shown = QApplication.activePopupWidget()
    assert isinstance(shown, QMenu)
    return shown


def words(shown: QMenu) -> list[str]:
    found = [action.iconText() for action in shown.actions() if not action.isSeparator()]
    shown.close()
    return found


def test_what_lies_in_a_frame_is_in_it_in_the_list_and_notes_come_last(desk: Desk) -> None:
    rows = desk.shell.layers.rows
    assert [rows.index(n, 0).data() for n in range(rows.rowCount())] == ["Story", "Hero", "high", "group", "Dusk"]
    hero = rows.index_of("f")
    assert [rows.index(n, 0, hero).data() for n in range(rows.rowCount(hero))] == ["low"]
    document = desk.session.document
    low = document.layers["low"]
    away = changed(low, transform=low.transform._replace(e=500.0))
    desk.session.commit("Move", document.with_(away))
    assert rows.rowCount(rows.index_of("f")) == 0 and not rows.index_of("low").parent().isValid()


def test_a_frame_is_picked_by_its_name_and_moves_with_what_lies_in_it(qtbot: QtBot, desk: Desk) -> None:
    start = at(desk, -10, -20, up=8)
    pull(qtbot, desk, start, start + QPoint(40, 30))
    document, zoom = desk.session.document, desk.canvas.view.zoom
    rect = document.frames["f"].rect
    assert abs(rect.x + 20 - 40 / zoom) <= 8 / zoom and rect.x > -20 and desk.session.selection == {"f"}
    moved = document.layers["low"].transform
    assert (moved.e, moved.f) == (rect.x + 20, rect.y + 20)
    assert document.layers["high"].transform.e == 200
    desk.session.undo()
    assert desk.session.document.layers["low"].transform.e == 0


def test_a_note_is_picked_moved_by_keys_and_deleted(qtbot: QtBot, desk: Desk) -> None:
    qtbot.mouseClick(desk.canvas, LEFT, pos=at(desk, 300, 250))
    assert desk.session.selection == {"n"}
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Down, SHIFT)
    assert desk.session.document.notes["n"].rect == Rect(200, 210, 240, 120)
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Delete)
    assert not desk.session.document.notes


def test_a_frame_goes_alone_or_with_what_is_in_it(qtbot: QtBot, desk: Desk) -> None:
    desk.session.select(["f"])
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Delete)
    assert "f" not in desk.session.document.frames and "low" in desk.session.document.layers
    desk.session.undo()
    desk.session.select(["f"])
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Delete, SHIFT)
    assert "f" not in desk.session.document.frames and "low" not in desk.session.document.layers
    assert "high" in desk.session.document.layers


def test_a_double_click_on_its_name_names_a_frame(qtbot: QtBot, desk: Desk) -> None:
    spot = at(desk, -10, -20, up=8)
    qtbot.mouseDClick(desk.canvas, LEFT, pos=spot)
    (editor,) = desk.canvas.findChildren(QLineEdit, options=Qt.FindChildOption.FindDirectChildrenOnly)
    qtbot.keyClicks(editor, "bmv")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert desk.session.document.frames["f"].name == "bmv" and desk.tools.current.name == "Select"
    qtbot.keyClick(desk.canvas, Qt.Key.Key_F2)
    editor = desk.canvas.findChildren(QLineEdit, options=Qt.FindChildOption.FindDirectChildrenOnly)[-1]
    qtbot.keyClicks(editor, "other")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert desk.session.document.frames["f"].name == "bmv"


def test_a_double_click_on_a_note_writes_on_it(qtbot: QtBot, desk: Desk) -> None:
    qtbot.mouseDClick(desk.canvas, LEFT, pos=at(desk, 300, 250))
    (editor,) = desk.canvas.findChildren(NoteEditor)
    qtbot.keyClicks(editor, "Dawn")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert desk.session.document.notes["n"].text == "Dawn"


def test_each_thing_has_its_menu(desk: Desk) -> None:
    assert "Group" in words(menu(desk, at(desk, 40, 30))) and desk.session.selection == {"low"}
    shown = words(menu(desk, at(desk, 300, 250)))
    assert "Write" in shown and "Group" not in shown and desk.session.selection == {"n"}
    shown = words(menu(desk, at(desk, 40, 300)))
    assert "Delete with what is inside" in shown and desk.session.selection == {"g"}
    shown = words(menu(desk, at(desk, 150, 160)))
    assert "Place pictures…" in shown and not desk.session.selection
    for one in desk.shell.board_menus.menus.values():
        assert len([action for action in one.actions() if not action.isSeparator()]) <= 16


def test_the_menu_key_opens_the_menu_of_what_is_selected(desk: Desk) -> None:
    desk.session.select(["n"])
    assert "Write" in words(menu(desk, QPoint(1, 1), QContextMenuEvent.Reason.Keyboard))
    assert desk.session.selection == {"n"}


def test_opacity_is_empty_where_no_layer_is_selected_and_mixed_where_they_differ(qtbot: QtBot, desk: Desk) -> None:
    panel = desk.shell.layers
    desk.session.select([])
    assert not panel.opacity.isEnabled() and not panel.opacity.number.text().strip()
    desk.session.select(["f"])
    assert not panel.opacity.isEnabled() and not panel.opacity.number.text().strip()
    document = desk.session.document
    desk.session.commit("Fade", document.with_(changed(document.layers["low"], opacity=0.4)))
    desk.session.select(["low", "high"])
    assert panel.opacity.number.text() == "Mixed" and panel.opacity.isEnabled()
    panel.opacity.number.selectAll()
    qtbot.keyClicks(panel.opacity.number, "100")
    qtbot.waitUntil(lambda: desk.session.document.layers["low"].opacity == 1)
    assert panel.opacity.number.text() == "100 %"


def test_the_thumb_of_a_layer_mask_is_edited_by_a_click_and_switched_with_shift(qtbot: QtBot, desk: Desk) -> None:
    document, panel = desk.session.document, desk.shell.layers
    mask = LayerMask(Tiles(Size(80, 60), channels=1, fill=255))
    desk.session.commit("Mask", document.with_(changed(document.layers["high"], mask=mask)))
    rect = panel.list.visualRect(panel.rows.index_of("high"))
    spot = QPoint(rect.left() + 8 + 20 + 22 + 6 + 11, rect.center().y())
    qtbot.mouseClick(panel.list.viewport(), LEFT, SHIFT, spot)
    switched = desk.session.document.layers["high"].mask
    assert switched is not None and not switched.enabled
    qtbot.mouseClick(panel.list.viewport(), LEFT, pos=spot)
    assert desk.session.selection == {"high"}
    assert any(one.target == "high" and one.active for one in desk.session.document.masks.values())


def test_a_layer_dropped_on_a_frame_in_the_list_comes_into_it(desk: Desk) -> None:
    rows = desk.shell.layers.rows
    data = rows.mimeData([rows.index_of("high")])
    rows.dropMimeData(data, Qt.DropAction.MoveAction, -1, 0, rows.index_of("g"))
    assert rows.id_of(rows.index_of("high").parent()) == "g"
    moved = desk.session.document.layers["high"].transform
    assert QPointF(moved.e + 40, moved.f + 30) == QPointF(45, 280)
