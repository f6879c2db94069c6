"""Paint over and off a picture: exact where it is none or full, alpha as "over" has it, no dark rims."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from editor.pixels.paint import painted, taken_off

PICTURES = arrays(np.uint8, (6, 7, 4))
SHARES = arrays(np.uint8, (6, 7), elements=st.one_of(st.sampled_from([0, 255]), st.integers(0, 255)))
COLOURS = st.tuples(*[st.integers(0, 255)] * 3)


@given(PICTURES, SHARES, COLOURS)
def test_paint_is_laid_over(under: np.ndarray, share: np.ndarray, colour: tuple[int, int, int]) -> None:
    made = painted(under, share, colour)
    assert (made[share == 0] == under[share == 0]).all()
    assert (made[share == 255] == (*colour, 255)).all()
    s, a = share / 255.0, under[..., 3] / 255.0
    alpha = s + a * (1 - s)
    assert np.abs(made[..., 3] - 255 * alpha).max() <= 1
    weighted = np.array(colour) * s[..., None] + under[..., :3] * (a * (1 - s))[..., None]
    seen = made[..., :3] * (made[..., 3:] / 255.0)
    assert np.abs(seen - weighted).max() <= 2, "what shows of it, by its alpha"


@given(PICTURES, SHARES)
def test_paint_is_taken_off(under: np.ndarray, share: np.ndarray) -> None:
    made = taken_off(under, share)
    assert (made[..., :3] == under[..., :3]).all()
    assert (made[share == 0] == under[share == 0]).all()
    assert not made[share == 255][:, 3].any()
    assert np.abs(made[..., 3] - under[..., 3] * (1 - share / 255.0)).max() <= 1
