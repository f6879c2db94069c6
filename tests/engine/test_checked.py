"""What engines may yield, and what is said of everything else."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.engine.checked import LARGEST_AREA, LARGEST_SIDE, checked
from editor.engine.contract import Candidate, Progress
from editor.engine.errors import BadResult

PICTURE = np.zeros((4, 5, 4), np.uint8)


def _empty(h: int, w: int, channels: int = 3) -> np.ndarray:
    """A picture of any size that takes no memory."""
    return np.broadcast_to(np.zeros((1, 1, channels), np.uint8), (h, w, channels))


@pytest.mark.parametrize("pixels", [PICTURE, PICTURE[..., :3], PICTURE[:1, :1], _empty(1, LARGEST_SIDE)])
def test_pictures_come_through_untouched(pixels: np.ndarray) -> None:
    candidate = Candidate(pixels=pixels, seed=1)
    assert checked(candidate) is candidate and candidate.pixels is pixels


@pytest.mark.parametrize(
    ("pixels", "says"),
    [
        (None, "NoneType"),
        ([[[0, 0, 0]]], "list"),
        (PICTURE.astype(np.float32), "float32"),
        (PICTURE.astype(object), "object"),
        (PICTURE[..., 0], "shape (4, 5)"),
        (PICTURE[..., :2], "shape (4, 5, 2)"),
        (PICTURE[None], "shape"),
        (PICTURE[:0], "shape (0, 5, 4)"),
        (np.uint8(3), "no array"),
        (_empty(1, LARGEST_SIDE + 1), "too large"),
        (_empty(LARGEST_AREA // 10_000 + 1, 10_000), "too large"),
    ],
)
def test_what_is_no_picture_is_said(pixels: Any, says: str) -> None:
    for answer in (Candidate(pixels=pixels, seed=1), Progress(0.5, "Thinking", preview=pixels)):
        if pixels is None and isinstance(answer, Progress):
            assert checked(answer) is answer, "a progress needs no preview"
            continue
        with pytest.raises(BadResult) as caught:
            checked(answer)
        assert says in caught.value.message


@pytest.mark.parametrize("answer", [None, 3, "done", PICTURE, {"fraction": 0.5}, Candidate, Progress])
def test_any_other_value_is_refused(answer: object) -> None:
    with pytest.raises(BadResult, match="no picture"):
        checked(answer)


@given(st.floats() | st.integers(-(10**9), 10**9) | st.sampled_from([np.float32(0.3), np.float64("nan"), True]))
def test_any_number_becomes_a_progress_within_its_bounds(fraction: Any) -> None:
    found = checked(Progress(fraction, "Thinking"))
    assert isinstance(found, Progress) and 0 <= found.fraction <= 1 and found.stage == "Thinking"
    if 0 <= fraction <= 1:
        assert found.fraction == fraction
    elif not math.isnan(fraction):
        assert found.fraction == (fraction > 0)


@pytest.mark.parametrize("fraction", [None, "half", [0.5], 1j, 10**400, PICTURE])
def test_a_progress_that_is_no_number_is_refused(fraction: Any) -> None:
    with pytest.raises(BadResult, match="no number"):
        checked(Progress(fraction, "Thinking"))
