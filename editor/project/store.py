"""Where the tiles and originals of a project live: found by digest, decoded into one byte-bounded cache."""

from __future__ import annotations

import apsw
import numpy as np

from editor.pixels.cache import Cache
from editor.pixels.mips import halved
from editor.pixels.tiles import SIDE, SMALL, Source
from editor.project.connection import Connection
from editor.project.errors import lost
from editor.project.originals import Originals
from editor.project.packing import Packer
from editor.project.readers import Readers


class TileStore:
    """Implements `editor.document.codec.Shelf` over the file; safe to use from any thread."""

    def __init__(self, readers: Readers, originals: Originals, cache: Cache, packer: Packer) -> None:
        self.cache = cache
        self.packer = packer
        self.originals = originals
        self._readers = readers

    def tile(self, digest: bytes) -> np.ndarray:
        """uint8 (256, 256, 4) straight RGBA or (256, 256), read-only. Raises LookupError where it is lost."""
        row = self._row("tile", digest)
        if row is None:
            raise lost("A tile")
        return self.packer.unpacked(*row, SIDE)

    def small(self, digest: bytes) -> np.ndarray:
        """uint8 (32, 32, 4) or (32, 32). Where the stored one is lost it is made of the tile."""
        row = self._row("small", digest)
        if row is not None:
            try:
                return self.packer.unpacked(*row, SIDE >> SMALL)
            except LookupError:
                pass
        return reduced(self.cache.get(digest, lambda: self.tile(digest)))

    def source(self, digest: bytes) -> Source:
        """Raises LookupError where the original is not there."""
        return self.originals.original(digest)

    def _row(self, table: str, digest: bytes) -> tuple[int, bytes] | None:
        try:
            with self._readers.lent() as db:
                found = db.rows(f"SELECT codec, data FROM {table} WHERE digest = ?", digest)
        except apsw.CorruptError as error:
            raise lost("A tile") from error
        return (found[0][0], found[0][1]) if found else None


def reduced(pixels: np.ndarray) -> np.ndarray:
    """A tile at 1 / 2**SMALL."""
    for _ in range(SMALL):
        pixels = halved(pixels)
    return pixels


def put_tile(db: Connection, digest: bytes, packed: tuple[int, bytes], small: tuple[int, bytes]) -> None:
    """Into the file, inside a transaction; what is there already stays."""
    db.run("INSERT OR IGNORE INTO tile (digest, codec, data) VALUES (?, ?, ?)", digest, *packed)
    db.run("INSERT OR IGNORE INTO small (digest, codec, data) VALUES (?, ?, ?)", digest, *small)
