"""A picture of the screen that scrolls without moving a pixel: what leaves it on one side is where the other enters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from editor.pixels.geometry import Rect


class Piece(NamedTuple):
    """A part of the screen, and by how much it is moved in the image."""

    rect: Rect
    dx: int
    dy: int


class Torus:
    """`image` is as large as the screen, in device pixels; the screen's upper left corner is somewhere within it."""

    def __init__(self, w: int, h: int, form: QImage.Format) -> None:
        self.image = QImage(max(1, w), max(1, h), form)
        self.image.fill(0)
        self.rect = Rect(0, 0, self.image.width(), self.image.height())
        self._x = self._y = 0

    def reset(self) -> None:
        """All of it is painted anew: in one piece."""
        self._x = self._y = 0

    def scroll(self, dx: int, dy: int) -> list[Rect]:
        """Move what is on the screen by (dx, dy). The parts that came into view, not painted yet."""
        _, _, w, h = self.rect
        if abs(dx) >= w or abs(dy) >= h:
            return [self.rect]
        self._x, self._y = (self._x - dx) % w, (self._y - dy) % h
        strips = []
        if dx:
            strips.append(Rect(0 if dx > 0 else w + dx, 0, abs(dx), h))
        if dy:
            left, right = max(0, dx), w + min(0, dx)
            strips.append(Rect(left, 0 if dy > 0 else h + dy, right - left, abs(dy)))
        return strips

    def pieces(self, rect: Rect) -> Iterator[Piece]:
        """The at most four parts of `rect` that are whole in the image."""
        _, _, w, h = self.rect
        left, top, across, down = rect.intersected(self.rect)
        right, bottom, east, south = left + across, top + down, w - self._x, h - self._y
        for y1, y2, dy in ((top, min(bottom, south), self._y), (max(top, south), bottom, self._y - h)):
            for x1, x2, dx in ((left, min(right, east), self._x), (max(left, east), right, self._x - w)):
                if x1 < x2 and y1 < y2:
                    yield Piece(Rect(x1, y1, x2 - x1, y2 - y1), dx, dy)

    def draw(self, painter: QPainter, rect: Rect) -> None:
        """Bring a part of the screen to a painter whose units are device pixels."""
        for (x, y, w, h), dx, dy in self.pieces(rect):
            painter.drawImage(x, y, self.image, x + dx, y + dy, w, h)

    def colour(self, x: int, y: int) -> QColor | None:
        """Of one pixel of the screen; None beside it."""
        if not QRect(*self.rect).contains(x, y):
            return None
        return self.image.pixelColor((x + self._x) % self.image.width(), (y + self._y) % self.image.height())

    def straight(self) -> QImage:
        """A copy that begins at the screen's corner."""
        image = QImage(self.image.size(), self.image.format())
        with QPainter(image) as painter:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            self.draw(painter, self.rect)
        return image
