"""The brush: dabs by their area, strokes that are the same however they are looked at, paint that stays put."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.pixels.brush import Brush, Stroke, erased, laid, painted
from editor.pixels.dabs import Dabs
from editor.pixels.geometry import Rect
from editor.pixels.mask_ops import inverted
from editor.pixels.tiles import Tiles

PICTURE = Rect(0, 0, 700, 600)
SMALL = Rect(0, 0, 280, 270)


def drawn(brush: Brush, points: list[tuple[float, ...]], clip: Rect = PICTURE) -> Stroke:
    stroke = Stroke(brush, clip)
    for point in points:
        stroke.move(*point)
    stroke.finish()
    return stroke


@pytest.mark.parametrize("diameter", [1.0, 2.5, 7.0, 20.25, 63.0, 64.5, 100.0, 333.0, 2000.0])
@pytest.mark.parametrize("at", [(0.5, 0.5), (10.0, 10.25), (-3.4, 5.9)])
def test_a_hard_dab_has_the_area_and_the_centre_of_its_disc(diameter: float, at: tuple[float, float]) -> None:
    left, top, dab = Dabs(1.0).at(*at, diameter)
    total = dab.sum() / 255
    assert total == pytest.approx(math.pi * diameter**2 / 4, rel=0.012, abs=0.45)
    near = 0.2 if diameter <= 64 else 0.5
    columns, rows = np.arange(dab.shape[1]) + left + 0.5, np.arange(dab.shape[0]) + top + 0.5
    assert (dab.sum(0) * columns).sum() / 255 / total == pytest.approx(at[0], abs=near)
    assert (dab.sum(1) * rows).sum() / 255 / total == pytest.approx(at[1], abs=near)
    assert not (dab[0].any() or dab[-1].any() or dab[:, 0].any() or dab[:, -1].any()), "no dab is cut"


def test_softer_dabs_have_the_same_rim_and_less_inside() -> None:
    rows = [Dabs(h).at(50, 50, 60)[2][31].astype(int) for h in (1.0, 0.6, 0.2, 0.0)]
    for harder, softer in itertools.pairwise(rows):
        assert (harder >= softer).all() and (harder != softer).any()
    assert (np.diff(rows[2][:31]) >= 0).all() and rows[3].max() >= 253


def test_a_click_is_one_dab_at_once() -> None:
    stroke = Stroke(Brush(40, 1.0), PICTURE)
    damage = stroke.move(300, 250)
    assert damage == stroke.box and damage.contains(Rect(281, 231, 38, 38))
    assert stroke.buffer.sum() / 255 == pytest.approx(math.pi * 400, rel=0.01)
    assert stroke.move(300, 250).empty and stroke.finish().empty


points = st.lists(st.tuples(st.floats(-80, 330), st.floats(-80, 280), st.floats(0, 1)), min_size=1, max_size=6)
brushes = st.builds(
    Brush,
    diameter=st.sampled_from([1.0, 3.3, 30.0, 90.0]),
    hardness=st.floats(0, 1),
    spacing=st.sampled_from([0.1, 0.5]),
    flow=st.sampled_from([1.0, 0.3]),
    pressure_sizes=st.booleans(),
    pressure_flows=st.booleans(),
)


@settings(max_examples=25, deadline=None)
@given(brushes, points)
def test_damage_is_all_that_changed_and_the_same_every_time(brush: Brush, path: list[tuple[float, ...]]) -> None:
    stroke, shown = Stroke(brush, SMALL), np.zeros((270, 280), np.uint8)
    steps = [lambda p=p: stroke.move(*p) for p in path]
    for step in [*steps, stroke.finish]:
        damage = step()
        assert SMALL.contains(damage) and stroke.box.contains(damage)
        if not damage.empty:
            shown[damage.slices] = stroke.crop(damage)
        assert np.array_equal(shown, stroke.crop(SMALL)), "nothing outside the damage changed"
    again = drawn(brush, path, SMALL)
    assert np.array_equal(shown, again.crop(SMALL)) and again.box == stroke.box
    assert again.buffer.sum() == shown.sum(), "all paint lies in the box"


def test_a_stroke_goes_through_its_points_and_does_not_overshoot() -> None:
    path = [(50, 300), (200, 100), (220, 105), (600, 110), (610, 500)]
    stroke = drawn(Brush(8, 1.0), path)
    for x, y in path:
        assert stroke.crop(Rect(x - 1, y - 1, 2, 2)).min() > 200
    assert Rect(30, 70, 615, 455).contains(stroke.box)


def test_a_stroke_on_a_line_is_straight_and_even() -> None:
    stroke = drawn(Brush(21, 1.0, spacing=0.1), [(100 + 37 * k, 300.5) for k in range(10)])
    body = stroke.crop(Rect(110, 285, 310, 31))
    assert (body.max(1) - body.min(1) <= 40).all()
    assert abs(int(np.count_nonzero(body[:, 100] > 127)) - 21) <= 1


def test_a_circle_of_few_points_comes_out_round() -> None:
    path = [(350 + 200 * math.cos(k * math.pi / 8), 300 + 200 * math.sin(k * math.pi / 8)) for k in range(17)]
    ys, xs = np.nonzero(drawn(Brush(3, 1.0), path).crop(PICTURE) > 127)
    assert np.abs(np.hypot(xs + 0.5 - 350, ys + 0.5 - 300) - 200).max() <= 4.5


def test_pressure_sets_size_and_flow() -> None:
    path = [(100 + 10 * k, 300, 0.1 + 0.9 * k / 40) for k in range(41)]
    sized = drawn(Brush(60, 1.0, pressure_sizes=True), path).crop(PICTURE)
    widths = [int(np.count_nonzero(sized[:, x] > 127)) for x in (120, 200, 300, 400, 480)]
    assert widths == sorted(widths) and widths[0] < 15 and widths[-1] > 50
    flowing = drawn(Brush(60, 1.0, pressure_flows=True), path).crop(PICTURE)[300]
    assert (np.diff(flowing[130:480].astype(int)) >= 0).all() and flowing[130] < 80 and flowing[480] > 230


def test_flow_builds_up_until_full() -> None:
    once = drawn(Brush(50, 1.0, flow=0.1), [(300, 300)])
    assert once.buffer.max() == pytest.approx(25.5, abs=1)
    often = Stroke(Brush(50, 1.0, flow=0.02), PICTURE)
    for k in range(600):
        often.move(300 + 20 * (k % 2), 300)
    assert often.crop(Rect(305, 295, 10, 10)).min() == 255


def test_shift_draws_straight_lines_and_the_path_goes_on() -> None:
    stroke = Stroke(Brush(9, 1.0), PICTURE)
    stroke.move(100, 100)
    damage = stroke.line(500, 400)
    assert damage.contains(Rect(100, 100, 400, 300))
    for t in np.linspace(0, 1, 50):
        assert stroke.crop(Rect(round(100 + 400 * t), round(100 + 300 * t), 1, 1)).max() > 200
    assert stroke.line(500, 100).contains(Rect(499, 101, 2, 290))


def test_paint_outside_is_cut_and_memory_follows_the_paint() -> None:
    outside = drawn(Brush(50), [(-200, -200), (-100, -300)])
    assert outside.box.empty and not outside.tiles and outside.buffer.size == 0
    crossing = drawn(Brush(50, 1.0), [(-100, 300), (300, 300), (900, 300)])
    assert crossing.box.x == 0 and crossing.box.right == 700
    far = drawn(Brush(20), [(9000, 9000), (9100, 9050)], Rect(0, 0, 12_000, 12_000))
    assert len(far.tiles) <= 4 and all(tile.shape == (256, 256) for tile in far.tiles.values())


@settings(max_examples=40, deadline=None)
@given(brushes, points, st.booleans(), st.booleans(), st.floats(0, 1))
def test_tile_by_tile_a_mask_is_what_it_is_as_a_whole(
    brush: Brush, path: list[tuple[float, ...]], marked: bool, erase: bool, opacity: float
) -> None:
    before = np.zeros((270, 280), np.uint8)
    if marked:
        before[20:150, 30:90] = np.random.default_rng(1).integers(0, 256, (130, 60), np.uint8)
    base = shown = Tiles.from_array(before)
    stroke, whole = Stroke(brush._replace(opacity=opacity), SMALL), erased if erase else painted
    for step in [*(lambda p=p: stroke.move(*p) for p in path), stroke.finish]:
        shown = laid(shown, base, stroke, step(), erase=erase, passing=True)
        expected = whole(before, stroke, SMALL)
        assert np.array_equal(shown.array(), expected), "while it is drawn"
        for level in (1, 3):
            assert np.array_equal(
                shown.crop(shown.level_size(level).rect, level),
                Tiles.from_array(expected).crop(shown.level_size(level).rect, level),
            ), "and from further away"
    kept = laid(base, base, stroke, stroke.box, erase=erase)
    assert np.array_equal(kept.array(), expected)
    stroke.move(140, 130)
    assert np.array_equal(kept.array(), expected), "what is kept is not painted on any more"
    assert all(tile.pixels.any() for tile in kept), "no tile is empty"


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 1000), st.floats(0, 1))
def test_erasing_is_painting_on_the_inverse(seed: int, opacity: float) -> None:
    stroke = drawn(Brush(90, 0.3, opacity=opacity), [(200, 200), (420, 330)])
    base = np.random.default_rng(seed).integers(0, 256, (stroke.box.h, stroke.box.w), dtype=np.uint8)
    more, less = painted(base, stroke, stroke.box), erased(base, stroke, stroke.box)
    assert np.array_equal(inverted(painted(inverted(base), stroke, stroke.box)), less)
    assert (more >= base).all() and (less <= base).all()
    untouched = stroke.buffer == 0
    assert np.array_equal(more[untouched], base[untouched]) and np.array_equal(less[untouched], base[untouched])
    if opacity == 1:
        assert (more[stroke.buffer == 255] == 255).all() and (less[stroke.buffer == 255] == 0).all()


def test_impossible_brushes_are_refused() -> None:
    for diameter in (0.5, 2001, math.nan):
        with pytest.raises(ValueError, match="1 to 2000"):
            Stroke(Brush(diameter), PICTURE)
