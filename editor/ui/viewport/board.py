"""The board beneath the pictures: its colour, and a grid of dots that moves with them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter

from editor.pixels.geometry import Affine, Rect
from editor.pixels.tiles import cells
from editor.ui.poster import BOARD

DOT = QColor(0x30, 0x30, 0x30)
STEP = 24  # logical pixels between dots
REPEAT = 24  # dots side by side in the picture that is copied
FARTHEST = 0.25  # the zoom below which there are none


class Board:
    """Paints what lies beneath everything; `ratio` is how many device pixels a logical one has."""

    def __init__(self, colour: QColor = BOARD, dot: QColor = DOT) -> None:
        self.colour = colour
        self.dots = True
        self._dot = dot
        self._made: tuple[float, QImage] | None = None

    def tint(self, colour: QColor, dot: QColor) -> None:
        """In other colours from here on."""
        self.colour, self._dot, self._made = colour, dot, None

    def paint(self, painter: QPainter, to_device: Affine, rect: Rect, dx: int, dy: int, ratio: float) -> None:
        """`rect` in device pixels; the painter has them moved by (dx, dy)."""
        if not self.dots or to_device.scale < FARTHEST * ratio:
            painter.fillRect(rect.x + dx, rect.y + dy, rect.w, rect.h, self.colour)
            return
        image = self._tile(ratio)
        side, x, y = image.width(), round(to_device.e), round(to_device.f)
        for _, cell in cells(rect.translated(-x, -y), side):
            part = cell.intersected(rect.translated(-x, -y))
            source = QRect(part.x - cell.x, part.y - cell.y, part.w, part.h)
            painter.drawImage(QPoint(part.x + x + dx, part.y + y + dy), image, source)

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
