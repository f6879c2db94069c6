"""A coarse idea of a subject is drawn along the picture's edge, and its soft edge loses the background's colour."""

from __future__ import annotations

import cv2
import numpy as np

from editor.pixels.matte import cleaned, matte

W, H = 960, 640
FRONT, BACK, NEW = np.float32((200, 60, 40)), np.float32((60, 190, 70)), np.float32((30, 40, 160))


def scene() -> tuple[np.ndarray, np.ndarray]:
    """A disc with some grain, antialiased and with a soft lower half, on another colour; and its true alpha, 0..1."""
    y, x = np.mgrid[:H, :W].astype(np.float32)
    distance = np.hypot(x - 470, y - 320)
    soft = np.where(y > 320, 9.0, 1.0)
    alpha = np.clip((210 - distance) / soft + 0.5, 0, 1)
    grain = np.random.default_rng(3).normal(0, 3, (H, W, 1)).astype(np.float32)
    rgb = FRONT * alpha[..., None] + BACK * (1 - alpha[..., None]) + grain
    return np.clip(np.rint(rgb), 0, 255).astype(np.uint8), alpha


def coarse(alpha: np.ndarray) -> np.ndarray:
    """As a net of 320 px tells it: square, blurred, and a little off."""
    small = cv2.resize(alpha, (320, 320), interpolation=cv2.INTER_AREA)
    return np.roll(cv2.GaussianBlur(small, (0, 0), 1.5), 1, axis=1)


def test_the_edge_is_the_pictures_own() -> None:
    rgb, alpha = scene()
    found = matte(rgb, coarse(alpha)).astype(np.float32) / 255
    enlarged = cv2.resize(coarse(alpha), (W, H), interpolation=cv2.INTER_LINEAR)
    near = cv2.dilate((alpha > 0).astype(np.uint8), np.ones((61, 61))) - cv2.erode(
        (alpha == 1).astype(np.uint8), np.ones((61, 61))
    )
    mine, theirs = (np.abs(a - alpha)[near > 0].mean() for a in (found, enlarged))
    assert mine < 0.6 * theirs
    assert (found[near == 0] == alpha[near == 0]).all()
    assert len(np.unique(np.rint(found[:300] * 255))) > 20, "antialiased"


def test_on_another_ground_the_edge_has_no_rim_of_the_old_one() -> None:
    rgb, alpha = scene()
    share = np.rint(alpha * 255).astype(np.uint8)
    wanted = FRONT * alpha[..., None] + NEW * (1 - alpha[..., None])
    soft = (share > 0) & (share < 255)
    errors = [
        np.abs(colours * alpha[..., None] + NEW * (1 - alpha[..., None]) - wanted)[soft].mean()
        for colours in (cleaned(rgb, share).astype(np.float32), rgb.astype(np.float32))
    ]
    assert errors[0] < 4 < 0.25 * errors[1]


def test_what_is_whole_or_gone_keeps_its_colours() -> None:
    rgb, alpha = scene()
    share = np.rint(alpha * 255).astype(np.uint8)
    hard = (share == 0) | (share == 255)
    assert np.array_equal(cleaned(rgb, share)[hard], rgb[hard])
    nothing = np.zeros((H, W), np.uint8)
    assert np.array_equal(cleaned(rgb, nothing), rgb)


def test_pictures_of_any_size_are_worked_on() -> None:
    for w, h in ((1, 1), (7, 3), (2000, 40)):
        rgb = np.full((h, w, 3), 100, np.uint8)
        made = matte(rgb, np.full((320, 320), 0.9, np.float32))
        assert made.shape == (h, w) and made.min() > 200
        assert cleaned(rgb, made).shape == rgb.shape
