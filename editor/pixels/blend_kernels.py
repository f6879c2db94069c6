# pyright: basic
"""Compiled blending of one block of pixels into a premultiplied float32 accumulator, in any mode.

A block holds rows cut into segments of SEGMENT pixels: float32 (rows, segments, 4 * SEGMENT), in each segment
first all reds, then greens, blues and alphas, in 0..1. Planes at a fixed distance from one base pointer are what
lets the compiler use vector instructions without a check for overlap per plane; for the same reason choices are
made between values, not between divisions. No kernel reorders float arithmetic, so the result is the same bytes
with any vector width and any number of threads.
Formulas: W3C "Compositing and Blending Level 1", times the backdrop's alpha where that saves a division.
"""

import numpy as np
from numba import njit

from editor.pixels.blend import EDGE as _EDGE
from editor.pixels.blend import GREY as _GREY
from editor.pixels.blend import MODES

# The compiler's cache knows a kernel's own file alone: who changes this must clear __pycache__, as for EDGE and GREY.
SEGMENT = 512
G, B, A = SEGMENT, 2 * SEGMENT, 3 * SEGMENT

EDGE, GREY = np.float32(_EDGE), np.float32(_GREY)
ZERO, HALF, ONE, TWO, FAR = np.float32(0), np.float32(0.5), np.float32(1), np.float32(2), np.float32(np.inf)
QUARTER, FOUR, TWELVE, SIXTEEN = np.float32(0.25), np.float32(4), np.float32(12), np.float32(16)
LR, LG, LB = np.float32(0.30), np.float32(0.59), np.float32(0.11)

(
    NORMAL,
    MULTIPLY,
    SCREEN,
    OVERLAY,
    DARKEN,
    LIGHTEN,
    COLOR_DODGE,
    COLOR_BURN,
    HARD_LIGHT,
    SOFT_LIGHT,
    DIFFERENCE,
    EXCLUSION,
    HUE,
    SATURATION,
    COLOR,
    LUMINOSITY,
) = range(len(MODES))

inner = njit(nogil=True, error_model="numpy")


@inner
def _joined(d, da, s, sa, both):
    """The premultiplied result: backdrop alone, source alone, and `both` = da * B(d / da, s) where they meet."""
    return d * (ONE - sa) + sa * (s * (ONE - da) + both)


# Separable modes, one channel: d premultiplied backdrop, da its alpha, s straight source, sa its alpha, n pixels.
@inner
def _normal(d, s, sa, n):
    for i in range(n):
        d[i] = d[i] * (ONE - sa[i]) + sa[i] * s[i]


@inner
def _multiply(d, da, s, sa, n):
    for i in range(n):
        d[i] = _joined(d[i], da[i], s[i], sa[i], d[i] * s[i])


@inner
def _screen(d, da, s, sa, n):
    for i in range(n):
        d[i] = _joined(d[i], da[i], s[i], sa[i], d[i] + s[i] * (da[i] - d[i]))


@inner
def _overlay(d, da, s, sa, n):
    for i in range(n):
        dark, light = TWO * d[i] * s[i], da[i] - TWO * (da[i] - d[i]) * (ONE - s[i])
        d[i] = _joined(d[i], da[i], s[i], sa[i], dark if TWO * d[i] <= da[i] else light)


@inner
def _darken(d, da, s, sa, n):
    for i in range(n):
        d[i] = _joined(d[i], da[i], s[i], sa[i], min(d[i], s[i] * da[i]))


@inner
def _lighten(d, da, s, sa, n):
    for i in range(n):
        d[i] = _joined(d[i], da[i], s[i], sa[i], max(d[i], s[i] * da[i]))


@inner
def _dodged(d, da, s):
    left = ONE - s
    risen = min(da, d / (left if left > EDGE else EDGE))
    risen = risen if left > EDGE else da
    return ZERO if d <= EDGE * da else risen


@inner
def _color_dodge(d, da, s, sa, n):
    for i in range(n):
        d[i] = _joined(d[i], da[i], s[i], sa[i], _dodged(d[i], da[i], s[i]))


@inner
def _color_burn(d, da, s, sa, n):
    for i in range(n):
        d[i] = _joined(d[i], da[i], s[i], sa[i], da[i] - _dodged(da[i] - d[i], da[i], ONE - s[i]))


@inner
def _hard_light(d, da, s, sa, n):
    for i in range(n):
        dark, light = TWO * d[i] * s[i], da[i] - TWO * (da[i] - d[i]) * (ONE - s[i])
        d[i] = _joined(d[i], da[i], s[i], sa[i], dark if s[i] <= HALF else light)


@inner
def _soft_light(d, da, s, sa, n):
    for i in range(n):
        b = max(ZERO, d[i] / (da[i] if da[i] > ZERO else ONE))
        low, root = ((SIXTEEN * b - TWELVE) * b + FOUR) * b, np.sqrt(b)
        t, darker, lighter = TWO * s[i] - ONE, d[i] * (ONE - b), (low if b <= QUARTER else root) * da[i] - d[i]
        d[i] = _joined(d[i], da[i], s[i], sa[i], d[i] + t * (darker if t <= ZERO else lighter))


@inner
def _difference(d, da, s, sa, n):
    for i in range(n):
        d[i] = _joined(d[i], da[i], s[i], sa[i], abs(d[i] - s[i] * da[i]))


@inner
def _exclusion(d, da, s, sa, n):
    for i in range(n):
        d[i] = _joined(d[i], da[i], s[i], sa[i], d[i] + s[i] * (da[i] - TWO * d[i]))


# Non-separable modes, whole segments: acc premultiplied backdrop, src straight source, n pixels.
@inner
def _lum(r, g, b):
    return LR * r + LG * g + LB * b


@inner
def _sat(r, g, b):
    return max(r, g, b) - min(r, g, b)


@inner
def _set_sat(r, g, b, saturation):
    low, spread = min(r, g, b), _sat(r, g, b)
    k = saturation / (FAR if spread < GREY else spread)
    return (r - low) * k, (g - low) * k, (b - low) * k


@inner
def _set_lum(r, g, b, luminance):
    d = luminance - _lum(r, g, b)
    r, g, b = r + d, g + d, b + d
    lum = _lum(r, g, b)
    low, high = min(r, g, b), max(r, g, b)
    k = (max(lum, ZERO) if low < ZERO else ONE) / (max(lum - low, EDGE) if low < ZERO else ONE)
    k *= (max(ONE - lum, ZERO) if high > ONE else ONE) / (max(high - lum, EDGE) if high > ONE else ONE)
    return lum + (r - lum) * k, lum + (g - lum) * k, lum + (b - lum) * k


@inner
def _straight(acc, i):
    k = ONE / (acc[i + A] if acc[i + A] > ZERO else ONE)
    return acc[i] * k, acc[i + G] * k, acc[i + B] * k


@inner
def _store(acc, src, i, mixed):
    da, sa = acc[i + A], src[i + A]
    acc[i] = _joined(acc[i], da, src[i], sa, da * mixed[0])
    acc[i + G] = _joined(acc[i + G], da, src[i + G], sa, da * mixed[1])
    acc[i + B] = _joined(acc[i + B], da, src[i + B], sa, da * mixed[2])


@inner
def _hue(acc, src, n):
    for i in range(n):
        r, g, b = _straight(acc, i)
        sr, sg, sb = _set_sat(src[i], src[i + G], src[i + B], _sat(r, g, b))
        _store(acc, src, i, _set_lum(sr, sg, sb, _lum(r, g, b)))


@inner
def _saturation(acc, src, n):
    for i in range(n):
        r, g, b = _straight(acc, i)
        sr, sg, sb = _set_sat(r, g, b, _sat(src[i], src[i + G], src[i + B]))
        _store(acc, src, i, _set_lum(sr, sg, sb, _lum(r, g, b)))


@inner
def _color(acc, src, n):
    for i in range(n):
        r, g, b = _straight(acc, i)
        _store(acc, src, i, _set_lum(src[i], src[i + G], src[i + B], _lum(r, g, b)))


@inner
def _luminosity(acc, src, n):
    for i in range(n):
        r, g, b = _straight(acc, i)
        _store(acc, src, i, _set_lum(r, g, b, _lum(src[i], src[i + G], src[i + B])))


@inner
def _channel(d, da, s, sa, n, mode):
    if mode == NORMAL:
        _normal(d, s, sa, n)
    elif mode == MULTIPLY:
        _multiply(d, da, s, sa, n)
    elif mode == SCREEN:
        _screen(d, da, s, sa, n)
    elif mode == OVERLAY:
        _overlay(d, da, s, sa, n)
    elif mode == DARKEN:
        _darken(d, da, s, sa, n)
    elif mode == LIGHTEN:
        _lighten(d, da, s, sa, n)
    elif mode == COLOR_DODGE:
        _color_dodge(d, da, s, sa, n)
    elif mode == COLOR_BURN:
        _color_burn(d, da, s, sa, n)
    elif mode == HARD_LIGHT:
        _hard_light(d, da, s, sa, n)
    elif mode == SOFT_LIGHT:
        _soft_light(d, da, s, sa, n)
    elif mode == DIFFERENCE:
        _difference(d, da, s, sa, n)
    elif mode == EXCLUSION:
        _exclusion(d, da, s, sa, n)


@inner
def _segment(acc, src, n, mode):
    if mode == HUE:
        _hue(acc, src, n)
    elif mode == SATURATION:
        _saturation(acc, src, n)
    elif mode == COLOR:
        _color(acc, src, n)
    elif mode == LUMINOSITY:
        _luminosity(acc, src, n)
    else:
        for c in range(3):
            _channel(acc[c * SEGMENT :], acc[A:], src[c * SEGMENT :], src[A:], n, mode)
    for i in range(n):  # the alphas come last, because the colours need the backdrop's old one
        acc[i + A] = src[i + A] + acc[i + A] * (ONE - src[i + A])


@njit("void(f4[:,:,::1], f4[:,:,::1], i8, i8, i8, i8, i8)", nogil=True, error_model="numpy", cache=True)
def blend(acc, src, top, bottom, left, right, mode):
    """Blend a box of `src` into the same box of `acc`: float32 (rows, segments, 4 * SEGMENT), columns across segments.

    `acc` is premultiplied, `src` straight with opacity and mask already in its alpha; `mode` is an index into MODES.
    """
    for y in range(top, bottom):
        for k in range(left // SEGMENT, (right + SEGMENT - 1) // SEGMENT):
            lo, hi = max(left - k * SEGMENT, 0), min(right - k * SEGMENT, SEGMENT)
            _segment(acc[y, k, lo:], src[y, k, lo:], hi - lo, mode)
