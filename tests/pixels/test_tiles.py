"""Tiles against plain arrays: every way to change them, sharing, hashes, mip levels, and sources underneath."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, rule

from editor.pixels.display import displayed
from editor.pixels.geometry import Rect, Size
from editor.pixels.mips import halved
from editor.pixels.tiles import SIDE, Tile, Tiles, cells

COORDINATES = st.integers(-300, 620) | st.sampled_from([-SIDE, -1, 0, 1, SIDE - 1, SIDE, SIDE + 1, 2 * SIDE])
LENGTHS = st.integers(-2, 400) | st.sampled_from([0, 1, SIDE, 2 * SIDE, 700])
RECTS = st.builds(Rect, COORDINATES, COORDINATES, LENGTHS, LENGTHS)
SIZES = st.builds(Size, st.integers(1, 560), st.integers(1, 560)) | st.sampled_from(
    [Size(1, 1), Size(SIDE, SIDE), Size(2 * SIDE, SIDE), Size(SIDE + 1, SIDE - 1)]
)
SEEDS = st.integers(0, 1 << 30)
FILLS = st.sampled_from([0, 0, 255, 7])
CHANNELS = st.sampled_from([1, 4])
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


class Painted:
    """A source that holds its pixels, and remembers what was asked of it."""

    digest = b"painted"

    def __init__(self, pixels: np.ndarray) -> None:
        self._levels = [pixels]
        self.size = Size(pixels.shape[1], pixels.shape[0])
        self.asked: list[tuple[Rect, int]] = []

    def crop(self, rect: Rect, level: int = 0) -> np.ndarray:
        self.asked.append((rect, level))
        while len(self._levels) <= level:
            self._levels.append(halved(self._levels[-1]))
        view = self._levels[level][rect.slices]
        view.flags.writeable = False
        return view


def coloured(size: Size, channels: int, seed: int, *, flat: bool = False) -> np.ndarray:
    """Random uint8 pixels, in patches of a few pixels, in part wholly transparent and wholly opaque."""
    shape = (size.h, size.w, 4) if channels == 4 else (size.h, size.w)
    random = np.random.default_rng(seed)
    if flat:
        return np.full(shape, random.integers(0, 256, shape[2:], np.uint8))
    small = random.integers(0, 256, (-(-size.h // 5), -(-size.w // 5), *shape[2:]), np.uint8)
    alpha = small[..., -1] if channels == 4 else small
    alpha[random.random(alpha.shape) < 0.3] = 0
    alpha[random.random(alpha.shape) < 0.4] = 255
    return np.ascontiguousarray(small.repeat(5, 0).repeat(5, 1)[: size.h, : size.w])


def seen(pixels: np.ndarray, rect: Rect, fill: int) -> np.ndarray:
    """What `rect` shows of an array, which may lie anywhere; outside of it there is `fill`."""
    out = np.full((max(0, rect.h), max(0, rect.w), *pixels.shape[2:]), fill, np.uint8)
    inside = rect.intersected(Rect(0, 0, pixels.shape[1], pixels.shape[0]))
    if not inside.empty:
        out[inside.translated(-rect.x, -rect.y).slices] = pixels[inside.slices]
    return out


def put(pixels: np.ndarray, x: int, y: int, block: np.ndarray) -> np.ndarray:
    """A copy of the array with a block put at (x, y), as far as that lies inside."""
    out = pixels.copy()
    inside = Rect(x, y, block.shape[1], block.shape[0]).intersected(Rect(0, 0, pixels.shape[1], pixels.shape[0]))
    if not inside.empty:
        out[inside.slices] = block[inside.translated(-x, -y).slices]
    return out


def averaged(pixels: np.ndarray, level: int) -> np.ndarray:
    """Float64 means of 2 x 2, again and again, odd edges repeated; RGBA weighted by alpha, premultiplied."""
    values = pixels.astype(np.float64)
    if pixels.ndim == 3:
        values[..., :3] *= values[..., 3:] / 255
    for _ in range(level):
        h, w = values.shape[:2]
        values = np.pad(values, [(0, h % 2), (0, w % 2), (0, 0)][: values.ndim], "edge")
        values = (values[::2, ::2] + values[1::2, ::2] + values[::2, 1::2] + values[1::2, 1::2]) / 4
    return values


def premultiplied(pixels: np.ndarray) -> np.ndarray:
    return averaged(pixels, 0)


class Editing(RuleBasedStateMachine):
    """Any sequence of edits, on tiles and on an array beside them."""

    pictures: Bundle[tuple[Tiles, np.ndarray]] = Bundle("pictures")

    @initialize(target=pictures, size=SIZES, channels=CHANNELS, fill=FILLS, seed=SEEDS, how=st.integers(0, 2))
    def begin(self, size: Size, channels: int, fill: int, seed: int, how: int) -> Any:
        if how == 0:
            empty = np.full((size.h, size.w, 4) if channels == 4 else (size.h, size.w), fill, np.uint8)
            return Tiles(size, channels, fill), empty
        if how == 1:
            pixels = coloured(size, channels, seed)
            return Tiles.from_array(pixels, fill), pixels
        pixels = coloured(size, 4, seed)
        return Tiles.from_source(Painted(pixels)), pixels

    @rule(target=pictures, picture=pictures, x=COORDINATES, y=COORDINATES, w=LENGTHS, h=LENGTHS, seed=SEEDS)
    def paste(self, picture: tuple[Tiles, np.ndarray], x: int, y: int, w: int, h: int, seed: int) -> Any:
        tiles, pixels = picture
        block = coloured(Size(max(0, w), max(0, h)), tiles.channels, seed, flat=seed % 2 == 0)
        given_block = block.copy()
        after = tiles.pasted(x, y, given_block)
        given_block[:] = 99  # what was pasted does not follow the array that it came from
        return self.compared(tiles, after, put(pixels, x, y, block), Rect(x, y, w, h))

    @rule(target=pictures, picture=pictures, rect=RECTS)
    def edit(self, picture: tuple[Tiles, np.ndarray], rect: Rect) -> Any:
        tiles, pixels = picture
        after = tiles.edited(rect, lambda values: 255 - values)
        inside = rect.intersected(tiles.size.rect)
        block = 255 - seen(pixels, inside, tiles.fill)
        return self.compared(tiles, after, put(pixels, inside.x, inside.y, block), rect)

    @rule(target=pictures, picture=pictures, rect=RECTS, value=st.integers(0, 255) | st.just(-1))
    def fill(self, picture: tuple[Tiles, np.ndarray], rect: Rect, value: int) -> Any:
        tiles, pixels = picture
        value = tiles.fill if value < 0 else value
        colour = (value, 2, 3, value) if tiles.channels == 4 and value % 2 else value
        block = np.full((max(0, rect.h), max(0, rect.w), *pixels.shape[2:]), colour, np.uint8)
        return self.compared(tiles, tiles.filled(rect, colour), put(pixels, rect.x, rect.y, block), rect)

    @rule(target=pictures, picture=pictures, rect=RECTS.filter(lambda rect: not rect.empty), aligned=st.booleans())
    def crop(self, picture: tuple[Tiles, np.ndarray], rect: Rect, aligned: bool) -> Any:
        tiles, pixels = picture
        if aligned:
            rect = Rect(rect.x // SIDE * SIDE, rect.y // SIDE * SIDE, rect.w, rect.h)
        cut = tiles.cropped(rect)
        return self.compared(None, cut, seen(pixels, rect, tiles.fill), rect)

    def compared(self, before: Tiles | None, after: Tiles, pixels: np.ndarray, touched: Rect) -> Any:
        assert np.array_equal(after.array(), pixels)
        if before is not None:
            self.shared(before, after, touched)
        if after.base is None:
            self.canonical(after, pixels)
            assert after.bounds() == _marked(pixels, after.fill)
        return after, pixels

    def shared(self, before: Tiles, after: Tiles, touched: Rect) -> None:
        """All tiles beside the touched rectangle are the very same objects."""
        changed = {key for key, _ in cells(touched.intersected(before.size.rect), SIDE)}
        for key in (before.map.keys() | after.map.keys()) - changed:
            assert after.map[key] is before.map[key]

    def canonical(self, after: Tiles, pixels: np.ndarray) -> None:
        """The same content has the same tiles by hash, and none for what is all fill, however it came about."""
        plain = Tiles.from_array(pixels, after.fill)
        assert {key: tile.digest for key, tile in after.map.items()} == {
            key: tile.digest for key, tile in plain.map.items()
        }


def _marked(pixels: np.ndarray, fill: int) -> Rect:
    """The smallest rectangle that holds all that is not fill."""
    differs = (pixels != fill) if pixels.ndim == 2 else (pixels != fill).any(2)
    rows, columns = np.flatnonzero(differs.any(1)), np.flatnonzero(differs.any(0))
    if not len(rows):
        return Rect(0, 0, 0, 0)
    return Rect.from_edges(columns[0], rows[0], columns[-1] + 1, rows[-1] + 1)


TestEditing = Editing.TestCase
TestEditing.settings = settings(max_examples=40, stateful_step_count=6, deadline=None)


@QUICK
@given(SIZES, CHANNELS, FILLS, SEEDS, RECTS, st.integers(0, 10))
def test_any_box_of_any_level_lies_within_what_is_filled(
    size: Size, channels: int, fill: int, seed: int, rect: Rect, level: int
) -> None:
    pixels = coloured(size, channels, seed)
    tiles = Tiles.from_array(pixels, fill)
    whole = tiles.crop(tiles.level_size(level).rect, level)
    assert np.array_equal(tiles.crop(rect, level), seen(whole, rect, fill))
    out = tiles.crop(rect)
    out[:] = 1  # a new array: the picture does not follow it
    assert np.array_equal(tiles.array(), pixels)


@QUICK
@given(SIZES, CHANNELS, FILLS, SEEDS, st.integers(0, 10))
def test_levels_are_means_of_areas_up_to_the_edge(size: Size, channels: int, fill: int, seed: int, level: int) -> None:
    pixels = coloured(size, channels, seed)
    tiles = Tiles.from_array(pixels, fill)
    small = tiles.crop(tiles.level_size(level).rect, level)
    assert np.abs(premultiplied(small) - averaged(pixels, level)).max() <= 0.6 * level + 0.6


@QUICK
@given(SIZES, SEEDS, st.integers(0, 10))
def test_a_picture_of_one_opaque_colour_is_that_at_every_level(size: Size, seed: int, level: int) -> None:
    colour = (*np.random.default_rng(seed).integers(0, 256, 3).tolist(), 255)
    tiles = Tiles(size).filled(size.rect, colour)
    assert (tiles.crop(tiles.level_size(level).rect, level) == colour).all()


@QUICK
@given(SIZES, SEEDS, RECTS, st.integers(0, 9))
def test_an_edit_over_a_source_looks_as_on_tiles_at_every_level(size: Size, seed: int, rect: Rect, level: int) -> None:
    pixels = coloured(size, 4, seed)
    above = Tiles.from_source(Painted(pixels)).edited(rect, lambda values: values[::-1])
    below = Tiles.from_array(pixels).edited(rect, lambda values: values[::-1])
    box = above.level_size(level).rect
    assert np.abs(premultiplied(above.crop(box, level)) - premultiplied(below.crop(box, level))).max() <= 1.5


def test_a_source_is_asked_for_no_more_than_the_box_and_not_where_tiles_hide_it() -> None:
    source = Painted(coloured(Size(900, 700), 4, 1))
    tiles = Tiles.from_source(source)
    tiles.crop(Rect(100, 50, 30, 20), 1)
    assert source.asked == [(Rect(100, 50, 30, 20), 1)]
    hidden = tiles.filled(Rect(0, 0, 2 * SIDE, SIDE), 9)
    source.asked.clear()
    hidden.crop(Rect(0, 0, 2 * SIDE, SIDE))
    hidden.crop(Rect(10, 10, 20, 20), 3)
    assert not source.asked


def test_only_what_was_edited_over_a_source_becomes_tiles() -> None:
    tiles = Tiles.from_source(Painted(coloured(Size(900, 700), 4, 1)))
    assert tiles.map == {} and len(list(tiles.filled(Rect(300, 10, 5, 5), 0))) == 1
    assert tiles.filled(Rect(0, 0, 900, 700), 0).array().max() == 0, "erased to nothing is not the source again"


def test_a_cut_along_the_grid_shares_its_whole_tiles() -> None:
    tiles = Tiles.from_array(coloured(Size(1000, 1000), 4, 2))
    cut = tiles.cropped(Rect(SIDE, SIDE, 600, 600))
    assert all(cut.map[key] is tiles.map[key[0] + 1, key[1] + 1] for key in ((0, 0), (1, 0), (0, 1), (1, 1)))
    assert len(cut.map) == 9


def test_a_large_fill_holds_one_tile_once() -> None:
    tiles = Tiles(Size(100_000, 100_000), fill=0).filled(Rect(0, 0, 100_000, 2000), (1, 2, 3, 255))
    assert len({id(tile) for tile in tiles}) <= 3 + 2 * 391, "whole tiles are one; those at the lower edge are not"
    assert len(tiles.map) == 391 * 8


def test_equal_pixels_have_equal_names_and_masks_other_ones_than_pictures() -> None:
    block = np.zeros((SIDE, SIDE, 4), np.uint8)
    assert Tile.of(block.copy()).digest == Tile.of(block.copy()).digest
    assert Tile.of(block.reshape(SIDE * 2, SIDE * 2)).digest != Tile.of(block).digest
    assert not Tile.of(block.copy()).pixels.flags.writeable


def test_a_picture_without_pixels_is_refused_and_an_empty_cut_too() -> None:
    for size in (Size(0, 5), Size(5, 0), Size(-1, 5)):
        with pytest.raises(ValueError, match="at least one pixel"):
            Tiles(size)
    with pytest.raises(ValueError, match="at least one pixel"):
        Tiles(Size(5, 5)).cropped(Rect(1, 1, 0, 2))


@QUICK
@given(SIZES, SEEDS, st.booleans())
def test_display_tiles_are_premultiplied_bgra_and_marked_where_opaque(size: Size, seed: int, opaque: bool) -> None:
    pixels = coloured(size, 4, seed)
    if opaque:
        pixels[..., 3] = 255
    display = displayed(pixels)
    assert display.opaque == bool((pixels[..., 3] == 255).all())
    assert display.pixels.dtype == np.uint8 and display.pixels.flags.c_contiguous
    assert np.array_equal(display.pixels[..., 3], pixels[..., 3])
    exact = pixels[..., 2::-1] * (pixels[..., 3:] / 255)
    assert np.abs(display.pixels[..., :3] - exact).max() <= 0.51
    assert (display.pixels[..., :3] <= display.pixels[..., 3:]).all(), "a painter may count on it"
