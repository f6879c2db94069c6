"""Resizing and warping: exact where they can be, against plain sums where they average, without fringes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.pixels.geometry import Affine, Rect, Size
from editor.pixels.resample import resize, warp


def _some(h: int, w: int, channels: int = 3, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (h, w, channels), dtype=np.uint8)


def _boxes(length: int, to: int) -> np.ndarray:
    """The exact share of each of `length` pixels in each of `to` pixels."""
    edges = np.arange(to + 1) * length / to
    low, high = np.maximum(edges[:-1, None], np.arange(length)), np.minimum(edges[1:, None], np.arange(length) + 1)
    return np.clip(high - low, 0, None) * to / length


@settings(deadline=None)
@given(st.integers(2, 40), st.integers(2, 40), st.data())
def test_smaller_is_the_exact_mean_of_the_area(h: int, w: int, data: st.DataObject) -> None:
    size = Size(data.draw(st.integers(1, w)), data.draw(st.integers(1, h)))
    pixels = _some(h, w)
    expected = np.einsum("yj,xi,jic->yxc", _boxes(h, size.h), _boxes(w, size.w), pixels.astype(float))
    assert np.abs(resize(pixels, size) - expected).max() <= 0.51


def test_the_same_size_is_a_copy() -> None:
    pixels = _some(9, 7, 4)
    copy = resize(pixels, Size(7, 9))
    assert np.array_equal(copy, pixels) and copy is not pixels


@pytest.mark.parametrize("linear", [False, True])
@pytest.mark.parametrize("size", [Size(9, 5), Size(77, 3), Size(5, 80), Size(100, 90)])
def test_one_colour_stays(size: Size, linear: bool) -> None:
    for channels in (3, 4):
        pixels = np.broadcast_to(np.array([200, 30, 7, 255], np.uint8)[:channels], (33, 20, channels))
        assert np.array_equal(
            resize(pixels, size, linear_light=linear), np.broadcast_to(pixels[0, 0], (*size[::-1], channels))
        )


@pytest.mark.parametrize("size", [Size(8, 8), Size(11, 13), Size(100, 90), Size(40, 7)])
def test_transparent_colour_leaves_no_fringe(size: Size) -> None:
    pixels = np.zeros((32, 32, 4), np.uint8)
    pixels[..., 1] = 255  # green, unseen
    pixels[:, :13] = (250, 10, 10, 255)
    small = resize(pixels, size)
    seen = small[small[..., 3] > 0]
    assert np.abs(seen[:, :3].astype(int) - (250, 10, 10)).max() <= 1
    assert not small[small[..., 3] == 0].any()


def test_linear_light_averages_light() -> None:
    pixels = np.zeros((2, 2, 3), np.uint8)
    pixels[0] = 255
    assert resize(pixels, Size(1, 1), linear_light=True)[0, 0, 0] == 188
    assert resize(pixels, Size(1, 1))[0, 0, 0] == 128


def test_masks_and_larger_sizes() -> None:
    mask = np.zeros((10, 10), np.uint8)
    mask[:, 5:] = 255
    large = resize(mask, Size(40, 30))
    assert large.shape == (30, 40) and large[:, :12].max() <= 25 and large[:, 28:].min() >= 230


def test_no_size_is_an_error() -> None:
    with pytest.raises(ValueError, match="0 x 5"):
        resize(_some(4, 4), Size(0, 5))


_TURNS = [(1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0), (-1, 0, 0, 1), (1, 0, 0, -1), (0, 1, 1, 0)]


@settings(deadline=None)
@given(st.sampled_from(_TURNS), st.integers(-9, 9), st.integers(-9, 9), st.sampled_from([3, 4]))
def test_whole_moves_turns_and_mirrors_copy_every_pixel(
    turn: tuple[int, int, int, int], dx: int, dy: int, channels: int
) -> None:
    pixels = _some(6, 8, channels)
    affine = Affine(*turn, dx, dy)
    out = Rect(-20, -20, 45, 45)
    result = warp(pixels, affine, out)
    seen = 0
    for y, x in np.ndindex(6, 8):
        u, v = affine.apply(x + 0.5, y + 0.5)
        there = result[int(v - 0.5) - out.y, int(u - 0.5) - out.x]
        assert np.array_equal(there[:channels], pixels[y, x])
        seen += 1
    assert seen == 48 and (channels == 4 or np.count_nonzero(result[..., 3]) == 48)


def test_a_map_lays_edges_where_it_says() -> None:
    pixels = np.full((10, 20, 3), 90, np.uint8)
    out = warp(pixels, Affine(1.5, 0, 0, 2.5, 3.25, 4.0), Rect(0, 0, 50, 50))
    assert out[..., 3].sum() / 255 == pytest.approx(30 * 25, rel=0.01)
    assert out[10, 3, 3] == pytest.approx(255 * 0.75, abs=2) and out[10, 2, 3] == 0 and out[10, 4, 3] == 255
    assert (out[out[..., 3] > 0][:, :3] == 90).all()


def test_shrinking_a_fine_pattern_gives_its_mean() -> None:
    checks = (np.indices((256, 256)).sum(0) % 2 * 255).astype(np.uint8)
    small = warp(checks, Affine.scaling(0.1).then(Affine.rotation(30)), Rect(-5, 5, 10, 20))
    assert np.abs(small[5:15, 3:7].astype(int) - 127).max() <= 3


def test_a_picture_and_back_is_nearly_the_same() -> None:
    smooth = (127 + 100 * np.sin(np.indices((60, 80)).sum(0) / 9)).astype(np.uint8)
    there = warp(smooth, Affine.rotation(20), Rect(-40, 0, 140, 110))
    back = warp(there, Affine.translation(-40, 0).then(Affine.rotation(-20)), Rect(0, 0, 80, 60))
    assert np.abs(back[6:-6, 6:-6].astype(int) - smooth[6:-6, 6:-6]).max() <= 3


def test_a_flat_map_is_an_error() -> None:
    with pytest.raises(ValueError, match="line"):
        warp(_some(3, 3), Affine(1, 1, 1, 1, 0, 0), Rect(0, 0, 3, 3))
