"""What was done, step by step: each step's changed records before and after, and the pointer that undo moves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec

from editor.document.changes import Change, Step
from editor.document.codec import Codec
from editor.document.records import TABLES, Document, Record
from editor.project.connection import Connection
from editor.project.packing import Packer
from editor.project.rows import Row, pack_tiles, packed, settle_tiles, unpacked
from editor.project.schema import FORMAT
from editor.project.store import TileStore, put_tile
from editor.project.ticket import Task

LARGEST = 1 << 30  # bytes of one step's records: more is not believed

Entry = tuple[str, str, Row | None, Row | None]  # table, id, before, after


class StepHead(NamedTuple):
    """A step without its changes."""

    id: int
    parent: int
    label: str
    made: float  # seconds since 1970


class SaveTask(Task):
    """Changed records with the tiles that are new in them, the step that changed them, and the pointer."""

    patient = True

    def __init__(
        self,
        store: TileStore,
        codec: Codec,
        changes: tuple[Change, ...],
        pointer: int,
        step: Step | None,
        settled: Callable[[], None],
    ) -> None:
        self._store, self._codec, self._settled = store, codec, settled
        self._changes, self._pointer, self._step = changes, pointer, step
        self._rows: dict[int, Row] = {}  # by the identity of the record
        self._tiles: dict[bytes, tuple[Row, Row]] = {}
        self._journal = b""
        self._prepared = False

    def prepare(self, db: Connection) -> None:
        if self._prepared:
            return
        records = self._records()
        for record in records:
            self._rows[id(record)] = packed(self._codec, record)
            pack_tiles(db, self._store, record, self._tiles)
        if self._step is not None:
            self._journal = encoded(self._store.packer, [self._entry(change) for change in self._step.changes])
        self._prepared = True

    def write(self, db: Connection) -> None:
        for digest, (whole, small) in self._tiles.items():
            put_tile(db, digest, whole, small)
        for change in self._changes:
            if change.after is None:
                db.run("DELETE FROM record WHERE kind = ? AND id = ?", change.table, change.id)
            else:
                row = self._rows[id(change.after)]
                db.run("INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?)", change.table, change.id, *row)
        if (step := self._step) is not None:
            values = (step.id, step.parent, step.label, step.made, FORMAT, self._journal)
            db.run("INSERT OR REPLACE INTO step VALUES (?, ?, ?, ?, ?, ?)", *values)
        db.run("INSERT OR REPLACE INTO meta VALUES ('pointer', ?)", self._pointer)

    def settle(self) -> None:
        for record in self._records():
            settle_tiles(self._store, record)
        self._settled()

    def _records(self) -> list[Record]:
        """What is written and journalled, each once."""
        found: dict[int, Record] = {}
        for change in self._changes:
            if change.after is not None:
                found[id(change.after)] = change.after
        for change in self._step.changes if self._step else ():
            for record in (change.before, change.after):
                if record is not None:
                    found[id(record)] = record
        return list(found.values())

    def _entry(self, change: Change) -> Entry:
        before, after = (None if record is None else self._rows[id(record)] for record in (change.before, change.after))
        return change.table, change.id, before, after


def encoded(packer: Packer, entries: list[Entry]) -> bytes:
    """A step's records: before and after mostly agree, so together they compress to little more than one."""
    return packer.squeezed(msgspec.msgpack.encode(entries))


def entries(packer: Packer, data: bytes) -> list[Entry]:
    """The reverse. Raises ZstdError or msgspec.DecodeError where the bytes are damaged."""
    if not isinstance(data, bytes):
        raise msgspec.DecodeError("a step is damaged")
    try:
        return msgspec.msgpack.decode(packer.expanded(data, LARGEST), type=list[Entry])
    except UnicodeDecodeError as error:
        raise msgspec.DecodeError("a step is damaged") from error


def changes(packer: Packer, codec: Codec, data: bytes) -> tuple[Change, ...]:
    """A step's changes; those of tables that only a newer version knows are left out."""
    found: list[Change] = []
    for table, id, *rows in entries(packer, data):
        kind = TABLES.get(table)
        if kind is not None:
            before, after = (None if row is None else unpacked(codec, kind, row) for row in rows)
            found.append(Change(table, id, before, after))
    return tuple(found)


def load_document(db: Connection, codec: Codec) -> Document:
    """The document at the pointer. Rows of tables that only a newer version knows stay in the file untouched."""
    maps: dict[str, dict[str, Any]] = {table: {} for table in TABLES}
    for table, id, format, data in db.rows("SELECT kind, id, format, data FROM record"):
        if table in maps:
            maps[table][id] = unpacked(codec, TABLES[table], (format, data))
    return Document(**maps)


def heads(db: Connection) -> list[StepHead]:
    return [StepHead(*row) for row in db.rows("SELECT id, parent, label, made FROM step ORDER BY id")]
