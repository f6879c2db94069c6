"""Colour transfer between photographs: distributions come closer, structure stays, noise is not blown up."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest

from editor.pixels.geometry import Size
from editor.pixels.oklab import from_oklab, oklab
from editor.pixels.resample import resize
from editor.pixels.transfer import Method, transferring
from editor.steps.read import read

METHODS: tuple[Method, ...] = get_args(Method)
QUANTILES = np.linspace(0.02, 0.98, 49)


@pytest.fixture(scope="module")
def photograph() -> np.ndarray:
    """uint8 (n, 3)."""
    return resize(read("tests/photographs/raccoon.jpg").pixels, Size(256, 192)).reshape(-1, 3)


@pytest.fixture(scope="module")
def sunset(photograph: np.ndarray) -> np.ndarray:
    warm = photograph[::-1].astype(float) * [1.1, 0.7, 0.45] + [20, 10, 0]
    return warm.clip(0, 255).astype(np.uint8)


def _far(first: np.ndarray, second: np.ndarray) -> float:
    a, b = (np.quantile(oklab(p), QUANTILES, 0) for p in (first, second))
    return float(np.abs(a - b).mean())


def _moved(pixels: np.ndarray, reference: np.ndarray, method: Method) -> np.ndarray:
    return from_oklab(transferring(pixels, reference, method)(oklab(pixels)))


@pytest.mark.parametrize("method", METHODS)
def test_the_colours_come_close_to_the_reference(method: Method, photograph: np.ndarray, sunset: np.ndarray) -> None:
    moved = _moved(photograph, sunset, method)
    assert _far(moved, sunset) < _far(photograph, sunset) * 0.4
    light = [oklab(p)[..., 0] for p in (moved, photograph)]
    assert np.corrcoef(light)[0, 1] > 0.95


@pytest.mark.parametrize("method", METHODS)
def test_a_picture_is_its_own_reference(method: Method, photograph: np.ndarray) -> None:
    assert np.abs(_moved(photograph, photograph, method).astype(int) - photograph).max() <= 1


@pytest.mark.parametrize("method", METHODS)
def test_the_noise_of_an_even_area_does_not_become_colour(method: Method, photograph: np.ndarray) -> None:
    even = np.random.default_rng(0).integers(118, 123, (4000, 3)).astype(np.uint8)
    moved = oklab(_moved(even, photograph, method))
    assert (moved.std(0) < 3.2 * oklab(even).std(0) + 0.002).all()
    assert np.abs(moved.mean(0) - oklab(photograph).mean(0)).max() < 0.01


@pytest.mark.parametrize("method", METHODS)
def test_one_pixel_each(method: Method) -> None:
    one, other = np.array([[10, 200, 30]], np.uint8), np.array([[90, 20, 60]], np.uint8)
    assert np.array_equal(_moved(one, other, method), other)
