"""Tiles through affine maps: what counts as a copy, and that only what can be seen is asked for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.pixels.geometry import Affine, Rect, Size
from editor.pixels.shown import is_turn, shown, shown_mask, snapped
from editor.pixels.tiles import Tiles


class Recorder:
    """A source of one grey that remembers what was asked of it."""

    digest = b"grey"

    def __init__(self, size: Size) -> None:
        self.size = size
        self.asked: list[tuple[Rect, int]] = []

    def crop(self, rect: Rect, level: int = 0) -> np.ndarray:
        self.asked.append((rect, level))
        return np.full((rect.h, rect.w, 4), (90, 90, 90, 255), np.uint8)


@given(st.floats(-180, 180), st.floats(0.01, 100), st.floats(-1e4, 1e4), st.floats(-1e4, 1e4))
def test_undoing_a_map_leaves_a_copy(angle, scale, x, y):
    there = Affine.rotation(angle).then(Affine.scaling(scale)).then(Affine.translation(x, y))
    assert is_turn(snapped(there.then(there.inverted())))


@pytest.mark.parametrize(
    ("affine", "copy"),
    [
        (Affine(), True),
        (Affine(0, 1, -1, 0, 5, -3), True),
        (Affine(-1, 0, 0, 1, 5, -3), True),
        (Affine.translation(0.5, 0), False),
        (Affine.scaling(1.001), False),
        (Affine(1, 0, 1, 0, 0, 0), False),
        (Affine(1, 1, 0, 0, 0, 0), False),
    ],
)
def test_only_moves_turns_and_mirrors_by_whole_pixels_are_copies(affine, copy):
    assert is_turn(affine) is copy


def test_a_part_of_a_large_picture_asks_only_for_that_part():
    source = Recorder(Size(20000, 10000))
    pixels, where = shown(Tiles.from_source(source), Affine.scaling(0.7), Rect(1000, 500, 200, 100))
    assert where == Rect(1000, 500, 200, 100)
    assert (pixels == (90, 90, 90, 255)).all()
    assert sum(rect.size.area for rect, _ in source.asked) < 3 * where.size.area / 0.49


def test_a_small_view_of_a_large_picture_asks_for_a_small_level():
    source = Recorder(Size(20000, 10000))
    pixels, _ = shown(Tiles.from_source(source), Affine.scaling(0.01), Rect(0, 0, 200, 100))
    assert (pixels == (90, 90, 90, 255)).all()
    assert sum(rect.size.area for rect, _ in source.asked) < 10 * 200 * 100


def test_empty_places_give_nothing():
    spot = Tiles(Size(5000, 5000)).filled(Rect(2000, 2000, 8, 8), (1, 2, 3, 255))
    assert shown(spot, Affine(), Rect(0, 0, 500, 500))[0].size == 0
    assert shown(spot, Affine.scaling(0.3), Rect(0, 0, 100, 100))[0].size == 0
    assert shown(spot, Affine.scaling(0), Rect(0, 0, 100, 100))[0].size == 0
    assert shown(spot, Affine.scaling(0.5), Rect(900, 900, 200, 200))[0].max() == 255


def test_a_transparent_picture_stays_exactly_transparent_around_what_it_holds():
    spot = Tiles(Size(600, 600)).filled(Rect(300, 300, 8, 8), (200, 100, 50, 255))
    pixels, where = shown(spot, Affine.scaling(0.5).then(Affine.rotation(20)), Rect(-300, 0, 900, 600))
    y, x = np.nonzero(pixels[..., 3])
    assert np.ptp(x) < 10
    assert np.ptp(y) < 10
    colours = pixels[pixels[..., 3] > 200][:, :3].astype(int)
    assert np.abs(colours - (200, 100, 50)).max() <= 1
    assert where.size.area < 600 * 600 / 4


@pytest.mark.parametrize("scale", [0.5, 0.3, 0.25, 0.1])
def test_the_far_edges_of_an_edited_picture_are_covered_as_those_of_its_source_are(scale):
    size = Size(301, 301)
    source = Tiles.from_source(Recorder(size))
    edited = source.edited(size.rect, np.copy)
    views = [shown(tiles, Affine.scaling(scale), Rect(0, 0, 200, 200))[0] for tiles in (source, edited)]
    assert np.array_equal(*views)
    assert np.isclose(views[1][5, :, 3].sum() / 255, 301 * scale, atol=0.01)


def test_beyond_its_tiles_a_mask_is_its_fill():
    mask = Tiles.from_array(np.zeros((10, 10), np.uint8), fill=255)
    view = shown_mask(mask, Affine.scaling(1.5).then(Affine.translation(10, 10)), Rect(0, 0, 40, 40))
    assert view[:8].min() == 255
    assert view[13:22, 13:22].max() == 0
    assert (shown_mask(mask, Affine.translation(3, 4), Rect(0, 0, 20, 20)) == 0).sum() == 100
