"""Presets: named sizes that a picture or frame is often made for; the list is a file that can be edited."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import msgspec

from editor.pixels.geometry import Size
from editor.resources import resource
from editor.steps.extend import LARGEST


class Preset(NamedTuple):
    """A size in pixels, its name and what kind of thing it is for."""

    group: str
    name: str
    size: Size


class _Row(msgspec.Struct):
    group: str
    name: str
    width: int
    height: int


def presets(path: Path | None = None) -> tuple[Preset, ...]:
    """Those in a JSON file, without one those that come with the program; a list of group, name, width and height.

    Raises ValueError, which says where the file is wrong, OSError where it cannot be read.
    """
    path = path or resource("presets", "sizes.json")
    try:
        rows = msgspec.json.decode(path.read_bytes(), type=list[_Row])
    except msgspec.MsgspecError as error:
        raise ValueError(f"{path.name} is no list of sizes: {error}") from error
    return tuple(_preset(row, path) for row in rows)


def _preset(row: _Row, path: Path) -> Preset:
    if not (1 <= row.width <= LARGEST and 1 <= row.height <= LARGEST):
        raise ValueError(f"{path.name}: {row.name} has {row.width} x {row.height} pixels; 1 to {LARGEST} can be")
    return Preset(row.group, row.name, Size(row.width, row.height))
