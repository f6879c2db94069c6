"""Records whose tiles or originals are partly lost: the same records without what is lost."""

from __future__ import annotations

from collections.abc import Set
from typing import Any, TypeVar

import msgspec
import numpy as np

from editor.pixels.cache import Cache
from editor.pixels.geometry import Rect, Size
from editor.pixels.tiles import Source, Tiles

R = TypeVar("R", bound=msgspec.Struct)


class Names:
    """A shelf that gives every name and no pixels: enough to decode records and encode them again."""

    def __init__(self) -> None:
        self.cache = Cache(0)

    def tile(self, digest: bytes) -> np.ndarray:
        raise LookupError("only names are known")

    def small(self, digest: bytes) -> np.ndarray:
        raise LookupError("only names are known")

    def source(self, digest: bytes) -> Source:
        return Name(digest)


class Name:
    """An original of which only the digest is known."""

    def __init__(self, digest: bytes) -> None:
        self.digest = digest
        self.size = Size(1, 1)

    def crop(self, rect: Rect, level: int = 0) -> np.ndarray:
        raise LookupError("only names are known")


def pruned(record: R, tiles: Set[bytes], originals: Set[bytes]) -> tuple[R, int]:
    """The record with only the tiles and originals that are there, and how many are not."""
    changed: dict[str, Any] = {}
    lost = 0
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if isinstance(value, Tiles):
            changed[name], missing = _pruned_tiles(value, tiles, originals)
        elif isinstance(value, msgspec.Struct):
            changed[name], missing = pruned(value, tiles, originals)
        elif isinstance(value, tuple) and any(isinstance(part, msgspec.Struct) for part in value):
            changed[name], missing = _pruned_each(value, tiles, originals)
        else:
            continue
        lost += missing
    return (msgspec.structs.replace(record, **changed), lost) if lost else (record, 0)


def _pruned_each(parts: tuple[Any, ...], tiles: Set[bytes], originals: Set[bytes]) -> tuple[tuple[Any, ...], int]:
    found = [pruned(one, tiles, originals) if isinstance(one, msgspec.Struct) else (one, 0) for one in parts]
    return tuple(one for one, _ in found), sum(lost for _, lost in found)


def _pruned_tiles(value: Tiles, tiles: Set[bytes], originals: Set[bytes]) -> tuple[Tiles, int]:
    kept = {key: tile for key, tile in value.map.items() if tile.digest in tiles}
    base = value.base if value.base is None or value.base.digest in originals else None
    lost = len(value.map) - len(kept) + (base is not value.base)
    return Tiles(value.size, value.channels, value.fill, base, kept), lost
