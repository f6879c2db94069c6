"""Records to table rows and back: which tiles are in them, their format number and what a newer version wrote."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec

from editor.document.codec import Codec
from editor.pixels.tiles import Tiles
from editor.project.connection import Connection
from editor.project.schema import FORMAT
from editor.project.store import TileStore, reduced

R = TypeVar("R", bound=msgspec.Struct)

Row = tuple[int, bytes]  # format, data


def packed(codec: Codec, record: msgspec.Struct) -> Row:
    """Where fields of a newer version are kept, the row stays marked as newer, or they would be dropped next time."""
    newer = bool(getattr(record, "extra", None))
    return FORMAT + newer, codec.encode(record)


def unpacked(codec: Codec, kind: type[R], row: Row) -> R:
    """Raises msgspec.DecodeError where the bytes are damaged, LookupError where their original is lost."""
    try:
        return codec.decode(kind, row[1], newer=row[0] > FORMAT)
    except (UnicodeDecodeError, TypeError) as error:  # msgspec lets bad text through; a cell may have become a number
        raise msgspec.DecodeError("a record is damaged") from error


def pictures(record: Any) -> Iterator[Tiles]:
    """Every picture and mask in a record, at any depth of its fields."""
    for name in record.__struct_fields__:
        value = getattr(record, name)
        if isinstance(value, Tiles):
            yield value
        elif isinstance(value, msgspec.Struct):
            yield from pictures(value)
        elif isinstance(value, tuple):
            yield from (tiles for part in value if isinstance(part, msgspec.Struct) for tiles in pictures(part))


def pack_tiles(db: Connection, store: TileStore, record: Any, found: dict[bytes, tuple[Row, Row]]) -> None:
    """Add to `found` the tiles of a record that the file does not have, whole and small."""
    for tiles in pictures(record):
        for tile in tiles:
            if tile.kept_by(store) or tile.digest in found:
                continue
            if db.value("SELECT 1 FROM tile WHERE digest = ?", tile.digest) is None:
                pixels = tile.pixels
                found[tile.digest] = store.packer.packed(pixels), store.packer.packed(reduced(pixels))


def settle_tiles(store: TileStore, record: Any) -> None:
    """The record is on the disk: its tiles are paged from now on."""
    for tiles in pictures(record):
        for tile in tiles:
            tile.settle(store)
