"""Paint in a real window: a stroke, its colour from chooser, palette and picture, undone and still there afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from editor.document.records import Layer
from editor.engine.contract import Colour
from editor.project.project import Project
from editor.session import anchors
from editor.session.bring import bring
from editor.session.session import Session
from editor.tools.paint import PaintBrush
from editor.ui.desk import Desk
from editor.ui.paint_colour import PaintColour
from tests.ui.desks import shown
from tests.ui.test_slice import RACCOON
from tests.ui.test_tools import ALT, at, pull, pull_slowly

RED = (200, 20, 30)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """The photograph at the origin, the paint brush in hand."""
    session = Session(Project.create(tmp_path / "a.patchboard"))
    bring(session, [RACCOON], at=(0, 0))
    anchors.add(session, "palette", "Brand", colours=[Colour("brick", RED)])
    session.close()
    window, made = shown(qtbot, tmp_path / "a.patchboard")
    made.tools.take(PaintBrush.name)
    yield made
    window.close()


def brush(desk: Desk) -> PaintBrush:
    tool = desk.tools.current
    assert isinstance(tool, PaintBrush)
    return tool


def colour_field(desk: Desk) -> PaintColour:
    return desk.shell.options.findChild(PaintColour)  # type: ignore[return-value]


def paint(desk: Desk) -> list[Layer]:
    return [layer for layer in desk.session.document.layers.values() if layer.painted]


def test_a_stroke_is_seen_and_undone(qtbot: QtBot, desk: Desk) -> None:
    desk.tools.paint_with(RED)
    desk.canvas.setFocus()
    pull(qtbot, desk, (60, 60), (90, 60), (120, 60))
    [layer] = paint(desk)
    assert layer.onto, "it belongs to the photograph"
    qtbot.waitUntil(lambda: desk.canvas.sharp)
    where = at(desk, 90, 60)
    shade = desk.canvas.grab().toImage().pixelColor(where * int(desk.canvas.devicePixelRatioF()))
    assert all(abs(a - b) <= 3 for a, b in zip((shade.red(), shade.green(), shade.blue()), RED, strict=True))
    pull(qtbot, desk, (60, 90), (120, 90))
    assert len(paint(desk)) == 1, "the next stroke goes on with it"
    desk.shell.actions.run("edit.undo")
    desk.shell.actions.run("edit.undo")
    assert not paint(desk)
    qtbot.keyClick(desk.canvas, "P", Qt.KeyboardModifier.ShiftModifier)
    assert desk.tools.current.name == "Paint eraser"


def test_the_colour_is_chosen_by_hand(qtbot: QtBot, desk: Desk) -> None:
    field = colour_field(desk)
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    assert field.popover.isVisible() and field.chooser.square.hasFocus()
    field.chooser.value.selectAll()
    qtbot.keyClicks(field.chooser.value, "#3264C8")
    assert brush(desk).paint == (50, 100, 200) and field.accessibleName().endswith("#3264C8")
    square = field.chooser.square
    qtbot.mouseClick(square, Qt.MouseButton.LeftButton, pos=square.rect().topRight())
    full = QColor(*brush(desk).paint)
    assert full.hsvSaturation() == 255 and full.value() == 255
    field.chooser.strip.setFocus()
    QTest.keyClick(field.chooser.strip, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert QColor(*brush(desk).paint).hue() - full.hue() == pytest.approx(36, abs=2)
    qtbot.mouseClick(field.chooser.findChildren(QToolButton)[0], Qt.MouseButton.LeftButton)
    assert brush(desk).paint == RED, "the colour of the palette"
    qtbot.keyClick(field.chooser, Qt.Key.Key_Escape)
    assert not field.popover.isVisible()


def test_a_colour_is_taken_from_the_picture(qtbot: QtBot, desk: Desk) -> None:
    before = brush(desk).paint
    qtbot.mousePress(desk.canvas, Qt.MouseButton.LeftButton, ALT, at(desk, 50, 50))
    qtbot.mouseRelease(desk.canvas, Qt.MouseButton.LeftButton, ALT, at(desk, 50, 50))
    qtbot.waitUntil(lambda: brush(desk).paint != before, timeout=20_000)
    assert not paint(desk)
    taken = brush(desk).paint
    qtbot.keyClick(desk.canvas, "I")
    pull_slowly(qtbot, desk, (200, 120))
    qtbot.waitUntil(lambda: not desk.canvas.gesturing, timeout=20_000)
    qtbot.keyClick(desk.canvas, "P")
    assert brush(desk).paint != taken, "the colour picker's is the brush's too"


def test_brush_and_colour_are_there_at_the_next_start(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    desk.tools.paint_with(RED)
    pull(qtbot, desk, (60, 60), (120, 60))
    path = desk.session.project.path
    desk.canvas.window().close()
    window, again = shown(qtbot, path)
    assert brush(again).paint == RED
    assert len(paint(again)) == 1
    window.close()


def test_an_empty_board_can_be_painted_on(qtbot: QtBot, tmp_path: Path) -> None:
    Project.create(tmp_path / "b.patchboard").close()
    window, made = shown(qtbot, tmp_path / "b.patchboard")
    made.tools.take(PaintBrush.name)
    assert made.canvas.brush_size > 0, "its outline is to be seen"
    pull(qtbot, made, (10, 10), (40, 40))
    [layer] = paint(made)
    assert made.target is not None and made.target.id == layer.id, "what is asked next begins from it"
    window.close()
