# pyright: basic
"""Screened Poisson equation on the pixels of a hole, by multigrid: colours from wished gradients, without a seam.

After Perez et al. 2003 ("Poisson image editing") and, for the screen, Bhat et al. 2008.
"""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def _smooth(u, f, hole, screen, spacing, sweeps, stop):
    """Red-black Gauss-Seidel sweeps of sum(u - neighbours) + screen * u = f over the hole; no flow over the border."""
    h, w, c = u.shape
    keep = np.float32(screen * spacing)
    for sweep in range(2 * sweeps):
        for y in range(h):
            if stop[0]:
                return
            for x in range((y + sweep) & 1, w, 2):
                if not hole[y, x]:
                    continue
                n = np.float32(0.0)
                if y > 0:
                    n += np.float32(1.0)
                if y < h - 1:
                    n += np.float32(1.0)
                if x > 0:
                    n += np.float32(1.0)
                if x < w - 1:
                    n += np.float32(1.0)
                inverse = np.float32(1.0) / (n + keep)
                for k in range(c):
                    total = f[y, x, k]
                    if y > 0:
                        total += u[y - 1, x, k]
                    if y < h - 1:
                        total += u[y + 1, x, k]
                    if x > 0:
                        total += u[y, x - 1, k]
                    if x < w - 1:
                        total += u[y, x + 1, k]
                    u[y, x, k] = total * inverse


@njit(cache=True, nogil=True)
def _restrict(u, f, hole, screen, spacing, coarse_hole, out):
    """The residual, summed over 2 x 2 pixels of the hole, as the right side of the coarse equation."""
    h, w, c = u.shape
    keep = np.float32(screen * spacing)
    out[:] = 0.0
    for y in range(h):
        for x in range(w):
            if not hole[y, x] or not coarse_hole[y // 2, x // 2]:
                continue
            for k in range(c):
                r = f[y, x, k] - keep * u[y, x, k]
                if y > 0:
                    r += u[y - 1, x, k] - u[y, x, k]
                if y < h - 1:
                    r += u[y + 1, x, k] - u[y, x, k]
                if x > 0:
                    r += u[y, x - 1, k] - u[y, x, k]
                if x < w - 1:
                    r += u[y, x + 1, k] - u[y, x, k]
                out[y // 2, x // 2, k] += r


@njit(cache=True, nogil=True)
def _prolong(u, hole, coarse):
    """Adds the coarse correction, brought up bilinearly, to the hole."""
    h, w, c = u.shape
    ch, cw = coarse.shape[0], coarse.shape[1]
    for y in range(h):
        y0 = y // 2
        y1 = min(max(y0 + (1 if y & 1 else -1), 0), ch - 1)
        for x in range(w):
            if not hole[y, x]:
                continue
            x0 = x // 2
            x1 = min(max(x0 + (1 if x & 1 else -1), 0), cw - 1)
            for k in range(c):
                near = np.float32(0.75) * coarse[y0, x0, k] + np.float32(0.25) * coarse[y0, x1, k]
                far = np.float32(0.75) * coarse[y1, x0, k] + np.float32(0.25) * coarse[y1, x1, k]
                u[y, x, k] += np.float32(0.75) * near + np.float32(0.25) * far


def _coarse(hole: np.ndarray) -> np.ndarray:
    """A coarse cell is hole where all its pixels are; beyond an odd edge counts as hole."""
    h, w = hole.shape
    padded = np.pad(hole, ((0, h % 2), (0, w % 2)), constant_values=True)
    return padded[::2, ::2] & padded[1::2, ::2] & padded[::2, 1::2] & padded[1::2, 1::2]


def _cycle(u: np.ndarray, f: np.ndarray, hole: np.ndarray, screen: float, spacing: float, stop: np.ndarray) -> None:
    """One V-cycle. At twice the pixel size the sums over 2 x 2 pixels need no factor but for the screen: four times."""
    small = _coarse(hole) if min(hole.shape) > 3 else np.zeros((1, 1), bool)
    if not small.any():
        _smooth(u, f, hole, screen, spacing, 12, stop)
        return
    _smooth(u, f, hole, screen, spacing, 2, stop)
    right = np.zeros((*small.shape, u.shape[2]), np.float32)
    _restrict(u, f, hole, screen, spacing, small, right)
    correction = np.zeros_like(right)
    _cycle(correction, right, small, screen, spacing * 4.0, stop)
    _prolong(u, hole, correction)
    _smooth(u, f, hole, screen, spacing, 2, stop)


def solve(
    start: np.ndarray, right: np.ndarray, hole: np.ndarray, screen: float, stop: np.ndarray, cycles: int = 4
) -> np.ndarray:
    """float32 (h, w, c): `start` with the hole solved for sum over neighbours (u - neighbour) + screen * u = right.

    start and right float32 (h, w, c), hole bool (h, w); outside the hole `start` is the fixed boundary value, and the
    picture's border lets nothing through. stop uint8 (1,): when set, the answer is unfinished.
    """
    u = start.astype(np.float32, copy=True)
    f = np.ascontiguousarray(right, np.float32)
    for _ in range(cycles):
        _cycle(u, f, hole, screen, 1.0, stop)
    return u
