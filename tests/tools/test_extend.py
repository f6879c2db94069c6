"""Extend: what is dragged outward is marked and nothing else; it snaps to ratios and presets; frames go along."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.document.records import Document, Frame, Mask, changed
from editor.pixels.geometry import Affine, Rect, Size
from editor.pixels.tiles import Tiles
from editor.session.marks import Hatch, Label
from editor.session.presets import Preset, presets
from editor.steps.extend import covered, reached, to_hold
from editor.steps.mask import active_mask, masked
from editor.tools.border import Sides, dragged, sides_at
from editor.tools.extend import Extend, snapped
from tests.tools.hand import ALT, CTRL, NONE, SHIFT, Outcome, drag, picture

SIZE = Size(300, 200)
DOCUMENT = Document().with_(picture(size=SIZE))
EDGES = {
    (-1, 0): (0, 100),
    (1, 0): (300, 100),
    (0, -1): (150, 0),
    (0, 1): (150, 200),
    (1, 1): (300, 200),
    (-1, 1): (0, 200),
}


def _mask(document: Document | None) -> Mask:
    assert document is not None
    mask = active_mask(document, "a")
    assert mask is not None
    return mask


def _region(outcome: Outcome) -> Rect:
    mask = _mask(outcome.document)
    return mask.tiles.size.rect.translated(mask.x, mask.y)


@given(st.sampled_from(sorted(EDGES)), st.integers(-60, 250), st.integers(-60, 250))
def test_what_is_new_is_marked_and_the_picture_is_not(side: tuple[int, int], right: int, down: int) -> None:
    x, y = EDGES[side]
    outcome = drag(Extend(), DOCUMENT, [(x, y), (x + side[0] * right, y + side[1] * down)])
    out_x, out_y = max(0, right) if side[0] else 0, max(0, down) if side[1] else 0
    if not out_x and not out_y:
        assert outcome.document is None
        return
    left, top = out_x if side[0] < 0 else 0, out_y if side[1] < 0 else 0
    region = Rect(-left, -top, 300 + out_x, 200 + out_y)
    assert _region(outcome) == region
    values = np.full((region.h, region.w), 255, np.uint8)
    values[top : top + 200, left : left + 300] = 0
    assert np.array_equal(_mask(outcome.document).tiles.array(), values)


def test_shift_drags_both_sides_and_alt_all_of_them_in_their_ratio() -> None:
    assert _region(drag(Extend(), DOCUMENT, [(300, 100), (320, 100)], SHIFT)) == Rect(-20, 0, 340, 200)
    assert _region(drag(Extend(), DOCUMENT, [(300, 100), (360, 100)], ALT)) == Rect(-60, -40, 420, 280)
    assert _region(drag(Extend(), DOCUMENT, [(300, 200), (306, 240)], ALT)) == Rect(-60, -40, 420, 280)
    assert drag(Extend(), DOCUMENT, [(300, 100), (200, 100)], ALT).document is None, "outward alone"


def test_what_is_new_overlaps_the_picture_where_it_is_to() -> None:
    values = _mask(drag(Extend(overlap=10), DOCUMENT, [(300, 100), (350, 100)]).document).tiles.array()
    assert values[:, 290:].all() and not values[:, :290].any()


@pytest.mark.parametrize(
    "placed",
    [Affine.scaling(0.25).then(Affine.translation(31, 17)), Affine.rotation(30), Affine.scaling(-1, 1)],
)
def test_the_border_is_dragged_in_the_pictures_own_grid(placed: Affine) -> None:
    document = Document().with_(picture(size=SIZE, placed=placed))
    outcome = drag(Extend(), document, [placed.apply(300, 100), placed.apply(364, 100)])
    assert _region(outcome) == Rect(0, 0, 364, 200)


def test_dragging_again_goes_on_from_there_and_back_marks_nothing() -> None:
    first = drag(Extend(), DOCUMENT, [(300, 100), (400, 100)]).document
    assert first is not None
    second = drag(Extend(), first, [(200, 0), (200, -50)])
    assert _region(second) == Rect(0, -50, 400, 250) and second.document is not None and len(second.document.masks) == 1
    back = drag(Extend(), first, [(400, 100), (290, 100)]).document
    assert back is not None and not back.masks


def test_a_painted_mask_is_kept_out_of_use() -> None:
    painted = masked(DOCUMENT, "a", np.full((200, 300), 255, np.uint8))
    outcome = drag(Extend(), painted, [(300, 100), (400, 100)])
    assert outcome.document is not None and _mask(outcome.document).name == "Extension"
    assert [mask.active for mask in outcome.document.masks.values() if mask.id in painted.masks] == [False]


def test_what_was_accepted_counts_as_there() -> None:
    more = picture("more", Size(400, 300), Affine.translation(0, -100), onto="a", order="W")
    document = DOCUMENT.with_(more)
    assert covered(document, document.layers["a"]) == Rect(0, -100, 400, 300)
    outcome = drag(Extend(), document, [(400, 50), (450, 50)])
    assert _region(outcome) == Rect(0, -100, 450, 300)
    assert not _mask(outcome.document).tiles.array()[:, :400].any()


def test_it_snaps_to_presets_and_ratios_within_the_screens_distance() -> None:
    story = (Preset("Social", "Story", Size(450, 200)),)
    outcome = drag(Extend(sizes=story), DOCUMENT, [(300, 100), (446, 100)], NONE, CTRL)
    assert _region(outcome) == Rect(0, 0, 450, 200)
    assert any(isinstance(mark, Label) and "450 × 200 Story" in mark.text for mark in outcome.previews[-1].marks)
    ratio = drag(Extend(), DOCUMENT, [(300, 100), (403, 100)], NONE, CTRL)
    assert _region(ratio) == Rect(0, 0, 400, 200), "2:1"
    assert _region(drag(Extend(sizes=story), DOCUMENT, [(300, 100), (446, 100)])) == Rect(0, 0, 446, 200)


@given(
    st.integers(301, 900),
    st.integers(201, 900),
    st.sampled_from([(1, 0), (0, 1), (1, 1), (-1, 1)]),
    st.booleans(),
    st.floats(0.5, 20),
)
def test_snapping_stays_within_its_distance_and_around_the_picture(
    w: int, h: int, side: tuple[int, int], both: bool, near: float
) -> None:
    region, least = Rect(0, 0, w, h), Rect(0, 0, 300, 200)
    now, _ = snapped(region, Sides(*side), least, presets(), near, both=both)
    assert abs(now.w - w) <= near and abs(now.h - h) <= near and now.contains(least)


def test_hatches_cover_all_that_is_new_and_say_how_much() -> None:
    outcome = drag(Extend(), DOCUMENT, [(300, 200), (420, 260)])
    marks = outcome.previews[-1].marks
    hatched = np.zeros((260, 420), int)
    for mark in marks:
        if isinstance(mark, Hatch):
            hatched[mark.rect.slices] += 1
    assert (hatched[:200, :300] == 0).all() and hatched.sum() == 420 * 260 - 300 * 200 and hatched.max() == 1
    assert {mark.text for mark in marks if isinstance(mark, Label)} == {"+120 px", "+60 px", "420 × 260"}
    assert outcome.previews[0].document is DOCUMENT


def test_a_frames_border_takes_the_frame_along() -> None:
    framed = DOCUMENT.with_(Frame(id="f", rect=Rect(-50, -40, 400, 280)))
    outcome = drag(Extend(), framed, [(350, 100), (430, 100)])
    assert outcome.document is not None
    assert outcome.document.frames["f"].rect == Rect(-50, -40, 480, 280) == _region(outcome)


def test_a_frame_of_the_picture_alone_grows_with_it_and_a_board_of_several_does_not() -> None:
    framed = DOCUMENT.with_(Frame(id="f", rect=Rect(0, 0, 300, 200)))
    alone = drag(Extend(), framed, [(300, 100), (380, 100)]).document
    assert alone is not None and alone.frames["f"].rect == Rect(0, 0, 380, 200)
    other = picture("b", Size(20, 20), Affine.translation(10, 10))
    board = drag(Extend(), framed.with_(other), [(300, 200), (380, 260)]).document
    assert board is not None and board.frames["f"].rect == Rect(0, 0, 300, 200)


@pytest.mark.parametrize("fields", [{"locked": True}])
def test_nothing_happens_beside_the_border_or_on_what_is_locked(fields: dict[str, bool]) -> None:
    assert drag(Extend(), DOCUMENT, [(150, 100), (500, 100)]).document is None
    assert drag(Extend(), DOCUMENT, [(300, 100)]).document is None
    locked = Document().with_(changed(picture(size=SIZE), **fields))
    assert drag(Extend(), locked, [(300, 100), (400, 100)]).document is None


def test_at_rest_the_border_and_what_is_marked_are_shown() -> None:
    assert not any(isinstance(mark, Hatch) for mark in Extend().resting(DOCUMENT, "a"))
    after = drag(Extend(), DOCUMENT, [(300, 100), (400, 100)]).document
    assert after is not None
    assert Hatch(Rect(300, 0, 100, 200)) in Extend().resting(after, "a")
    assert reached(after, after.layers["a"]) == Rect(0, 0, 400, 200)


def test_a_preset_is_reached_around_the_picture_without_scaling_it() -> None:
    assert to_hold(Rect(0, 0, 300, 200), Size(500, 400)) == Rect(-100, -100, 500, 400)
    assert to_hold(Rect(0, 0, 300, 200), Size(100, 100)) == Rect(0, -50, 300, 300)
    with pytest.raises(ValueError, match="nothing would be added"):
        to_hold(Rect(0, 0, 300, 200), Size(150, 100))


def test_sides_are_held_at_their_border_alone() -> None:
    rect = Rect(0, 0, 100, 50)
    assert sides_at(rect, 2, 25, 4) == Sides(-1, 0) and sides_at(rect, 101, 51, 4) == Sides(1, 1)
    assert sides_at(rect, 50, 25, 4) is None and sides_at(rect, 200, 0, 4) is None
    assert dragged(rect, Sides(-1, 0), 500, 0) == Rect(99, 0, 1, 50), "a side is at least a pixel"


def test_a_mask_that_is_no_border_is_not_taken_for_one() -> None:
    inside = Mask(id="m", target="a", tiles=Tiles(SIZE, 1).filled(Rect(5, 5, 9, 9), 255))
    assert reached(DOCUMENT.with_(inside), DOCUMENT.layers["a"]) == SIZE.rect
