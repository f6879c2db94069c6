"""Look at every byte of a project: is all of it readable, what it was when written, and named by something known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import apsw
import msgspec
import zstandard

from editor.pixels.tiles import SIDE, Tile
from editor.project.blobs import named
from editor.project.connection import Connection
from editor.project.live import named_by_step, named_in
from editor.project.packing import Packer

MOST = 100  # problems that are told one by one


class CheckReport(NamedTuple):
    """Sentences on what is wrong, none where all is well; and how much was looked at."""

    problems: tuple[str, ...]
    records: int
    steps: int
    tiles: int
    blobs: int

    @property
    def well(self) -> bool:
        return not self.problems


def check(db: Connection, packer: Packer) -> CheckReport:
    """Reads the whole file; never raises for damage, it tells of it."""
    problems: list[str] = []
    try:
        problems += [f"The file's structure: {row[0]}." for row in db.rows(f"PRAGMA integrity_check({MOST})")]
        problems = [] if problems == ["The file's structure: ok."] else problems
        records, steps, used = _rows(db, packer, problems)
        tiles, blobs = _digests(db, "tile"), _digests(db, "blob")
        problems += _bad_tiles(db, packer, tiles)
        problems += _bad_blobs(db, blobs)
        lost = used - tiles.keys() - blobs.keys()
        if lost:
            problems.append(f"{len(lost)} tiles or pictures are named but missing.")
        return CheckReport(tuple(problems[:MOST]), records, steps, len(tiles), len(blobs))
    except apsw.Error as error:
        return CheckReport((*problems[:MOST], f"The file cannot be read to its end: {error}."), 0, 0, 0, 0)


def _rows(db: Connection, packer: Packer, problems: list[str]) -> tuple[int, int, set[bytes]]:
    used: set[bytes] = set()
    records = db.rows("SELECT kind, id, data FROM record UNION ALL SELECT kind, id, data FROM entry")
    for kind, id, data in records:
        try:
            used.update(named_in(data))
        except (msgspec.DecodeError, TypeError):
            problems.append(f"The record {id} of {kind} is damaged.")
    steps = db.rows("SELECT id FROM step")
    for (id,) in steps:
        try:
            used.update(named_by_step(packer, db.value("SELECT changes FROM step WHERE id = ?", id)))
        except (msgspec.DecodeError, zstandard.ZstdError, TypeError):
            problems.append(f"Step {id} of the history is damaged.")
    return len(records), len(steps), used


def _digests(db: Connection, table: str) -> dict[bytes, int]:
    return dict(db.rows(f"SELECT digest, number FROM {table}"))


def _bad_tiles(db: Connection, packer: Packer, tiles: dict[bytes, int]) -> Iterator[str]:
    for digest, number in tiles.items():
        row = _row(db, "SELECT codec, data FROM tile WHERE number = ?", number)
        if not row or not is_tile(packer, digest, row[0], row[1]):
            yield f"Tile {number} is damaged."


def _bad_blobs(db: Connection, blobs: dict[bytes, int]) -> Iterator[str]:
    for digest, number in blobs.items():
        row = _row(db, "SELECT kind, data FROM blob WHERE number = ?", number)
        if not row or not is_blob(digest, row[1]):
            yield f"The {row[0] if row else 'blob'} {number} is damaged."


def _row(db: Connection, sql: str, number: int) -> tuple[object, ...]:
    """Empty where it cannot be read."""
    try:
        return next(iter(db.rows(sql, number)), ())
    except apsw.Error:
        return ()


def is_tile(packer: Packer, digest: object, codec: object, data: object) -> bool:
    """True where the bytes are the tile that the digest names."""
    if not isinstance(codec, int) or not isinstance(data, bytes):
        return False
    try:
        return Tile.of(packer.unpacked(codec, data, SIDE)).digest == digest
    except LookupError:
        return False


def is_blob(digest: object, data: object) -> bool:
    """True where the bytes are the blob that the digest names."""
    return isinstance(data, bytes) and named(data) == digest
