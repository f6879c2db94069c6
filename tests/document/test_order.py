"""Fractional order keys: always room for one more, always in order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.document.order import between, spread


@given(st.lists(st.floats(0, 1, exclude_max=True), max_size=200))
def test_keys_inserted_anywhere_stay_in_order(places: list[float]) -> None:
    keys: list[str] = []
    for place in places:
        at = int(place * (len(keys) + 1))
        below, above = keys[at - 1] if at else None, keys[at] if at < len(keys) else None
        keys.insert(at, between(below, above))
    assert keys == sorted(keys) and len(set(keys)) == len(keys)


@given(st.integers(0, 400))
def test_spread_is_ascending_and_short(count: int) -> None:
    keys = spread(count)
    assert len(keys) == count == len(set(keys)) and keys == sorted(keys)
    assert max((len(key) for key in keys), default=0) <= 3


def test_no_key_between_the_wrong_way_round() -> None:
    with pytest.raises(ValueError, match="fits"):
        between("V", "B")
