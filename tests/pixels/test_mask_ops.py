"""Masks: growing against a plain disc, shrinking as its mirror, feathers that end, shapes by their areas, outlines."""

import math

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.pixels import mask_ops
from editor.pixels.geometry import Rect, Size
from editor.pixels.mask_ops import bounds, ellipse, feathered, grown, inverted, outline, polygon, rectangle, shrunk


def soft(seed: int, w: int = 61, h: int = 47) -> np.ndarray:
    """A soft mask with empty and full parts."""
    coarse = np.random.default_rng(seed).integers(-120, 380, (7, 9)).astype(np.float32)
    return np.clip(cv2.resize(coarse, (w, h)), 0, 255).astype(np.uint8)


def slowly_grown(mask: np.ndarray, px: int) -> np.ndarray:
    out = np.zeros_like(mask)
    h, w = mask.shape
    for dy in range(-px, px + 1):
        for dx in range(-px, px + 1):
            if dx * dx + dy * dy < (px + 0.5) ** 2:
                there = mask[max(0, dy) : h + min(0, dy), max(0, dx) : w + min(0, dx)]
                here = out[max(0, -dy) : h + min(0, -dy), max(0, -dx) : w + min(0, -dx)]
                np.maximum(here, there, out=here)
    return out


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 9))
def test_growing_takes_the_largest_value_in_a_disc(seed: int, px: int) -> None:
    mask = soft(seed)
    assert np.array_equal(grown(mask, px), slowly_grown(mask, px))


@pytest.mark.parametrize("px", [1, 5, 40, 90])
def test_hard_masks_grow_the_same_by_either_road(monkeypatch: pytest.MonkeyPatch, px: int) -> None:
    mask = np.where(soft(3, 400, 300) > 250, 255, 0).astype(np.uint8)
    mask[:, 200:] = 0
    monkeypatch.setattr(mask_ops, "FAR", 0)
    by_distance = grown(mask, px)
    monkeypatch.setattr(mask_ops, "FAR", 1000)
    monkeypatch.setattr(mask_ops, "BAND", 5000)
    assert np.array_equal(by_distance, grown(mask, px))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 12), st.integers(0, 12))
def test_growing_and_shrinking_are_ordered_and_mirror_each_other(seed: int, less: int, more: int) -> None:
    mask = soft(seed)
    less, more = sorted((less, more))
    assert (mask <= grown(mask, less)).all() and (grown(mask, less) <= grown(mask, more)).all()
    assert (mask >= shrunk(mask, less)).all() and (shrunk(mask, less) >= shrunk(mask, more)).all()
    assert np.array_equal(shrunk(mask, more), inverted(grown(inverted(mask), more)))
    assert (shrunk(grown(mask, less), less) >= mask).all(), "closing only adds"


def test_a_mask_is_not_eaten_at_the_border() -> None:
    mask = np.zeros((40, 60), np.uint8)
    mask[:, 20:] = 255
    expected = np.zeros_like(mask)
    expected[:, 25:] = 255
    assert np.array_equal(shrunk(mask, 5), expected)
    assert np.array_equal(shrunk(np.full((9, 9), 255, np.uint8), 20), np.full((9, 9), 255, np.uint8))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 12))
def test_a_feather_ends_where_it_says(seed: int, px: int) -> None:
    mask = np.where(soft(seed) > 127, 255, 0).astype(np.uint8)
    out = feathered(mask, px)
    square = np.ones((2 * px + 1, 2 * px + 1), np.uint8)
    assert not out[cv2.dilate(mask, square) == 0].any()
    assert (out[cv2.erode(mask, square) == 255] == 255).all()
    assert (out <= feathered(grown(mask, 1), px)).all()
    assert np.abs(out.astype(int) - inverted(feathered(inverted(mask), px))).max() <= 1


def test_a_feathered_straight_edge_is_half_way_on_the_edge() -> None:
    mask = np.zeros((30, 60), np.uint8)
    mask[:, 30:] = 255
    row = feathered(mask, 9)[15].astype(int)
    assert (np.diff(row) >= 0).all() and row[29] + row[30] == pytest.approx(255, abs=1)
    assert row[20] == 0 and row[21] > 0 and row[38] < 255 and row[39] == 255


@pytest.mark.parametrize("change", [grown, shrunk, feathered])
def test_nothing_stays_nothing_and_negative_widths_are_refused(change) -> None:
    empty = np.zeros((5, 6), np.uint8)
    out = change(empty, 3)
    assert not out.any() and out is not empty
    assert np.array_equal(change(soft(1), 0), soft(1))
    with pytest.raises(ValueError, match="0 px"):
        change(empty, -1)


@given(st.integers(0, 10_000))
def test_bounds_hold_every_marked_pixel_tightly(seed: int) -> None:
    mask = np.where(np.random.default_rng(seed).random((13, 17)) > 0.97, 1, 0).astype(np.uint8)
    ys, xs = np.nonzero(mask)
    box = bounds(mask)
    if len(xs) == 0:
        assert box.empty
    else:
        assert box == Rect.from_edges(xs.min(), ys.min(), xs.max() + 1, ys.max() + 1)


numbers = st.floats(-30, 60, allow_nan=False).map(lambda v: round(v, 3))


@given(numbers, numbers, st.floats(0, 50), st.floats(0, 50))
def test_a_rectangle_covers_its_share_of_each_pixel(x: float, y: float, w: float, h: float) -> None:
    size = Size(40, 30)
    mask = rectangle(size, x, y, w, h)
    corners = [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
    assert np.abs(mask.astype(int) - polygon(size, corners)).max() <= 1
    width = max(0, min(x + w, 40) - max(x, 0))
    height = max(0, min(y + h, 30) - max(y, 0))
    assert mask.sum() / 255 == pytest.approx(width * height, abs=0.3 * (1 + width + height) / 10)


@settings(deadline=None)
@given(st.lists(st.tuples(numbers, numbers), min_size=3, max_size=3))
def test_a_triangle_has_its_area_and_any_direction_is_the_same(points: list[tuple[float, float]]) -> None:
    size = Size(100, 100)
    moved = [(x + 35, y + 35) for x, y in points]
    mask = polygon(size, moved)
    (ax, ay), (bx, by), (cx, cy) = moved
    area = abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2
    assert mask.sum() / 255 == pytest.approx(area, abs=1)
    assert np.abs(mask.astype(int) - polygon(size, moved[::-1])).max() <= 1, "only shares of exactly a half may differ"


def test_a_polygon_may_reach_outside_and_be_cut_in_bands(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (polygon(Size(30, 20), [(-50, -50), (90, -50), (90, 90), (-50, 90)]) == 255).all()
    star = [(50 + 70 * math.cos(k * 2.4), 40 + 70 * math.sin(k * 2.4)) for k in range(5)]
    whole = polygon(Size(100, 80), star)
    monkeypatch.setattr(mask_ops, "BAND", 700)
    assert np.array_equal(polygon(Size(100, 80), star), whole)
    assert not polygon(Size(9, 9), [(1, 1), (8, 8)]).any()


@given(st.floats(1, 40), st.floats(1, 40))
def test_an_ellipse_has_its_area(w: float, h: float) -> None:
    assert ellipse(Size(60, 60), 8.3, 7.7, w, h).sum() / 255 == pytest.approx(math.pi * w * h / 4, rel=0.03, abs=0.3)


def test_the_outline_goes_round_shapes_and_holes() -> None:
    mask = np.zeros((80, 120), np.uint8)
    mask[10:50, 20:90] = 255
    mask[20:30, 40:60] = 0
    mask[70, 100] = 255
    curves = outline(mask, 0.25)
    extents = sorted(tuple(np.concatenate([c.min(0), c.max(0)])) for c in curves)
    expected = [(20, 10, 90, 50), (40, 20, 60, 30), (100, 70, 101, 71)]
    assert np.abs(np.array(extents) - expected).max() <= 0.25
    assert outline(np.zeros((9, 9), np.uint8)) == []


@pytest.mark.parametrize("tolerance", [0.25, 0.5, 1.0, 3.0, 6.5])
def test_the_outline_of_a_disc_is_near_it_and_short(tolerance: float) -> None:
    (curve,) = outline(ellipse(Size(300, 300), 40, 30, 200, 200), tolerance)
    distances = np.hypot(curve[:, 0] - 140, curve[:, 1] - 130)
    assert np.abs(distances - 100).max() <= 1 + 1.5 * tolerance
    assert len(curve) < 700 / (1 + tolerance)
