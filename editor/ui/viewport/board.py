"""The board beneath the pictures: its colour, and dots that move with them, or the grid that is snapped to."""

from __future__ import annotations

import math

from PySide6.QtCore import QLineF, QRect
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from editor.pixels.geometry import Affine, Rect
from editor.ui.poster import BOARD

DOT = QColor(0x30, 0x30, 0x30)
STEP = 24  # logical pixels between dots
REPEAT = 24  # dots side by side in the picture that is copied
FARTHEST = 0.25  # the zoom below which there are none
CLOSEST = 8  # logical pixels between lines of the grid; where they would be closer, only some are drawn


class Board:
    """Paints what lies beneath everything; `ratio` is how many device pixels a logical one has."""

    def __init__(self, colour: QColor = BOARD, dot: QColor = DOT) -> None:
        self.colour = colour
        self.dots = True
        self._dot = dot
        self._grid = 0.0
        self._made: tuple[float, QImage] | None = None

    def become(self, colour: QColor | None, dot: QColor | None, grid: float | None) -> None:
        """In other colours from here on, or with lines `grid` canvas pixels apart (0: dots); None leaves it."""
        self.colour, self._dot, self._made = colour or self.colour, dot or self._dot, None
        self._grid = self._grid if grid is None else grid

    def paint(self, painter: QPainter, to_device: Affine, rect: Rect, dx: int, dy: int, ratio: float) -> None:
        """`rect` in device pixels; the painter has them moved by (dx, dy)."""
        if self._grid:
            painter.fillRect(rect.x + dx, rect.y + dy, rect.w, rect.h, self.colour)
            self._rule(painter, to_device, rect, dx, dy, ratio)
            return
        if not self.dots or to_device.scale < FARTHEST * ratio:
            painter.fillRect(rect.x + dx, rect.y + dy, rect.w, rect.h, self.colour)
            return
        image = self._tile(ratio)
        side, x, y = image.width(), round(to_device.e), round(to_device.f)
        left, top, right, bottom = rect.x - x, rect.y - y, rect.right - x, rect.bottom - y
        for row in range(top // side * side, bottom, side):
            start, end = max(top, row), min(bottom, row + side)
            for column in range(left // side * side, right, side):
                west, east = max(left, column), min(right, column + side)
                at = west + x + dx, start + y + dy
                painter.drawImage(*at, image, west - column, start - row, east - west, end - start)

    def _rule(self, painter: QPainter, to_device: Affine, rect: Rect, dx: int, dy: int, ratio: float) -> None:
        """On whole device pixels where the view is upright, so that a part painted anew meets what is there."""
        step, hair = self._grid, max(1, round(ratio))
        while step * to_device.scale < CLOSEST * ratio:
            step *= 2
        seen = to_device.inverted().bounds(rect)
        across = [n * step for n in range(math.ceil(seen.x / step), math.floor(seen.right / step) + 1)]
        down = [n * step for n in range(math.ceil(seen.y / step), math.floor(seen.bottom / step) + 1)]
        if to_device.b == to_device.c == 0:
            for x in across:
                line = Rect(round(to_device.apply(x, 0)[0]), rect.y, hair, rect.h).intersected(rect)
                painter.fillRect(QRect(*line.translated(dx, dy)), self._dot)
            for y in down:
                line = Rect(rect.x, round(to_device.apply(0, y)[1]), rect.w, hair).intersected(rect)
                painter.fillRect(QRect(*line.translated(dx, dy)), self._dot)
            return
        painter.setPen(QPen(self._dot, hair))
        ends = [((x, seen.y), (x, seen.bottom)) for x in across] + [((seen.x, y), (seen.right, y)) for y in down]
        for start, end in ends:
            (x1, y1), (x2, y2) = to_device.apply(*start), to_device.apply(*end)
            painter.drawLine(QLineF(x1 + dx, y1 + dy, x2 + dx, y2 + dy))

    def _tile(self, ratio: float) -> QImage:
        """Copied where it is needed: a brush of dots takes ten times as long."""
        if self._made is None or self._made[0] != ratio:
            side, point = round(STEP * ratio), max(1, round(ratio))
            image = QImage(side * REPEAT, side * REPEAT, QImage.Format.Format_RGB32)
            image.fill(self.colour)
            with QPainter(image) as painter:
                for y in range(0, image.height(), side):
                    for x in range(0, image.width(), side):
                        painter.fillRect(x, y, point, point, self._dot)
            self._made = ratio, image
        return self._made[1]
