"""Changes the size of pictures and masks, and lays them through an affine map."""

from __future__ import annotations

import math

import cv2
import numpy as np

from editor.pixels.colour import from_linear, to_linear
from editor.pixels.geometry import Affine, Rect, Size

_TINY = np.float32(1e-6)


def resize(pixels: np.ndarray, size: Size, *, linear_light: bool = False) -> np.ndarray:
    """A picture or mask in another size: uint8 (h, w), (h, w, 3) or (h, w, 4), straight alpha.

    A side that shrinks is averaged by area, exactly for any ratio; one that grows is interpolated by Lanczos' kernel
    of eight taps. Colour counts by its alpha, so that what is transparent leaves no fringe. With `linear_light` light
    itself is averaged, by the curve of sRGB, which Display P3 shares. The same size gives a copy.
    Raises ValueError for an empty size.
    """
    if size.w < 1 or size.h < 1:
        raise ValueError(f"A picture cannot have {size.w} x {size.h} pixels.")
    if pixels.shape[:2] == (size.h, size.w):
        return pixels.copy()
    if pixels.ndim == 3 and (linear_light or not _opaque(pixels)):
        return _straight(_resized(_weighted(pixels, linear_light), size), pixels.shape[2], linear_light)
    colour = np.ascontiguousarray(pixels[..., :3]) if pixels.ndim == 3 else pixels
    if size.h <= pixels.shape[0] and size.w <= pixels.shape[1]:
        result = cv2.resize(colour, tuple(size), interpolation=cv2.INTER_AREA)  # rounds once, and needs no floats
    else:
        result = np.clip(np.rint(_resized(colour.astype(np.float32), size)), 0, 255).astype(np.uint8)
    return result if pixels.ndim == 2 or pixels.shape[2] == 3 else cv2.cvtColor(result, cv2.COLOR_RGB2RGBA)


def warp(pixels: np.ndarray, affine: Affine, out: Rect) -> np.ndarray:
    """A picture or mask through `affine`, which maps its pixels to those of `out`; 0, or transparent, beside it.

    uint8 (h, w) stays (h, w); RGB and RGBA become uint8 (h, w, 4), straight alpha, with smooth outer edges. Bit-exact
    where the map only moves by whole pixels, mirrors and turns by quarters. Otherwise cubic, on encoded values, after
    an average by area along each axis that shrinks. Raises ValueError where the map flattens the picture to a line.
    """
    if pixels.ndim == 3 and pixels.shape[2] == 3:
        pixels = cv2.cvtColor(np.ascontiguousarray(pixels), cv2.COLOR_RGB2RGBA)
    source = Rect(0, 0, pixels.shape[1], pixels.shape[0])
    affine.inverted()
    if _only_turns(affine):
        return _copied(_turned(pixels, affine), affine.bounds(source), out)
    floats = pixels.astype(np.float32) if pixels.ndim == 2 else _weighted(pixels, linear=False)
    floats, reduced = _prefiltered(floats, affine)
    warped = _interpolated(floats, reduced.then(Affine.translation(-out.x, -out.y)), out.size)
    cover = _coverage(source.size, affine.inverted(), out)
    if pixels.ndim == 2:
        return np.clip(np.rint(warped * cover), 0, 255).astype(np.uint8)
    return _straight(warped * cover[..., None], 4, linear=False)


def _opaque(pixels: np.ndarray) -> bool:
    return pixels.shape[2] == 3 or pixels[..., 3].min() == 255


def _weighted(pixels: np.ndarray, linear: bool) -> np.ndarray:
    """Float32, colour times alpha where there is alpha; light 0..1 with `linear`, codes otherwise; alpha 0..255."""
    colour = np.ascontiguousarray(pixels[..., :3])
    floats = to_linear(colour) if linear else colour.astype(np.float32)
    if pixels.shape[2] == 3:
        return floats
    alpha = pixels[..., 3].astype(np.float32)
    return np.dstack([floats * (alpha / 255)[..., None], alpha])


def _straight(floats: np.ndarray, channels: int, linear: bool) -> np.ndarray:
    """The inverse of `_weighted`, rounded; transparent pixels become 0."""
    colour = floats[..., :3]
    if channels == 3:
        return from_linear(colour) if linear else np.clip(np.rint(colour), 0, 255).astype(np.uint8)
    alpha = np.clip(np.rint(floats[..., 3]), 0, 255)
    colour = colour / np.maximum(floats[..., 3:] / 255, _TINY)
    colour = from_linear(colour) if linear else np.clip(np.rint(colour), 0, 255).astype(np.uint8)
    return np.dstack([np.where(alpha[..., None] > 0, colour, 0), alpha.astype(np.uint8)]).astype(np.uint8)


def _resized(floats: np.ndarray, size: Size) -> np.ndarray:
    """Each axis on its own, the one that shrinks first, since the library averages only where no side grows."""
    h, w = floats.shape[:2]
    steps = sorted(((size.w / w, 0), (size.h / h, 1)))
    for ratio, axis in steps:
        if ratio != 1:
            now = (size.w, floats.shape[0]) if axis == 0 else (floats.shape[1], size.h)
            floats = cv2.resize(floats, now, interpolation=cv2.INTER_AREA if ratio < 1 else cv2.INTER_LANCZOS4)
    return floats


def _only_turns(affine: Affine) -> bool:
    unit = sorted(abs(v) for v in affine[:4]) == [0, 0, 1, 1] and abs(affine.determinant) == 1
    return unit and affine.e == round(affine.e) and affine.f == round(affine.f)


def _turned(pixels: np.ndarray, affine: Affine) -> np.ndarray:
    if affine.a == 0:
        pixels = pixels.swapaxes(0, 1)
    if affine.a + affine.c < 0:
        pixels = pixels[:, ::-1]
    return pixels[::-1] if affine.b + affine.d < 0 else pixels


def _copied(pixels: np.ndarray, where: Rect, out: Rect) -> np.ndarray:
    """What of `pixels`, lying at `where`, falls into `out`."""
    result = np.zeros((out.h, out.w, *pixels.shape[2:]), np.uint8)
    part = where.intersected(out)
    if not part.empty:
        into, of = part.translated(-out.x, -out.y), part.translated(-where.x, -where.y)
        result[into.slices] = pixels[of.slices]
    return result


def _prefiltered(floats: np.ndarray, affine: Affine) -> tuple[np.ndarray, Affine]:
    """The picture averaged down along the axes that the map shrinks, and the map of what is left to do."""
    h, w = floats.shape[:2]
    across, down = math.hypot(affine.a, affine.b), math.hypot(affine.c, affine.d)
    size = Size(max(1, math.ceil(w * min(1.0, across))), max(1, math.ceil(h * min(1.0, down))))
    if size == (w, h):
        return floats, affine
    return _resized(floats, size), Affine.scaling(w / size.w, h / size.h).then(affine)


def _interpolated(floats: np.ndarray, affine: Affine, size: Size) -> np.ndarray:
    # The library counts from the centres of pixels, an Affine from their corners.
    m = Affine.translation(0.5, 0.5).then(affine).then(Affine.translation(-0.5, -0.5))
    matrix = np.array([[m.a, m.c, m.e], [m.b, m.d, m.f]])
    return cv2.warpAffine(floats, matrix, tuple(size), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)


def _coverage(size: Size, back: Affine, out: Rect) -> np.ndarray:
    """How much of each pixel of `out` the picture covers: float32 (h, w), a ramp of one pixel at its edges."""
    x = np.arange(out.w, dtype=np.float32)[None] + np.float32(out.x + 0.5)
    y = np.arange(out.h, dtype=np.float32)[:, None] + np.float32(out.y + 0.5)
    cover = np.ones((out.h, out.w), np.float32)
    for by_x, by_y, start, length in ((back.a, back.c, back.e, size.w), (back.b, back.d, back.f, size.h)):
        slope = math.hypot(by_x, by_y)
        place = (x * by_x + (y * by_y + start)) / np.float32(slope)
        far = length / slope
        cover *= np.clip(np.minimum(place, far - place) + 0.5, 0, min(1.0, far))
    return cover
