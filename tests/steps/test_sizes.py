"""Sizes: what a master shows in another size, what is drawn around it, and where its frames are put."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.document.records import Document, Layer
from editor.document.stack import accepted_onto
from editor.pixels.geometry import Rect, Size
from editor.pixels.resample import resize
from editor.pixels.tiles import Tiles
from editor.steps.extend import own_frame
from editor.steps.gather import gathering
from editor.steps.mask import active_mask, mask_values, masked
from editor.steps.place import bounds
from editor.steps.sizes import Version, laid_out, planned, replaced, subject, versions, with_versions

SIDE = st.integers(1, 3000)


def photo(w: int = 300, h: int = 200) -> tuple[Document, Layer]:
    pixels = np.random.default_rng(1).integers(0, 255, (h, w, 4), np.uint8)
    pixels[..., 3] = 255
    layer = Layer(id="a", name="photo", pixels=Tiles.from_array(pixels))
    return Document().with_(layer), layer


def test_a_picture_is_scaled_to_fit_and_the_rest_is_drawn() -> None:
    plan = planned(Size(2656, 1494), Size(1080, 1920))
    assert plan.scaled == Size(1080, 608) == plan.shown.size and plan.at == (0, 656)
    assert plan.drawn and plan.region == Rect(0, -656, 1080, 1920)


def test_a_ratio_that_is_met_by_scale_alone_asks_for_nothing() -> None:
    assert not planned(Size(3840, 2160), Size(1280, 720)).drawn
    assert not planned(Size(2656, 1494), Size(1920, 1080)).drawn, "a pixel is no border"


def test_nothing_is_enlarged_unless_it_may_be() -> None:
    plan = planned(Size(300, 200), Size(1080, 1920), enlarge=False)
    assert plan.scaled == plan.shown.size == Size(300, 200) and plan.at == (390, 860)
    assert planned(Size(300, 200), Size(1080, 1920)).scaled == Size(1080, 720)


def test_a_subject_stays_whole_and_the_rest_may_be_cut() -> None:
    head = Rect(200, 20, 60, 60)
    plan = planned(Size(300, 200), Size(100, 200), head)
    assert not plan.drawn and plan.scaled == Size(300, 200), "the picture fills the frame"
    assert plan.shown.contains(head) and plan.shown == Rect(180, 0, 100, 200)
    wide = planned(Size(300, 200), Size(100, 200), Rect(10, 20, 280, 60))
    assert wide.drawn and wide.scaled.w < 120, "a subject as wide as the picture leaves nothing to cut"


@given(SIDE, SIDE, SIDE, SIDE, st.floats(0, 1), st.floats(0, 1), st.floats(0.01, 1), st.floats(0.01, 1), st.booleans())
def test_the_frame_is_filled_in_one_direction_at_least_and_the_subject_is_in_it(
    w: int, h: int, to_w: int, to_h: int, x: float, y: float, kw: float, kh: float, enlarge: bool
) -> None:
    sides = max(1, int(kw * w)), max(1, int(kh * h))
    keep = Rect(int(x * (w - sides[0])), int(y * (h - sides[1])), *sides)
    plan = planned(Size(w, h), Size(to_w, to_h), keep, enlarge=enlarge)
    assert plan.scaled.rect.contains(plan.shown) and not plan.shown.empty
    assert plan.to.rect.contains(Rect(*plan.at, *plan.shown.size))
    if enlarge or w >= to_w or h >= to_h:
        assert plan.shown.w == to_w or plan.shown.h == to_h
    sx, sy = plan.scaled.w / w, plan.scaled.h / h
    assert plan.shown.x <= keep.x * sx + 1 and plan.shown.right >= keep.right * sx - 1
    assert plan.shown.y <= keep.y * sy + 1 and plan.shown.bottom >= keep.bottom * sy - 1


def test_versions_are_the_scaled_picture_bit_for_bit() -> None:
    document, layer = photo()
    look, box = gathering(document, layer)
    plans = [planned(box.size, Size(90, 160)), planned(box.size, Size(300, 260)), planned(box.size, Size(150, 100))]
    assert layer.pixels is not None
    pixels = layer.pixels.array()
    small, same, half = versions(look, plans)
    assert np.array_equal(small, resize(pixels, Size(90, 60)))
    assert np.array_equal(same, pixels), "what is not scaled is not touched"
    assert np.array_equal(half, resize(pixels, Size(150, 100)))


@given(st.lists(st.tuples(SIDE, SIDE), min_size=1, max_size=12))
def test_frames_lie_free_of_each_other_and_of_all_that_is_there(sizes: list[tuple[int, int]]) -> None:
    document, layer = photo()
    rects = laid_out(document, [Size(*size) for size in sizes])
    assert [rect.size for rect in rects] == sizes
    for place, rect in enumerate(rects):
        assert rect.intersected(bounds(document, layer)).empty
        assert all(rect.intersected(other).empty for other in rects[:place])


def test_each_version_has_a_frame_with_what_is_to_be_drawn_marked() -> None:
    document, layer = photo()
    look, box = gathering(document, layer)
    plans = [planned(box.size, to) for to in (Size(90, 160), Size(150, 100))]
    names = ("size 0", "size 1")
    made = [Version(layer, *one) for one in zip(names, plans, versions(look, plans), strict=True)]
    after, ids = with_versions(document, made)
    assert after.layers["a"] is layer and len(after.frames) == 2
    for id, plan, name in zip(ids, plans, names, strict=True):
        version = after.layers[id]
        frame, mask = own_frame(after, version), active_mask(after, id)
        assert frame is not None and frame.name == name and frame.rect.size == plan.to and version.master == "a"
        assert (mask is not None) == plan.drawn
        if mask is not None:
            values = mask_values(mask, plan.region)
            assert values.sum() == 255 * (plan.to.area - plan.shown.size.area)
            assert after.placed(version).bounds(plan.region) == frame.rect


def test_a_version_takes_its_masters_place_and_the_master_is_only_hidden() -> None:
    document, layer = photo()
    look, box = gathering(document, layer)
    plan = planned(box.size, Size(90, 160))
    version = Version(layer, "Story", plan, versions(look, [plan])[0])
    after, made = replaced(document, version, accepted_onto(document, "a"), Rect(10, 20, 90, 160))
    assert not after.layers["a"].visible and after.layers["a"].pixels is layer.pixels
    assert bounds(after, made) == Rect(10, 70, 90, 60)


def test_a_mask_inside_the_picture_is_its_subject_and_a_border_is_not() -> None:
    document, layer = photo()
    assert subject(document, layer) is None
    values = np.zeros((200, 300), np.uint8)
    values[50:90, 100:140] = 255
    assert subject(masked(document, "a", values), layer) == Rect(100, 50, 40, 40)
    border = np.full((300, 300), 255, np.uint8)
    assert subject(masked(document, "a", border, 0, -100), layer) is None


@pytest.mark.parametrize("to", [Size(1, 1), Size(3000, 1), Size(1, 3000)])
def test_the_smallest_frames_can_be_made(to: Size) -> None:
    document, layer = photo()
    look, box = gathering(document, layer)
    plan = planned(box.size, to)
    assert versions(look, [plan])[0].shape[:2] == (plan.shown.h, plan.shown.w)
