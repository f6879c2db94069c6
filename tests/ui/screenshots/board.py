"""Scenes of the board: extended, brought to many sizes, exported, its layers."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from editor.tools.paint import PaintBrush
from editor.tools.select import SelectTool
from editor.ui.paint_colour import PaintColour
from tests.ui.screenshots.meadow import DRAFTS, PHOTO
from tests.ui.screenshots.stage import Stage

LEFT, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
SQUARE = DRAFTS[1]


def extend(stage: Stage) -> Iterator[None]:
    """The border of a draft is dragged."""
    desk = stage.campaign()
    _take(stage)
    at, middle = SQUARE.at, SQUARE.at.y + SQUARE.at.h / 2
    start, end = stage.at(at.right, middle), stage.at(at.right + 300, middle)
    QTest.mousePress(desk.canvas, LEFT, SHIFT, start)
    for step in (0.5, 1):
        QTest.mouseMove(desk.canvas, start + (end - start) * step)
    QTest.qWait(50)
    yield
    desk.canvas.cancel_gesture()
    QTest.mouseRelease(desk.canvas, LEFT, SHIFT, end)
    _put_down(stage)


def extend_sizes(stage: Stage) -> Iterator[None]:
    """The sizes to extend to, by name."""
    desk = stage.campaign()
    _take(stage)
    desk.shell.extend.ask()
    yield
    desk.shell.extend.popover.hide()
    _put_down(stage)


def many_sizes(stage: Stage) -> Iterator[None]:
    desk = stage.campaign()
    desk.session.select({PHOTO})
    desk.shell.sheets.choose_sizes()
    sheet = desk.shell.sheets.sizes
    sheet.list.ticks = {preset.name for preset in sheet.list.sizes.all[:4]}
    sheet.list.refresh()
    sheet.refresh()
    yield
    sheet.close_sheet()


def paint(stage: Stage) -> Iterator[None]:
    """A sketch over a draft, and the colours to paint with."""
    desk = stage.campaign()
    desk.tools.take(PaintBrush.name)
    desk.tools.paint_with((226, 74, 74))
    left, middle = SQUARE.at.x + 60, SQUARE.at.y + SQUARE.at.h / 2
    QTest.mousePress(desk.canvas, LEFT, pos=stage.at(left, middle))
    for step in range(1, 9):
        QTest.mouseMove(desk.canvas, stage.at(left + 30 * step, middle + (80 if step % 2 else -80)))
    QTest.mouseRelease(desk.canvas, LEFT, pos=stage.at(left + 240, middle))
    field = desk.shell.options.findChild(PaintColour)
    assert field is not None, "the options bar has been lent one"
    field.ask()
    yield
    field.popover.hide()
    desk.session.undo()
    desk.tools.take(SelectTool.name)


def export(stage: Stage) -> Iterator[None]:
    desk = stage.campaign()
    desk.session.select({PHOTO})
    desk.exporting.ask()
    stage.until(lambda: desk.exporting.sheet.ready)
    yield
    desk.exporting.sheet.close_sheet()


def layers(stage: Stage) -> Iterator[None]:
    """The list with all that can be opened open, and the focus in it."""
    desk = stage.campaign()
    desk.session.select({PHOTO})
    view = desk.shell.layers.list
    view.expandAll()
    view.setFocus()
    stage.settle()
    yield
    view.collapseAll()
    desk.canvas.setFocus()


def context(stage: Stage) -> Iterator[None]:
    """The menu of a layer."""
    desk = stage.campaign()
    desk.session.select({PHOTO})
    view = desk.shell.layers.list
    menu = desk.shell.layers.context
    assert menu is not None
    row = view.visualRect(view.selectionModel().selectedIndexes()[0])
    at = view.viewport().mapToGlobal(QPoint(60, row.center().y()))
    menu.popup(at)
    menu.move(at.x() - menu.width(), at.y())  # where the screen is smaller than the window, it is not put there
    yield
    menu.close()


def _take(stage: Stage) -> None:
    """The extend tool on a small picture with room around it."""
    desk = stage.desk
    (square,) = [a.id for a in desk.session.document.layers.values() if a.name == SQUARE.name]
    desk.session.select({square})
    stage.press("X")
    stage.settle()


def _put_down(stage: Stage) -> None:
    stage.press("B")
    stage.desk.session.select({PHOTO})
