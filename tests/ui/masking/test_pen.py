"""A pen on the canvas: its pressure, its eraser end, and how little is painted anew for a move."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QInputDevice, QPaintEvent, QPointingDevice, QTabletEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.document.records import Document, Layer
from editor.pixels.tiles import Tiles
from editor.steps.mask import active_mask
from editor.tools.mask_brush import MaskBrush
from editor.ui.desk import Desk
from editor.ui.view import View
from tests.ui.desks import opened

Kinds = QEvent.Type


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    pixels = Tiles.from_array(np.full((300, 400, 3), 90, np.uint8))
    window, made = opened(qtbot, tmp_path, Document().with_(Layer(id="a", name="a", pixels=pixels)))
    made.bar.hide()
    made.canvas.grab()
    made.canvas.view = View(1.0, 0.0, 0.0)
    qtbot.waitUntil(lambda: made.canvas.sharp)
    made.tools.put(MaskBrush(size=40, hardness=1.0))
    yield made
    window.close()


def stroke(desk: Desk, pressure: float, *, end: QPointingDevice.PointerType = QPointingDevice.PointerType.Pen) -> None:
    """From left to right through the middle."""
    device = QPointingDevice("pen", 1, QInputDevice.DeviceType.Stylus, end, QInputDevice.Capability.Pressure, 1, 1)
    places = [(Kinds.TabletPress, 100), (Kinds.TabletMove, 150), (Kinds.TabletMove, 220), (Kinds.TabletRelease, 220)]
    for kind, x in places:
        at, left = QPointF(x, 150), Qt.MouseButton.LeftButton
        button = Qt.MouseButton.NoButton if kind == Kinds.TabletMove else left
        held = Qt.MouseButton.NoButton if kind == Kinds.TabletRelease else left
        event = QTabletEvent(
            kind, device, at, desk.canvas.mapToGlobal(at), pressure, 0, 0, 0, 0, 0, Qt.KeyboardModifier.NoModifier,
            button, held,
        )  # fmt: skip
        QApplication.sendEvent(desk.canvas, event)


def thickness(desk: Desk) -> int:
    """Marked pixels across the stroke's middle."""
    mask = active_mask(desk.session.document, "a")
    return 0 if mask is None else int(np.count_nonzero(mask.tiles.array()[:, 160] > 127))


def test_pressure_sets_the_size_unless_it_is_not_to(desk: Desk) -> None:
    stroke(desk, 0.5)
    assert abs(thickness(desk) - 20) <= 2
    stroke(desk, 1.0)
    assert abs(thickness(desk) - 40) <= 2
    desk.session.undo()
    desk.session.undo()
    desk.tools.put(MaskBrush(size=40, hardness=1.0, pressure=False))
    stroke(desk, 0.5)
    assert abs(thickness(desk) - 40) <= 2


def test_the_other_end_of_a_pen_erases(desk: Desk) -> None:
    stroke(desk, 1.0)
    stroke(desk, 0.5, end=QPointingDevice.PointerType.Eraser)
    assert abs(thickness(desk) - 20) <= 4, "a thinner line is taken from the middle"


def test_a_move_too_short_for_a_mark_paints_the_brush_alone(qtbot: QtBot, desk: Desk) -> None:
    painted: list[QRect] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if isinstance(event, QPaintEvent):
                painted.append(event.region().boundingRect())
            return super().eventFilter(watched, event)

    watch, at = Watch(), QPoint(200, 150)
    qtbot.waitUntil(lambda: desk.canvas.sharp)
    desk.canvas.installEventFilter(watch)
    qtbot.mousePress(desk.canvas, Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: bool(painted))
    for step in range(4):
        painted.clear()
        qtbot.mouseMove(desk.canvas, at + QPoint(step + 1, 0))
        qtbot.waitUntil(lambda: bool(painted))
        largest = max(max(rect.width(), rect.height()) for rect in painted)
        assert largest < 70, "40 pixels and a margin"
    qtbot.mouseRelease(desk.canvas, Qt.MouseButton.LeftButton, pos=at)
