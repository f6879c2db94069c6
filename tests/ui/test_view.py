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
