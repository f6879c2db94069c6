"""The reference maths of blending: values worked out by hand from the standard, and laws that it must obey."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.pixels.blend import MODES, blended, reference


def colours(seed: int, n: int = 200) -> np.ndarray:
    """Random colours with black, white and grey among them."""
    rng = np.random.default_rng(seed)
    some = rng.random((n, 3))
    some[: n // 4] = rng.integers(0, 2, (n // 4, 3))
    some[n // 4 : n // 2] = rng.random((n // 4, 1))
    return rng.permutation(some)


@pytest.mark.parametrize(
    ("mode", "backdrop", "source", "expected"),
    [
        ("normal", 0.25, 0.6, 0.6),
        ("multiply", 0.5, 0.4, 0.2),
        ("screen", 0.5, 0.4, 0.7),
        ("overlay", 0.25, 0.6, 0.3),
        ("overlay", 0.75, 0.6, 0.8),
        ("darken", 0.3, 0.6, 0.3),
        ("lighten", 0.3, 0.6, 0.6),
        ("color-dodge", 0.0, 1.0, 0.0),
        ("color-dodge", 0.2, 0.5, 0.4),
        ("color-dodge", 0.6, 0.5, 1.0),
        ("color-burn", 1.0, 0.0, 1.0),
        ("color-burn", 0.8, 0.5, 0.6),
        ("color-burn", 0.4, 0.5, 0.0),
        ("hard-light", 0.5, 0.25, 0.25),
        ("hard-light", 0.5, 0.75, 0.75),
        ("soft-light", 0.5, 0.25, 0.375),
        ("soft-light", 0.25, 0.75, 0.375),
        ("soft-light", 0.64, 1.0, 0.8),
        ("soft-light", 0.1, 1.0, 0.296),
        ("difference", 0.3, 0.8, 0.5),
        ("exclusion", 0.3, 0.8, 0.62),
    ],
)
def test_a_separable_mode_is_the_formula_of_the_standard(mode, backdrop, source, expected):
    assert blended(mode, np.full(3, backdrop), np.full(3, source)) == pytest.approx([expected] * 3)


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        # Backdrop (0.2, 0.4, 0.6): luminance 0.362, saturation 0.4; source (0.9, 0.5, 0.1): 0.576 and 0.8.
        ("hue", [0.524, 0.324, 0.124]),
        ("saturation", [0.038, 0.438, 0.838]),
        ("color", [0.362 + 0.324 * 0.362 / 0.476, 0.362 - 0.076 * 0.362 / 0.476, 0.0]),  # clipped at 0
        ("luminosity", [0.414, 0.614, 0.814]),
    ],
)
def test_a_colour_mode_takes_each_property_from_its_side(mode, expected):
    backdrop, source = np.array([0.2, 0.4, 0.6]), np.array([0.9, 0.5, 0.1])
    assert blended(mode, backdrop, source) == pytest.approx(expected)


@given(st.integers(0, 10**6), st.sampled_from(MODES))
def test_every_mode_stays_within_range(seed, mode):
    result = blended(mode, colours(seed), colours(seed + 1))
    assert result.min() >= -1e-9
    assert result.max() <= 1 + 1e-9


@given(st.integers(0, 10**6), st.sampled_from(["multiply", "screen", "darken", "lighten", "difference", "exclusion"]))
def test_these_modes_do_not_mind_which_is_on_top(seed, mode):
    a, b = colours(seed), colours(seed + 1)
    assert blended(mode, a, b) == pytest.approx(blended(mode, b, a))


@given(st.integers(0, 10**6))
def test_pairs_of_modes_mirror_each_other(seed):
    a, b = colours(seed), colours(seed + 1)
    assert blended("overlay", a, b) == pytest.approx(blended("hard-light", b, a))
    assert blended("screen", a, b) == pytest.approx(1 - blended("multiply", 1 - a, 1 - b))
    assert blended("color", a, b) == pytest.approx(blended("luminosity", b, a))


def test_opaque_normal_replaces_and_half_of_it_is_the_mean():
    backdrop, source = np.array([0.2, 0.4, 0.6, 1.0]), np.array([0.8, 0.0, 1.0, 1.0])
    assert reference(backdrop, source) == pytest.approx(source)
    assert reference(backdrop, source, opacity=0.5) == pytest.approx([0.5, 0.2, 0.8, 1.0])
    masked = reference(backdrop[None], source[None], mask=np.array([0.5]))
    assert masked[0] == pytest.approx([0.5, 0.2, 0.8, 1.0])


def test_a_mode_only_acts_where_both_are():
    source = np.array([0.5, 0.5, 0.5, 0.5])
    over_nothing = reference(np.array([0.9, 0.9, 0.9, 0.0]), source, "multiply")
    assert over_nothing == pytest.approx(source)
    # half the source falls on half a white backdrop: 1/4 multiplied grey, 1/4 grey alone, 1/4 white alone
    over_half = reference(np.array([1.0, 1.0, 1.0, 0.5]), source, "multiply")
    assert over_half == pytest.approx([2 / 3, 2 / 3, 2 / 3, 0.75])


def test_nothing_over_nothing_has_no_colour():
    assert not reference(np.array([0.3, 0.4, 0.5, 0.0]), np.array([0.9, 0.8, 0.7, 0.0])).any()


def test_an_unknown_mode_is_named_with_the_known_ones():
    with pytest.raises(ValueError, match=r"'colour'.*luminosity"):
        blended("colour", np.zeros(3), np.zeros(3))  # type: ignore[arg-type]
