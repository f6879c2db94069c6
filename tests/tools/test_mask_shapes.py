"""Mask shapes: what is dragged is what is marked, in the layer's own grid; added, taken away, left alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.document.records import Document
from editor.pixels.geometry import Affine, Size
from editor.session.gesture import Pointer
from editor.session.marks import Line
from editor.steps.mask import active_mask
from editor.tools.lasso import Lasso
from editor.tools.lasso_polygon import LassoPolygon
from editor.tools.mask_ellipse import MaskEllipse
from editor.tools.mask_rectangle import MaskRectangle
from editor.tools.tool import Bench, Tool
from tests.tools.hand import ALT, NONE, SHIFT, drag, fed, marks, picture

DOCUMENT = Document().with_(picture())
SQUARE = [(10, 10), (30, 10), (30, 30), (10, 30)]


def _box(left: int, top: int, right: int, bottom: int) -> np.ndarray:
    values = np.zeros((40, 60), np.uint8)
    values[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)] = 255
    return values


places = st.tuples(st.integers(-20, 80), st.integers(-20, 60))


@given(places, places)
def test_a_rectangle_marks_its_pixels_and_no_others(a: tuple[int, int], b: tuple[int, int]) -> None:
    made = drag(MaskRectangle(), DOCUMENT, [a, b]).document
    left, right, top, bottom = min(a[0], b[0]), max(a[0], b[0]), min(a[1], b[1]), max(a[1], b[1])
    wanted = _box(left, top, right, bottom)
    if wanted.any():
        assert np.array_equal(marks(made), wanted)
    else:
        assert made is None


@pytest.mark.parametrize(
    "placed",
    [
        Affine.scaling(0.25).then(Affine.translation(31, 17)),
        Affine.scaling(-1, 1).then(Affine.translation(90, 5)),
        Affine.rotation(90).then(Affine.translation(300, 20)),
        Affine.rotation(30).then(Affine.translation(100, 20)),
    ],
)
@pytest.mark.parametrize("tool", [Lasso(), LassoPolygon()])
def test_an_outline_comes_into_the_layers_own_grid(placed: Affine, tool: Tool) -> None:
    document = Document().with_(picture(placed=placed))
    corners = [placed.apply(x, y) for x, y in SQUARE]
    if isinstance(tool, Lasso):
        made = drag(Lasso(), document, corners)
    else:
        pointers = [Pointer("press", x, y) for x, y in corners]
        made = fed(LassoPolygon(bench=Bench(pixel=0.1)), document, [*pointers, Pointer("confirm", 0, 0)])
    assert np.abs(marks(made.document).astype(int) - _box(10, 10, 30, 30)).max() <= 1


def test_an_ellipse_has_the_area_of_one_and_touches_its_box() -> None:
    values = marks(drag(MaskEllipse(), DOCUMENT, [(10, 10), (50, 30)]).document)
    assert values.sum() / 255 == pytest.approx(np.pi * 20 * 10, rel=0.002)
    assert values[20, 11] > 128 and values[20, 9] == 0 and values[11, 11] == 0


def test_shift_adds_and_alt_takes_away() -> None:
    first = drag(MaskRectangle(), DOCUMENT, [(0, 0), (20, 20)]).document
    assert first is not None
    added = marks(drag(MaskRectangle(), first, [(10, 10), (30, 30)], SHIFT).document)
    assert np.array_equal(added, np.maximum(_box(0, 0, 20, 20), _box(10, 10, 30, 30)))
    taken = marks(drag(MaskRectangle(), first, [(10, 10), (30, 30)], ALT).document)
    assert np.array_equal(taken, np.where(_box(10, 10, 30, 30) > 0, 0, _box(0, 0, 20, 20)))
    replaced = marks(drag(MaskRectangle(), first, [(10, 10), (30, 30)]).document)
    assert np.array_equal(replaced, _box(10, 10, 30, 30))
    gone = drag(MaskRectangle(), first, [(-5, -5), (60, 40)], ALT).document
    assert gone is not None and active_mask(gone, "a") is None, "a mask that marks nothing is no mask"


def test_shift_later_makes_a_square_and_alt_later_goes_from_the_centre() -> None:
    square = marks(drag(MaskRectangle(), DOCUMENT, [(10, 10), (30, 15)], NONE, SHIFT).document)
    assert np.array_equal(square, _box(10, 10, 30, 30))
    centred = marks(drag(MaskRectangle(), DOCUMENT, [(30, 20), (40, 25)], NONE, ALT).document)
    assert np.array_equal(centred, _box(20, 15, 40, 25))


def test_a_drag_shows_its_outline_and_changes_nothing_yet() -> None:
    outcome = drag(MaskRectangle(), DOCUMENT, [(5, 5), (10, 12), (20, 20)])
    assert all(preview.document is DOCUMENT for preview in outcome.previews)
    (line,) = outcome.previews[-1].marks
    assert isinstance(line, Line) and line.points == ((5, 5), (20, 5), (20, 20), (5, 20)) and line.closed


@pytest.mark.parametrize("tool", [MaskRectangle(), MaskEllipse(), Lasso()])
def test_a_click_alone_marks_nothing(tool: Tool) -> None:
    marked = drag(MaskRectangle(), DOCUMENT, [(0, 0), (20, 20)]).document
    assert marked is not None and drag(tool, marked, [(5, 5)]).document is None


@pytest.mark.parametrize("tool", [MaskRectangle(), MaskEllipse(), Lasso(), LassoPolygon()])
@pytest.mark.parametrize("layer", [picture(locked=True), picture("b")])
def test_nothing_is_marked_on_what_cannot_be(tool: Tool, layer: object) -> None:
    outcome = drag(tool, Document().with_(layer), SQUARE)  # type: ignore[arg-type]
    assert outcome.document is None and not outcome.previews and not outcome.open


def test_a_polygon_goes_on_over_presses_and_closes_at_its_first_corner() -> None:
    corners = [(10.0, 10.0), (30.0, 10.0), (30.0, 30.0), (10.0, 30.0)]
    clicks = [Pointer(kind, *place) for place in corners for kind in ("press", "release")]  # type: ignore[arg-type]
    tool = LassoPolygon(bench=Bench(pixel=0.25))
    assert fed(tool, DOCUMENT, clicks).open
    closed = fed(tool, DOCUMENT, [*clicks, Pointer("press", 10.5, 10.5)])
    assert not closed.open and np.array_equal(marks(closed.document), _box(10, 10, 30, 30))
    double = fed(tool, DOCUMENT, [*clicks, Pointer("press", *corners[-1])])
    assert not double.open and np.array_equal(marks(double.document), marks(closed.document))


def test_shift_keeps_a_polygons_sides_to_eighths_of_a_turn() -> None:
    presses = [Pointer("press", 10, 10), Pointer("press", 40, 11, shift=True), Pointer("press", 40, 30)]
    made = fed(LassoPolygon(), DOCUMENT, [*presses, Pointer("press", 10, 30), Pointer("confirm", 0, 0)])
    assert np.array_equal(marks(made.document), _box(10, 10, 40, 30))


def test_what_reaches_beside_the_picture_is_cut_off() -> None:
    small = Document().with_(picture(size=Size(60, 40)))
    made = drag(Lasso(), small, [(-50, -50), (100, -50), (100, 100), (-50, 100)])
    assert (marks(made.document) == 255).all()
