# pyright: basic
"""Compiled steps of shown.py: colours weighted by alpha before interpolation, and back to straight bytes after it."""

import numpy as np
from numba import njit

ZERO, HALF, TOP, UNIT = np.float32(0), np.float32(0.5), np.float32(255), np.float32(1 / 255)


@njit("f4[:,:,::1](Array(u1, 3, 'C', True))", nogil=True, error_model="numpy", cache=True)
def weighted(pixels):
    """Straight uint8 (h, w, 4) as premultiplied float32 0..255."""
    out = np.empty(pixels.shape, np.float32)
    for y in range(pixels.shape[0]):
        for x in range(pixels.shape[1]):
            alpha = np.float32(pixels[y, x, 3])
            share = alpha * UNIT
            out[y, x, 0] = pixels[y, x, 0] * share
            out[y, x, 1] = pixels[y, x, 1] * share
            out[y, x, 2] = pixels[y, x, 2] * share
            out[y, x, 3] = alpha
    return out


@njit(nogil=True, error_model="numpy")
def _overlap(centre, length):
    """How much of a pixel's width around `centre` lies within 0..length."""
    return min(max(min(centre + 0.5, length) - max(centre - 0.5, 0.0), 0.0), 1.0)


@njit(nogil=True, error_model="numpy")
def _byte(value):
    return np.uint8(np.int32(min(max(value, ZERO), TOP) + HALF))


@njit(
    "u1[:,:,::1](f4[:,:,::1], Tuple((f8, f8, f8)), f8, Tuple((f8, f8, f8)), f8)",
    nogil=True,
    error_model="numpy",
    cache=True,
)
def straight(floats, along, width, down, height):
    """Premultiplied float32 0..255 to straight uint8, with smooth outer edges; zeros where the alpha rounds to 0.

    The picture lies at 0..width by 0..height of the axes `along` and `down`, both scaled to output pixels: each is
    (step for x, step for y, value at the first pixel's centre). Alphas may overshoot 255, and their colours with them.
    """
    out = np.empty(floats.shape, np.uint8)
    for y in range(floats.shape[0]):
        for x in range(floats.shape[1]):
            cover = _overlap(along[0] * x + along[1] * y + along[2], width)
            cover *= _overlap(down[0] * x + down[1] * y + down[2], height)
            alpha = floats[y, x, 3]
            shown = _byte(alpha * np.float32(cover))
            k = TOP / max(alpha, HALF) if shown > 0 else ZERO
            out[y, x, 0] = _byte(floats[y, x, 0] * k)
            out[y, x, 1] = _byte(floats[y, x, 1] * k)
            out[y, x, 2] = _byte(floats[y, x, 2] * k)
            out[y, x, 3] = shown
    return out
