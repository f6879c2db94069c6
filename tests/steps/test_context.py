"""Context: every region holds its mask, obeys the engine, keeps one scale, and leaves the context that there is."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.engine.contract import Abilities
from editor.pixels.geometry import Rect, Size
from editor.pixels.mask_ops import bounds, ellipse, rectangle
from editor.steps.context import Framing, framing, growth, marking

RATIOS = ((1, 1), (3, 2), (2, 3), (4, 3), (3, 4), (16, 9), (9, 16), (8, 6))


def engine(masks="redraw", **limits) -> Abilities:
    return Abilities(kinds=frozenset({"inpaint"}), masks=masks, **limits)


def around(frame: Framing, box: Rect) -> tuple[int, int, int, int]:
    r = frame.region
    return box.x - r.x, box.y - r.y, r.right - box.right, r.bottom - box.bottom


@st.composite
def places(draw: st.DrawFn) -> tuple[Rect, Rect]:
    picture = Rect(
        draw(st.integers(-50, 50)), draw(st.integers(-50, 50)), draw(st.integers(1, 5000)), draw(st.integers(1, 5000))
    )
    w, h = draw(st.integers(1, picture.w)), draw(st.integers(1, picture.h))
    x, y = draw(st.integers(0, picture.w - w)), draw(st.integers(0, picture.h - h))
    return Rect(picture.x + x, picture.y + y, w, h), picture


limits = st.fixed_dictionaries(
    {
        "smallest_side": st.sampled_from([1, 256, 512, 1024]),
        "largest_side": st.sampled_from([2048, 4096, 65_535]),
        "largest_area": st.sampled_from([None, 4_200_000]),
        "multiple": st.sampled_from([1, 8, 16, 64]),
        "ratios": st.sampled_from([(), RATIOS, ((1, 1),)]),
    }
)


@settings(max_examples=300, deadline=None)
@given(places(), limits, st.sampled_from(["redraw", "native"]), st.booleans())
def test_regions_hold_the_mask_and_obey_the_engine(place, limits, masks, offline) -> None:
    box, picture = place
    abilities = engine(masks, offline=offline, **limits)
    frame = framing(box, picture, abilities)
    region, sent = frame.region, frame.sent
    assert region.contains(box)
    assert region.w * sent.h == region.h * sent.w, "one scale in both directions"
    assert frame.scale == pytest.approx(sent.h / region.h)
    assert abilities.smallest_side <= min(sent) and max(sent) <= abilities.largest_side
    assert abilities.largest_area is None or sent.area <= abilities.largest_area
    assert sent.w % abilities.multiple == 0 and sent.h % abilities.multiple == 0
    if abilities.ratios:
        assert any(sent.w * b == sent.h * a for a, b in abilities.ratios)


@settings(max_examples=200, deadline=None)
@given(places(), st.sampled_from([1, 8, 16]))
def test_free_engines_get_context_inside_the_picture_at_full_scale(place, multiple: int) -> None:
    box, picture = place
    frame = framing(box, picture, engine(multiple=multiple))
    assert frame.scale == 1.0
    grid = multiple - 1
    assert picture.grown(grid).contains(frame.region)
    room = around(Framing(picture, picture.size, 1.0), box)
    for margin, there, side in zip(around(frame, box), room, (box.w, box.h) * 2, strict=True):
        assert margin >= min(there, max(96, side // 4)) - grid


SIZES = ((1024, 1024), (1376, 768), (768, 1376), (2048, 2048))


@settings(max_examples=200, deadline=None)
@given(places())
def test_an_engine_that_draws_some_sizes_only_is_sent_one_of_them_unstretched(place) -> None:
    box, picture = place
    frame = framing(box, picture, engine(sizes=SIZES))
    assert frame.sent in SIZES and frame.region.contains(box)
    assert frame.region.w * frame.sent.h == frame.region.h * frame.sent.w


def test_a_large_picture_is_sent_pixel_for_pixel_where_the_mask_and_its_context_fit_a_size() -> None:
    large, wide = Rect(0, 0, 4000, 3000), Rect(0, 0, 1400, 780)
    for picture, box, sent in (
        (large, Rect(1500, 1200, 300, 260), (1024, 1024)),
        (wide, Rect(300, 300, 700, 200), (1376, 768)),
    ):
        frame = framing(box, picture, engine(sizes=SIZES))
        assert frame.scale == 1.0 and frame.sent == sent
        assert min(around(frame, box)) >= 96


def test_a_small_picture_is_sent_a_whole_number_of_times_larger_where_that_can_be() -> None:
    frame = framing(Rect(200, 200, 60, 60), Rect(0, 0, 600, 600), engine(sizes=SIZES))
    assert frame.scale == 2.0 and Rect(0, 0, 600, 600).contains(frame.region)


def test_a_small_mask_gets_a_squarish_region_centred_on_it() -> None:
    frame = framing(Rect(800, 600, 300, 200), Rect(0, 0, 2048, 1536), engine(multiple=8))
    left, top, right, bottom = around(frame, Rect(800, 600, 300, 200))
    assert frame.region.w >= 512 and 0.8 <= frame.region.w / frame.region.h <= 1.25
    assert abs(left - right) <= 1 and abs(top - bottom) <= 1


def test_a_region_at_the_border_is_shifted_not_cut() -> None:
    box = Rect(10, 5, 60, 60)
    frame = framing(box, Rect(0, 0, 3000, 2000), engine())
    middle = framing(box.translated(1500, 900), Rect(0, 0, 3000, 2000), engine())
    assert frame.region.x == 0 and frame.region.y == 0 and frame.region.size == middle.region.size


def test_the_ratio_is_chosen_for_the_region_and_nothing_is_scaled_while_it_fits() -> None:
    wide = framing(
        Rect(1000, 900, 900, 200), Rect(0, 0, 4000, 3000), engine(ratios=RATIOS, largest_side=2048, multiple=16)
    )
    assert wide.scale == 1.0 and wide.region.w / wide.region.h > 1.3


def test_context_shrinks_before_the_scale_does() -> None:
    box = Rect(1000, 1000, 1100, 1100)
    frame = framing(box, Rect(0, 0, 6000, 6000), engine(largest_side=1664, multiple=16))
    assert frame.scale == 1.0 and min(around(frame, box)) >= 275
    larger = framing(Rect(1000, 1000, 3000, 2000), Rect(0, 0, 6000, 6000), engine(largest_side=1664, multiple=16))
    assert larger.scale < 1 and larger.region.contains(Rect(1000, 1000, 3000, 2000))


def test_the_built_in_kind_of_engine_sees_the_mask_and_its_own_size_around_it() -> None:
    native = engine("native", offline=True)
    assert framing(Rect(500, 500, 30, 20), Rect(0, 0, 2000, 2000), native).region == Rect(436, 436, 158, 148)
    assert framing(Rect(0, 500, 300, 300), Rect(0, 0, 800, 2000), native).region == Rect(0, 200, 800, 900)


def test_masks_outside_and_impossible_engines_are_refused() -> None:
    picture = Rect(0, 0, 100, 100)
    for box in (Rect(0, 0, 0, 0), Rect(90, 90, 20, 5)):
        with pytest.raises(ValueError, match="paint over"):
            framing(box, picture, engine())
    with pytest.raises(ValueError, match="limits"):
        framing(Rect(1, 1, 5, 5), picture, engine(smallest_side=900, largest_side=800))


def test_growth_follows_the_selection() -> None:
    assert growth(Rect(0, 0, 300, 200)) == (22, 36)
    assert growth(Rect(0, 0, 20, 20)) == (20, 32)
    assert growth(Rect(0, 0, 3000, 2000)).feather == 360


def test_a_marking_for_redrawing_engines_ends_8_to_16_px_inside() -> None:
    for side, inset in ((80, 10), (30, 0), (300, 16), (64, 8)):
        mask = rectangle(Size(400, 400), 40, 40, side, side)
        box = bounds(marking(mask, engine(), "inpaint"))
        if inset:
            assert box == Rect(40, 40, side, side).grown(-inset)
        else:
            assert 8 <= box.w < side, "a narrow mask keeps at least half of itself"


def test_a_marking_is_not_eaten_at_the_border_nor_in_extensions() -> None:
    mask = np.zeros((300, 300), np.uint8)
    mask[:, 150:] = 255
    marked = marking(mask, engine(), "inpaint")
    assert bounds(marked).right == 300 and bounds(marked).h == 300 and bounds(marked).x == 166
    assert marking(mask, engine(), "outpaint") is mask


def test_native_engines_get_the_mask_or_a_soft_larger_one() -> None:
    mask = ellipse(Size(500, 500), 200, 200, 100, 100)
    assert marking(mask, engine("native", offline=True), "inpaint") is mask
    soft = marking(mask, engine("native"), "inpaint")
    assert (soft >= mask).all() and bounds(soft).contains(Rect(180, 180, 140, 140))
    assert len(np.unique(soft)) > 50


def test_an_engine_that_needs_much_to_look_at_is_shown_more_rather_than_a_blow_up() -> None:
    box, picture = Rect(300, 300, 20, 20), Rect(0, 0, 1000, 900)
    frame = framing(box, picture, engine("native", offline=True, smallest_side=512, multiple=8))
    assert frame.region.size == frame.sent == Size(512, 512)


def test_an_engine_here_that_changes_the_rest_a_little_is_marked_as_one_elsewhere() -> None:
    mask = ellipse(Size(400, 300), 150, 100, 80, 60)
    here, elsewhere = engine("native", offline=True, exact=False), engine("native")
    box, picture = bounds(mask), Rect(0, 0, 400, 300)
    assert framing(box, picture, here) == framing(box, picture, elsewhere)
    marked = marking(mask, here, "inpaint")
    np.testing.assert_array_equal(marked, marking(mask, elsewhere, "inpaint"))
    assert np.count_nonzero(marked) > np.count_nonzero(mask)
