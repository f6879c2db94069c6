# pyright: basic
"""Compiled steps between 8-bit pictures and the float blocks of blend_kernels.py: load, cover, isolate, fade, finish.

Pictures are uint32 (h, w) views of straight RGBA bytes (little-endian), masks uint8 (h, w); a mask of shape
(0, 0) means none. A box covers rows `top` to `bottom` and columns `left` to `right` of the block; its first pixel
is (x, y) in the picture and in the mask.
"""

import numpy as np
from numba import njit

from editor.pixels.blend_kernels import ONE, SEGMENT, ZERO, A, B, G

HALF, TOP, UNIT = np.float32(0.5), np.float32(255), np.float32(1 / 255)
BYTE = np.uint32(255)

inner = njit(nogil=True, error_model="numpy")

_BLOCK = "f4[:,:,::1]"
_PICTURE, _MASK = "Array(u4, 2, 'C', True)", "Array(u1, 2, 'C', True)"  # True: read-only arrays are welcome


def kernel(signature):
    return njit(signature, nogil=True, error_model="numpy", cache=True)


@inner
def _unit(byte):
    return np.float32(np.int32(byte)) * UNIT


@inner
def _unpack(src, row, n):
    """Straight colours 0..1 of `n` packed pixels; True where any of them can be seen."""
    seen = np.uint32(0)
    for i in range(n):
        p = row[i]
        src[i] = _unit(p & BYTE)
        src[i + G] = _unit((p >> np.uint32(8)) & BYTE)
        src[i + B] = _unit((p >> np.uint32(16)) & BYTE)
        src[i + A] = _unit(p >> np.uint32(24))
        seen |= p >> np.uint32(24)
    return seen != 0


@inner
def _weigh(alpha, mask, x, y, n, opacity):
    """Alphas times opacity and, where there is a mask, times the mask."""
    if mask.size:
        row = mask[y, x:]
        for i in range(n):
            alpha[i] *= opacity * _unit(row[i])
    elif opacity != ONE:
        for i in range(n):
            alpha[i] *= opacity


@kernel(f"b1({_BLOCK}, {_PICTURE}, {_MASK}, i8, i8, i8, i8, i8, i8, f4)")
def load(src, pixels, mask, x, y, top, bottom, left, right, opacity):
    """Unpack a box of a picture into `src`, straight; returns whether anything in it can be seen."""
    seen = False
    for j in range(top, bottom):
        for k in range(left // SEGMENT, (right + SEGMENT - 1) // SEGMENT):
            lo, hi = max(left - k * SEGMENT, 0), min(right - k * SEGMENT, SEGMENT)
            start, row = x + k * SEGMENT + lo - left, y + j - top
            part = src[j, k, lo:]
            seen |= _unpack(part, pixels[row, start:], hi - lo)
            _weigh(part[A:], mask, start, row, hi - lo, opacity)
    return seen


@inner
def _lay(acc, i, p, sa):
    rest = ONE - sa
    acc[i] = acc[i] * rest + sa * _unit(p & BYTE)
    acc[i + G] = acc[i + G] * rest + sa * _unit((p >> np.uint32(8)) & BYTE)
    acc[i + B] = acc[i + B] * rest + sa * _unit((p >> np.uint32(16)) & BYTE)
    acc[i + A] = sa + acc[i + A] * rest


@kernel(f"void({_BLOCK}, {_PICTURE}, {_MASK}, i8, i8, i8, i8, i8, i8, f4)")
def cover(acc, pixels, mask, x, y, top, bottom, left, right, opacity):
    """Blend a box of a picture into `acc` in the normal mode; what load and blend would do, in one go."""
    for j in range(top, bottom):
        for k in range(left // SEGMENT, (right + SEGMENT - 1) // SEGMENT):
            lo, hi = max(left - k * SEGMENT, 0), min(right - k * SEGMENT, SEGMENT)
            start, row = x + k * SEGMENT + lo - left, y + j - top
            part, line = acc[j, k, lo:], pixels[row, start:]
            if mask.size:
                veil = mask[row, start:]
                for i in range(hi - lo):
                    _lay(part, i, line[i], _unit(line[i] >> np.uint32(24)) * (opacity * _unit(veil[i])))
            else:
                for i in range(hi - lo):
                    _lay(part, i, line[i], _unit(line[i] >> np.uint32(24)) * opacity)


@kernel(f"void({_BLOCK}, {_BLOCK}, {_MASK}, i8, i8, i8, i8, i8, i8, f4)")
def isolate(src, group, mask, x, y, top, bottom, left, right, opacity):
    """Turn the premultiplied result of an isolated group into a straight source."""
    for j in range(top, bottom):
        for k in range(left // SEGMENT, (right + SEGMENT - 1) // SEGMENT):
            lo, hi = max(left - k * SEGMENT, 0), min(right - k * SEGMENT, SEGMENT)
            part, premultiplied = src[j, k, lo:], group[j, k, lo:]
            for i in range(hi - lo):
                a = premultiplied[i + A]
                d = a if a > ZERO else ONE
                part[i] = premultiplied[i] / d
                part[i + G] = premultiplied[i + G] / d
                part[i + B] = premultiplied[i + B] / d
                part[i + A] = a
            _weigh(part[A:], mask, x + k * SEGMENT + lo - left, y + j - top, hi - lo, opacity)


@kernel(f"void({_BLOCK}, {_BLOCK}, {_MASK}, i8, i8, i8, i8, i8, i8, f4)")
def fade(acc, before, mask, x, y, top, bottom, left, right, opacity):
    """Bring `acc` back towards what it was `before`, as far as opacity and mask hide what came since."""
    shares = np.empty(SEGMENT, np.float32)
    for j in range(top, bottom):
        for k in range(left // SEGMENT, (right + SEGMENT - 1) // SEGMENT):
            lo, hi = max(left - k * SEGMENT, 0), min(right - k * SEGMENT, SEGMENT)
            shares[:] = ONE
            _weigh(shares, mask, x + k * SEGMENT + lo - left, y + j - top, hi - lo, opacity)
            for c in range(4):
                now, old = acc[j, k, c * SEGMENT + lo :], before[j, k, c * SEGMENT + lo :]
                for i in range(hi - lo):
                    now[i] = now[i] * shares[i] + old[i] * (ONE - shares[i])


@kernel(f"b1({_PICTURE}, i8, i8, i8, i8)")
def opaque(pixels, x, y, columns, rows):
    """Whether every pixel of a box of a picture has alpha 255; stops at the first row that has another."""
    for j in range(rows):
        row = pixels[y + j, x:]
        least = np.uint32(0xFFFFFFFF)
        for i in range(columns):
            least &= row[i]
        if least >> np.uint32(24) != 255:
            return False
    return True


@inner
def _byte(value):
    return np.uint32(np.int32(min(max(value, ZERO), ONE) * TOP + HALF))


@kernel(f"void({_BLOCK}, u4[:,::1], i8, i8)")
def finish(acc, out, y, rows):
    """Round the premultiplied block to straight bytes in `out` from row `y` on.

    Where the alpha rounds to 0, the colour that `out` held stays, with alpha 0.
    """
    width = out.shape[1]
    for j in range(rows):
        for k in range((width + SEGMENT - 1) // SEGMENT):
            part, row = acc[j, k], out[y + j, k * SEGMENT :]
            for i in range(min(width - k * SEGMENT, SEGMENT)):
                a = part[i + A]
                d = a if a > ZERO else ONE
                colour = _byte(part[i] / d) | (_byte(part[i + G] / d) << np.uint32(8))
                colour |= _byte(part[i + B] / d) << np.uint32(16)
                alpha = _byte(a)
                hidden = row[i] & np.uint32(0xFFFFFF)
                row[i] = (colour | (alpha << np.uint32(24))) if alpha > 0 else hidden
