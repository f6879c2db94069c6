"""Marks and frames as they lie on the device: upright lines and hatches as whole pixels, and shapes over them.

Two inks differ where something came or went, so what a move changes is found without painting. All places are in
device pixels.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QRegion

from editor.document.records import Frame
from editor.pixels.geometry import Affine, Rect
from editor.session.marks import Box, Grip, Guide, Handles, Hatch, Label, Line, Mark, Place
from editor.ui.theme.tokens import Tokens
from editor.ui.viewport.fills import SHADED, filling, hair, thickness, whole
from editor.ui.viewport.shapes import (
    BELOW,
    NARROWEST,
    ROOM,
    Bar,
    Knob,
    Pill,
    Shape,
    Slab,
    Stroke,
    Title,
    corners,
    stroke,
)

LONG = 32  # points of a line in one stroke
FEW = 8  # points that a line along the pixels has at most
EVEN = 1e-6  # pixels that a line along the pixels may be off


class Ink:
    """Empty at first."""

    def __init__(self, to_device: Affine, ratio: float) -> None:
        self._to_device, self._ratio, self._hair = to_device, ratio, hair(ratio)
        self._flat: dict[str, QRegion] = {}  # by what it is filled with
        self._shapes: dict[Shape, None] = {}

    def __bool__(self) -> bool:
        return bool(self._flat or self._shapes)

    def frames(self, frames: Iterable[Frame], tokens: Tokens, targets: Collection[str] = ()) -> None:
        """Edges one pixel wide outside of each frame, name and size above its upper left corner; in accent of those
        that are worked on."""
        for frame in frames:
            around, held = self._mapped(corners(frame.rect)), frame.id in targets
            edge, name = ("guide", tokens.accent_text) if held else (tokens.hair, tokens.mid)
            if _even(around):
                outer = _rect(around).adjusted(-self._hair, -self._hair, self._hair, self._hair)
                self._fill(edge, QRegion(outer).subtracted(QRegion(_rect(around))))
            else:
                self._line(corners(frame.rect), edge, closed=True)
            x, y = min(around, key=lambda point: (point[1], point[0]))
            across = [point[0] for point in around]
            if max(across) - min(across) >= NARROWEST * self._ratio:
                size = frame.pixels or frame.rect.size
                words, weight = f"{size.w} × {size.h}", 600 if held else 500
                title = Title(whole(x), whole(y), frame.name, words, (name, tokens.low), weight)
                self._shapes[title] = None

    def marks(self, marks: Iterable[Mark]) -> None:
        for mark in marks:
            if isinstance(mark, Box):
                self._line(corners(mark.rect), mark.style, closed=True)
            elif isinstance(mark, Line):
                self._line(mark.points, mark.style, closed=mark.closed)
            elif isinstance(mark, Hatch):
                self._hatch(mark.rect)
            elif isinstance(mark, Handles):
                self._line(mark.corners, "guide", closed=True)
                self._shapes.update((Knob(whole(x), whole(y)), None) for x, y in self._mapped(mark.corners))
            elif isinstance(mark, Grip):
                self._grip(*self._mapped((mark.start, mark.end)), hot=mark.hot)
            elif isinstance(mark, Label):
                x, y = self._to_device.apply(mark.x, mark.y)
                self._shapes[Pill(x, y + BELOW * self._ratio if mark.below else y, mark.text)] = None
            else:
                assert isinstance(mark, Guide)
                self._line(((mark.x1, mark.y1), (mark.x2, mark.y2)), "guide")

    def apart(self, other: Ink) -> list[QRect]:
        """Where this one and another of the same view do not look the same."""
        found: list[QRect] = []
        for key in self._flat.keys() | other._flat.keys():
            found += _rects(self._flat.get(key, QRegion()).xored(other._flat.get(key, QRegion())))
        kept = [shape for shape in self._shapes if shape in other._shapes]
        if kept != [shape for shape in other._shapes if shape in self._shapes]:
            kept = []  # what was above is beneath
        for shape in {**self._shapes, **other._shapes}.keys() - kept:
            found += shape.boxes(self._ratio)
        return found

    def paint(self, painter: QPainter, area: QRect) -> None:
        """What of it lies in an area; the painter has device pixels."""
        painter.setBrushOrigin(whole(self._to_device.e), whole(self._to_device.f))  # all moves with the pictures
        for key in sorted(self._flat, key=_height):
            brush = filling(key, self._ratio)
            for rect in _rects(self._flat[key].intersected(area)):
                painter.fillRect(rect, brush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        seen = [shape for shape in self._shapes if any(box.intersects(area) for box in shape.boxes(self._ratio))]
        for shape in seen:
            if isinstance(shape, Stroke):
                shape.shade(painter, self._ratio)
        for shape in seen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            shape.paint(painter, self._ratio)

    def _mapped(self, points: Sequence[Place]) -> list[Place]:
        return [self._to_device.apply(x, y) for x, y in points]

    def _fill(self, key: str, region: QRegion) -> None:
        self._flat[key] = self._flat[key].united(region) if key in self._flat else region

    def _line(self, points: Sequence[Place], style: str, *, closed: bool = False) -> None:
        points = (*points, points[0]) if closed else tuple(points)
        if len(points) <= FEW and _even(mapped := self._mapped(points)):
            self._straight([(whole(x), whole(y)) for x, y in mapped], style)
            return
        length = 0.0
        for start in range(0, len(points) - 1, LONG):
            part = stroke(points[start : start + LONG + 1], self._to_device, style, length)
            self._shapes[part] = None
            length += part.length

    def _straight(self, points: list[tuple[int, int]], style: str) -> None:
        """Along the pixels: light ones about each side, over dark ones that are a pixel wider but beneath dashes."""
        thin, thick = self._hair, self._hair * thickness(style)
        for (x1, y1), (x2, y2) in pairwise(points):
            left, top = min(x1, x2) - thick // 2, min(y1, y2) - thick // 2
            side = QRect(left, top, abs(x2 - x1) + thick, abs(y2 - y1) + thick)
            self._fill(style, QRegion(side))
            if style in SHADED:
                dark = 0 if style == "mask" else thin
                self._fill("shade", QRegion(side.adjusted(-dark, -dark, dark, dark)))

    def _hatch(self, rect: Rect) -> None:
        around = self._mapped(corners(rect))
        if _even(around):
            self._fill("hatch", QRegion(_rect(around)))
        else:
            self._shapes[Slab(tuple(around))] = None

    def _grip(self, start: Place, end: Place, *, hot: bool) -> None:
        """Where there is room for it between the corners."""
        if math.dist(start, end) < ROOM * self._ratio:
            return
        x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
        degrees = math.degrees(math.atan2(end[1] - start[1], end[0] - start[0]))
        self._shapes[Bar(whole(x), whole(y), round(degrees, 6), hot)] = None


def _even(points: Sequence[Place]) -> bool:
    """Whether each side from one point to the next is along the pixels."""
    return all(abs(x1 - x2) < EVEN or abs(y1 - y2) < EVEN for (x1, y1), (x2, y2) in pairwise(points))


def _rect(around: Sequence[Place]) -> QRect:
    """The whole pixels within the corners of an upright rectangle."""
    xs, ys = [whole(x) for x, _ in around], [whole(y) for _, y in around]
    return QRect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _rects(region: QRegion) -> list[QRect]:
    return list(region)  # pyright: ignore[reportArgumentType, reportReturnType] - it has an iterator


def _height(key: str) -> int:
    """What is beneath what."""
    return {"hatch": 0, "shade": 1}.get(key, 2)
