"""The brush: one stroke's paint in a sparse buffer of its own, and how it comes onto a mask or off it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import cv2
import numpy as np

from editor.pixels.dabs import Dabs
from editor.pixels.geometry import Rect
from editor.pixels.mask_ops import inverted
from editor.pixels.smooth_path import Point, SmoothPath
from editor.pixels.tiles import SIDE, Key, cells

NOTHING = Rect(0, 0, 0, 0)
CLOSEST = 0.5  # px between marks, at least


class Brush(NamedTuple):
    """How a stroke looks. Lengths are in the target's pixels.

    `diameter` 1..2000; `hardness` 0 soft .. 1 hard; `spacing` of the marks as a share of the diameter; `flow` 0..1
    is what one mark adds: at 1 the marks keep the brush's own edge, below they build up; `opacity` 0..1 bounds the
    whole stroke. Pressure scales the size, the flow, both or neither.
    """

    diameter: float
    hardness: float = 0.8
    spacing: float = 0.1
    flow: float = 1.0
    opacity: float = 1.0
    pressure_sizes: bool = False
    pressure_flows: bool = False

    def size(self, pressure: float) -> float:
        """The diameter of a mark at a pressure of 0..1."""
        return max(1.0, self.diameter * pressure) if self.pressure_sizes else self.diameter

    def gap(self, pressure: float) -> float:
        """The distance from a mark to the next."""
        return max(CLOSEST, self.spacing * self.size(pressure))


class Stroke:
    """One press-to-release of a brush, in the target's grid; paint outside of `clip` is left out.

    `tiles` holds the paint, uint8 (256, 256) by tile column and row, only where there is some; `box` bounds it.
    `dabs` may be shared by the strokes of one tool; it must have the brush's hardness.
    """

    def __init__(self, brush: Brush, clip: Rect, dabs: Dabs | None = None) -> None:
        if not 1 <= brush.diameter <= 2000:
            raise ValueError(f"a brush is 1 to 2000 px wide, not {brush.diameter:g}")
        self.brush = brush
        self.clip = clip
        self.tiles: dict[Key, np.ndarray] = {}
        self.box = NOTHING
        self._dabs = dabs or Dabs(brush.hardness)
        self._path = SmoothPath(brush.gap)

    @property
    def buffer(self) -> np.ndarray:
        """All the paint: uint8 (h, w) of `box`."""
        return self.crop(self.box)

    def crop(self, rect: Rect) -> np.ndarray:
        """The paint in `rect` as a new array uint8 (h, w)."""
        out = np.zeros((max(0, rect.h), max(0, rect.w)), np.uint8)
        for key, cell in cells(rect, SIDE):
            if (tile := self.tiles.get(key)) is not None:
                part = cell.intersected(rect)
                out[part.translated(-rect.x, -rect.y).slices] = tile[part.translated(-cell.x, -cell.y).slices]
        return out

    def move(self, x: float, y: float, pressure: float = 1.0) -> Rect:
        """The pointer has come to (x, y); the first call presses it down.

        Returns where paint was added, empty where none was. The curve is drawn up to the point before, since it
        bends by the next: `finish` draws the rest.
        """
        return self._mark(self._path.add(_point(x, y, pressure)))

    def line(self, x: float, y: float, pressure: float = 1.0) -> Rect:
        """Go straight to (x, y) from the last point, however the path came there. Returns where paint was added."""
        damage = self.finish().united(self._mark(self._path.add(_point(x, y, pressure))))
        return damage.united(self.finish())

    def finish(self) -> Rect:
        """Draw what is left, up to the last point. Returns where paint was added."""
        return self._mark(self._path.end())

    def _mark(self, points: Iterable[Point]) -> Rect:
        damage = NOTHING
        for point in points:
            damage = damage.united(self._dab(point))
        self.box = self.box.united(damage)
        return damage

    def _dab(self, at: Point) -> Rect:
        brush = self.brush
        left, top, dab = self._dabs.at(at.x, at.y, brush.size(at.pressure))
        where = Rect(left, top, dab.shape[1], dab.shape[0])
        inside = where.intersected(self.clip)
        pressed = at.pressure if brush.pressure_flows else 1.0
        if inside.empty or pressed * brush.flow <= 0:
            return NOTHING
        if pressed * brush.flow < 1:
            dab = cv2.convertScaleAbs(dab, alpha=pressed * brush.flow)
        for key, cell in cells(inside, SIDE):
            part = cell.intersected(inside)
            paint = dab[part.translated(-left, -top).slices]
            tile = self.tiles.get(key)
            if tile is None:
                if not paint.any():
                    continue
                tile = self.tiles[key] = np.zeros((SIDE, SIDE), np.uint8)
            under = tile[part.translated(-cell.x, -cell.y).slices]
            if brush.flow < 1:
                _build_up(under, paint)
            else:
                cv2.max(under, paint, under)
        return inside


def painted(base: np.ndarray, stroke: Stroke, rect: Rect) -> np.ndarray:
    """A copy of a mask's values in `rect`, uint8 (h, w), with the stroke painted over them."""
    return inverted(_faded(inverted(base), stroke, rect))


def erased(base: np.ndarray, stroke: Stroke, rect: Rect) -> np.ndarray:
    """A copy of a mask's values in `rect`, uint8 (h, w), with the stroke taken off: `painted` of the inverse."""
    return _faded(base, stroke, rect)


def _faded(values: np.ndarray, stroke: Stroke, rect: Rect) -> np.ndarray:
    if rect.empty:
        return values.copy()
    paint = cv2.convertScaleAbs(stroke.crop(rect), alpha=stroke.brush.opacity)
    return cv2.multiply(values, cv2.bitwise_not(paint), scale=1 / 255)


def _build_up(under: np.ndarray, paint: np.ndarray) -> None:
    """Paint over what is there, in place; at least one level where there is any, so that it can become full."""
    left = cv2.bitwise_not(under)
    rest = cv2.multiply(left, cv2.bitwise_not(paint), scale=1 / 255)
    some = cv2.threshold(paint, 0, 1, cv2.THRESH_BINARY)[1]
    cv2.bitwise_not(cv2.min(rest, cv2.subtract(left, some)), under)


def _point(x: float, y: float, pressure: float) -> Point:
    return Point(float(x), float(y), min(max(float(pressure), 0.0), 1.0))
