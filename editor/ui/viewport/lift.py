"""One layer that is being moved, between what lies beneath it and what lies above: each composed once."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter, QRegion

from editor.pixels.geometry import Affine, Rect
from editor.ui.viewport.board import Board
from editor.ui.viewport.compose import Composer, rects, split
from editor.ui.viewport.painting import EDGE, transparent
from editor.ui.viewport.scene import Scene

PHASE = 1 / 64  # of a device pixel: what a layer may be off for its picture to serve again
FARTHEST = 16 << 20  # pixels of the largest picture of a layer that is kept


class Sprite(NamedTuple):
    """A picture of a layer of that look, its corner so far from the layer's own, and where it hides what is beneath."""

    look: tuple[object, ...]
    image: QImage
    x: float
    y: float
    hides: QRegion


class Lift:
    """The layer `index` of a scene, lifted from a screen that shows the scene through `view`."""

    def __init__(
        self, scene: Scene, composer: Composer, board: Board, view: Affine, screen: Rect, index: int, ratio: float
    ) -> None:
        self._scene, self._composer, self._index = scene, composer, index
        self._view, self._ratio = view, ratio
        self._sprite: Sprite | None = None
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
        for left, top, right, bottom in seen.edges(over[over > index]).tolist():
            box = Rect.from_edges(left + x, top + y, right + x, bottom + y).grown(EDGE)
            self._covered = self._covered.united(QRect(*box.intersected(screen)))
        if not self._covered.isEmpty():
            self._above = transparent(screen)
            with QPainter(self._above) as painter:
                composer.compose(painter, view, screen, among=(index + 1, count))

    def compose(self, painter: QPainter, rect: Rect, dx: int, dy: int) -> None:
        """A part of the screen; the painter has device pixels moved by (dx, dy)."""
        linear, x, y = split(self._view)
        place = Affine(*self._scene.affines[self._index].tolist()).then(linear)
        sprite, plan = self._sprite_at(place), None
        if sprite is None:
            plan = self._composer.plan(self._view, rect, self._alone)
            hidden = plan.hides()
        else:
            x, y = x + round(place.e - sprite.x), y + round(place.f - sprite.y)
            hidden = sprite.hides.translated(x, y)
        for part in rects(QRegion(*rect).subtracted(hidden)):
            painter.drawImage(QPoint(part.x + dx, part.y + dy), self._below, QRect(*part))
        if sprite is not None:
            painter.drawImage(x + dx, y + dy, sprite.image)
        elif plan is not None:
            plan.paint(painter, rect, dx, dy)
        if self._above is not None:
            for part in rects(self._covered.intersected(QRect(*rect))):
                painter.drawImage(QPoint(part.x + dx, part.y + dy), self._above, QRect(*part))

    @property
    def _alone(self) -> tuple[int, int]:
        return self._index, self._index + 1

    def _sprite_at(self, place: Affine) -> Sprite | None:
        """The one that there is where it serves there as well; None where it would be too large."""
        shape = tuple(round(value, 9) for value in place[:4])
        look = (shape, self._scene.shows[self._index], self._scene.layers[self._index].opacity)
        kept = self._sprite
        if kept is not None and kept.look == look and _whole(place.e - kept.x) and _whole(place.f - kept.y):
            return kept
        linear, _, _ = split(self._view)
        [(left, top, right, bottom)] = self._scene.seen(linear).edges([self._index]).tolist()
        box = Rect.from_edges(left - EDGE, top - EDGE, right + EDGE, bottom + EDGE)
        if box.size.area > FARTHEST:
            return None
        plan, image = self._composer.plan(linear, box, self._alone), transparent(box)
        with QPainter(image) as painter:
            plan.paint(painter, box, -box.x, -box.y)
        hides = plan.hides().translated(-box.x, -box.y)
        self._sprite = Sprite(look, image, place.e - box.x, place.f - box.y, hides)
        return self._sprite


def _whole(by: float) -> bool:
    return abs(by - round(by)) < PHASE
