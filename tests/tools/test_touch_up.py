"""Heal asks for what was painted and leaves the mask alone; clone takes pixels from elsewhere, exactly."""

from __future__ import annotations

import numpy as np
import pytest

from editor.document.records import Document, Layer
from editor.pixels.geometry import Affine, Rect
from editor.pixels.lay import laid
from editor.pixels.tiles import Tiles
from editor.session.gesture import Pointer
from editor.session.marks import Line
from editor.steps.mask import active_mask, mask_box, masked
from editor.tools.clone import CloneBrush
from editor.tools.heal import HealBrush
from editor.tools.tool import Tool
from tests.steps.road import photograph
from tests.tools.hand import ALT, CTRL, drag, fed, picture

SPOT = HealBrush(size=20.0, hardness=1.0)
STAMP = CloneBrush(size=20.0, hardness=1.0)
PIXELS = photograph()
PLACED = Affine.scaling(0.5).then(Affine.translation(40, 30))
DOCUMENT = Document().with_(Layer(id="a", pixels=Tiles.from_array(PIXELS), transform=PLACED))


def _disc(x: float, y: float, radius: float) -> np.ndarray:
    rows, columns = np.mgrid[0:240, 0:320] + 0.5
    return np.hypot(columns - x, rows - y) <= radius


def _pixels(document: Document | None) -> np.ndarray:
    assert document is not None
    pixels = document.layers["a"].pixels
    assert pixels is not None
    return pixels.array()


def test_healing_asks_for_the_stroke_alone_and_changes_nothing_yet() -> None:
    document = masked(DOCUMENT, "a", np.full((240, 320), 255, np.uint8))
    outcome = drag(SPOT, document, [PLACED.apply(100, 90), PLACED.apply(140, 90)])
    assert outcome.document is None and outcome.fill is not None
    mask = outcome.fill.mask
    assert mask.target == "a" and Rect(88, 78, 64, 24).contains(mask_box(mask)) and mask.id not in document.masks
    shown = active_mask(outcome.previews[-1].document, "a")
    assert shown is not None and shown.id == mask.id, "what is seen meanwhile is the stroke"


def test_beside_the_picture_nothing_is_asked_for() -> None:
    assert drag(SPOT, DOCUMENT, [(-300, -300)]).fill is None
    sized = drag(SPOT, DOCUMENT, [(60, 60), (260, 60)], CTRL)
    assert sized.fill is None and isinstance(sized.became, HealBrush) and sized.became.size == pytest.approx(40)


def test_cloning_takes_the_pixels_of_the_source_and_no_others() -> None:
    source = drag(STAMP, DOCUMENT, [PLACED.apply(60, 50)], ALT)
    assert source.document is None and isinstance(source.became, CloneBrush)
    outcome = drag(source.became, DOCUMENT, [PLACED.apply(160, 120)])
    after = _pixels(outcome.document)
    inner, outer = _disc(160, 120, 9), _disc(160, 120, 11.5)
    assert np.array_equal(after[inner], np.roll(PIXELS, (70, 100), (0, 1))[inner])
    assert np.array_equal(after[~outer], PIXELS[~outer]) and (after[..., 3] == 255).all()
    assert _pixels(DOCUMENT).tobytes() == PIXELS.tobytes()


def test_the_distance_stays_for_the_strokes_that_follow() -> None:
    first = drag(CloneBrush(20.0, 1.0, source=PLACED.apply(60, 50)), DOCUMENT, [PLACED.apply(160, 120)])
    assert isinstance(first.became, CloneBrush) and first.document is not None
    second = drag(first.became, first.document, [PLACED.apply(200, 180)])
    inner = _disc(200, 180, 9)
    assert np.array_equal(_pixels(second.document)[inner], np.roll(PIXELS, (70, 100), (0, 1))[inner])


def test_a_stroke_over_its_own_source_takes_what_was_there_at_the_press() -> None:
    tool = CloneBrush(20.0, 1.0, source=PLACED.apply(100, 100))
    outcome = drag(tool, DOCUMENT, [PLACED.apply(110, 100), PLACED.apply(150, 100), PLACED.apply(190, 100)])
    wanted = np.roll(PIXELS, 10, 1)
    assert np.array_equal(_pixels(outcome.document)[100, 112:188], wanted[100, 112:188])


def test_where_the_source_is_outside_nothing_is_painted() -> None:
    tool = CloneBrush(20.0, 1.0, source=PLACED.apply(-5, 100))
    after = _pixels(drag(tool, DOCUMENT, [PLACED.apply(100, 100)]).document)
    assert np.array_equal(after[:, :105], PIXELS[:, :105]) and not np.array_equal(after, PIXELS)
    assert (after[..., 3] == 255).all()


def test_each_preview_shows_the_source_and_covers_what_it_changes() -> None:
    tool = CloneBrush(20.0, 0.5, source=PLACED.apply(60, 50))
    outcome = drag(tool, DOCUMENT, [PLACED.apply(160, 120), PLACED.apply(200, 150), PLACED.apply(230, 100)])
    before = PIXELS
    for preview in outcome.previews:
        now = _pixels(preview.document)
        rows, columns = np.nonzero((now != before).any(axis=2))
        if len(rows):
            box = Rect(columns.min(), rows.min(), np.ptp(columns) + 1, np.ptp(rows) + 1)
            assert preview.damage.contains(PLACED.bounds(box))
        assert any(isinstance(mark, Line) and mark.style == "source" for mark in preview.marks)
        before = now
    assert tool.resting(DOCUMENT, "a") and not STAMP.resting(DOCUMENT, "a")


@pytest.mark.parametrize("tool", [SPOT, CloneBrush(source=(0.0, 0.0))])
def test_nothing_is_touched_that_is_locked_and_escape_leaves_all(tool: Tool) -> None:
    locked = drag(tool, Document().with_(picture(locked=True)), [(10, 10), (30, 30)])
    assert locked.document is None and not locked.notices
    open_ = fed(tool, DOCUMENT, [Pointer("press", 60, 60), Pointer("move", 70, 70)])
    assert open_.open and open_.document is None and not open_.notices


def test_without_a_source_nothing_is_cloned() -> None:
    assert drag(STAMP, DOCUMENT, [(60, 60), (80, 80)]).document is None


def test_laying_is_exact_at_both_ends_and_weighs_colours_by_their_alpha() -> None:
    random = np.random.default_rng(1)
    under, over = random.integers(0, 256, (2, 30, 40, 4), np.uint8)
    share = random.integers(0, 256, (30, 40), np.uint8)
    share[:10], share[20:] = 0, 255
    for opaque in (False, True):
        if opaque:
            under[..., 3] = over[..., 3] = 255
        mixed = laid(under, over, share)
        assert np.array_equal(mixed[:10], under[:10]) and np.array_equal(mixed[20:], over[20:])
        weight = (share / 255)[..., None]
        alpha = over[..., 3:] * weight + under[..., 3:] * (1 - weight)
        top, below = over.astype(float), under.astype(float)
        colour = top[..., :3] * top[..., 3:] * weight + below[..., :3] * below[..., 3:] * (1 - weight)
        wanted = np.concatenate([colour / np.maximum(alpha, 1e-9), alpha], axis=2)
        assert np.abs(mixed[10:20] - wanted[10:20])[..., 3].max() <= 1
        assert np.abs(mixed[10:20] - wanted[10:20])[(alpha > 1)[10:20, :, 0]].max() <= 1
