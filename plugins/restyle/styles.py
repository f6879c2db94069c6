"""The 26 styles by name, and which of them words ask for; upstream only numbers them, so that the names are ours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

NAMES = (
    "crayon",
    "pop",
    "pastel",
    "confetti",
    "fresco",
    "autumn",
    "midnight",
    "primary",
    "riso",
    "pebbles",
    "copper",
    "engraving",
    "lavender",
    "jungle",
    "frost",
    "stained glass",
    "dusk",
    "bricks",
    "sepia",
    "starry",
    "ember",
    "collage",
    "mural",
    "mist",
    "wave",
    "mosaic",
)
"""In the order of the net."""

SMALL = frozenset(
    ("a", "an", "and", "as", "in", "into", "it", "like", "make", "of", "paint", "restyle", "style", "styled")
)
SMALL |= {"the", "this", "to", "turn", "with"}
"""Words around a name that say nothing more."""


class Named(NamedTuple):
    """The styles that words name, by their places in `NAMES`; what was understood and what was not, as written."""

    styles: tuple[int, ...]
    understood: tuple[str, ...]
    ignored: tuple[str, ...]


def named(words: str) -> Named:
    """The styles in `words` (English), in their order. Never raises."""
    places = {name: place for place, name in enumerate(NAMES)}
    pattern = re.compile(
        r"\b(" + "|".join(sorted(map(re.escape, NAMES), key=len, reverse=True)) + r")\b", re.IGNORECASE
    )
    found = [match[0] for match in pattern.finditer(words)]
    rest = [part.strip(" ,.;:!") for part in pattern.split(words)[::2]]
    return Named(
        styles=tuple(dict.fromkeys(places[name.lower()] for name in found)),
        understood=tuple(found),
        ignored=tuple(part for part in rest if _means(part.lower().split())),
    )


def _means(words: Sequence[str]) -> bool:
    return any(word.strip(",.;:!") not in SMALL for word in words)
