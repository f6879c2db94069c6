"""Plans what of a scene is to be painted where, and finds out where the board beneath it can be seen."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter, QRegion

from editor.pixels.geometry import Affine, Rect
from editor.ui.viewport.exact import Exact
from editor.ui.viewport.painting import Pass, transparent
from editor.ui.viewport.pictures import Pictures, whole_key
from editor.ui.viewport.scene import UPRIGHT, Row, Scene, Seen

MANY = 64  # pictures from which on it is worth finding out which of them are in a part
FEW = 24  # pictures up to which it is worth finding out what of the board they hide


class Composer:
    """Plans what of a scene is to be painted, and finds out where the board can be seen."""

    def __init__(self, scene: Scene, pictures: Pictures, exact: Exact) -> None:
        self._scene = scene
        self._pictures = pictures
        self._exact = exact

    def plan(self, to_device: Affine, rect: Rect, among: tuple[int, int] | None = None) -> Plan:
        """What of the scene lies in `rect`, in device pixels; of the pictures `among` two indices, where given."""
        seen, found, x, y = self._found(to_device, rect)
        if among is not None:
            found = found[(found >= among[0]) & (found < among[1])]
        return Plan(self._scene, self._pictures, self._exact, seen, found, x, y)

    def compose(self, painter: QPainter, to_device: Affine, rect: Rect, among: tuple[int, int] | None = None) -> None:
        """Paint what lies in `rect` over what the painter has, whose first pixel is the rectangle's corner."""
        self.plan(to_device, rect, among).paint(painter, rect, -rect.x, -rect.y)

    def uncovered(self, to_device: Affine, rect: Rect) -> list[Rect]:
        """Where the board can be seen: `rect` without what large opaque pictures hide, where that is simple."""
        scene = self._scene
        seen, found, x, y = self._found(to_device, rect)
        if not 0 < len(found) <= FEW or scene.spans or scene.blended[found].any():
            return [rect]
        region = QRegion(*rect.translated(-x, -y))
        for row in scene.rows(found.tolist()):
            region = region.subtracted(QRect(*self.hidden_by(row, seen)))
        return [part.translated(x, y) for part in rects(region)]

    def count(self, to_device: Affine, rect: Rect) -> int:
        """How many pictures lie in a rectangle."""
        return len(self._found(to_device, rect)[1])

    def _found(self, to_device: Affine, rect: Rect) -> tuple[Seen, np.ndarray, int, int]:
        """The scene as it is seen, moved by whole pixels, which are the last two, and what lies in a rectangle."""
        linear, x, y = split(to_device)
        seen = self._scene.seen(linear)
        return seen, seen.touching(rect.x - x, rect.y - y, rect.right - x, rect.bottom - y), x, y

    def hidden_by(self, row: Row, seen: Seen) -> Rect:
        """Where nothing beneath a picture can be seen for certain, in the pixels of `seen`."""
        index, *_, level, number, way = row
        key = whole_key(number, level, plain=not level)
        if way != UPRIGHT or self._scene.layers[index].opacity < 1 or not self._pictures.opaque(key):
            return Rect(0, 0, 0, 0)
        left, top, right, bottom = seen.boxes[index].tolist()
        return Rect.from_edges(math.ceil(left), math.ceil(top), math.floor(right), math.floor(bottom)).grown(-2)


class Plan:
    """The pictures `found` of a scene, lowest first, ready to be painted; the scene is at (x, y)."""

    def __init__(
        self, scene: Scene, pictures: Pictures, exact: Exact, seen: Seen, found: np.ndarray, x: int, y: int
    ) -> None:
        self._scene, self._pictures, self._exact, self._seen, self._found = scene, pictures, exact, seen, found
        self._x, self._y = x, y
        self.rows = scene.rows(found.tolist())
        self._blended = bool(scene.blended[found].any())

    def paint(self, painter: QPainter, rect: Rect, dx: int, dy: int) -> None:
        """A part of it over what the painter has, which is clipped to it and has device pixels moved by (dx, dy).

        The stack is composed over nothing first where a mode looks at what is beneath: beneath it there is no board.
        """
        if len(self.rows) > MANY:
            inner = Rect(rect.x - self._x, rect.y - self._y, rect.w, rect.h)
            part = self._seen.touching(inner.x, inner.y, inner.right, inner.bottom, self._found)
            if len(part) < len(self.rows) / 2:
                plan = Plan(self._scene, self._pictures, self._exact, self._seen, part, self._x, self._y)
                plan.paint(painter, rect, dx, dy)
                return
        if not self._blended:
            self._paint(painter, rect, dx, dy)
        elif self.rows:
            painter.drawImage(rect.x + dx, rect.y + dy, self._blend(rect))

    def _blend(self, rect: Rect) -> QImage:
        """From what is composed exactly, and near to it where that is not there yet."""
        image, area = transparent(rect), rect.size.rect
        view = self._seen.to_device.then(Affine.translation(self._x - rect.x, self._y - rect.y))
        lacking = QRegion(*area).subtracted(self._exact.covered(view, area))
        with QPainter(image) as painter:
            if not lacking.isEmpty():
                painter.setClipRegion(lacking)
                self._paint(painter, rect, -rect.x, -rect.y)
                painter.setClipping(False)
            self._exact.paint(painter, view, area)
        return image

    def _paint(self, painter: QPainter, rect: Rect, dx: int, dy: int) -> None:
        x, y = self._x, self._y
        scene, spans = self._scene, self._scene.spans
        one = Pass(scene, self._pictures, self._seen, painter, rect.translated(-x, -y), dx + x, dy + y)
        one.paint(self.rows, spans)


def rects(region: QRegion) -> list[Rect]:
    """The rectangles of a region."""
    found: list[QRect] = list(region)  # pyright: ignore[reportArgumentType, reportAssignmentType] - it has an iterator
    return [Rect(rect.x(), rect.y(), rect.width(), rect.height()) for rect in found]


def split(to_device: Affine) -> tuple[Affine, int, int]:
    """A map without the whole pixels that it moves by, and those: so that scrolling changes no place in the scene."""
    x, y = round(to_device.e), round(to_device.f)
    return to_device._replace(e=to_device.e - x, f=to_device.f - y), x, y
