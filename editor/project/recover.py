"""Save what can be read of a damaged project into a new one; the damaged file is not touched."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import apsw
import msgspec
import zstandard

from editor.document.archive import AnchorVersion, Budget, Charge, Generation, Measure, Offer
from editor.document.codec import Codec
from editor.document.records import TABLES
from editor.project.check import is_blob, is_tile
from editor.project.connection import Connection
from editor.project.errors import explained
from editor.project.journal import changes
from editor.project.live import named_by_step, named_in
from editor.project.opening import close_file, create
from editor.project.packing import Packer
from editor.project.pruning import Names, pruned
from editor.project.queue import Job
from editor.project.rows import packed, unpacked
from editor.project.salvage import readable, rows
from editor.project.tracking import track

KINDS: dict[str, type[msgspec.Struct]] = {
    kind.__name__.lower(): kind for kind in (Generation, Offer, Charge, Budget, Measure, AnchorVersion, Job)
}


class RecoverReport(NamedTuple):
    """How much was saved, and sentences on what was lost."""

    records: int
    steps: int
    entries: int
    tiles: int
    blobs: int
    lost: tuple[str, ...]


def recover(damaged: Path, target: Path) -> RecoverReport:
    """Read `damaged` row by row; a whole new project at `target`. Raises ProjectError where nothing can be read."""
    scratch = Path(tempfile.mkdtemp(prefix="patchboard-"))
    try:
        source = readable(damaged, scratch)
        try:
            made = create(target)
            assert made.db is not None, "a new project can be written"
            try:
                return Recovery(source, made.db).run()
            finally:
                close_file(made.db)
                made.close()
        finally:
            source.close()
    except (apsw.Error, OSError) as error:
        raise explained(error, damaged) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


class Recovery:
    """One way through a damaged file: pixels first, then what names them, then the history."""

    def __init__(self, source: Connection, target: Connection) -> None:
        self._source, self._target = source, target
        self._packer = Packer()
        self._codec = Codec(Names())
        self._tiles: set[bytes] = set()
        self._blobs: set[bytes] = set()
        self._originals: set[bytes] = set()
        self._lost: list[str] = []

    def run(self) -> RecoverReport:
        with self._target.transaction():
            self._copy_pixels()
            records, entries = self._copy_records(), self._copy_entries()
            steps = self._copy_steps()
            for id, data in rows(self._source, "thumbnail", "id, data"):
                self._put("thumbnail", id, data)
        return RecoverReport(records, steps, entries, len(self._tiles), len(self._blobs), tuple(self._lost))

    def _copy_pixels(self) -> None:
        for digest, codec, data in rows(self._source, "tile", "digest, codec, data"):
            if is_tile(self._packer, digest, codec, data):
                self._tiles.add(digest)
                self._put("tile (digest, codec, data)", digest, codec, data)
        for digest, kind, data in rows(self._source, "blob", "digest, kind, data"):
            if is_blob(digest, data):
                self._blobs.add(digest)
                self._put("blob (digest, kind, data)", digest, kind, data)
        for row in rows(self._source, "original", "digest, name, width, height"):
            if row[0] in self._blobs:
                self._originals.add(row[0])
                self._put("original", *row)

    def _copy_records(self) -> int:
        count = 0
        for kind, id, format, data in rows(self._source, "record", "kind, id, format, data"):
            count += self._copied(TABLES.get(kind), ("record", (kind, id)), format, data)
        return count

    def _copy_entries(self) -> int:
        count = 0
        for kind, id, owner, format, data in rows(self._source, "entry", "kind, id, owner, format, data"):
            place = ("entry (kind, id, owner, format, data)", (kind, id, owner))
            count += self._copied(KINDS.get(kind), place, format, data)
        return count

    def _copied(self, kind: Any, place: tuple[str, tuple[Any, ...]], format: Any, data: Any) -> bool:
        """One record or entry with what is left of its pixels."""
        table, values = place
        name = f"{values[0]} {values[1]}"
        if kind is None:
            self._lost.append(f"{name}: only a newer version knows what it is.")
            return False
        try:
            record, lost = pruned(unpacked(self._codec, kind, (format, data)), self._tiles, self._originals)
        except (msgspec.DecodeError, TypeError, ValueError):
            self._lost.append(f"{name}: damaged.")
            return False
        row = packed(self._codec, record)
        missing = lost or sum(digest not in self._tiles and digest not in self._blobs for digest in named_in(row[1]))
        if missing:
            self._lost.append(f"{name}: {missing} of its tiles, pictures or answers.")
        self._put(table, *values, *row)
        track(self._target, record)
        return True

    def _copy_steps(self) -> int:
        """Steps back from the pointer, until one that cannot be undone."""
        found = {row[0]: row for row in rows(self._source, "step", "id, parent, label, made, format, changes")}
        start = dict(rows(self._source, "meta", "name, value")).get("pointer", 0)
        place, count = start, 0
        while place in found and self._undoable(found[place][5]):
            row = found.pop(place)
            self._put("step", *row)
            place, count = row[1], count + 1
        self._put("meta", "pointer", start if isinstance(start, int) else 0)
        if found:
            self._lost.append(f"{len(found)} steps of the history.")
        return count

    def _undoable(self, data: Any) -> bool:
        try:
            changes(self._packer, self._codec, data)
            return all(name in self._tiles or name in self._blobs for name in named_by_step(self._packer, data))
        except (msgspec.DecodeError, zstandard.ZstdError, TypeError, ValueError):
            return False

    def _put(self, table: str, *values: Any) -> None:
        marks = ", ".join("?" * len(values))
        self._target.run(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", *values)
