"""Make a project file small: drop old steps, then the tiles and originals that nothing names any more."""

from __future__ import annotations

from contextlib import suppress
from typing import NamedTuple

import apsw

from editor.project.blobs import ORIGINAL, PROFILE
from editor.project.connection import Connection
from editor.project.journal import StepHead, heads
from editor.project.live import live
from editor.project.packing import Packer


class CompactReport(NamedTuple):
    """What was dropped, the size of the file in bytes, and the ids of the steps that can still be undone."""

    steps: int
    tiles: int
    originals: frozenset[bytes]
    before: int
    after: int
    kept: frozenset[int]


def kept_steps(steps: list[StepHead], pointer: int, keep: int) -> frozenset[int]:
    """The `keep` steps that undo would take back next; with them the line that redo would follow."""
    by_id = {head.id: head for head in steps}
    newest = {head.parent: head.id for head in steps}  # steps ascend, so the last child stays
    kept: set[int] = set()
    place = pointer
    while place in by_id and len(kept) < keep:
        kept.add(place)
        place = by_id[place].parent
    place = pointer
    while keep and (place := newest.get(place, 0)):
        kept.add(place)
    return frozenset(kept)


def compact(db: Connection, packer: Packer, keep: int, also: set[bytes]) -> CompactReport:
    """Everything in one transaction, then the free room is given back; `also` are digests in use elsewhere.

    Nothing of the archive is ever dropped. Raises apsw.Error, ZstdError or msgspec.DecodeError, changing nothing.
    """
    before = _size(db)
    steps = heads(db)
    kept = kept_steps(steps, int(db.value("SELECT value FROM meta WHERE name = 'pointer'") or 0), keep)
    used = live(db, packer, kept) | also
    tiles = _unused(db, "SELECT digest FROM tile", used)
    blobs = _unused(db, f"SELECT digest FROM blob WHERE kind IN ('{ORIGINAL}', '{PROFILE}')", used)
    with db.transaction():
        db.many("DELETE FROM step WHERE id = ?", [(head.id,) for head in steps if head.id not in kept])
        for table, digests in (("tile", tiles), ("small", tiles), ("blob", blobs), ("original", blobs), ("mip", blobs)):
            db.many(f"DELETE FROM {table} WHERE digest = ?", digests)
    with suppress(apsw.FullError, apsw.IOError):  # without room for a second copy the file only stays large
        db.run("VACUUM")
    db.checkpoint()
    originals = frozenset(digest for (digest,) in blobs)
    return CompactReport(len(steps) - len(kept), len(tiles), originals, before, _size(db), kept)


def _unused(db: Connection, sql: str, used: set[bytes]) -> list[tuple[bytes]]:
    return [(digest,) for (digest,) in db.rows(sql) if digest not in used]


def _size(db: Connection) -> int:
    return int(db.pragma("page_count")) * int(db.pragma("page_size"))
