"""Dashes that march along the edges of masks, and the little of the canvas that is painted anew for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import cv2
import numpy as np
from PySide6.QtCore import QEvent, QObject, QRect, QTimer
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QRegion

from editor.pixels.geometry import Affine
from editor.ui.masking.edges import Edge
from editor.ui.navigation import Navigation
from editor.ui.viewport.painting import to_qt

STEP = 125  # milliseconds for one pixel
DASH = 4.0
SHADE = QColor(0, 0, 0, 191)
CELL, FINE = 32, 8  # pixels of what is painted anew about a line; parts of it to each side
RESTS = 24  # steps without an event on the canvas after which they stand still, so that idling costs nothing
WAKING = (QEvent.Type.MouseMove, QEvent.Type.KeyPress, QEvent.Type.WindowActivate)
MOST = 12_000  # points of edges that still march: more cost too much, eight times a second


class _Line(NamedTuple):
    edge: Edge
    to_widget: Affine
    path: QPainterPath  # in the widget's pixels

    @property
    def bounds(self) -> QRect:
        """Of the widget, with the band outside of it."""
        lines = self.path.boundingRect() | to_qt(self.to_widget).mapRect(self.edge.band.boundingRect())
        return lines.toAlignedRect().adjusted(-1, -1, 1, 1)


class Ants(QObject):
    """Marches on `canvas` while its window is the active one. `still` tells whether nothing is to move."""

    def __init__(self, canvas: Navigation) -> None:
        super().__init__(canvas)
        self.still: Callable[[], bool] = lambda: False
        self._canvas = canvas
        self._lines: list[_Line] = []
        self._region: QRegion | None = None  # where the lines are, once it is needed
        self._phase = 0.0
        self._steps = 0  # since something happened on the canvas
        self._timer = QTimer(self)
        self._timer.setInterval(STEP)
        self._timer.timeout.connect(self._step)
        canvas.hear(lambda _event: self._wake(), *WAKING)
        canvas.hear(lambda _event: self._march(), QEvent.Type.WindowDeactivate, QEvent.Type.Hide)

    def show(self, edges: list[tuple[Edge, Affine]]) -> list[QRect]:
        """The edges that there are now, each with the map to the widget's pixels. Where they are not as before."""
        before = [(line.edge, line.to_widget) for line in self._lines]
        if before == edges:
            return []
        gone = [line.bounds for line in self._lines if (line.edge, line.to_widget) not in edges]
        self._lines = [_Line(edge, to, to_qt(to).map(edge.path)) for edge, to in edges]
        self._region, self._steps = None, 0
        self._march()
        return gone + [line.bounds for line in self._lines if (line.edge, line.to_widget) not in before]

    def paint(self, painter: QPainter) -> None:
        """Draw them as far as they have come; the painter has the widget's pixels."""
        if not self._lines:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        solid, dashed = QPen(SHADE, 1), QPen(QColor("white"), 1)
        dashed.setDashPattern((DASH, DASH))
        dashed.setDashOffset(self._phase)
        for line in self._lines:
            painter.strokePath(line.path, solid)
            painter.strokePath(line.path, dashed)

    def _wake(self) -> None:
        self._steps = 0
        if self._lines:
            self._march()

    def _march(self) -> None:
        """Go on, or stand still."""
        moving = self._moving
        if moving != self._timer.isActive():
            self._timer.start() if moving else self._timer.stop()

    @property
    def _moving(self) -> bool:
        canvas, points = self._canvas, sum(line.path.elementCount() for line in self._lines)
        return (
            0 < points <= MOST
            and self._steps < RESTS
            and canvas.isVisible()
            and canvas.isActiveWindow()
            and not self.still()
        )

    def _step(self) -> None:
        self._march()
        if not self._timer.isActive():
            return
        self._steps += 1
        self._phase = (self._phase - 1) % (2 * DASH)
        if self._region is None:
            self._region = QRegion()
            for line in self._lines:
                self._region += about(line.edge.curves, line.to_widget, self._canvas.rect())
        self._canvas.update(self._region)


def about(curves: list[np.ndarray], to_widget: Affine, seen: QRect) -> QRegion:
    """The cells of the widget that the curves touch."""
    across, down = -(-seen.width() // CELL), -(-seen.height() // CELL)
    a, b, c, d, e, f = to_widget
    fine = np.zeros((down * FINE, across * FINE), np.uint8)
    for curve in curves:
        points = (curve @ np.array(((a, b), (c, d))) + (e, f)) * (FINE / CELL)
        cv2.polylines(fine, [np.rint(points.clip(-1e6, 1e6)).astype(np.int32)], True, 1, 3)
    touched = fine.reshape(down, FINE, across, FINE).max(axis=(1, 3))
    region = QRegion()
    for row, cells in enumerate(touched):
        edges = np.flatnonzero(np.diff(cells, prepend=0, append=0) != 0)
        for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            region += QRect(start * CELL, row * CELL, (end - start) * CELL, CELL)
    return region
