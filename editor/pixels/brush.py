"""The brush: one stroke's paint in a sparse buffer of its own, and how it comes onto a mask or off it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import cv2
import numpy as np

from editor.pixels.dabs import Dabs
from editor.pixels.geometry import Rect
from editor.pixels.mask_ops import inverted
from editor.pixels.mips import padded
from editor.pixels.smooth_path import Point, SmoothPath
from editor.pixels.tiles import SIDE, Key, Tile, Tiles, cells

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
        self._left, self._top, self._right, self._bottom = clip.x, clip.y, clip.right, clip.bottom
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
        marks = [mark for point in points if not (mark := self._dab(point)).empty]
        if not marks:
            return NOTHING
        x, y = min(mark[0] for mark in marks), min(mark[1] for mark in marks)
        right, bottom = max(mark[0] + mark[2] for mark in marks), max(mark[1] + mark[3] for mark in marks)
        damage = Rect(x, y, right - x, bottom - y)
        self.box = self.box.united(damage)
        return damage

    def _dab(self, at: Point) -> Rect:
        """The innermost loop of a stroke: plain numbers, since there may be fifteen marks to a move."""
        brush, flow = self.brush, self.brush.flow * (at.pressure if self.brush.pressure_flows else 1.0)
        left, top, dab = self._dabs.at(at.x, at.y, brush.size(at.pressure))
        x, y, right, bottom = max(left, self._left), max(top, self._top), left + dab.shape[1], top + dab.shape[0]
        right, bottom = min(right, self._right), min(bottom, self._bottom)
        if x >= right or y >= bottom or flow <= 0:
            return NOTHING
        if flow < 1:
            dab = cv2.convertScaleAbs(dab, alpha=flow)
        for row in range(y // SIDE, (bottom - 1) // SIDE + 1):
            up, down = max(y, row * SIDE), min(bottom, row * SIDE + SIDE)
            for column in range(x // SIDE, (right - 1) // SIDE + 1):
                near, far = max(x, column * SIDE), min(right, column * SIDE + SIDE)
                paint = dab[up - top : down - top, near - left : far - left]
                tile = self.tiles.get((column, row))
                if tile is None:
                    if not cv2.countNonZero(paint):
                        continue
                    tile = self.tiles[column, row] = np.zeros((SIDE, SIDE), np.uint8)
                under = tile[up - row * SIDE : down - row * SIDE, near - column * SIDE : far - column * SIDE]
                if brush.flow < 1:
                    _build_up(under, paint)
                else:
                    cv2.max(under, paint, under)
        return Rect(x, y, right - x, bottom - y)


def laid(now: Tiles, base: Tiles, stroke: Stroke, damage: Rect, *, erase: bool = False, passing: bool = False) -> Tiles:
    """`now`, a mask in the grid of the stroke, with the tiles in `damage` as the stroke makes them of those of `base`.

    What `painted`, or `erased`, gives; whole tiles at a time, so that all of it stays in the processor's cache.
    `passing` tiles are those of the stroke itself: right until its next mark, to be looked at and not kept.
    """
    blocks: dict[Key, np.ndarray] = {}
    for key, _ in cells(damage, SIDE):
        under, paint = base.map.get(key), stroke.tiles.get(key)
        if paint is None or (erase and under is None):
            continue
        paint = cv2.convertScaleAbs(paint, alpha=stroke.brush.opacity) if stroke.brush.opacity < 1 else paint
        if under is None:
            blocks[key] = paint
        elif erase:
            blocks[key] = _faded(under.pixels, paint)
        else:
            blocks[key] = inverted(_faded(inverted(under.pixels), paint))
    return _shown(now, blocks) if passing else now.with_tiles(blocks)


def _shown(now: Tiles, blocks: dict[Key, np.ndarray]) -> Tiles:
    """What `with_tiles` gives, not copied where it need not be, and not looked at."""
    tiles = dict(now.map)
    for (tx, ty), block in blocks.items():
        w, h = now.size.w - tx * SIDE, now.size.h - ty * SIDE
        tiles[tx, ty] = Tile(None, block if w >= SIDE and h >= SIDE else padded(block[:h, :w], SIDE))
    return Tiles(now.size, now.channels, now.fill, now.base, tiles)


def painted(base: np.ndarray, stroke: Stroke, rect: Rect) -> np.ndarray:
    """A copy of a mask's values in `rect`, uint8 (h, w), with the stroke painted over them."""
    return inverted(erased(inverted(base), stroke, rect))


def erased(base: np.ndarray, stroke: Stroke, rect: Rect) -> np.ndarray:
    """A copy of a mask's values in `rect`, uint8 (h, w), with the stroke taken off: `painted` of the inverse."""
    if rect.empty:
        return base.copy()
    return _faded(base, cv2.convertScaleAbs(stroke.crop(rect), alpha=stroke.brush.opacity))


def _faded(values: np.ndarray, paint: np.ndarray) -> np.ndarray:
    return cv2.multiply(values, cv2.bitwise_not(paint), scale=1 / 255)


def _build_up(under: np.ndarray, paint: np.ndarray) -> None:
    """Paint over what is there, in place; at least one level where there is any, so that it can become full."""
    left = cv2.bitwise_not(under)
    rest = cv2.multiply(left, cv2.bitwise_not(paint), scale=1 / 255)
    some = cv2.threshold(paint, 0, 1, cv2.THRESH_BINARY)[1]
    cv2.bitwise_not(cv2.min(rest, cv2.subtract(left, some)), under)


def _point(x: float, y: float, pressure: float) -> Point:
    return Point(float(x), float(y), min(max(float(pressure), 0.0), 1.0))
