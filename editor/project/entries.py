"""Rows that undo never touches: records of one kind in the order they were added, found before they are written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

import apsw
import msgspec

from editor.document.codec import Codec
from editor.project.connection import Connection
from editor.project.errors import damaged, explained, read_only
from editor.project.readers import Readers
from editor.project.rows import Row, pack_tiles, packed, settle_tiles, unpacked
from editor.project.store import TileStore, put_tile
from editor.project.ticket import Task, Ticket
from editor.project.tracking import track
from editor.project.writer import Writer

E = TypeVar("E", bound=msgspec.Struct)


class Entries(Generic[E]):
    """One kind of entry. Nothing is ever removed; a later state of the same entry replaces its row."""

    def __init__(
        self,
        kind: type[E],
        owner: Callable[[E], str],
        readers: Readers,
        writer: Writer | None,
        store: TileStore,
        codec: Codec,
    ) -> None:
        self._kind, self._owner = kind, owner
        self._table = kind.__name__.lower()
        self._readers, self._writer, self._store, self._codec = readers, writer, store, codec
        self._waiting: dict[str, E] = {}
        self._read: dict[str, tuple[int, bytes, E]] = {}  # format, data and what they say, so that it is told once

    def put(self, record: E) -> Ticket:
        """Add it, or its later state. Raises ProjectError where the project is read-only."""
        if self._writer is None:
            raise read_only()
        self._waiting[identity(record)] = record
        return self._writer.put(EntryTask(self, record))

    def get(self, id: str) -> E:
        """The newest state. Raises LookupError where there is none."""
        if (held := self._waiting.get(id)) is not None:
            return held
        found = self._rows("id = ?", id)
        if id not in found:
            raise LookupError(f"there is no {self._table} {id}")
        return found[id]

    def all(self, owner: str | None = None) -> list[E]:
        """In the order they were added; only those of `owner` where one is given."""
        waiting = dict(self._waiting)  # before the rows, so that one that is written meanwhile is in either
        found = self._rows() if owner is None else self._rows("owner = ?", owner)
        found.update((id, held) for id, held in waiting.items() if owner in (None, self._owner(held)))
        return list(found.values())

    def row(self, record: E) -> tuple[str, str, str, int, bytes]:
        """Kind, id, owner, format and data."""
        return self._table, identity(record), self._owner(record), *packed(self._codec, record)

    def tiles(self, db: Connection, record: E) -> dict[bytes, tuple[Row, Row]]:
        """Its new tiles, packed."""
        found: dict[bytes, tuple[Row, Row]] = {}
        pack_tiles(db, self._store, record, found)
        return found

    def settle(self, record: E) -> None:
        settle_tiles(self._store, record)
        if self._waiting.get(identity(record)) is record:
            del self._waiting[identity(record)]

    def _rows(self, where: str = "1", *values: str) -> dict[str, E]:
        try:
            with self._readers.lent() as db:
                rows = db.rows(
                    f"SELECT id, format, data FROM entry WHERE kind = ? AND {where} ORDER BY number",
                    self._table,
                    *values,
                )
                return {id: self._told(id, format, data) for id, format, data in rows}
        except apsw.Error as error:
            raise explained(error, self._readers.path) from error
        except (msgspec.DecodeError, LookupError) as error:
            raise damaged(self._readers.path) from error

    def _told(self, id: str, format: int, data: bytes) -> E:
        """The record of a row; the same one for as long as the row is."""
        known = self._read.get(id)
        if known is None or known[:2] != (format, data):
            known = self._read[id] = (format, data, unpacked(self._codec, self._kind, (format, data)))
        return known[2]


class EntryTask(Task, Generic[E]):
    """One entry with the tiles that are new in it."""

    def __init__(self, entries: Entries[E], record: E) -> None:
        self._entries = entries
        self._record = record
        self._tiles: dict[bytes, tuple[Row, Row]] | None = None

    def prepare(self, db: Connection) -> None:
        if self._tiles is None:
            self._row = self._entries.row(self._record)
            self._tiles = self._entries.tiles(db, self._record)

    def write(self, db: Connection) -> None:
        for digest, (whole, small) in (self._tiles or {}).items():
            put_tile(db, digest, whole, small)
        db.run(
            "INSERT INTO entry (kind, id, owner, format, data) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (kind, id) DO UPDATE SET owner = excluded.owner, format = excluded.format,"
            " data = excluded.data",
            *self._row,
        )
        track(db, self._record)

    def settle(self) -> None:
        self._entries.settle(self._record)


def identity(record: msgspec.Struct) -> str:
    """The id that every entry has."""
    return record.id  # pyright: ignore[reportAttributeAccessIssue]
