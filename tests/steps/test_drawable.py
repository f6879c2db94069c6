"""Drawable: from words alone an engine is asked for a size that it draws, as near as can be to the one wanted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.engine.contract import Abilities
from editor.pixels.geometry import Size
from editor.steps.drawable import drawable


def engine(**limits) -> Abilities:
    return Abilities(kinds=frozenset({"generate"}), **limits)


wanted = st.builds(Size, st.integers(1, 6000), st.integers(1, 6000))


@given(wanted)
def test_an_engine_without_limits_draws_what_is_wanted(size: Size) -> None:
    assert drawable(size, engine()) == size


@given(
    wanted,
    st.sampled_from([1, 8, 16, 64]),
    st.sampled_from([(), ((1, 1), (16, 9), (9, 16), (4, 3))]),
    st.sampled_from([1, 256]),
    st.sampled_from([None, 4_200_000]),
)
def test_what_is_asked_for_is_allowed(size: Size, multiple: int, ratios, smallest: int, area: int | None) -> None:
    limits = engine(multiple=multiple, ratios=ratios, smallest_side=smallest, largest_side=4096, largest_area=area)
    try:
        found = drawable(size, limits)
    except ValueError:
        assert not ratios and max(size) / min(size) > 8, "only slim pictures are beyond such limits"
        return
    assert found.w % multiple == 0 and found.h % multiple == 0
    assert smallest <= min(found) and max(found) <= 4096 and (area is None or found.area <= area)
    assert not ratios or any(found.w * b == found.h * a for a, b in ratios)


def test_the_ratio_counts_before_the_area() -> None:
    sizes = ((1024, 1024), (1376, 768), (2752, 1536), (4096, 4096))
    limits = engine(sizes=sizes)
    assert drawable(Size(1920, 1080), limits) == (2752, 1536), "no smaller than is wanted"
    assert drawable(Size(1280, 720), limits) == (1376, 768)
    assert drawable(Size(1000, 1000), limits) == (1024, 1024)
    assert drawable(Size(9000, 9000), limits) == (4096, 4096)


def test_limits_that_exclude_each_other_are_told() -> None:
    with pytest.raises(ValueError, match="limits"):
        drawable(Size(100, 100), engine(smallest_side=900, largest_side=800))
