"""The outline of a mask and of the band around it."""

from __future__ import annotations

import numpy as np

from editor.document.records import Mask
from editor.pixels.tiles import Tiles
from editor.steps.outline import outlines


def mask(values: np.ndarray, x: int = 0, y: int = 0) -> Mask:
    return Mask(id="m", target="l", tiles=Tiles.from_array(values), x=x, y=y)


def box(w: int, h: int, left: int, top: int, right: int, bottom: int) -> np.ndarray:
    values = np.zeros((h, w), np.uint8)
    values[top:bottom, left:right] = 255
    return values


def test_it_goes_round_what_is_marked_at_its_distance() -> None:
    (path,) = outlines(mask(box(100, 80, 30, 20, 60, 50), x=5, y=-3), 8)
    xs, ys = np.array(path).T
    assert abs(xs.min() - (35 - 8)) <= 1 and abs(xs.max() - (65 + 8)) <= 1
    assert abs(ys.min() - (17 - 8)) <= 1 and abs(ys.max() - (47 + 8)) <= 1


def test_parts_and_holes_have_paths_of_their_own() -> None:
    values = box(200, 100, 10, 10, 90, 90) | box(200, 100, 120, 10, 180, 60)
    values[40:60, 40:60] = 0
    assert len(outlines(mask(values))) == 3
    assert len(outlines(mask(values), 20)) == 1


def test_an_empty_mask_has_none() -> None:
    assert outlines(mask(np.zeros((20, 20), np.uint8)), 4) == ()


def test_a_large_mask_is_looked_at_coarsely_and_keeps_its_place() -> None:
    (path,) = outlines(mask(box(5000, 4000, 500, 400, 4500, 3600)), 16)
    xs, ys = np.array(path).T
    assert abs(xs.min() - 484) <= 6 and abs(ys.max() - 3616) <= 6 and len(path) < 200
