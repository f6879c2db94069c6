"""Around the canvas: nothing clipped, everything by keyboard, palette, sheet of keys, options, status, theme, files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from editor.document.records import Document, Frame
from editor.pixels.geometry import Rect
from editor.tools.mask_brush import MaskBrush
from editor.ui.actions import Action
from editor.ui.desk import Desk
from editor.ui.parts.field import Field
from editor.ui.shell.keys_sheet import Held
from editor.ui.shell.palette import matches
from editor.ui.theme.shapes import caps_of
from editor.ui.theme.tokens import DARK, LIGHT
from editor.ui.window import Window
from tests.steps.road import box_mask, photograph
from tests.ui.desks import opened, shown
from tests.ui.painted import Painted

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    made, _ = opened(qtbot, tmp_path)
    made.theme.choose("dark")
    yield made
    made.close()


@pytest.fixture
def desk(window: Window) -> Desk:
    assert window.desk is not None
    return window.desk


def _words(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QLineEdit | QPushButton | QCheckBox | QSpinBox):
        return widget.text()
    if isinstance(widget, QToolButton) and widget.toolButtonStyle() != Qt.ToolButtonStyle.ToolButtonIconOnly:
        return widget.text()
    return ""


@pytest.mark.parametrize("theme", ["dark", "contrast"])
def test_no_text_is_clipped_at_1280_by_800(qtbot: QtBot, window: Window, desk: Desk, theme: str) -> None:
    window.theme.choose(theme)
    window.resize(1280, 800)
    desk.session.select({"low"})
    desk.shell.status.show_job("Fill 412 × 300 px in dandelions", "62 %", 0.62)
    QApplication.processEvents()
    assert (window.width(), window.height()) == (1280, 800)
    seen = [widget for widget in window.findChildren(QWidget) if widget.isVisible() and _words(widget)]
    assert len(seen) > 12
    for widget in seen:
        if isinstance(widget, QLabel) and widget.wordWrap():
            continue
        needs = QFontMetrics(widget.font()).horizontalAdvance(_words(widget).split("\n")[0])
        assert widget.width() >= needs, f"{_words(widget)!r}: {widget.width()} of {needs}"
        assert widget.height() >= QFontMetrics(widget.font()).height() - 2, _words(widget)
        assert window.rect().contains(widget.mapTo(window, widget.rect().bottomRight())), _words(widget)


def test_the_parts_have_their_measures(window: Window, desk: Desk) -> None:
    shell = desk.shell
    window.resize(1280, 800)
    QApplication.processEvents()
    assert (shell.title.height(), shell.rail.width(), shell.options.height(), shell.status.height()) == (36, 44, 36, 24)
    assert shell.status.mapTo(window, QPoint(0, 0)).y() == 776 and shell.status.width() == 1280
    assert shell.docks[0].width() == 304
    assert shell.options.mapTo(window, QPoint(0, 0)) == QPoint(44, 36)
    middle = shell.title.name.geometry().center().x()
    assert abs(middle - 640) <= 1


def test_every_control_has_a_name_for_who_cannot_see_it(window: Window) -> None:
    for widget in window.findChildren(QWidget):
        if isinstance(widget, QAbstractButton | QSpinBox) and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            named = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
            assert named, widget


def test_f6_goes_round_all_parts_and_back(qtbot: QtBot, window: Window, desk: Desk) -> None:
    shell = desk.shell
    parts = [desk.canvas, desk.bar, shell.referencing.panel, shell.layers, shell.title, shell.rail, shell.options]
    for part in (*parts[1:], parts[0]):
        qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_F6)
        focused = window.focusWidget()
        assert focused is not None and (focused is part or part.isAncestorOf(focused)), part
    qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_F6, SHIFT)
    focused = window.focusWidget()
    assert focused is not None and shell.options.isAncestorOf(focused)


def test_tab_reaches_every_button_and_field(qtbot: QtBot, window: Window, desk: Desk) -> None:
    desk.session.select({"low"})
    wanted = {
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget.parent(), QSpinBox)
    }
    desk.bar.setFocus()
    reached = set()
    for _ in range(3 * len(wanted)):
        focused = window.focusWidget()
        assert focused is not None
        reached.add(focused)
        if focused is desk.canvas:
            behind = focused.nextInFocusChain()
            assert behind is not None
            behind.setFocus()  # Tab hides the panels there; F6 goes on
        qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
    names = [widget.accessibleName() or type(widget).__name__ for widget in wanted - reached - {desk.canvas}]
    assert not names, names


def test_tab_on_the_canvas_hides_what_is_beside_it_and_shows_it_again(qtbot: QtBot, window: Window, desk: Desk) -> None:
    shell = desk.shell
    shell.docks[1].hide()
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Tab)
    beside = (shell.rail, shell.options, shell.title, shell.status, *shell.docks)
    assert not shell.panels_shown and not any(part.isVisible() for part in beside) and desk.bar.isVisible()
    QApplication.processEvents()
    assert desk.canvas.size() == window.size(), "the canvas has all the room"
    assert shell.tucked.isVisible() and shell.tucked.words.startswith("Saved ")
    desk.session.select({"low"})
    qtbot.keyClick(desk.canvas, Qt.Key.Key_H, CTRL)
    assert not desk.session.document.layers["low"].visible, "keys act as before"
    qtbot.waitUntil(lambda: shell.tucked.words == desk.saved.text())
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Tab)
    assert shell.panels_shown and shell.rail.isVisible() and shell.title.isVisible() and not shell.tucked.isVisible()
    assert shell.docks[0].isVisible() and not shell.docks[1].isVisible(), "as it was"


def test_the_palette_finds_by_words_and_does_what_is_chosen(qtbot: QtBot, window: Window, desk: Desk) -> None:
    palette = desk.shell.sheets.palette
    desk.session.select({"low"})
    qtbot.keyClick(desk.canvas, Qt.Key.Key_K, CTRL)
    assert palette.isVisible() and palette.query.hasFocus()
    everything = len(palette.found)
    assert everything == len(list(desk.shell.actions))
    qtbot.keyClicks(palette.query, "lock")
    assert palette.found[0].action.id == "layer.locked" and len(palette.found) < everything
    qtbot.keyClick(palette.query, Qt.Key.Key_Return)
    assert not palette.isVisible() and desk.session.document.layers["low"].locked
    assert desk.canvas.hasFocus(), "the focus comes back"


def test_the_palette_keeps_what_cannot_be_done_with_its_reason(qtbot: QtBot, desk: Desk) -> None:
    palette = desk.shell.sheets.palette
    palette.ask()
    qtbot.keyClicks(palette.query, "ungroup")
    assert palette.found[0].reason == "No group is selected."
    qtbot.keyClick(palette.query, Qt.Key.Key_Return)
    assert desk.shell.toast.words == "No group is selected."
    palette.ask()
    qtbot.keyClick(palette.query, Qt.Key.Key_Down)
    qtbot.keyClick(palette.query, Qt.Key.Key_Down)
    assert palette.list.currentIndex().data() == palette.found[2].action.name
    qtbot.keyClick(palette.query, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_words_of_a_query_are_found_in_the_name_and_the_tip(desk: Desk) -> None:
    rename = next(action for action in desk.shell.actions if action.id == "layer.rename")
    assert matches(rename, "") == () and matches(rename, "REN") == ((0, 3),)
    assert matches(rename, "another name") == ((2, 6),), "one word in the tip alone"
    assert matches(rename, "zebra") is None


def test_the_sheet_shows_every_key(qtbot: QtBot, window: Window, desk: Desk) -> None:
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Question)
    sheet = desk.shell.sheets.keys
    assert sheet.isVisible()
    listed = {one.id for column in sheet.page.columns for one in column if isinstance(one, Action)}
    assert listed == {action.id for action in desk.shell.actions if action.key}
    held = {(one.name, one.key) for column in sheet.page.columns for one in column if isinstance(one, Held)}
    assert held == {("Original", "\\"), ("Hand", "Space")}
    window.resize(1280, 800)
    desk.shell.sheets.show_keys()
    QApplication.processEvents()
    area = sheet.findChild(QScrollArea)
    assert area is not None and area.verticalScrollBar().maximum() == 0, "all are seen at once"
    assert sheet.page.sizeHint().width() + 2 == sheet.sheet.width() <= 1280 - 2 * 16
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible() and desk.canvas.hasFocus()


def test_keys_are_shown_as_caps() -> None:
    assert caps_of("Ctrl+Shift+I") == ["Ctrl", "Shift", "I"] and caps_of("Ctrl++") == ["Ctrl", "+"]
    assert caps_of("Escape") == ["Esc"] and caps_of("") == []


def test_options_follow_the_tool_and_change_it(qtbot: QtBot, desk: Desk) -> None:
    options, size = desk.shell.options, desk.shell.options.fields["size"]
    assert isinstance(size, Field)
    size.number.setValue(224)
    brush = desk.tools.current
    assert isinstance(brush, MaskBrush) and brush.size == 224
    qtbot.keyClick(desk.canvas, Qt.Key.Key_BracketRight)
    assert size.value == 280
    qtbot.keyClick(desk.canvas, Qt.Key.Key_M)
    assert "size" not in options.fields and "rectangle" in desk.shell.status.hint.words


def test_a_label_is_dragged_to_change_its_number(qtbot: QtBot, desk: Desk) -> None:
    size = desk.shell.options.fields["size"]
    assert isinstance(size, Field)
    before, label = size.value, size._label
    qtbot.mousePress(label, Qt.MouseButton.LeftButton, pos=QPoint(2, 5))
    qtbot.mouseMove(label, QPoint(32, 5))
    assert size.value == before + 50


def test_status_says_where_the_pointer_is_and_what_is_made(qtbot: QtBot, desk: Desk) -> None:
    x, y = desk.canvas.view.to_widget.apply(40, 30)
    qtbot.mouseMove(desk.canvas, QPoint(round(x), round(y)))
    qtbot.waitUntil(lambda: desk.shell.status.place.words == "40, 30")
    desk.shell.status.show_job("Fill", "50 %", 0.5)
    assert desk.shell.status.job == "Fill 50 %"
    desk.shell.status.show_job("", "", 0)
    assert desk.shell.status.job == ""


def test_in_a_stroke_the_status_is_not_written_until_the_hand_rests(qtbot: QtBot, desk: Desk) -> None:
    canvas, reading = desk.canvas, desk.shell._reading
    reading._timer.setInterval(1 << 20)
    places = [QPoint(*map(round, canvas.view.to_widget.apply(x, 30))) for x in (40, 60, 80)]
    desk.tools.take(MaskBrush.name)
    qtbot.mouseMove(canvas, places[0])
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=places[0])
    assert canvas.gesturing
    before = desk.shell.status.place.words
    for place in places:
        qtbot.mouseMove(canvas, place)
        reading._timer.timeout.emit()
        assert desk.shell.status.place.words == before
    reading._timer.timeout.emit()
    assert desk.shell.status.place.words == "80, 30"
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=places[-1])


def test_a_number_that_stands_there_already_is_not_painted_again(qtbot: QtBot, desk: Desk) -> None:
    field = Field("Size", 0, 100)
    qtbot.addWidget(field)
    field.show()
    field.show_value(40)
    painted = Painted(field.number)
    field.show_value(40)
    QApplication.processEvents()
    assert field.value == 40 and not painted.pixels
    field.show_none("Mixed", 40)
    field.show_value(40)
    assert field.value == 40 and field.number.text() == "40"


def test_the_zoom_chip_follows_the_canvas(qtbot: QtBot, desk: Desk) -> None:
    desk.canvas.zoom_to_life()
    qtbot.waitUntil(lambda: desk.shell.title.zoom.text() == "100 %")
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Minus, CTRL)
    qtbot.waitUntil(lambda: desk.shell.title.zoom.text() == "80 %")


def test_an_empty_board_says_how_to_begin_until_something_is_on_it(qtbot: QtBot, tmp_path: Path) -> None:
    made, desk = opened(qtbot, tmp_path, Document())
    empty = desk.shell.empty
    qtbot.waitUntil(lambda: empty.isVisible() and desk.canvas.rect().contains(empty.geometry()))
    assert desk.canvas.childAt(empty.geometry().center()) is None, "what is dropped there reaches the canvas"
    desk.session.commit("Frame", Document().with_(Frame(id="f", rect=Rect(0, 0, 100, 100))))
    assert not empty.isVisible()
    desk.session.undo()
    assert empty.isVisible()
    made.close()


def test_the_project_s_name_is_typed_over_and_kept(qtbot: QtBot, window: Window, desk: Desk) -> None:
    name = desk.shell.title.name
    assert name.text() == "board"
    name.setFocus()
    name.selectAll()
    qtbot.keyClicks(name, "Meadow")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    path = desk.session.project.path
    window.close()
    again, reopened = shown(qtbot, path)
    assert reopened.shell.title.name.text() == "Meadow"
    reopened.session.undo()
    assert reopened.shell.title.name.text() == "board"
    again.close()


def test_the_theme_is_changed_from_the_menu_and_all_follows(qtbot: QtBot, window: Window, desk: Desk) -> None:
    def ground() -> str:
        return QColor(desk.shell.status.grab().toImage().pixelColor(3, 12)).name().upper()

    def board() -> set[str]:
        image = desk.canvas.grab().toImage()
        return {image.pixelColor(3 + x, 3 + y).name().upper() for x in range(24) for y in range(24)}

    desk.canvas.zoom_to_life()
    qtbot.waitUntil(lambda: desk.canvas.sharp)
    assert ground() == DARK.panel and board() == {DARK.canvas, DARK.dot}
    desk.shell.actions["view.theme.light"].trigger()
    assert ground() == LIGHT.panel and desk.shell.actions["view.theme.light"].isChecked()
    assert not desk.shell.actions["view.theme.dark"].isChecked()
    assert board() == {LIGHT.canvas, LIGHT.dot}


def test_what_the_mask_measures_is_said(desk: Desk) -> None:
    from editor.steps.mask import masked

    pixels = photograph(80, 60)
    desk.session.select({"low"})
    desk.session.commit("Mask", masked(desk.session.document, "low", box_mask(pixels, 10, 10, 30, 20)))
    assert desk.shell.options._made.text() == "Mask 30 × 20 px"
