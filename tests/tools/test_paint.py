"""The paint brush: on a layer of its own over a picture, in a frame or on the board; pictures stay as they are."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from editor.document.records import Document, Frame, Layer, changed
from editor.document.stack import accepted_onto
from editor.pixels.geometry import Affine, Rect, Size
from editor.session.gesture import Pointer, Say
from editor.steps.look import Look, flattened
from editor.tools.paint import PaintBrush, PaintEraser
from editor.tools.tool import Bench
from tests.tools.hand import ALT, CTRL, NONE, Outcome, drag, fed, picture

RED = (255, 0, 0)
BRUSH = PaintBrush(paint=RED, size=10, hardness=1, pressure=False)
LINE = [(15, 15), (25, 15), (35, 15)]


def board(*things: Layer | Frame) -> Document:
    return Document().with_(*things)


def sheet(outcome: Outcome, before: Document) -> Layer:
    """The layer that a stroke began."""
    assert outcome.document is not None
    [new] = [layer for id, layer in outcome.document.layers.items() if id not in before.layers]
    return new


def selecting(tool: PaintBrush | PaintEraser, *ids: str) -> PaintBrush | PaintEraser:
    return msgspec.structs.replace(tool, bench=Bench(frozenset(ids)))


def test_a_stroke_over_a_picture_begins_a_layer_that_belongs_to_it() -> None:
    before = board(picture(placed=Affine.scaling(2)))
    outcome = drag(BRUSH, before, LINE)
    made = sheet(outcome, before)
    assert outcome.document is not None and outcome.document.layers["a"] is before.layers["a"]
    assert made.painted and made.onto == "a" and made.order > before.layers["a"].order
    assert made.pixels is not None and made.pixels.size == Size(60, 40)
    look = flattened(Look(outcome.document, Size(60, 40), Affine()))
    assert (look[15, 25, :3] == RED).all() and (look[30, 50, :3] == 90).all()
    assert accepted_onto(outcome.document, "a") == {"a", made.id}, "what is asked of the picture sees it"
    assert outcome.previews[-1].damage.contains(Rect(20, 12, 10, 6))


def test_the_next_stroke_goes_on_with_it() -> None:
    first = drag(BRUSH, board(picture()), LINE).document
    assert first is not None
    again = drag(BRUSH, first, [(15, 30), (35, 30)]).document
    assert again is not None and len(again.layers) == 2
    seen = flattened(Look(again, Size(60, 40), Affine()))
    assert (seen[15, 25, :3] == RED).all() and (seen[30, 25, :3] == RED).all()


def test_it_lies_over_what_was_accepted_since() -> None:
    first = drag(BRUSH, board(picture()), LINE).document
    assert first is not None
    before = first.with_(picture("fix", order="z", onto="a"))
    made = sheet(drag(BRUSH, before, LINE), before)
    assert made.order > "z" and made.onto == "a"


def test_on_the_board_a_frame_is_the_sheet_else_what_is_seen() -> None:
    frame = Frame(id="f", rect=Rect(100, 50, 300, 200))
    framed = sheet(drag(BRUSH, board(frame), [(150, 80), (160, 90)]), board(frame))
    assert framed.onto == "" and framed.pixels is not None and framed.pixels.size == Size(300, 200)
    assert framed.transform == Affine.translation(100, 50)
    brush = msgspec.structs.replace(BRUSH, bench=Bench(view=Rect(-40, -30, 800, 600)))
    free = sheet(drag(brush, Document(), LINE), Document())
    assert free.transform == Affine.translation(-40, -30) and free.pixels is not None
    assert free.pixels.size == Size(800, 600)
    assert (free.pixels.crop(Rect(65, 45, 1, 1)) == (*RED, 255)).all()


@pytest.mark.parametrize("view", [Rect(0, 0, 90_000, 70_000), Rect(10, 10, 12, 9)])
def test_a_sheet_is_neither_huge_nor_tiny(view: Rect) -> None:
    brush = msgspec.structs.replace(BRUSH, bench=Bench(view=view))
    made = sheet(drag(brush, Document(), LINE), Document())
    assert made.pixels is not None and 256 <= made.pixels.size.w <= 8192 and 256 <= made.pixels.size.h <= 8192
    placed = made.transform.bounds(made.pixels.size.rect)
    assert placed.contains(Rect(15, 15, 20, 1))


def test_what_is_selected_goes_before_what_is_uppermost() -> None:
    low, high = picture("low"), picture("high", order="z")
    made = sheet(drag(selecting(BRUSH, "low"), board(low, high), LINE), board(low, high))
    assert made.onto == "low" and low.order < made.order < high.order


def test_hidden_and_locked_paint_is_left_alone() -> None:
    first = drag(BRUSH, board(picture()), LINE).document
    assert first is not None
    [paint] = [layer for layer in first.layers.values() if layer.painted]
    for kept in (changed(paint, visible=False), changed(paint, locked=True)):
        before = first.with_(kept)
        after = drag(BRUSH, before, LINE).document
        assert after is not None and after.layers[paint.id] is kept and len(after.layers) == 3


def test_size_is_of_the_canvas_whatever_the_scale_of_the_picture() -> None:
    before = board(picture(size=Size(400, 400), placed=Affine.scaling(0.25)))
    made = sheet(drag(BRUSH, before, [(50, 50), (51, 50)]), before)
    assert made.pixels is not None and abs(made.pixels.bounds().h - 40) <= 2
    assert BRUSH.reach(before, "a") == 10


def test_opacity_bounds_a_stroke() -> None:
    before = board(picture())
    made = sheet(drag(msgspec.structs.replace(BRUSH, opacity=0.5), before, [*LINE, *reversed(LINE)]), before)
    assert made.pixels is not None and made.pixels.array()[..., 3].max() == 128


def test_the_eraser_takes_paint_off_and_nothing_else() -> None:
    before = board(picture())
    first = drag(BRUSH, before, LINE).document
    assert first is not None
    eraser = PaintEraser(size=30, hardness=1, pressure=False)
    after = drag(eraser, first, LINE).document
    assert after is not None and after.layers["a"] is before.layers["a"]
    assert (flattened(Look(after, Size(60, 40), Affine()))[..., :3] == 90).all()
    pen = [Pointer(kind, x, y, eraser=True) for kind, (x, y) in zip(("press", "move", "release"), LINE, strict=True)]
    assert fed(BRUSH, first, pen).document is not None, "the other end of a pen"
    nothing = drag(eraser, before, LINE)
    assert nothing.document is None
    assert any(isinstance(notice, Say) for notice in nothing.notices)


def test_alt_takes_a_colour_and_ctrl_sizes() -> None:
    before = board(picture())
    picked = drag(BRUSH, before, [(5, 5)], press=ALT)
    assert picked.document is None
    assert isinstance(picked.became, PaintBrush) and picked.became.paint == (90, 90, 90)
    sized = drag(BRUSH, before, [(5, 5), (205, 5)], press=CTRL, held=NONE)
    assert isinstance(sized.became, PaintBrush) and sized.became.size > 15


def test_shift_goes_straight_from_where_the_last_ended() -> None:
    before = board(picture())
    brush = msgspec.structs.replace(BRUSH, last=(5.0, 5.0))
    made = sheet(
        fed(brush, before, [Pointer("press", 55, 35, shift=True), Pointer("release", 55, 35, shift=True)]), before
    )
    assert made.pixels is not None
    pixels = made.pixels.array()
    assert np.array_equal(pixels[20, 30], (*RED, 255)) and np.array_equal(pixels[5, 5], (*RED, 255))
