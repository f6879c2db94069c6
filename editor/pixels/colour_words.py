"""Colours as people write them: by name, in hexadecimal digits, or as rgb(...) and hsl(...)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PIL import ImageColor

RGB = tuple[int, int, int]

NAMES: dict[str, RGB] = {
    **{name: ImageColor.getrgb(name)[:3] for name in ImageColor.colormap},
    "offwhite": (255, 253, 240),
    "cream": (255, 253, 240),
    "navyblue": (0, 0, 128),
    "charcoal": (54, 69, 79),
    "burgundy": (128, 0, 32),
    "ochre": (204, 119, 34),
    "amber": (255, 191, 0),
    "emerald": (80, 200, 120),
    "terracotta": (226, 114, 91),
    "peach": (255, 203, 164),
    "mint": (152, 255, 152),
    "lilac": (200, 162, 200),
}
"""sRGB by name, in one word of small letters: the 148 of CSS, and some that designers use."""

_STARTS = (
    "alice antique blanched blue burly cadet cornflower corn cotton dark deep dim dodger fire floral forest ghost "
    "golden green hot indian lavender lawn lemon light lime medium midnight mint misty navajo navy off old olive "
    "orange pale papaya peach powder rebecca rosy royal saddle sandy sea sky slate spring steel violet white yellow"
)
_DIGITS = re.compile(r"(?:#|0x)?([0-9a-f]{3}|[0-9a-f]{4}|[0-9a-f]{6}|[0-9a-f]{8})")
_FUNCTION = re.compile(r"(rgb|hsl)a?\(([^()]*)\)")
_LONGEST = 100  # characters


def parse_colour(text: str) -> RGB | None:
    """The sRGB colour of "teal", "Sky Blue", "#1a4fd0", "fa0", "rgb(10, 20, 30)", "hsl(210 50% 40%)"; else None.

    Names with or without spaces; 3, 4, 6 or 8 hexadecimal digits, with or without a hash; the functions of CSS, out of
    range values cut off. An alpha is passed over.
    """
    lowered = text.strip().lower()[:_LONGEST]
    if found := _FUNCTION.fullmatch(lowered):
        return _computed(found[1], re.split(r"[\s,/]+", found[2].strip()))
    word = re.sub(r"[\s_-]", "", lowered)
    if word in NAMES:
        return NAMES[word]
    found = _DIGITS.fullmatch(word)
    if found is None:
        return None
    digits = found[1] if len(found[1]) > 4 else "".join(2 * digit for digit in found[1])
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def spoken() -> Iterator[tuple[tuple[str, ...], RGB]]:
    """Every name as the words that people part it into: ("skyblue",) and ("sky", "blue")."""
    for name, rgb in NAMES.items():
        yield (name,), rgb
        for words in _parted(name):
            yield words, rgb


def _parted(name: str) -> Iterator[tuple[str, ...]]:
    for start in _STARTS.split():
        rest = name.removeprefix(start)
        if rest != name and len(rest) > 2:
            yield start, rest
            yield from ((start, *more) for more in _parted(rest))


def _computed(function: str, values: list[str]) -> RGB | None:
    if len(values) not in (3, 4):
        return None
    first, *others = values[:3]
    try:
        r, g, b = ImageColor.getrgb(f"{function}({first.removesuffix('deg')},{','.join(others)})")[:3]
    except (ValueError, OverflowError):
        return None
    return min(max(r, 0), 255), min(max(g, 0), 255), min(max(b, 0), 255)
