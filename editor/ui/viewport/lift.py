"""One layer that is being moved, between what lies beneath it and what lies above: each composed once."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter, QRegion

from editor.pixels.geometry import Affine, Rect
from editor.ui.viewport.board import Board
from editor.ui.viewport.compose import Composer, rects, split
from editor.ui.viewport.painting import transparent
from editor.ui.viewport.scene import Row, Scene

PHASE = 1 / 64  # of a device pixel: what a layer may be off for its picture to serve again
EDGE = 2  # device pixels beside a picture that its smooth edge may reach
FARTHEST = 16 << 20  # pixels of the largest picture of a layer that is kept


class Lift:
    """The layer `index` of a scene, lifted from a screen that shows the scene through `view`."""

    def __init__(
        self, scene: Scene, composer: Composer, board: Board, view: Affine, screen: Rect, index: int, ratio: float
    ) -> None:
        self.layer = scene.layers[index].id
        self._scene, self._composer, self._index = scene, composer, index
        self._view, self._ratio = view, ratio
        self._sprite: tuple[tuple[object, ...], QImage, tuple[float, float]] | None = None
        count = len(scene.layers)
        self._below = QImage(screen.w, screen.h, QImage.Format.Format_RGB32)
        with QPainter(self._below) as painter:
            board.paint(painter, view, screen, 0, 0, ratio)
            composer.compose(painter, view, screen, among=(0, index))
        self._above: QImage | None = None
        self._covered = QRegion()  # where `_above` has something
        linear, x, y = split(view)
        seen = scene.seen(linear)
        over = seen.touching(-x, -y, screen.w - x, screen.h - y)
        for left, top, right, bottom in seen.boxes[over[over > index]].tolist():
            box = Rect.from_edges(left + x, top + y, right + x, bottom + y).grown(EDGE)
            self._covered = self._covered.united(QRect(*box.intersected(screen)))
        if not self._covered.isEmpty():
            self._above = transparent(screen)
            with QPainter(self._above) as painter:
                composer.compose(painter, view, screen, among=(index + 1, count))

    def compose(self, painter: QPainter, rect: Rect, dx: int, dy: int) -> None:
        """A part of the screen; the painter has device pixels moved by (dx, dy)."""
        linear, x, y = split(self._view)
        seen = self._scene.seen(linear)
        [row] = self._scene.rows([self._index])
        hidden = self._composer.hidden_by(row, seen).translated(x, y)
        for part in rects(QRegion(*rect).subtracted(QRect(*hidden))):
            painter.drawImage(QPoint(part.x + dx, part.y + dy), self._below, QRect(*part))
        self._draw_layer(painter, rect, row, dx, dy)
        if self._above is not None:
            for part in rects(self._covered.intersected(QRect(*rect))):
                painter.drawImage(QPoint(part.x + dx, part.y + dy), self._above, QRect(*part))

    def _draw_layer(self, painter: QPainter, rect: Rect, row: Row, dx: int, dy: int) -> None:
        linear, x, y = split(self._view)
        seen = self._scene.seen(linear)
        left, top, right, bottom = seen.boxes[self._index].tolist()
        box = Rect.from_edges(left - 2, top - 2, right + 2, bottom + 2)
        among = (self._index, self._index + 1)
        if box.size.area > FARTHEST:
            self._composer.plan(self._view, rect, among).paint(painter, rect, dx, dy)
            return
        place = seen.affines[self._index].tolist()
        key = (*(round(value, 9) for value in place[:4]), row[-2], self._scene.layers[self._index].opacity)
        kept = self._sprite
        if kept is None or kept[0] != key or not _whole(place[4] - kept[2][0], place[5] - kept[2][1]):
            image = transparent(box)
            with QPainter(image) as inner:
                self._composer.compose(inner, linear, box, among)
            kept = self._sprite = key, image, (place[4] - box.x, place[5] - box.y)
        painter.drawImage(round(place[4] - kept[2][0]) + x + dx, round(place[5] - kept[2][1]) + y + dy, kept[1])


def _whole(x: float, y: float) -> bool:
    return abs(x - round(x)) < PHASE and abs(y - round(y)) < PHASE
