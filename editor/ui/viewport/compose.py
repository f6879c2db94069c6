"""Plans what of a scene is to be painted where, and finds out where the board beneath it can be seen."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter, QRegion

from editor.pixels.geometry import Affine, Rect
from editor.ui.viewport.exact import Exact
from editor.ui.viewport.painting import EDGE, Pass, Stamps, transparent
from editor.ui.viewport.pictures import EDGED, Pictures, coarse_level, whole_key
from editor.ui.viewport.places import UPRIGHT
from editor.ui.viewport.scene import Scene, Seen

MANY = 64  # pictures from which on it is worth finding out which of them are in a part
MOST = 0.9  # of the pictures up to which it is worth going on with them alone
FEW = 24  # pictures up to which it is worth finding out what of the board they hide


class Composer:
    """Plans what of a scene is to be painted."""

    def __init__(self, scene: Scene, pictures: Pictures, exact: Exact) -> None:
        self._scene = scene
        self._pictures = pictures
        self._exact = exact

    def plan(self, to_device: Affine, rect: Rect, among: tuple[int, int] | None = None) -> Plan:
        """What of the scene lies in `rect`, in device pixels; of the pictures `among` two indices, where given."""
        linear, x, y = split(to_device)
        seen = self._scene.seen(linear)
        found = seen.touching(rect.x - x, rect.y - y, rect.right - x, rect.bottom - y)
        if among is not None:
            found = found[(found >= among[0]) & (found < among[1])]
        return Plan(self._scene, self._pictures, self._exact, seen, found, x, y)

    def compose(self, painter: QPainter, to_device: Affine, rect: Rect, among: tuple[int, int] | None = None) -> None:
        """Paint what lies in `rect` over what the painter has, whose first pixel is the rectangle's corner."""
        self.plan(to_device, rect, among).paint(painter, rect, -rect.x, -rect.y)

    def ready(self) -> bool:
        """Whether there is something to show of every picture, or never will be; what lacks is asked for."""
        ready = True
        for layer, number in zip(self._scene.layers, self._scene.shows.tolist(), strict=True):
            assert layer.pixels is not None
            key = (number, coarse_level(layer.pixels.size), *EDGED)
            if self._pictures.stand_in(number) is None and not self._pictures.lost(key):
                self._pictures.want(key, layer)
                ready = False
        return ready


class Plan:
    """The pictures `found` of a scene, lowest first, ready to be painted; the scene is at (x, y)."""

    def __init__(
        self, scene: Scene, pictures: Pictures, exact: Exact, seen: Seen, found: np.ndarray, x: int, y: int
    ) -> None:
        self._scene, self._pictures, self._exact, self.seen, self.found = scene, pictures, exact, seen, found
        self.x, self.y = x, y
        self.rows = scene.rows(found.tolist())
        self._blended = scene.blends and bool(scene.blended[found].any())

    def within(self, rect: Rect) -> Plan:
        """What of it lies in a part, where that is worth finding out."""
        if len(self.rows) <= MANY:
            return self
        inner = Rect(rect.x - self.x, rect.y - self.y, rect.w, rect.h)
        part = self.seen.touching(inner.x, inner.y, inner.right, inner.bottom, self.found)
        if len(part) > MOST * len(self.rows):
            return self
        return Plan(self._scene, self._pictures, self._exact, self.seen, part, self.x, self.y)

    def uncovered(self, rect: Rect) -> list[Rect]:
        """Where the board can be seen: `rect` without what large opaque pictures hide, where that is simple."""
        if not 0 < len(self.rows) <= FEW or self._scene.spans or self._blended:
            return [rect]
        return rects(QRegion(*rect).subtracted(self.hides()))

    def hides(self) -> QRegion:
        """Where nothing beneath it can be seen for certain."""
        region = QRegion()
        for row, edges in zip(self.rows, self.seen.edges(self.found).tolist(), strict=True):
            index, *_, level, number, way = row
            key = whole_key(number, level, plain=not level)
            if way == UPRIGHT and self._scene.layers[index].opacity == 1 and self._pictures.opaque(key):
                left, top, right, bottom = edges
                inner = Rect.from_edges(math.ceil(left), math.ceil(top), math.floor(right), math.floor(bottom))
                region += QRect(*inner.grown(-EDGE).translated(self.x, self.y))
        return region

    def paint(
        self, painter: QPainter, rect: Rect, dx: int, dy: int, stamps: Callable[[Plan], Stamps] | None = None
    ) -> None:
        """A part of it over what the painter has, which is clipped to it and has device pixels moved by (dx, dy).

        Where a mode looks at what is beneath, the stack is composed over nothing first: beneath it there is no board.
        Elsewhere what there are `stamps` of is painted by those.
        """
        plan = self.within(rect)
        if not plan._blended:
            found = None if stamps is None else stamps(plan)
            plan.onto(painter, rect, dx, dy, found).paint(plan.rows, self._scene.spans)
        elif plan.rows:
            painter.drawImage(rect.x + dx, rect.y + dy, plan._blend(rect))

    def _blend(self, rect: Rect) -> QImage:
        """From what is composed exactly, and near to it where that is not there yet."""
        image, area = transparent(rect), rect.size.rect
        view = self.seen.to_device.then(Affine.translation(self.x - rect.x, self.y - rect.y))
        lacking = QRegion(*area).subtracted(self._exact.covered(view, area))
        with QPainter(image) as painter:
            if not lacking.isEmpty():
                painter.setClipRegion(lacking)
                self.onto(painter, rect, -rect.x, -rect.y).paint(self.rows, self._scene.spans)
                painter.setClipping(False)
            self._exact.paint(painter, view, area)
        return image

    def onto(self, painter: QPainter, rect: Rect, dx: int, dy: int, stamps: Stamps | None = None) -> Pass:
        """What paints some of it, in `rect`; the painter has device pixels moved by (dx, dy)."""
        inner, x, y = rect.translated(-self.x, -self.y), dx + self.x, dy + self.y
        return Pass(self._scene, self._pictures, self.seen, painter, inner, x, y, stamps)


def rects(region: QRegion) -> list[Rect]:
    """The rectangles of a region."""
    if region.rectCount() == 1:
        one = region.boundingRect()
        return [Rect(one.x(), one.y(), one.width(), one.height())]
    found: list[QRect] = list(region)  # pyright: ignore[reportArgumentType, reportAssignmentType] - it has an iterator
    return [Rect(rect.x(), rect.y(), rect.width(), rect.height()) for rect in found]


def split(to_device: Affine) -> tuple[Affine, int, int]:
    """A map without the whole pixels that it moves by, and those: so that scrolling changes no place in the scene."""
    x, y = round(to_device.e), round(to_device.f)
    return to_device._replace(e=to_device.e - x, f=to_device.f - y), x, y
