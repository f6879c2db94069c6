"""The Layers panel on a real desk: rows that change alone, and everything that is done with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from editor.document.records import Document, Layer, LayerMask, changed
from editor.pixels.geometry import Size
from editor.pixels.tiles import Tiles
from editor.ui.desk import Desk
from editor.ui.panels.layer_rows import LayerRows
from editor.ui.panels.layers_panel import LayersPanel
from editor.ui.panels.thumbs import thumb
from tests.ui.desks import board, opened

LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)


class Heard:
    """What a model told its views."""

    def __init__(self, rows: LayerRows) -> None:
        self.told: list[str] = []
        rows.dataChanged.connect(lambda top, _bottom, *_: self.told.append(f"changed {rows.id_of(top)}"))
        rows.rowsInserted.connect(lambda _parent, first, last: self.told.append(f"inserted {first}-{last}"))
        rows.rowsRemoved.connect(lambda _parent, first, last: self.told.append(f"removed {first}-{last}"))
        rows.rowsMoved.connect(lambda *_: self.told.append("moved"))
        rows.modelReset.connect(lambda: self.told.append("reset"))


@pytest.fixture
def rows(qtbot: QtBot) -> LayerRows:
    made = LayerRows()
    made.tester = QAbstractItemModelTester(made)  # type: ignore[attr-defined]
    made.show_document(board())
    return made


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    window, made = opened(qtbot, tmp_path)
    yield made
    window.close()


def _names(rows: LayerRows, parent: QModelIndex = QModelIndex()) -> list[str]:  # noqa: B008
    return [str(rows.index(n, 0, parent).data()) for n in range(rows.rowCount(parent))]


def test_rows_run_from_the_uppermost_down(rows: LayerRows) -> None:
    assert _names(rows) == ["high", "group", "low"] and _names(rows, rows.index_of("group")) == ["inner"]


def test_the_same_layers_touch_nothing_and_one_that_differs_touches_its_row(rows: LayerRows) -> None:
    document = board()
    rows.show_document(document)
    heard = Heard(rows)
    rows.show_document(document)
    rows.show_document(document.with_(changed(document.layers["inner"], opacity=0.5)))
    assert heard.told == ["changed inner"]


def test_one_that_comes_goes_or_moves_leaves_the_others_alone(rows: LayerRows) -> None:
    document = board()
    rows.show_document(document)
    heard = Heard(rows)
    more = document.with_(Layer(id="new", name="new", order="P", pixels=Tiles(Size(2, 2))))
    rows.show_document(more)
    assert heard.told == ["inserted 1-1"] and _names(rows) == ["high", "new", "group", "low"]
    heard.told.clear()
    rows.show_document(more.without(more.layers["high"]))
    assert heard.told == ["removed 0-0"]
    heard.told.clear()
    rows.show_document(more.without(more.layers["high"]).with_(changed(document.layers["low"], order="R")))
    assert "moved" in heard.told and "reset" not in heard.told and _names(rows) == ["low", "new", "group"]


def test_ten_thousand_layers_follow_a_change_at_once(qtbot: QtBot) -> None:
    layers = [Layer(id=str(n), name=str(n), order=f"A{n:05}1", pixels=Tiles(Size(2, 2))) for n in range(10_000)]
    document = Document().with_(*layers)
    rows = LayerRows()
    rows.show_document(document)
    heard = Heard(rows)
    rows.show_document(document.with_(changed(layers[5000], name="other")))
    assert heard.told == ["changed 5000"]


def test_what_is_dropped_between_rows_or_on_a_group_says_where(rows: LayerRows) -> None:
    wanted: list[tuple[list[str], str, str]] = []
    rows.moved.connect(lambda *where: wanted.append(where))
    data = rows.mimeData([rows.index_of("high")])
    group, top = rows.index_of("group"), QModelIndex()
    for row, parent in ((3, top), (1, top), (0, top), (-1, group), (1, group)):
        assert not rows.dropMimeData(data, Qt.DropAction.MoveAction, row, 0, parent)
    assert wanted == [
        (["high"], "", ""),
        (["high"], "", "group"),
        (["high"], "", "group"),
        (["high"], "group", "inner"),
        (["high"], "group", ""),
    ]


def _panel(desk: Desk) -> LayersPanel:
    return desk.shell.layers


def test_a_drop_is_one_step_of_undo(qtbot: QtBot, desk: Desk) -> None:
    rows = _panel(desk).rows
    rows.dropMimeData(rows.mimeData([rows.index_of("high")]), Qt.DropAction.MoveAction, -1, 0, rows.index_of("group"))
    assert desk.session.document.layers["high"].parent == "group"
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Z, CTRL)
    assert desk.session.document.layers["high"].parent == "" and _names(rows) == ["high", "group", "low"]


def test_selection_goes_both_ways(qtbot: QtBot, desk: Desk) -> None:
    panel = _panel(desk)
    _click(qtbot, panel, "low", "name")
    assert desk.session.selection == {"low"}
    desk.session.select({"high", "group"})
    assert {panel.rows.id_of(index) for index in panel.list.selectedIndexes()} == {"high", "group"}
    qtbot.keyClick(panel.list, Qt.Key.Key_A, CTRL | SHIFT)
    assert not desk.session.selection and not panel.mode.isEnabled()


def _click(qtbot: QtBot, panel: LayersPanel, id: str, part: str) -> None:
    index = panel.rows.index_of(id)
    places = panel._delegate.places(panel.list.visualRect(index), index)
    qtbot.mouseClick(panel.list.viewport(), LEFT, NONE, getattr(places, part).center())


def test_eye_lock_and_caret_are_clicked(qtbot: QtBot, desk: Desk) -> None:
    panel, layers = _panel(desk), lambda: desk.session.document.layers
    _click(qtbot, panel, "low", "eye")
    assert not layers()["low"].visible and not desk.session.selection, "the row is not selected by it"
    _click(qtbot, panel, "low", "eye")
    assert layers()["low"].visible
    desk.session.select({"low"})
    qtbot.keyClick(desk.canvas, Qt.Key.Key_L, CTRL)
    assert layers()["low"].locked
    _click(qtbot, panel, "low", "lock")
    assert not layers()["low"].locked
    _click(qtbot, panel, "group", "caret")
    assert panel.list.isExpanded(panel.rows.index_of("group"))


def test_an_open_group_stays_open_when_all_is_shown_anew(qtbot: QtBot, desk: Desk) -> None:
    panel = _panel(desk)
    panel.list.setExpanded(panel.rows.index_of("group"), True)
    desk.session.select({"low", "high"})
    qtbot.keyClick(desk.canvas, Qt.Key.Key_G, CTRL)
    assert panel.list.isExpanded(panel.rows.index_of("group"))
    assert len(desk.session.document.children()) == 2


def test_all_by_keyboard_rename_hide_group_reorder_delete(qtbot: QtBot, desk: Desk) -> None:
    panel = _panel(desk)
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_End)
    qtbot.keyClick(panel.list, Qt.Key.Key_Home)
    assert desk.session.selection == {"high"}
    qtbot.keyClick(panel.list, Qt.Key.Key_F2)
    editor = panel.list.viewport().findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "sky")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.session.document.layers["high"].name == "sky")
    qtbot.keyClick(panel.list, Qt.Key.Key_H, CTRL)
    assert not desk.session.document.layers["high"].visible
    qtbot.keyClick(panel.list, Qt.Key.Key_BracketLeft, CTRL)
    assert [layer.id for layer in desk.session.document.children()] == ["low", "high", "group"]
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert "high" not in desk.session.document.layers
    assert panel.list.hasFocus() or QApplication.focusWidget() is not None


def test_a_locked_layer_is_not_deleted_and_says_why(qtbot: QtBot, desk: Desk) -> None:
    document = desk.session.document
    desk.session.commit("Lock", document.with_(changed(document.layers["low"], locked=True)))
    desk.session.select({"low"})
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Delete)
    assert "low" in desk.session.document.layers and "locked" in desk.shell.toast.words


def test_opacity_is_shown_while_it_changes_and_is_one_step(qtbot: QtBot, desk: Desk) -> None:
    panel = _panel(desk)
    desk.session.select({"low"})
    before = desk.session.history.pointer
    for value in (80, 60, 40):
        panel.opacity.number.setValue(value)
    assert desk.session.document.layers["low"].opacity == 1.0
    qtbot.waitUntil(lambda: desk.session.document.layers["low"].opacity == 0.4)
    desk.session.undo()
    assert desk.session.history.pointer == before and panel.opacity.value == 100


def test_the_mode_is_that_of_the_selected_layer(desk: Desk) -> None:
    panel = _panel(desk)
    desk.session.select({"low"})
    panel.mode.setCurrentIndex(panel.mode.findData("multiply"))
    panel.mode.activated.emit(panel.mode.currentIndex())
    assert desk.session.document.layers["low"].blend == "multiply"
    desk.session.select({"high"})
    assert panel.mode.currentData() == "normal"


def test_an_empty_board_says_how_to_begin(desk: Desk) -> None:
    panel = _panel(desk)
    assert not panel.empty.isVisible()
    desk.session.commit("Empty", Document())
    assert panel.empty.isVisible() and not panel.list.isVisible()


def test_thumbs_are_the_middle_in_the_picture_s_colours(qtbot: QtBot, desk: Desk) -> None:
    wide = np.zeros((40, 400, 4), np.uint8)
    wide[...] = (10, 20, 30, 255)
    wide[:, 180:220] = (200, 100, 50, 255)
    small = thumb(Tiles.from_array(wide), b"", 22)
    assert small.shape == (22, 22, 4) and np.abs(small[11, 11].astype(int) - (50, 100, 200, 255)).max() <= 1
    assert thumb(Tiles(Size(9, 9), 1, 255), b"", 22).min() == 255
    panel = _panel(desk)
    layer = desk.session.document.layers["low"]
    masked = changed(layer, mask=LayerMask(tiles=Tiles(Size(9, 9), 1)))
    qtbot.waitUntil(lambda: panel.thumbs.picture(layer, 22) is not None and panel.thumbs.mask(masked, 22) is not None)


def test_a_row_paints_in_every_state(qtbot: QtBot, desk: Desk) -> None:
    document = desk.session.document
    layers = document.layers
    desk.session.commit(
        "States",
        document.with_(
            changed(layers["low"], visible=False, locked=True, mask=LayerMask(tiles=Tiles(Size(80, 60), 1))),
            changed(layers["high"], name="a name that is much too long for the width of any panel " * 3),
        ),
    )
    panel = _panel(desk)
    panel.list.setExpanded(panel.rows.index_of("group"), True)
    desk.session.select({"high"})
    image = panel.list.grab().toImage()
    tokens = desk.shell.theme.tokens
    colours = {image.pixelColor(x, 5).name().upper() for x in range(10, 250)}
    assert tokens.pressed in colours, "selected without focus"
    panel.list.setFocus()
    image = panel.list.grab().toImage()
    assert tokens.selected in {image.pixelColor(x, 5).name().upper() for x in range(10, 250)}
    index = panel.rows.index_of("high")
    places = panel._delegate.places(panel.list.visualRect(index), index)
    assert places.name.right() < places.size.left() < places.eye.left() < panel.list.viewport().width()
    assert places.at(places.eye.center().x(), places.eye.center().y()) == "eye"
    assert places.at(QPoint(0, 0).x(), 0) == ""
