"""Extending: from a border or a size to the region and its mask, whole pixels, nothing scaled."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.pixels.geometry import Rect, Size
from editor.steps.extend import LARGEST, border_mask, by_border, scaled_to, to_size

PICTURE = Size(300, 200)


def test_a_border_moves_each_side_outward() -> None:
    assert by_border(PICTURE, 10, 20, 30, 40) == Rect(-10, -20, 340, 260)


def test_a_size_is_centred_or_put_where_it_is_said() -> None:
    assert to_size(PICTURE, Size(401, 300)) == Rect(-50, -50, 401, 300)
    assert to_size(PICTURE, Size(400, 300), (0, 100)) == Rect(0, -100, 400, 300)


def test_a_smaller_side_cuts_the_picture() -> None:
    region = to_size(PICTURE, Size(200, 300))
    assert region == Rect(50, -50, 200, 300)
    mask = border_mask(PICTURE, region)
    assert (
        mask.shape == (300, 200) and not mask[50:250].any() and (mask[:50] == 255).all() and (mask[250:] == 255).all()
    )


@given(*[st.integers(0, 60)] * 4)
def test_the_mask_marks_the_new_pixels_and_no_others(left: int, top: int, right: int, bottom: int) -> None:
    if left + top + right + bottom == 0:
        return
    mask = border_mask(PICTURE, by_border(PICTURE, left, top, right, bottom))
    assert set(np.unique(mask)) <= {0, 255}
    assert (mask == 255).sum() == mask.size - PICTURE.area
    assert not mask[top : top + PICTURE.h, left : left + PICTURE.w].any()


@pytest.mark.parametrize("side", ["width", "height"])
def test_scaling_keeps_the_proportion(side) -> None:
    scaled = scaled_to(PICTURE, Size(1080, 1920), side)
    assert scaled == (Size(1080, 720) if side == "width" else Size(2880, 1920))
    assert min(scaled_to(Size(10_000, 1), Size(20, 20), side)) >= 1


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: by_border(PICTURE, -1, 0, 5, 0), "outward"),
        (lambda: by_border(PICTURE, 0, 0, 0, 0), "nothing would be added"),
        (lambda: to_size(PICTURE, Size(300, 200)), "nothing would be added"),
        (lambda: to_size(PICTURE, Size(100, 100)), "nothing would be added"),
        (lambda: to_size(PICTURE, Size(400, 400), (500, 0)), "outside"),
        (lambda: by_border(PICTURE, LARGEST, 0, 0, 0), "too large"),
    ],
)
def test_what_adds_nothing_or_too_much_is_refused(call, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        call()
