"""Selecting: colours against their own distances, and objects of known shape found on textured ground."""

import cv2
import numpy as np
import pytest
from skimage import data

from editor.pixels.geometry import Rect, Size
from editor.pixels.mask_ops import bounds, ellipse, rectangle
from editor.pixels.oklab import oklab
from editor.pixels.select import colour_range, grab_cut


def scene(size: Size, disc: np.ndarray, seed: int = 1) -> np.ndarray:
    """A reddish, textured object of the given coverage on greenish, textured ground."""
    rng = np.random.default_rng(seed)
    texture = cv2.GaussianBlur(rng.normal(0, 40, (size.h, size.w, 3)), (0, 0), 1.5) + rng.normal(
        0, 6, (size.h, size.w, 3)
    )
    share = disc[..., None] / 255
    clean = share * (190, 80, 60) + (1 - share) * (70, 120, 60)
    return np.clip(clean + texture, 0, 255).astype(np.uint8)


def test_oklab_has_the_published_values() -> None:
    colours = np.array([[[255, 255, 255], [0, 0, 0], [255, 0, 0], [0, 0, 255]]], np.uint8)
    expected = [(1, 0, 0), (0, 0, 0), (0.62796, 0.22486, 0.12585), (0.45201, -0.03246, -0.31153)]
    assert np.abs(oklab(colours)[0] - expected).max() < 2e-4


def test_a_colour_range_is_full_within_the_tolerance_and_fades_beyond() -> None:
    ramp = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 3, axis=2).repeat(4, axis=0)
    mask = colour_range(ramp, 128, 1, 10, contiguous=False)
    distance = np.abs(oklab(ramp)[0, :, 0] - oklab(ramp)[0, 128, 0]) * 100
    assert (mask[0, distance <= 10] == 255).all() and (mask[0, distance > 13.6] == 0).all()
    assert (np.diff(mask[0, 128:].astype(int)) <= 0).all() and ((mask > 0) & (mask < 255)).any()
    assert (colour_range(ramp, 128, 1, 100, contiguous=False) == 255).all()


def test_contiguous_keeps_only_what_is_joined() -> None:
    picture = np.full((60, 90, 3), 240, np.uint8)
    picture[10:30, 10:30] = picture[40:50, 60:80] = (200, 30, 30)
    picture[30, 30] = (200, 30, 30)  # touches a corner only
    everywhere = colour_range(picture, 15, 15, 5, contiguous=False)
    joined = colour_range(picture, 15, 15, 5, contiguous=True)
    assert np.count_nonzero(everywhere) == 601 and np.count_nonzero(joined) == 400
    assert bounds(joined) == Rect(10, 10, 20, 20)


def test_transparency_is_a_colour_of_its_own() -> None:
    picture = np.zeros((20, 20, 4), np.uint8)
    picture[:, 10:, 3] = 255
    assert bounds(colour_range(picture, 15, 5, 5, contiguous=False)) == Rect(10, 0, 10, 20)
    assert bounds(colour_range(picture, 5, 5, 5, contiguous=True)) == Rect(0, 0, 10, 20)
    with pytest.raises(ValueError, match="20 x 20"):
        colour_range(picture, 20, 5, 5, contiguous=True)


@pytest.mark.parametrize(("size", "side"), [(Size(300, 260), 120), (Size(900, 800), 420)])
def test_grab_cut_finds_a_disc_and_its_edge_at_full_size(size: Size, side: int) -> None:
    disc = ellipse(size, size.w / 4 + 0.3, size.h / 4, side, side)
    box = bounds(disc).grown(side // 10)
    found = grab_cut(scene(size, disc), box)
    either, both = np.maximum(found, disc).sum(dtype=float), np.minimum(found, disc).sum(dtype=float)
    assert both / either > 0.97
    assert not found[: box.y].any() and not found[:, box.right :].any()
    assert ((found > 20) & (found < 235)).sum() > side, "the edge is antialiased"
    assert np.array_equal(found, grab_cut(scene(size, disc), box)), "the same answer every time"


def test_strokes_settle_what_colours_cannot() -> None:
    size = Size(300, 200)
    two = np.maximum(ellipse(size, 40, 60, 80, 80), ellipse(size, 170, 60, 80, 80))
    picture, box = scene(size, two), Rect(25, 40, 250, 120)
    assert grab_cut(picture, box)[100, 210] == 255
    off = rectangle(size, 175, 65, 70, 70)
    alone = grab_cut(picture, box, background=off, foreground=rectangle(size, 70, 90, 20, 20))
    assert alone[100, 80] == 255 and alone[off > 127].max() == 0


def test_grab_cut_on_a_photograph_finds_the_rocket() -> None:
    found = grab_cut(data.rocket(), Rect(300, 60, 60, 300))
    assert found[200, 322] > 200 and found[100, 345] < 50 and 1500 < np.count_nonzero(found > 127) < 9000


def test_boxes_that_cannot_hold_an_object_are_refused() -> None:
    picture = np.random.default_rng(0).integers(0, 255, (50, 60, 3), dtype=np.uint8)
    with pytest.raises(ValueError, match="outside"):
        grab_cut(picture, Rect(60, 10, 30, 30))
    with pytest.raises(ValueError, match="too small"):
        grab_cut(picture, Rect(10, 10, 30, 7))


def test_a_box_of_the_whole_picture_still_answers() -> None:
    size = Size(200, 160)
    disc = ellipse(size, 50, 40, 90, 80)
    found = grab_cut(scene(size, disc), size.rect)
    assert np.minimum(found, disc).sum(dtype=float) / np.maximum(found, disc).sum(dtype=float) > 0.95
