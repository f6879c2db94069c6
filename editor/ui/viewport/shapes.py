"""What is drawn over the pictures and is more than whole pixels, each with the pixels of the device that it may touch.

All places are in device pixels, `ratio` to one of the widget, and so is the painter.
"""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, Protocol

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QImage, QPainter, QPen, QPolygonF

from editor.pixels.geometry import Affine, Rect
from editor.session.marks import Place
from editor.ui.theme.fonts import font
from editor.ui.theme.tokens import DARK
from editor.ui.viewport.fills import ACCENT, DASH, SHADE, SHADED, WHITE, colour, filling, hair, thickness, whole

EDGE = QColor("#0A7A91")
NARROWEST = 48  # pixels of a frame that still has its label
HANDLE = 9.0
BELOW = 22.0  # from a border to the middle of the size beneath it
GRIP, ROOM = (36.0, 7.0), 72  # the bar of a side, and the length of one that has it
PIECE, MOST = 64.0, 64  # pixels of a slanted line in one of its boxes, and how many of those there are at most


class Shape(Protocol):
    """Equal ones look the same."""

    def boxes(self, ratio: float) -> list[QRect]:
        """Where it is."""
        ...

    def paint(self, painter: QPainter, ratio: float) -> None: ...


class Stroke:
    """A line that is not along the pixels: light or coloured, over dark but for a guide.

    It equals itself alone, since comparing all points of a long one would cost more than it saves: see `stroke`."""

    def __init__(self, points: list[Place], style: str, start: float) -> None:
        self._points, self._style = points, style
        self._start = start  # how long the line was before it, in device pixels
        self._line = QPolygonF([QPointF(*point) for point in points])
        self.length = sum(math.dist(a, b) for a, b in pairwise(points))

    def boxes(self, ratio: float) -> list[QRect]:
        found: list[QRect] = []
        room = (thickness(self._style) / 2 + 1.5) * ratio + 1
        for (x1, y1), (x2, y2) in pairwise(self._points):
            count = min(max(1, math.ceil(min(abs(x2 - x1), abs(y2 - y1)) / PIECE)), MOST)
            dx, dy = (x2 - x1) / count, (y2 - y1) / count
            for n in range(count):
                box = box_of(((x1 + n * dx, y1 + n * dy), (x1 + (n + 1) * dx, y1 + (n + 1) * dy)), room)
                if found and max((both := found[-1].united(box)).width(), both.height()) <= PIECE:
                    found[-1] = both
                else:
                    found.append(box)
        return found

    def shade(self, painter: QPainter, ratio: float) -> None:
        """What is dark beneath it, and beneath those that go on with it."""
        if self._style in SHADED:
            painter.setPen(QPen(SHADE, ratio if self._style == "mask" else (thickness(self._style) + 2) * ratio))
            painter.drawPolyline(self._line)

    def paint(self, painter: QPainter, ratio: float) -> None:
        pen = QPen(colour(self._style), thickness(self._style) * ratio)
        if self._style == "mask":
            pen.setDashPattern((DASH, DASH))
            pen.setDashOffset(self._start / ratio)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawPolyline(self._line)


class Slab(NamedTuple):
    """What is hatched, turned."""

    corners: tuple[Place, ...]

    def boxes(self, ratio: float) -> list[QRect]:
        return [box_of(self.corners, ratio)]

    def paint(self, painter: QPainter, ratio: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(filling("hatch", ratio))
        painter.drawPolygon(QPolygonF([QPointF(*point) for point in self.corners]))


class Knob(NamedTuple):
    """A square that is held, about a pixel."""

    x: int
    y: int

    def boxes(self, ratio: float) -> list[QRect]:
        side = whole(HANDLE * ratio)
        return [QRect(self.x - side // 2, self.y - side // 2, side, side)]

    def paint(self, painter: QPainter, ratio: float) -> None:
        painter.drawImage(self.boxes(ratio)[0].topLeft(), _knob(ratio))


class Bar(NamedTuple):
    """Where a side is held: a bar about its middle, as the side is turned."""

    x: float
    y: float
    degrees: float
    hot: bool

    def boxes(self, ratio: float) -> list[QRect]:
        x, y = math.cos(math.radians(self.degrees)), math.sin(math.radians(self.degrees))
        along, across = GRIP[0] * ratio / 2, GRIP[1] * ratio / 2
        w, h = along * abs(x) + across * abs(y), along * abs(y) + across * abs(x)
        return [box_of(((self.x - w, self.y - h), (self.x + w, self.y + h)), ratio + 1)]

    def paint(self, painter: QPainter, ratio: float) -> None:
        painter.save()
        painter.translate(self.x, self.y)
        painter.rotate(self.degrees)
        w, h = whole(GRIP[0] * ratio), whole(GRIP[1] * ratio)
        place = QRectF(-(w // 2), -(h // 2), w, h)
        _rounded(painter, place, GRIP[1] * ratio / 2, hair(ratio), ACCENT if self.hot else WHITE)
        painter.restore()


class Pill(NamedTuple):
    """Words on a ground of 20 pixels, about a place."""

    x: float
    y: float
    words: str

    def boxes(self, ratio: float) -> list[QRect]:
        w, h = whole((_wide(500, self.words) + 16) * ratio), whole(20 * ratio)
        return [QRect(whole(self.x - w / 2), whole(self.y - h / 2), w, h)]

    def paint(self, painter: QPainter, ratio: float) -> None:
        [box] = self.boxes(ratio)
        painter.drawImage(box.topLeft(), _pill(self.words, ratio, box.width(), box.height()))


class Title(NamedTuple):
    """A frame's name and size, above its upper left corner."""

    x: int
    y: int
    name: str
    size: str
    colours: tuple[str, str]
    weight: int

    def boxes(self, ratio: float) -> list[QRect]:
        image = _title(*self[2:], ratio)
        return [QRect(self.x, self.y - image.height(), image.width(), image.height())]

    def paint(self, painter: QPainter, ratio: float) -> None:
        [box] = self.boxes(ratio)
        painter.drawImage(box.topLeft(), _title(*self[2:], ratio))


def corners(rect: Rect) -> tuple[Place, Place, Place, Place]:
    return (rect.x, rect.y), (rect.right, rect.y), (rect.right, rect.bottom), (rect.x, rect.bottom)


def box_of(points: tuple[Place, ...], around: float) -> QRect:
    """The whole pixels that hold the points and so much around them."""
    xs, ys = zip(*points, strict=True)
    left, top = math.floor(min(xs) - around), math.floor(min(ys) - around)
    return QRect(left, top, math.ceil(max(xs) + around) - left, math.ceil(max(ys) + around) - top)


@lru_cache(maxsize=1024)
def stroke(points: tuple[Place, ...], to_device: Affine, style: str, start: float = 0.0) -> Stroke:
    """The same object for the same line of canvas pixels, as long as it is in use."""
    return Stroke([to_device.apply(x, y) for x, y in points], style, start)


@lru_cache(maxsize=4)
def _knob(ratio: float) -> QImage:
    """Drawn once: four are moved with all that is."""
    side = whole(HANDLE * ratio)
    image = _clear(side, side)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _rounded(painter, QRectF(image.rect()), 2 * ratio, hair(ratio), WHITE)
    return image


@lru_cache(maxsize=64)
def _pill(words: str, ratio: float, w: int, h: int) -> QImage:
    """Drawn once, and so the same at every place: letters fall between pixels."""
    image = _clear(w, h)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(DARK.floating))
        painter.drawRoundedRect(image.rect(), 5 * ratio, 5 * ratio)
        painter.scale(ratio, ratio)
        painter.setPen(QColor(DARK.high))
        painter.setFont(_face(500)[0])
        painter.drawText(QRectF(0, 0, w / ratio, h / ratio), Qt.AlignmentFlag.AlignCenter, words)
    return image


@lru_cache(maxsize=256)
def _title(name: str, size: str, colours: tuple[str, str], weight: int, ratio: float) -> QImage:
    after = _wide(weight, name) + 6 if name else 0.0
    image = _clear(math.ceil((after + _wide(400, size) + 2) * ratio), whole(24 * ratio))
    with QPainter(image) as painter:
        painter.translate(0, image.height())
        painter.scale(ratio, ratio)
        for at, heavy, ink, words in ((0.0, weight, colours[0], name), (after, 400, colours[1], size)):
            painter.setFont(_face(heavy)[0])
            painter.setPen(QColor(ink))
            painter.drawText(QPointF(at, -8), words)
    return image


def _clear(w: int, h: int) -> QImage:
    image = QImage(w, h, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    return image


@lru_cache(maxsize=256)
def _wide(weight: int, words: str) -> float:
    """How wide words are, in the widget's pixels."""
    return _face(weight)[1].horizontalAdvance(words)


@lru_cache(maxsize=4)
def _face(weight: int) -> tuple[QFont, QFontMetricsF]:
    face = font(11, weight, tabular=True)
    return face, QFontMetricsF(face)


def _rounded(painter: QPainter, box: QRectF, radius: float, edge: int, fill: QColor) -> None:
    painter.setPen(QPen(EDGE, edge))
    painter.setBrush(QBrush(fill))
    painter.drawRoundedRect(box.adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2), radius, radius)
