"""Filling and extending: what is known stays, what is made fits, and the same seed gives the same bytes."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.pixels.fill import Stopped, extend, fill
from editor.pixels.fill_windows import hole_boxes, window_around
from editor.pixels.geometry import Size

PHOTOGRAPHS = Path(__file__).parent.parent / "photographs"
MEADOW = Path(__file__).parents[2] / "resources" / "sample" / "dandelions.jpg"


def raccoon(width: int) -> np.ndarray:
    bgr = cv2.imread(str(PHOTOGRAPHS / "raccoon.jpg"))
    assert bgr is not None
    height = bgr.shape[0] * width // bgr.shape[1]
    return cv2.resize(bgr, (width, height), interpolation=cv2.INTER_AREA)[..., ::-1].copy()


def blob(h: int, w: int) -> np.ndarray:
    mask = np.zeros((h, w), np.uint8)
    cv2.ellipse(mask, (w // 2, h // 2), (w // 7, h // 5), 20, 0, 360, 255, -1)
    return mask > 0


def stripes(h: int, w: int) -> np.ndarray:
    """Diagonal stripes of 12 pixels in two colours: any right continuation is exact."""
    band = (np.add.outer(np.arange(h), np.arange(w)) // 6) % 2
    return np.where(band[..., None] == 1, np.uint8([200, 60, 40]), np.uint8([40, 90, 180]))


@pytest.mark.parametrize("paint", [fill, extend])
def test_known_pixels_stay_and_the_hole_changes(paint):
    image = raccoon(240)
    hole = blob(*image.shape[:2])
    image[hole] = (255, 0, 255)
    out = paint(image, hole, seed=3)
    assert out.dtype == np.uint8
    assert np.array_equal(out[~hole], image[~hole])
    magenta = (out[hole] == (255, 0, 255)).all(axis=1)
    assert not magenta.any()


def test_what_the_hole_held_does_not_matter():
    image = raccoon(200)
    hole = blob(*image.shape[:2])
    black, white = image.copy(), image.copy()
    black[hole], white[hole] = 0, 255
    assert np.array_equal(fill(black, hole, seed=1), fill(white, hole, seed=1))


@pytest.mark.parametrize("paint", [fill, extend])
def test_a_seed_repeats_and_another_seed_differs(paint):
    image = raccoon(240)
    hole = np.zeros(image.shape[:2], bool)
    hole[:, 170:] = True
    first, again, other = paint(image, hole, seed=5), paint(image, hole, seed=5), paint(image, hole, seed=6)
    assert np.array_equal(first, again)
    assert np.abs(first[hole].astype(int) - other[hole]).mean() > 4


def test_seeds_differ_in_a_soft_dark_meadow_too():
    picture = cv2.imread(str(MEADOW))
    assert picture is not None
    image = picture[700:1494, 1600:2600, ::-1].copy()
    hole = np.zeros(image.shape[:2], np.uint8)
    cv2.ellipse(hole, (576, 447), (210, 161), 0, 0, 360, 255, -1)
    inside = hole > 0
    first, *others = (fill(image, inside, seed=seed).astype(float)[inside] for seed in (3, 4, 5))
    for other in others:
        assert np.abs(first - other).mean() > 0.18 * first.std()


def test_stripes_are_continued():
    image = stripes(128, 128)
    hole = np.zeros((128, 128), bool)
    hole[48:80, 48:80] = True
    holed = np.where(hole[..., None], np.uint8(128), image)
    wrong = np.abs(fill(holed, hole).astype(int) - image)[hole].max(axis=1) > 40
    assert wrong.mean() < 0.1


def test_extending_keeps_the_sky_above_the_grass():
    rows = np.linspace(230, 120, 90)[:, None, None] * np.array([0.5, 0.7, 1.0])
    grass = np.random.default_rng(0).integers(20, 60, (70, 160, 3)) * np.array([0.6, 1.6, 0.4])
    image = np.concatenate([np.broadcast_to(rows, (90, 160, 3)), grass]).astype(np.uint8)
    wide = np.pad(image, ((0, 0), (0, 80), (0, 0)))
    hole = np.zeros(wide.shape[:2], bool)
    hole[:, 160:] = True
    out = extend(wide, hole).astype(float)
    assert np.abs(out[:80, 160:] - out[:80, 150:151]).mean() < 8
    assert out[100:, 160:, 1].mean() > 1.5 * out[100:, 160:, 2].mean()
    assert 0.6 < out[100:, 160:, 1].std() / grass[..., 1].std() < 1.4


@pytest.mark.parametrize("blur", [5, 10])
def test_extending_repeats_soft_blobs_rather_than_draw_out_the_last_row(blur):
    noise = np.random.default_rng(2).normal(0, 1, (400, 300, 3)).astype(np.float32)
    soft = cv2.GaussianBlur(noise, (0, 0), blur)
    known = np.clip(60 + 2 * soft / soft.std(), 0, 255).astype(np.uint8)
    tall = np.pad(known, ((0, 120), (0, 0), (0, 0)))
    hole = np.zeros(tall.shape[:2], bool)
    hole[400:] = True
    made = cv2.GaussianBlur(extend(tall, hole), (0, 0), 1)[440:].astype(float)
    down, across = np.abs(np.diff(made, axis=0)).mean(), np.abs(np.diff(made, axis=1)).mean()
    assert 0.8 < down / across < 1.25


def test_a_white_sky_takes_no_tint_far_out():
    picture = cv2.imread(str(MEADOW))
    assert picture is not None
    known = cv2.resize(picture, (540, 304), interpolation=cv2.INTER_AREA)[:165, :, ::-1]
    tall = np.pad(known, ((325, 0), (0, 0), (0, 0)))
    hole = np.zeros(tall.shape[:2], bool)
    hole[:325] = True
    soft = cv2.GaussianBlur(extend(tall, hole), (0, 0), 8)[:325].astype(int)
    assert (soft[..., 1] - soft[..., 2]).max() < 150, "yellow: added up from the steps of what is blown out"


@pytest.mark.parametrize("side", [np.s_[:, 170:], np.s_[:40], np.s_[:, :50]])
def test_a_missing_side_is_extended_whatever_it_is_called(side):
    image = raccoon(240)
    hole = np.zeros(image.shape[:2], bool)
    hole[side] = True
    assert np.array_equal(fill(image, hole, seed=2), extend(image, hole, seed=2))


def test_sources_are_where_patches_come_from():
    image = raccoon(160)
    hole = blob(*image.shape[:2])
    red = np.random.default_rng(1).integers(0, 60, (90, 70, 3)).astype(np.uint8) + np.uint8([190, 0, 0])
    blue = red[:40, :50, ::-1].copy()
    inner = cv2.erode(hole.astype(np.uint8), np.ones((21, 21))) > 0
    only_red = fill(image, hole, sources=[red])
    assert np.array_equal(only_red[~hole], image[~hole])
    assert only_red[inner][:, 0].mean() > 100 + only_red[inner][:, 2].mean()
    nothing_known = fill(image, np.ones_like(hole), sources=[blue, blue])
    assert nothing_known[..., 2].mean() > 180


def test_nothing_known_is_a_clear_error():
    image = np.zeros((20, 20, 3), np.uint8)
    with pytest.raises(ValueError, match="Nothing of the picture is known"):
        fill(image, np.ones((20, 20), bool))
    with pytest.raises(ValueError, match="Nothing of the picture is known"):
        extend(image, np.ones((20, 20), bool))


@pytest.mark.parametrize(
    ("image", "hole"),
    [
        (np.zeros((9, 9), np.uint8), np.zeros((9, 9), bool)),
        (np.zeros((9, 9, 4), np.uint8), np.zeros((9, 9), bool)),
        (np.zeros((9, 9, 3), np.float32), np.zeros((9, 9), bool)),
        (np.zeros((9, 9, 3), np.uint8), np.zeros((9, 8), bool)),
        (np.zeros((9, 9, 3), np.uint8), np.zeros((9, 9), np.uint8)),
    ],
)
def test_arrays_that_do_not_fit_are_refused(image, hole):
    with pytest.raises(ValueError, match="must be"):
        fill(image, hole)


def test_a_set_stop_ends_the_work():
    image = raccoon(160)
    with pytest.raises(Stopped):
        fill(image, blob(*image.shape[:2]), stop=np.ones(1, np.uint8))


def test_stop_is_seen_while_working_and_progress_rises():
    image = raccoon(240)
    stop = np.zeros(1, np.uint8)
    heard: list[float] = []

    def listen(share: float, words: str) -> None:
        assert words
        heard.append(share)
        if share > 0.3:
            stop[0] = 1

    with pytest.raises(Stopped):
        fill(image, blob(*image.shape[:2]), progress=listen, stop=stop)
    stop[0] = 0
    heard.clear()
    fill(image, blob(*image.shape[:2]), progress=lambda share, _words: heard.append(share))
    assert heard == sorted(heard)
    assert heard[0] == 0.0
    assert heard[-1] == 1.0


@settings(max_examples=30, deadline=None)
@given(
    h=st.integers(1, 40),
    w=st.integers(1, 40),
    box=st.tuples(st.integers(0, 39), st.integers(0, 39), st.integers(1, 40), st.integers(1, 40)),
    seed=st.integers(0, 3),
)
def test_any_size_and_any_hole(h, w, box, seed):
    image = np.random.default_rng(seed).integers(0, 256, (h, w, 3)).astype(np.uint8)
    hole = np.zeros((h, w), bool)
    y, x, bh, bw = box
    hole[y : y + bh, x : x + bw] = True
    if hole.all():
        hole[h // 2, w // 2] = False
        if hole.all() or hole.size == 1:
            return
    for paint in (fill, extend):
        out = paint(image, hole, seed=seed)
        assert out.shape == image.shape
        assert np.array_equal(out[~hole], image[~hole])


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10_000), st.booleans())
def test_boxes_hold_the_hole_and_windows_hold_the_boxes(seed, square):
    rng = np.random.default_rng(seed)
    hole = np.zeros((rng.integers(1, 500), rng.integers(1, 500)), bool)
    for _ in range(rng.integers(1, 6)):
        y, x = rng.integers(0, hole.shape[0]), rng.integers(0, hole.shape[1])
        hole[y : y + rng.integers(1, 40), x : x + rng.integers(1, 40)] = True
    size = Size(hole.shape[1], hole.shape[0])
    left = hole.copy()
    for box in hole_boxes(hole, square):
        assert size.rect.contains(box)
        assert window_around(box, size, square).contains(box)
        left[box.slices] = False
    assert not left.any()


def test_holes_far_apart_get_windows_of_their_own():
    hole = np.zeros((2000, 3000), bool)
    hole[100:130, 100:130] = hole[1800:1830, 2900:2930] = True
    assert len(hole_boxes(hole, False)) == 2
    hole[100:130, 140:170] = True
    assert len(hole_boxes(hole, False)) == 2
