"""Rectangles and affine maps: the algebra that every other floor trusts."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from editor.pixels.geometry import Affine, Rect, Size

whole = st.integers(-5000, 5000)
rects = st.builds(Rect, whole, whole, st.integers(0, 3000), st.integers(0, 3000))
number = st.floats(-40, 40, allow_nan=False)
affines = st.builds(Affine, number, number, number, number, number, number)


@given(rects, rects)
def test_intersection_is_in_both_and_union_holds_both(a: Rect, b: Rect) -> None:
    common, both = a.intersected(b), a.united(b)
    assert a.contains(common) and b.contains(common)
    assert both.contains(a) and both.contains(b)


@given(rects, whole, whole)
def test_moving_there_and_back_changes_nothing(a: Rect, dx: int, dy: int) -> None:
    assert a.translated(dx, dy).translated(-dx, -dy) == a


@given(rects, st.integers(0, 50))
def test_growing_and_shrinking_back(a: Rect, by: int) -> None:
    assert a.grown(by).grown(-by) == a


@given(affines, number, number)
def test_inverse_takes_points_back(map: Affine, x: float, y: float) -> None:
    assume(abs(map.determinant) > 0.01)
    back = map.inverted().apply(*map.apply(x, y))
    assert back == pytest.approx((x, y), abs=1e-4)


@given(affines, affines, number, number)
def test_then_applies_this_one_first(first: Affine, second: Affine, x: float, y: float) -> None:
    assert first.then(second).apply(x, y) == pytest.approx(second.apply(*first.apply(x, y)), abs=1e-6, rel=1e-9)


@given(affines, rects)
def test_bounds_hold_every_corner(map: Affine, rect: Rect) -> None:
    assume(not rect.empty)
    box = map.bounds(rect)
    for x, y in ((rect.x, rect.y), (rect.right, rect.y), (rect.x, rect.bottom), (rect.right, rect.bottom)):
        px, py = map.apply(x, y)
        slack = 1e-6 * max(1.0, abs(px), abs(py))
        assert box.x - slack <= px <= box.right + slack and box.y - slack <= py <= box.bottom + slack


def test_bounds_of_whole_moves_gain_no_pixel() -> None:
    assert Affine.rotation(90).bounds(Rect(0, 0, 30, 20)) == Rect(-20, 0, 20, 30)
    assert Affine.translation(0.1 + 0.2, 0).then(Affine.translation(-0.3, 0)).bounds(Rect(0, 0, 5, 5)) == Rect(
        0, 0, 5, 5
    )


def test_flat_transform_has_no_inverse() -> None:
    with pytest.raises(ValueError, match="inverted"):
        Affine(1, 2, 2, 4, 0, 0).inverted()


def test_named_values() -> None:
    assert Rect.from_edges(0.2, -0.2, 3.0, 3.1) == Rect(0, -1, 3, 5)
    assert Size(3, 4).rect.slices == (slice(0, 4), slice(0, 3))
    assert Affine.scaling(2).then(Affine.rotation(30)).scale == pytest.approx(2)
    assert Affine.rotation(90).apply(1, 0) == pytest.approx((0, 1))
