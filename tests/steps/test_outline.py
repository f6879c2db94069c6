"""The outline of a mask and of the band around it."""

from __future__ import annotations

import numpy as np
import pytest

from editor.document.records import Mask
from editor.pixels.tiles import Tiles
from editor.steps.outline import outlines


def mask(values: np.ndarray, x: int = 0, y: int = 0) -> Mask:
    return Mask(id="m", target="l", tiles=Tiles.from_array(values), x=x, y=y)


def box(w: int, h: int, left: int, top: int, right: int, bottom: int) -> np.ndarray:
    values = np.zeros((h, w), np.uint8)
    values[top:bottom, left:right] = 255
    return values


def test_it_goes_round_what_is_marked() -> None:
    (curve,) = outlines(mask(box(100, 80, 30, 20, 60, 50), x=5, y=-3))
    assert np.allclose(curve.min(0), (35, 17), atol=0.3) and np.allclose(curve.max(0), (65, 47), atol=0.3)


def test_the_band_goes_round_it_at_its_distance_from_all_that_is_marked_at_all() -> None:
    values = box(100, 80, 30, 20, 60, 50) // 255 * 9
    assert outlines(mask(values)) == [], "not half marked"
    (curve,) = outlines(mask(values), width=8)
    assert np.allclose(curve.min(0), (22, 12), atol=0.8) and np.allclose(curve.max(0), (68, 58), atol=0.8)


def test_parts_and_holes_have_curves_of_their_own() -> None:
    values = box(200, 100, 10, 10, 90, 90) | box(200, 100, 120, 10, 180, 60)
    values[40:60, 40:60] = 0
    assert len(outlines(mask(values))) == 3
    assert len(outlines(mask(values), width=20)) == 1


def test_an_empty_mask_has_none() -> None:
    assert outlines(mask(np.zeros((20, 20), np.uint8)), width=4) == []


@pytest.mark.parametrize("level", [1, 3])
def test_from_afar_it_is_coarser_and_keeps_its_place(level: int) -> None:
    (curve,) = outlines(mask(box(5000, 4000, 500, 400, 4500, 3600)), level, 0.75, 16)
    assert np.allclose(curve.min(0), (484, 384), atol=2 << level)
    assert np.allclose(curve.max(0), (4516, 3616), atol=2 << level) and len(curve) < 60
