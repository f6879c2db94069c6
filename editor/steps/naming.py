"""Naming: names of layers and frames become names of files, by a pattern."""

from __future__ import annotations

import re

from editor.pixels.geometry import Size

LONGEST = 120  # bytes, so that a number and an ending find room in every file system
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|\ud800-\udfff\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def file_name(name: str, instead: str = "picture") -> str:
    """A name without ending that every file system takes and nobody mistakes; `instead` where nothing is left."""
    safe = " ".join(_FORBIDDEN.sub(" ", name).split()).strip(". ")
    safe = safe.encode()[:LONGEST].decode(errors="ignore").rstrip(". ")
    return f"_{safe}" if _DEVICES.match(safe) else safe or instead


def by_pattern(pattern: str, name: str, size: Size, number: int) -> str:
    """The file name for the `number`th picture, from 1: {name}, {w}, {h} and {n} are filled in; others stay."""
    values = {"name": name, "w": str(size.w), "h": str(size.h), "n": str(number)}
    return file_name(re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), pattern))
