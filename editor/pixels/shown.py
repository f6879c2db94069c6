"""What tiles show through an affine map: copies where pixels fall on pixels, resampled otherwise."""

from __future__ import annotations

import math

import cv2
import numpy as np

from editor.pixels.geometry import Affine, Rect, Size
from editor.pixels.tiles import DEEPEST, SIDE, Tiles, cells

MARGIN = 3  # pixels around a crop that the interpolation reaches for
NOWHERE = Rect(0, 0, 0, 0)


def shown(tiles: Tiles, affine: Affine, rect: Rect) -> tuple[np.ndarray, Rect]:
    """A picture through `affine`, which maps its pixels to those of `rect`: its part of `rect`, and where that is.

    uint8 (h, w, 4), straight alpha, in the picture's own colour space. Bit-exact where the map only moves by whole
    pixels, mirrors and turns by quarters; otherwise resampled, with smooth outer edges. Nothing is shown by a map that
    flattens.
    """
    affine = snapped(affine)
    part, level = needed(tiles, affine, rect)
    if abs(affine.determinant) < 1e-12:
        return np.zeros((0, 0, 4), np.uint8), NOWHERE
    if is_turn(affine):
        return _turned(tiles.crop(part), affine), affine.bounds(part)
    from_level = Affine.scaling(2**level).then(affine)
    where = from_level.bounds(part).grown(1).intersected(rect)
    if part.empty or where.empty:
        return np.zeros((0, 0, 4), np.uint8), NOWHERE
    from editor.pixels.shown_kernels import straight, weighted  # numba stays out of the window's process

    source = weighted(tiles.crop(part, level))
    floats = _warped(source, Affine.translation(part.x, part.y).then(from_level), where)
    return straight(floats, *_axes(tiles.size, affine, where)), where


def shown_mask(tiles: Tiles, affine: Affine, rect: Rect) -> np.ndarray:
    """A mask through `affine` in all of `rect`: uint8 (h, w); beyond its tiles it has the value of their fill."""
    affine = snapped(affine)
    part, level = needed_mask(affine, rect)
    if is_turn(affine):
        return _turned(tiles.crop(part), affine)
    from_level = Affine.scaling(2**level).then(affine)
    values = _warped(
        tiles.crop(part, level).astype(np.float32), Affine.translation(part.x, part.y).then(from_level), rect
    )
    return np.rint(values.clip(0, 255)).astype(np.uint8)


def needed(tiles: Tiles, affine: Affine, rect: Rect) -> tuple[Rect, int]:
    """The part of a picture's mip level that `shown` looks at, and that level; empty where it looks at nothing."""
    affine = snapped(affine)
    if abs(affine.determinant) < 1e-12:
        return NOWHERE, 0
    if is_turn(affine):
        return _occupied(tiles, affine.inverted().bounds(rect)), 0
    level = _level(affine)
    return _needed(tiles, Affine.scaling(2**level).then(affine), rect, level), level


def needed_mask(affine: Affine, rect: Rect) -> tuple[Rect, int]:
    """The part of a mask's mip level that `shown_mask` looks at, and that level; it may reach beyond the mask."""
    affine = snapped(affine)
    if is_turn(affine):
        return affine.inverted().bounds(rect), 0
    level = _level(affine)
    return Affine.scaling(2**level).then(affine).inverted().bounds(rect).grown(MARGIN), level


def snapped(affine: Affine) -> Affine:
    """The map without the rounding noise that inverting and chaining leave, so that copies are seen to be copies."""

    def near(value: float, noise: float) -> float:
        return float(round(value)) if abs(value - round(value)) < noise else value

    return Affine(*(near(v, 1e-9) for v in affine[:4]), *(near(v, 1e-5) for v in affine[4:]))


def is_turn(affine: Affine) -> bool:
    """Whether the map only moves by whole pixels, mirrors and turns by quarters: no pixel is resampled."""
    unit = sorted(abs(v) for v in affine[:4]) == [0, 0, 1, 1] and abs(affine.determinant) == 1
    return unit and affine.e == round(affine.e) and affine.f == round(affine.f)


def _occupied(tiles: Tiles, rect: Rect) -> Rect:
    """The part of `rect`, in the grid of `tiles`, in which there can be other pixels than zeros."""
    inside = rect.intersected(tiles.size.rect)
    if tiles.base is not None or tiles.fill:
        return inside
    box = NOWHERE
    for key, cell in cells(inside, SIDE):
        if key in tiles.map:
            box = box.united(cell.intersected(inside))
    return box


def _needed(tiles: Tiles, from_level: Affine, rect: Rect, level: int) -> Rect:
    """The part of the picture at `level` that is needed to show `rect`, with what the interpolation reaches for."""
    wanted, side = from_level.inverted().bounds(rect).grown(MARGIN), 2**level
    there = _occupied(tiles, Rect(*(v * side for v in wanted)))
    if there.empty:
        return NOWHERE
    box = Rect.from_edges(there.x / side, there.y / side, there.right / side, there.bottom / side)
    return box.grown(MARGIN).intersected(tiles.level_size(level).rect)


def _turned(pixels: np.ndarray, affine: Affine) -> np.ndarray:
    if affine.a == 0:
        pixels = pixels.swapaxes(0, 1)
    if affine.a + affine.c < 0:
        pixels = pixels[:, ::-1]
    return pixels[::-1] if affine.b + affine.d < 0 else pixels


def _steps(affine: Affine) -> tuple[float, float]:
    """How long a step of one source pixel is after the map, along each of the source's axes."""
    return math.hypot(affine.a, affine.b), math.hypot(affine.c, affine.d)


def _level(affine: Affine) -> int:
    """The deepest mip level that still has as many pixels as are shown, along the axis that is shrunk less."""
    return min(DEEPEST, max(0, math.floor(1e-9 - math.log2(max(_steps(affine))))))


def _warped(source: np.ndarray, affine: Affine, rect: Rect) -> np.ndarray:
    """`source`, float32 and premultiplied where it has alpha, through the map in `rect`; its edges are repeated.

    Cubic where enlarged; where shrunk (to no less than half), linear at twice the size and then averaged by area. Works
    on encoded values.
    """
    dense = 2 if min(_steps(affine)) < 1 - 1e-6 else 1
    to_rect = affine.then(Affine.translation(-rect.x, -rect.y)).then(Affine.scaling(dense))
    # The library counts from the centres of pixels, an Affine from their corners.
    m = Affine.translation(0.5, 0.5).then(to_rect).then(Affine.translation(-0.5, -0.5))
    result = cv2.warpAffine(
        source,
        np.array([[m.a, m.c, m.e], [m.b, m.d, m.f]]),
        (rect.w * dense, rect.h * dense),
        flags=cv2.INTER_LINEAR if dense > 1 else cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return cv2.resize(result, (rect.w, rect.h), interpolation=cv2.INTER_AREA) if dense > 1 else result


def _axes(
    size: Size, affine: Affine, rect: Rect
) -> tuple[tuple[float, float, float], float, tuple[float, float, float], float]:
    """Where the pixels of `rect` lie along a picture's width and height, both measured in pixels of `rect`."""
    back = affine.inverted()
    x, y = back.apply(rect.x + 0.5, rect.y + 0.5)
    across, upright = math.hypot(back.a, back.c), math.hypot(back.b, back.d)
    along = (back.a / across, back.c / across, x / across)
    down = (back.b / upright, back.d / upright, y / upright)
    return along, size.w / across, down, size.h / upright
