"""The ramp: nothing outside the mask, all of it deep inside, wider where the pictures differ."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from editor.pixels.seam import away_from, blended, depth_of, ramp, widths

MASKS = arrays.arrays(np.uint8, (24, 30), elements=st.sampled_from([0, 0, 0, 90, 255, 255]))
NONE = np.zeros((24, 30), bool)


@settings(max_examples=40, deadline=None)
@given(MASKS, st.floats(0.5, 14))
def test_a_ramp_never_leaves_the_mask_or_exceeds_it(mask, width):
    alpha = ramp(mask, depth_of(mask), np.full(mask.shape, width, np.float32), NONE)
    assert (alpha <= mask).all()


@settings(max_examples=40, deadline=None)
@given(MASKS, st.integers(1, 12))
def test_a_blend_ends_at_its_reach(mask, reach):
    alpha = blended(mask, depth_of(mask), np.full(mask.shape, 6, np.float32), NONE, reach)
    assert not alpha[away_from(mask) >= reach].any()


def test_the_border_of_the_picture_is_no_edge():
    mask = np.zeros((60, 80), np.uint8)
    mask[:, 40:] = 255
    alpha = ramp(mask, depth_of(mask), np.full(mask.shape, 4, np.float32), np.zeros(mask.shape, bool))
    assert (alpha[:, 50:] == 255).all()


def test_a_mismatch_widens_the_ramp_where_it_is():
    mask = np.zeros((80, 160), np.uint8)
    mask[40:] = 255
    one = np.full((80, 160, 3), 100, np.float32)
    other = one.copy()
    other[:, :80] += 20
    width = widths(one, other, depth_of(mask), np.ones(mask.shape, np.float32))
    assert width[42, 20] > 10
    assert width[42, 140] < 4.5
