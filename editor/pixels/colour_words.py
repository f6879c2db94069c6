"""Reads a colour that somebody wrote: a name of CSS or hexadecimal digits."""

from __future__ import annotations

import re

from PIL import ImageColor

_DIGITS = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{4}|[0-9a-f]{6}|[0-9a-f]{8})")


def parse_colour(text: str) -> tuple[int, int, int] | None:
    """The sRGB colour of "teal", "Sky Blue", "#1a4fd0", "fa0"; None where the text is no colour.

    The 148 names of CSS, with or without spaces, and 3, 4, 6 or 8 hexadecimal digits, the hash left out or not; the
    alpha of 4 and 8 digits is passed over.
    """
    word = re.sub(r"[\s_-]", "", text.lower())
    if word in ImageColor.colormap:
        r, g, b = ImageColor.getrgb(word)[:3]
        return r, g, b
    found = _DIGITS.fullmatch(word)
    if found is None:
        return None
    digits = found[1] if len(found[1]) > 4 else "".join(2 * digit for digit in found[1])
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)
