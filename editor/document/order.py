"""Fractional order keys: between any two there is room for another, so that moving one layer rewrites one row."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Sequence

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
FIRST = "V"


def between(below: str | None, above: str | None) -> str:
    """A key that sorts after `below` and before `above`; None stands for the ends.

    Keys are digits of a fraction in base 62 and never end in the digit 0. Raises ValueError if below >= above.
    """
    if below is not None and above is not None and below >= above:
        raise ValueError(f"no key fits between {below!r} and {above!r}")
    low, key = below or "", ""
    while True:
        place = len(key)
        a = DIGITS.index(low[place]) if place < len(low) else 0
        bounded = above is not None and above.startswith(key)
        b = DIGITS.index(above[place]) if bounded and above is not None and place < len(above) else len(DIGITS)
        if b - a > 1:
            return key + DIGITS[(a + b) // 2]
        key += DIGITS[a]


def spread(count: int, below: str | None = None, above: str | None = None) -> list[str]:
    """`count` ascending keys between two, evenly halved so that they stay short."""
    if count <= 0:
        return []
    middle = between(below, above)
    left = (count - 1) // 2
    return [*spread(left, below, middle), middle, *spread(count - 1 - left, middle, above)]


def arranged(keys: Sequence[str]) -> list[str]:
    """Ascending keys in place of these, of which as many as possible stay: who moves one of many rewrites one row."""
    stay, below = deque(_ascending(keys)), None
    made: list[str] = []
    for place, key in enumerate(keys):
        if stay and place == stay[0]:
            below = key
            stay.popleft()
        else:
            below = between(below, keys[stay[0]] if stay else None)
        made.append(below)
    return made


def _ascending(keys: Sequence[str]) -> list[int]:
    """The places of a longest ascending row among these."""
    ends: list[str] = []  # the lowest key in which a row of each length ends
    places: list[int] = []  # and where that is
    before: list[int] = []  # what stands before each of all in its row
    for place, key in enumerate(keys):
        length = bisect_left(ends, key)
        before.append(places[length - 1] if length else -1)
        ends[length : length + 1], places[length : length + 1] = [key], [place]
    row, at = [], places[-1] if places else -1
    while at >= 0:
        row.append(at)
        at = before[at]
    return row[::-1]
