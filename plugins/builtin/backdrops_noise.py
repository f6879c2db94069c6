# pyright: basic
"""Compiled lattice noise over any coordinates: the same numbers for the same seed at every size of picture."""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def _hash(x, y, seed):
    """An integer mix of lattice coordinates: 32 well spread bits."""
    h = (x * np.int64(374761393) + y * np.int64(668265263) + seed * np.int64(2147483647)) & np.int64(0xFFFFFFFF)
    h = ((h ^ (h >> np.int64(13))) * np.int64(1274126177)) & np.int64(0xFFFFFFFF)
    h = ((h ^ (h >> np.int64(16))) * np.int64(2246822519 & 0x7FFFFFFF)) & np.int64(0xFFFFFFFF)
    return h ^ (h >> np.int64(15))


@njit(cache=True, nogil=True)
def _slope(ix, iy, seed, fx, fy):
    """The ramp of the lattice point's own slope, evenly from a square: no angles, which cost most of the time."""
    h = _hash(ix, iy, seed)
    return ((h & 65535) * fx + (h >> 16) * fy) * (2.44 / 65536.0) - 1.22 * (fx + fy)


@njit(cache=True, nogil=True)
def _gradient_noise(x, y, seed):
    ix, iy = np.int64(np.floor(x)), np.int64(np.floor(y))
    fx, fy = x - ix, y - iy
    sx = fx * fx * fx * (fx * (fx * 6 - 15) + 10)
    sy = fy * fy * fy * (fy * (fy * 6 - 15) + 10)
    top = _slope(ix, iy, seed, fx, fy) * (1 - sx) + _slope(ix + 1, iy, seed, fx - 1, fy) * sx
    low = _slope(ix, iy + 1, seed, fx, fy - 1) * (1 - sx) + _slope(ix + 1, iy + 1, seed, fx - 1, fy - 1) * sx
    return (top * (1 - sy) + low * sy) * 1.5


@njit(cache=True, nogil=True)
def fractal(x, y, seed, octaves, gain, finest):
    """Gradient noise (Perlin 2002) summed over octaves, about -1..1; float32 like x and y, both float32 (n, w).

    Coordinates are in cells of the first octave. Octaves finer than `finest` cells (two pixels, say) fade out.
    """
    out = np.empty_like(x)
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            total, weight, power, scale = 0.0, 0.0, 1.0, 1.0
            for k in range(octaves):
                clear = min(max(1.0 / (scale * finest) - 0.5, 0.0), 1.0)
                if clear <= 0.0:
                    break
                noise = _gradient_noise(np.float64(x[i, j]) * scale, np.float64(y[i, j]) * scale, seed + k * 101)
                total += clear * power * noise
                weight += power
                power *= gain
                scale *= 2.03
            out[i, j] = total / max(weight, 1e-6)
    return out


@njit(cache=True, nogil=True)
def grains(x, y, seed, density, size):
    """One round speck a lattice cell, at a random place; brightness 0..1 by a power law; float32 like x and y.

    Coordinates in cells, `size` the radius in cells; `density` 0..1 is the share of cells that have a speck.
    """
    out = np.zeros_like(x)
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            ix, iy = np.int64(np.floor(x[i, j])), np.int64(np.floor(y[i, j]))
            for dy in range(-1, 2):
                for dx in range(-1, 2):
                    h = _hash(ix + dx, iy + dy, seed)
                    if (h & 1023) >= density * 1024:
                        continue
                    px = ix + dx + ((h >> 10) & 255) / 255.0
                    py = iy + dy + ((h >> 18) & 255) / 255.0
                    strength = (((_hash(ix + dx, iy + dy, seed + 7) & 4095) + 1) / 4096.0) ** 5
                    d2 = ((x[i, j] - px) ** 2 + (y[i, j] - py) ** 2) / (size * size * (0.5 + strength))
                    if d2 < 9:
                        out[i, j] += (0.12 + strength) * np.exp(-2 * d2)
    return out


@njit(cache=True, nogil=True)
def speckle(first_row, rows, width, seed):
    """White noise a pixel, triangular over -1..1, that does not depend on how rows are cut into bands; (rows, w)."""
    out = np.empty((rows, width), np.float32)
    for i in range(rows):
        for j in range(width):
            a, b = _hash(j, first_row + i, seed), _hash(j, first_row + i, seed + 1)
            out[i, j] = (a - b) / 4294967296.0
    return out
