"""Smooth local displacement left after the affine map: masked, multi-scale Lucas and Kanade (1981).

Products of gradients are summed at several widths at once; the wide sums are the prior that carries the field into
the mask and over flat places, and no sum ever reads a pixel of the mask.
"""

from __future__ import annotations

import cv2
import numpy as np

from editor.pixels.register import Normal, gradients, luma, moved, normalised

CELL = 4  # pixels
SIGMA = 9.0  # cells, of the narrowest sum
WIDTHS = 6
FADE = 0.15  # of each wider sum
LARGEST_STEP = 2.0


def displacement(original: np.ndarray, answer: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Where each pixel of `original` is in `answer`, less its own place: float32 (h, w, 2), x and y in pixels.

    original, answer float32 (h, w) luma, already aligned to within a few pixels; known float32 (h, w) 0 or 1.
    """
    h, w = original.shape
    cells = ((h + CELL - 1) // CELL, (w + CELL - 1) // CELL)
    field = np.zeros((*cells, 2), np.float32)
    if known.sum() < 400:
        return np.zeros((h, w, 2), np.float32)
    padded = [_padded(array, cells) for array in (original, answer, known)]
    padded[2][h:], padded[2][:, w:] = 0, 0
    for halving, steps in ((2, 3), (1, 2)):
        size = (cells[1] * CELL // halving, cells[0] * CELL // halving)
        a, b, k = (cv2.resize(p, size, interpolation=cv2.INTER_AREA) if halving > 1 else p for p in padded)
        k = (k > 0.99).astype(np.float32)
        first, second = normalised(a, k), normalised(b, k)
        for _ in range(steps):
            field = field + _step(first, second, field / halving, CELL // halving) * halving
    return cv2.resize(field, (cells[1] * CELL, cells[0] * CELL), interpolation=cv2.INTER_LINEAR)[:h, :w]


def _padded(values: np.ndarray, cells: tuple[int, int]) -> np.ndarray:
    h, w = values.shape
    return cv2.copyMakeBorder(values, 0, cells[0] * CELL - h, 0, cells[1] * CELL - w, cv2.BORDER_REPLICATE)


def _step(first: Normal, second: Normal, field: np.ndarray, cell: int) -> np.ndarray:
    """The change of the field, in pixels of this level, on the grid of cells."""
    h, w = first.values.shape
    full = cv2.resize(field, (w, h), interpolation=cv2.INTER_LINEAR)
    xs, ys = np.arange(w, dtype=np.float32)[None, :], np.arange(h, dtype=np.float32)[:, None]
    there = Normal(
        *(
            cv2.remap(v, full[..., 0] + xs, full[..., 1] + ys, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
            for v in second
        )
    )
    both = first.known * (there.known > 0.99)
    rest = there.values - first.values
    spread = _spread(rest, both)
    weight = both / (1.0 + (rest / (2.0 * spread)) ** 2)
    gx, gy = ((a + b) / 2 for a, b in zip(gradients(first.values), gradients(there.values), strict=True))
    wx, wy = weight * gx, weight * gy
    size = (w // cell, h // cell)
    sums = [wx * gx, wx * gy, wy * gy, -wx * rest, -wy * rest]
    trust = _trust(first.values * both, there.values * both, size)
    means = np.stack([cv2.resize(s, size, interpolation=cv2.INTER_AREA) * trust for s in sums], axis=2)
    a, b, c, p, q = np.moveaxis(_wide_sums(means), 2, 0)
    ridge = 1e-3 * (a + c) + 1e-7
    a, c = a + ridge, c + ridge
    det = a * c - b * b
    step = np.stack([(c * p - b * q) / det, (a * q - b * p) / det], axis=2)
    length = np.maximum(np.hypot(step[..., 0], step[..., 1]), 1e-6)[..., None]
    return (step * np.minimum(1.0, LARGEST_STEP / length)).astype(np.float32)


def _spread(rest: np.ndarray, both: np.ndarray) -> float:
    sample, inside = rest[::4, ::4], both[::4, ::4] > 0
    return 1.48 * float(np.median(np.abs(sample[inside]))) + 1e-4 if inside.any() else 1.0


def _trust(a: np.ndarray, b: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """How far the pictures agree about each cell, by local correlation: .02..1."""
    products = np.stack([cv2.resize(v, size, interpolation=cv2.INTER_AREA) for v in (a * b, a * a, b * b)], axis=2)
    products = cv2.GaussianBlur(products, (0, 0), 2.0)
    correlation = products[..., 0] / np.sqrt(products[..., 1] * products[..., 2] + 1e-8)
    return np.clip((correlation - 0.1) / 0.5, 0.02, 1.0)


def _wide_sums(means: np.ndarray) -> np.ndarray:
    """Gaussian sums of sigma 9, 18, 36 ... cells, each wider one counting less."""
    h, w = means.shape[:2]
    level = cv2.GaussianBlur(means, (0, 0), SIGMA)
    total = level.copy()
    for width in range(1, WIDTHS):
        size = (max(1, (level.shape[1] + 1) // 2), max(1, (level.shape[0] + 1) // 2))
        level = cv2.resize(level, size, interpolation=cv2.INTER_LINEAR)
        # A blur of sigma s, halved, is s / 2; sqrt(s^2 - (s / 2)^2) more makes it s cells of the halved grid.
        level = cv2.GaussianBlur(level, (0, 0), SIGMA * 0.866)
        total += FADE**width * cv2.resize(level, (w, h), interpolation=cv2.INTER_LINEAR)
    return total


def place(original: np.ndarray, answer: np.ndarray, known: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """Where each pixel of the sent picture is in the answer: float32 (h, w, 2), the affine map and the rest of it.

    original, answer RGB(A) of one size; known float32 (h, w); matrix 2 x 3 as `register.affine` finds it.
    """
    h, w = known.shape
    grey = moved(luma(answer), matrix)
    inside = (moved(np.ones((h, w), np.float32), matrix) > 0.99).astype(np.float32)
    shift = displacement(luma(original), grey, known * inside)
    xs, ys = np.arange(w, dtype=np.float32)[None, :], np.arange(h, dtype=np.float32)[:, None]
    full = np.stack([shift[..., 0] + xs, shift[..., 1] + ys], axis=2)
    return cv2.transform(full, matrix.astype(np.float32))
