"""The screened Poisson solver against a dense solution, and where it must stop."""

from __future__ import annotations

import numpy as np
import pytest

from editor.pixels.poisson import solve
from editor.pixels.pullpush import halved, smooth_fill

GO = np.zeros(1, np.uint8)


def dense(start: np.ndarray, right: np.ndarray, hole: np.ndarray, screen: float) -> np.ndarray:
    """The same equations written out as one matrix."""
    h, w = hole.shape
    number = np.full((h, w), -1)
    number[hole] = np.arange(hole.sum())
    matrix = np.zeros((hole.sum(), hole.sum()))
    known = right[hole].astype(np.float64)
    for y, x in np.argwhere(hole):
        k = number[y, x]
        matrix[k, k] += screen
        for v, u in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
            if 0 <= v < h and 0 <= u < w:
                matrix[k, k] += 1
                if hole[v, u]:
                    matrix[k, number[v, u]] -= 1
                else:
                    known[k] += start[v, u]
    out = start.astype(np.float64)
    out[hole] = np.linalg.solve(matrix, known)
    return out


@pytest.mark.parametrize("shape", ["blob", "side", "frame", "dots"])
@pytest.mark.parametrize("screen", [0.0003, 0.1])
def test_it_solves_the_equations(shape, screen):
    rng = np.random.default_rng(0)
    h, w = 33, 42
    hole = np.zeros((h, w), bool)
    if shape == "blob":
        hole[5:25, 8:35] = True
    elif shape == "side":
        hole[:, 28:] = True
    elif shape == "frame":
        hole[:] = True
        hole[9:24, 10:30] = False
    else:
        hole = rng.random((h, w)) < 0.3
    start = rng.random((h, w, 3)).astype(np.float32) * 255
    right = rng.normal(0, 5, (h, w, 3)).astype(np.float32)
    right += np.float32(screen) * 128
    found = solve(start, right, hole, screen, GO, cycles=12)
    assert np.abs(found - dense(start, right, hole, screen)).max() < 0.5
    assert np.array_equal(found[~hole], start[~hole])


def test_a_few_cycles_are_near_enough_for_a_large_hole():
    rng = np.random.default_rng(1)
    hole = np.zeros((300, 300), bool)
    hole[20:280, 20:280] = True
    start = np.full((300, 300, 1), 100, np.float32)
    start[hole] = rng.random((int(hole.sum()), 1)) * 255
    found = solve(start, np.zeros_like(start), hole, 0.0, GO)
    assert np.abs(found - 100).max() < 4


def test_a_set_stop_leaves_the_start():
    hole = np.zeros((20, 20), bool)
    hole[5:15, 5:15] = True
    start = np.random.default_rng(0).random((20, 20, 3)).astype(np.float32)
    assert np.array_equal(solve(start, np.zeros_like(start), hole, 0.0, np.ones(1, np.uint8)), start)


def test_the_smooth_fill_keeps_known_pixels_and_stays_between_them():
    rng = np.random.default_rng(2)
    values = rng.random((37, 53, 4)).astype(np.float32)
    hole = np.zeros((37, 53), bool)
    hole[4:30, 10:53] = True
    out = smooth_fill(values, hole)
    assert np.array_equal(out[~hole], values[~hole])
    low, high = values[~hole].min(axis=0), values[~hole].max(axis=0)
    assert (out[hole] >= low - 1e-4).all()
    assert (out[hole] <= high + 1e-4).all()
    with pytest.raises(ValueError, match="nothing known"):
        smooth_fill(values, np.ones_like(hole))


def test_halving_counts_known_pixels_alone():
    values = np.array([[[1.0], [9.0]], [[3.0], [9.0]], [[5.0], [7.0]]], np.float32)
    weight = np.array([[1, 0], [1, 0], [1, 1]], np.float32)
    small, share = halved(values, weight)
    assert np.allclose(small[..., 0], [[2.0], [6.0]])
    assert np.allclose(share, [[0.5], [0.5]])
