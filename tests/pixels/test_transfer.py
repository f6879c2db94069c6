"""Colour transfer between photographs: distributions come closer, structure and alpha stay."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest

from editor.pixels.colour import oklab
from editor.pixels.geometry import Size
from editor.pixels.resample import resize
from editor.pixels.transfer import Method, transferred
from editor.steps.read import read

METHODS: tuple[Method, ...] = get_args(Method)
QUANTILES = np.linspace(0.02, 0.98, 49)


@pytest.fixture(scope="module")
def photograph() -> np.ndarray:
    return resize(read("tests/photographs/raccoon.jpg").pixels, Size(256, 192))


@pytest.fixture(scope="module")
def sunset(photograph: np.ndarray) -> np.ndarray:
    warm = photograph[::-1].astype(float) * [1.1, 0.7, 0.45] + [20, 10, 0]
    return warm.clip(0, 255).astype(np.uint8)


def _far(first: np.ndarray, second: np.ndarray) -> float:
    a, b = (np.quantile(oklab(p)[..., :3].reshape(-1, 3), QUANTILES, 0) for p in (first, second))
    return float(np.abs(a - b).mean())


@pytest.mark.parametrize("method", METHODS)
def test_the_colours_come_close_to_the_reference(method: Method, photograph: np.ndarray, sunset: np.ndarray) -> None:
    moved = transferred(photograph, sunset, method)
    assert _far(moved, sunset) < _far(photograph, sunset) * 0.4
    light = [oklab(p)[..., 0].ravel() for p in (moved, photograph)]
    assert np.corrcoef(light)[0, 1] > 0.95


@pytest.mark.parametrize("method", METHODS)
def test_a_picture_is_its_own_reference(method: Method, photograph: np.ndarray) -> None:
    assert np.abs(transferred(photograph, photograph, method).astype(int) - photograph).max() <= 2


@pytest.mark.parametrize("method", METHODS)
def test_alpha_stays_and_transparent_pixels_do_not_count(method: Method, photograph: np.ndarray) -> None:
    alpha = np.full((192, 256, 1), 255, np.uint8)
    alpha[:100] = 0
    loud = photograph.copy()
    loud[:100] = (255, 0, 255)
    moved = transferred(np.dstack([loud, alpha]), np.dstack([photograph, alpha]), method)
    assert np.array_equal(moved[..., 3:], alpha)
    assert np.abs(moved[100:, :, :3].astype(int) - photograph[100:]).max() <= 2


def test_strength_and_nothing_to_see(photograph: np.ndarray, sunset: np.ndarray) -> None:
    assert np.abs(transferred(photograph, sunset, strength=0.0).astype(int) - photograph).max() <= 1
    half = transferred(photograph, sunset, strength=0.5)
    assert _far(transferred(photograph, sunset), sunset) < _far(half, sunset) < _far(photograph, sunset)
    unseen = np.zeros((4, 4, 4), np.uint8)
    assert np.array_equal(transferred(photograph, unseen), photograph)


def test_the_same_twice(photograph: np.ndarray, sunset: np.ndarray) -> None:
    assert np.array_equal(transferred(photograph, sunset, "sliced"), transferred(photograph, sunset, "sliced"))
