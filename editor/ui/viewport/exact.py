"""Parts of the board composed exactly, off the thread, where modes are used that the painter only comes near to."""

from __future__ import annotations

import logging
import math
from functools import partial
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QObject, QRect, QRectF, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QRegion

from editor.document.records import Document, Layer
from editor.engine.stop import Stop
from editor.pixels.display import Display, displayed
from editor.pixels.geometry import Affine, Rect, Size
from editor.pixels.tiles import DEEPEST, cells
from editor.session.aside import Aside
from editor.steps.look import Look
from editor.ui.offload import Offload
from editor.ui.viewport.painting import to_qt
from editor.ui.viewport.places import MAGNIFIED
from editor.ui.viewport.scene import Scene

SIDE = 512  # pixels of a part, in the grid of its level
GUTTER = 1  # pixels around it, so that parts meet without a seam where the view is turned
REST = 150  # milliseconds without a change or another view after which parts are made
KEPT = 64  # parts that are kept besides those in view
EDGE = 4  # pixels of its level beyond a part that a smooth edge may reach into it from
NEAR = 2  # how many levels off a part may be to stand in
LOG = logging.getLogger(__name__)

Key = tuple[int, int, int]  # level, column, row


class _Part(NamedTuple):
    image: QImage
    pixels: np.ndarray  # what the image wraps


class Exact(QObject):
    """Parts of the canvas that hold a mode, each with all that is seen there, in the grid of a mip level.

    Without `by`, which does the composing, there are none. `arrived` tells with a Rect of the canvas where there is
    something new. It belongs to the window's thread.
    """

    arrived = Signal(object)

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        self.by: Aside | None = None
        self._scene = scene
        self._view, self._screen = Affine(), Rect(0, 0, 1, 1)
        self._parts: dict[Key, _Part] = {}
        self._failed: set[Key] = set()
        self._making: Key | None = None
        self._outdated = False  # what is being made
        self._stop = Stop()
        self._offload = Offload(1, "exact")
        self._timer = QTimer(self, singleShot=True)
        self._timer.setInterval(REST)
        self._timer.timeout.connect(self._make)

    @property
    def waiting(self) -> bool:
        """Whether something in view is still to be composed."""
        return self._making is not None or (self.by is not None and bool(self._lacking()))

    def rest(self, view: Affine, screen: Rect) -> None:
        """What is looked at; when it stays so for a while, parts of it are made."""
        self._view, self._screen = view, screen
        if self.by is not None and self._scene.blends:
            self._timer.start()

    def damage(self, boxes: np.ndarray) -> None:
        """Something else is seen within boxes (n, 4) of the canvas."""
        for key in [*self._parts, *self._failed]:
            if _touched(key, boxes):
                self._parts.pop(key, None)
                self._failed.discard(key)
        if self._making is not None and _touched(self._making, boxes):
            self._outdated = True

    def retry(self) -> None:
        """What could not be composed is tried once more."""
        if self._failed:
            self._failed.clear()
            self._timer.start()

    def close(self) -> None:
        self._timer.stop()
        self._stop.set()
        self._offload.close()

    def covered(self, view: Affine, area: Rect) -> QRegion:
        """Where in `area` there is a part for certain; `view` maps canvas pixels to those of the area."""
        found = QRegion()
        for key in self._near(view, area):
            inner = QRect(*_where(key).grown(-2 * GUTTER))
            found = found.united(QRegion(to_qt(_placed(key, view)).mapToPolygon(inner)))
        return found.intersected(QRect(*area))

    def paint(self, painter: QPainter, view: Affine, area: Rect) -> None:
        """Every part in its place instead of what the painter has; those that fit the view best lie uppermost."""
        painter.save()
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, view.scale < MAGNIFIED)
        for key in self._near(view, area):
            image, placed, where = self._parts[key].image, _placed(key, view), QRectF(*_where(key))
            if view.b == view.c == 0:
                place = QRectF(where.x() * placed.a + placed.e, where.y() * placed.d + placed.f, SIDE * placed.a, 0)
                place.setHeight(SIDE * placed.d)
                painter.drawImage(place, image, QRectF(GUTTER, GUTTER, SIDE, SIDE))
            else:
                painter.setTransform(to_qt(placed))
                painter.drawImage(where.adjusted(-GUTTER, -GUTTER, GUTTER, GUTTER), image)
        painter.restore()

    def _near(self, view: Affine, area: Rect) -> list[Key]:
        """The parts in an area that serve at this scale, the worst first."""
        level = _level(view)
        found = [key for key in self._parts if abs(key[0] - level) <= NEAR]
        found = [key for key in found if not _placed(key, view).bounds(_where(key)).intersected(area).empty]
        return sorted(found, key=lambda key: -abs(key[0] - level))

    def _lacking(self) -> list[Key]:
        """The parts in view that are still to be made, from the middle outward."""
        boxes = self._scene.boxes[self._scene.blended]
        if not len(boxes) or not self._view.determinant:
            return []
        level = _level(self._view)
        seen = Affine.scaling(1 << level).then(self._view).inverted().bounds(self._screen)
        x, y = seen.x + seen.w / 2, seen.y + seen.h / 2
        keys = [(level, *at) for at, _ in cells(seen, SIDE)]
        keys = [key for key in keys if key not in self._parts and key not in self._failed and _touched(key, boxes)]
        return sorted(keys, key=lambda key: math.hypot((key[1] + 0.5) * SIDE - x, (key[2] + 0.5) * SIDE - y))

    def _make(self) -> None:
        """The next part; nothing while one is being made, or something goes on before the eyes."""
        if self.by is None or self._making is not None or self._timer.isActive():
            return
        for key in self._lacking()[:1]:
            work = partial(_composed, self.by, self._look(key), self._stop)
            self._making, self._outdated = key, False
            self._offload.run(work, partial(self._made, key))

    def _made(self, key: Key, answer: Display | Exception) -> None:
        self._making = None
        if isinstance(answer, Exception):
            LOG.warning("A part of the board cannot be composed: %s", answer)
            self._failed.add(key)
        elif not self._outdated:
            self._keep(key, answer)
            self.arrived.emit(_on_canvas(key))
        self._make()

    def _keep(self, key: Key, made: Display) -> None:
        h, w = made.pixels.shape[:2]
        form = QImage.Format.Format_RGB32 if made.opaque else QImage.Format.Format_ARGB32_Premultiplied
        self._parts[key] = _Part(QImage(made.pixels.data, w, h, w * 4, form), made.pixels)
        if len(self._parts) > KEPT:
            shown = set(self._near(self._view, self._screen))
            oldest = next((other for other in self._parts if other not in shown), None)
            if oldest is not None:
                del self._parts[oldest]

    def _look(self, key: Key) -> Look:
        """A part with its gutter, and no layers but those that can be seen in it."""
        left, top, right, bottom = _edges(key)
        boxes, document, taken = self._scene.boxes, self._scene.document, {}
        there = (boxes[:, 0] < right) & (boxes[:, 2] > left) & (boxes[:, 1] < bottom) & (boxes[:, 3] > top)
        for index in np.flatnonzero(there).tolist():
            layer: Layer | None = self._scene.layers[index]
            while layer is not None and layer.id not in taken:
                taken[layer.id] = layer
                layer = document.layers.get(layer.parent)
        corner = Affine.translation(GUTTER - key[1] * SIDE, GUTTER - key[2] * SIDE)
        side = SIDE + 2 * GUTTER
        return Look(Document().with_(*taken.values()), Size(side, side), Affine.scaling(1 / (1 << key[0])).then(corner))


def _composed(by: Aside, look: Look, stop: Stop) -> Display:
    """Off the thread."""
    return displayed(by(look, stop))


def _level(view: Affine) -> int:
    return min(max(0, math.floor(0.01 - math.log2(max(view.scale, 1e-6)))), DEEPEST)


def _where(key: Key) -> Rect:
    """A part in the grid of its level."""
    return Rect(key[1] * SIDE, key[2] * SIDE, SIDE, SIDE)


def _placed(key: Key, view: Affine) -> Affine:
    """From the grid of a part's level."""
    return Affine.scaling(1 << key[0]).then(view)


def _on_canvas(key: Key) -> Rect:
    return Affine.scaling(1 << key[0]).bounds(_where(key))


def _edges(key: Key) -> tuple[int, int, int, int]:
    """Left, top, right and bottom on the canvas of all that a part may show."""
    x, y, w, h = _on_canvas(key).grown(EDGE << key[0])
    return x, y, x + w, y + h


def _touched(key: Key, boxes: np.ndarray) -> bool:
    left, top, right, bottom = _edges(key)
    inside = (boxes[:, 0] < right) & (boxes[:, 2] > left) & (boxes[:, 1] < bottom) & (boxes[:, 3] > top)
    return bool(inside.any())
