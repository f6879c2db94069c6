"""Zoom and scroll: what is under the pointer stays there, and all that is asked for is in view."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.pixels.geometry import Rect
from editor.ui.view import LARGEST, SMALLEST, View

NUMBERS = st.floats(-1e5, 1e5)
VIEWS = st.builds(View, st.floats(SMALLEST, LARGEST), NUMBERS, NUMBERS, st.just(0.0) | st.floats(-180, 180))
POINTS = st.floats(0, 4000)


@given(VIEWS, POINTS, POINTS)
def test_the_two_directions_undo_each_other(view: View, x: float, y: float) -> None:
    assert view.to_widget.apply(*view.to_canvas(x, y)) == pytest.approx((x, y), abs=1e-3)


@given(VIEWS, POINTS, POINTS, st.floats(0.01, 100))
def test_zooming_keeps_the_point_under_the_pointer(view: View, x: float, y: float, factor: float) -> None:
    zoomed = view.zoomed(factor, x, y)
    assert SMALLEST <= zoomed.zoom <= LARGEST
    assert zoomed.to_widget.apply(*view.to_canvas(x, y)) == pytest.approx((x, y), abs=1e-2)


@given(VIEWS, POINTS, POINTS, st.floats(-500, 500), st.floats(-500, 500))
def test_what_is_dragged_follows_the_pointer(view: View, x: float, y: float, dx: float, dy: float) -> None:
    panned = view.panned(dx, dy)
    assert panned.zoom == view.zoom
    assert panned.to_widget.apply(*view.to_canvas(x, y)) == pytest.approx((x + dx, y + dy), abs=1e-2)


@given(
    st.builds(Rect, st.integers(-9999, 9999), st.integers(-9999, 9999), st.integers(1, 50_000), st.integers(1, 50_000)),
    st.integers(200, 4000),
    st.integers(200, 3000),
)
def test_fitting_shows_all_of_a_box_in_the_middle(box: Rect, width: int, height: int) -> None:
    view = View.fitted(box, width, height)
    left, top = view.to_widget.apply(box.x, box.y)
    right, bottom = view.to_widget.apply(box.right, box.bottom)
    assert ((left + right) / 2, (top + bottom) / 2) == pytest.approx((width / 2, height / 2), abs=1e-2)
    assert view.zoom <= 1, "never larger than life"
    if view.zoom > SMALLEST:
        assert left >= 35.9 and top >= 35.9 and right <= width - 35.9 and bottom <= height - 35.9
        assert view.zoom == 1 or min(left, top) <= 36.1, "and as large as there is room for"


def test_an_empty_board_has_its_origin_in_the_middle() -> None:
    assert View.fitted(Rect(0, 0, 0, 0), 400, 300).to_canvas(200, 150) == (0, 0)
    assert View.fitted(Rect(0, 0, 10, 10), 10, 10).zoom == SMALLEST, "a window without room is no error"


@given(VIEWS, VIEWS, st.floats(0, 1))
def test_on_the_way_to_another_view_what_stays_in_place_stays(one: View, two: View, share: float) -> None:
    two = two._replace(angle=one.angle)
    between = one.towards(two, share, 400, 300)
    low, high = sorted((one.zoom, two.zoom))
    assert low * 0.999 <= between.zoom <= high * 1.001
    assert one.towards(two, 1.0, 400, 300) == two
    start, end, here = (view.to_canvas(400, 300) for view in (one, two, between))
    for a, b, c in zip(start, end, here, strict=True):
        assert min(a, b) - 1e-3 <= c <= max(a, b) + 1e-3


def test_the_point_that_both_views_share_does_not_move_between_them() -> None:
    one = View(0.5, 10, 20)
    two = one.zoomed(6, 130, 90)
    point = one.to_canvas(130, 90)
    for share in (0.2, 0.5, 0.9):
        assert one.towards(two, share, 400, 300).to_widget.apply(*point) == pytest.approx((130, 90))
