"""Makes a picture larger by interpolation: Lanczos, held within what lies around, with edges sharpened mildly."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

import cv2
import numpy as np

from editor.pixels.geometry import Size

REACH = 6  # source rows beside a band that its edge depends on
BAND = 256  # rows of the result that are made at once, about
GAIN = 0.6  # how much of its detail an edge gains
FLAT, STEEP = 6.0, 36.0  # levels within three pixels: up to the one it is a plain, from the other on an edge
_TINY = np.float32(1e-3)


def enlarged(pixels: np.ndarray, size: Size, report: Callable[[float], object] = lambda _share: None) -> np.ndarray:
    """uint8 (h, w, 3 or 4), straight alpha, in a larger size; the number of channels stays.

    Every value lies between those of the source's pixels around it, so that no edge has a halo, and what is flat is not
    sharpened. Colour counts by its alpha. `report` hears the share that is done, and may raise to give up. Raises
    ValueError where a side would shrink.
    """
    h, w, channels = pixels.shape
    if size.w < w or size.h < h:
        raise ValueError(f"{w} x {h} pixels cannot be enlarged to {size.w} x {size.h}")
    clear = channels == 4 and pixels[..., 3].min() < 255
    out = np.full((size.h, size.w, channels), 255, np.uint8)
    for band in _bands(h, size.h):
        report(band.top / size.h)
        part = pixels[band.first : band.last]
        floats = _weighted(part) if clear else part[..., :3].astype(np.float32)
        made = _made(floats, Size(size.w, band.rows), size.w / w)
        made = made[band.skip : band.skip + band.bottom - band.top]
        out[band.top : band.bottom, :, : 4 if clear else 3] = _straight(made) if clear else np.rint(made)
    return out


class _Band(NamedTuple):
    """Rows `top` to `bottom` of the result: after the `skip` first of the `rows` that `first` to `last` become."""

    top: int
    bottom: int
    first: int
    last: int
    rows: int
    skip: int


def _bands(before: int, after: int) -> Iterator[_Band]:
    """They begin where a row of the result begins with one of the source, so that no seam shows between them."""
    times = math.gcd(before, after)
    source, result = before // times, after // times
    step, beside = max(1, BAND // result), math.ceil(REACH / source)
    for at in range(0, times, step):
        first, last = max(0, at - beside), min(times, at + step + beside)
        end = min(times, at + step)
        rows = (last - first) * result
        yield _Band(at * result, end * result, first * source, last * source, rows, (at - first) * result)


def _made(part: np.ndarray, size: Size, scale: float) -> np.ndarray:
    """Float32 (h, w, c) in another size, each value within those around it."""
    around = cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3))
    plain = cv2.resize(part, tuple(size), interpolation=cv2.INTER_LANCZOS4)
    low = cv2.resize(cv2.erode(part, around), tuple(size), interpolation=cv2.INTER_LINEAR)
    high = cv2.resize(cv2.dilate(part, around), tuple(size), interpolation=cv2.INTER_LINEAR)
    soft = cv2.GaussianBlur(part, (0, 0), 0.7, borderType=cv2.BORDER_REPLICATE)
    detail = plain - cv2.resize(soft, tuple(size), interpolation=cv2.INTER_LINEAR)
    steep = (high - low).max(2, keepdims=True)  # one for all channels, so that colours stay theirs at an edge
    gain = np.clip((steep - FLAT) / (STEEP - FLAT), 0, GAIN) * min(1.0, scale - 1)
    return np.clip(plain + gain * detail, low, high)


def _weighted(part: np.ndarray) -> np.ndarray:
    """Float32, colour times alpha; alpha 0..255."""
    floats = part.astype(np.float32)
    floats[..., :3] *= floats[..., 3:] / 255
    return floats


def _straight(floats: np.ndarray) -> np.ndarray:
    """The inverse of `_weighted`; what is transparent is 0."""
    alpha = np.rint(floats[..., 3:])
    colour = np.clip(np.rint(floats[..., :3] * 255 / np.maximum(floats[..., 3:], _TINY)), 0, 255)
    return np.concatenate([np.where(alpha > 0, colour, 0), alpha], 2)
