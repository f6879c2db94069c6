"""Registration against a known map on a photograph, with an edit in the mask that must not be read."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from editor.pixels.lucas_kanade import place
from editor.pixels.register import affine, luma
from tests.engines.mirror import hosted, redrawn

RACCOON = Path(__file__).parent.parent / "photographs" / "raccoon.jpg"


@pytest.fixture(scope="module")
def photograph() -> np.ndarray:
    return np.ascontiguousarray(cv2.imread(str(RACCOON))[128:576, 256:768, ::-1])


@pytest.fixture(scope="module")
def mask() -> np.ndarray:
    return cv2.rectangle(np.zeros((448, 512), np.uint8), (170, 130), (330, 280), 255, -1)


def error(photograph: np.ndarray, mask: np.ndarray, options: dict, seed: int) -> float:
    """95th percentile of the displacement left along the mask's edge, pixels."""
    made = redrawn(photograph, mask, options, seed)
    sized = cv2.resize(made.pixels, (512, 448), interpolation=cv2.INTER_CUBIC)
    known = cv2.erode((mask == 0).astype(np.float32), np.ones((7, 7), np.uint8))
    found = place(photograph, sized, known, affine(luma(photograph), luma(sized), known))
    rim = (cv2.dilate(mask, np.ones((3, 3), np.uint8)) > 0) & (cv2.erode(mask, np.ones((3, 3), np.uint8)) == 0)
    return float(np.percentile(np.hypot(*(found - made.place)[rim].T), 95))


@pytest.mark.parametrize("shift", [(0.5, 0.0), (-3.25, 4.5), (6.0, 0.0)])
@pytest.mark.parametrize("scale", [0.99, 1.0, 1.01])
def test_shift_and_scale_alone_are_undone_to_a_fifth_of_a_pixel(photograph, mask, shift, scale):
    assert error(photograph, mask, {"shift": shift, "scale": scale, "edit": "object"}, 1) <= 0.2


@pytest.mark.parametrize("edit", ["object", "recolour", "shadow", "across"])
def test_a_redrawn_answer_is_placed_within_a_pixel_and_a_half(photograph, mask, edit):
    for seed in range(2):
        options = hosted(np.random.default_rng(seed), edit=edit, warp=3.0)
        assert error(photograph, mask, options, seed) <= 1.5


def test_a_picture_without_detail_stays_where_it_is(mask):
    flat = np.full((448, 512, 3), 120, np.uint8)
    known = (mask == 0).astype(np.float32)
    found = place(flat, flat + 5, known, affine(luma(flat), luma(flat + 5), known))
    xs, ys = np.meshgrid(np.arange(512), np.arange(448))
    assert np.abs(found - np.stack([xs, ys], axis=2)).max() < 0.01
