"""Fractional order keys: always room for one more, always in order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.document.order import arranged, between, spread


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


@given(st.permutations(spread(30)))
def test_keys_in_another_order_ascend_again(keys: list[str]) -> None:
    made = arranged(keys)
    assert made == sorted(set(made)) and len(made) == len(keys)


@given(st.integers(0, 99), st.integers(0, 99))
def test_who_moves_one_of_many_gets_one_other_key(first: int, place: int) -> None:
    keys = spread(100)
    keys.insert(place, keys.pop(first))
    made = arranged(keys)
    assert made == sorted(set(made)) and sum(a != b for a, b in zip(keys, made, strict=True)) == (first != place)
