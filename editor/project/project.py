"""The project file as the rest of the program sees it: a document, its journal, its originals and its archive."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import apsw
import msgspec
import zstandard

from editor.document.changes import Change, Step
from editor.document.codec import Codec
from editor.document.ids import new_id
from editor.document.records import Record
from editor.pixels.cache import Cache
from editor.pixels.tiles import Source
from editor.project import journal, opening
from editor.project.archive import Archive
from editor.project.blobs import PROFILE, Blobs, named
from editor.project.check import CheckReport, check
from editor.project.compact import CompactReport, compact
from editor.project.connection import Connection, fixed_reader, reader
from editor.project.errors import NotSavedError, ProjectError, damaged, explained, read_only
from editor.project.journal import SaveTask, StepHead
from editor.project.opening import Opened
from editor.project.originals import Originals
from editor.project.packing import Packer
from editor.project.queue import Queue
from editor.project.readers import Readers
from editor.project.rows import pictures
from editor.project.store import TileStore
from editor.project.thumbnail import ThumbnailTask
from editor.project.ticket import Ticket
from editor.project.writer import Writer


class Project:
    """An open project file. `save` and `add_original` belong to one thread; pixels may be read from any.

    `document` is what was loaded; afterwards the session has the newer one. `held_by` names who has the file open
    for writing: then this is a read-only copy of it. `lease` names this opening of the file in the rows of the queue.
    `on_saved(time)` and `on_failed(since, error)` are called on
    the writer's thread.
    """

    def __init__(self, opened: Opened, cache: Cache) -> None:
        """Raises ProjectError; use `create` or `open`."""
        self.path = opened.path
        self.held_by = opened.held_by
        self.cache = cache
        self.lease = new_id()
        self.read_only = opened.db is None
        self.saved_at = opened.file.stat().st_mtime
        self.on_saved: Callable[[float], None] = _ignore
        self.on_failed: Callable[[float, ProjectError], None] = _ignore
        self._opened = opened
        self._closed = False
        self._waiting: dict[int, Step] = {}
        self._readers = Readers(opened.file, fixed_reader if self.read_only else reader)
        self._writer = None if opened.db is None else Writer(opened.db, self._saved, self._failed)
        self._packer = Packer()
        self._blobs = Blobs(self._readers, self._writer)
        self._originals = Originals(self._readers, self._writer, self._blobs, cache)
        self._store = TileStore(self._readers, self._originals, cache, self._packer)
        self._codec = Codec(self._store)
        self.archive = Archive(self._readers, self._writer, self._blobs, self._store, self._codec)
        self.queue = Queue(self._readers, self._writer, self._store, self._codec)
        try:
            self._load()
        except BaseException:
            self._shut()
            raise

    @classmethod
    def create(cls, path: Path | str, *, cache: Cache | None = None) -> Project:
        """A new, empty project. Raises ProjectError where the name is taken or the folder cannot be written."""
        return cls(opening.create(Path(path)), cache or Cache())

    @classmethod
    def open(cls, path: Path | str, *, read_only: bool = False, cache: Cache | None = None) -> Project:
        """Raises ProjectError. Where another process has it open, this is a read-only copy and `held_by` says whose."""
        opened = opening.for_reading(Path(path)) if read_only else opening.for_writing(Path(path))
        return cls(opened, cache or Cache())

    # --- the document and its journal

    def save(self, changes: tuple[Change, ...], pointer: int, step: Step | None = None) -> Ticket:
        """Write changed records with their new tiles, `step` where it is a new one, and the pointer; all or nothing."""
        task = SaveTask(self._store, self._codec, changes, pointer, step, lambda: self._settled(step))
        if step is not None:
            self._waiting[step.id] = step
        try:
            ticket = self._writing.put(task)
        except ProjectError:
            self._settled(step)
            raise
        self.pointer = pointer
        self.next_step = max(self.next_step, step.id + 1 if step else 0)
        return ticket

    def show_first(self, seconds: float) -> None:
        """What is saved from here on waits so long before it is written: as a rule it is seen before.

        All is written at once where something else is to be, such as an answer, or somebody flushes.
        """
        if self._writer is not None:
            self._writer.lull = seconds

    def steps(self) -> list[journal.StepHead]:
        """All steps that can be reached, oldest first."""
        found = {head.id: head for head in self._read(journal.heads)}
        for step in list(self._waiting.values()):
            found[step.id] = StepHead(step.id, step.parent, step.label, step.made)
        return [found[id] for id in sorted(found)]

    def step(self, id: int) -> Step:
        """A step with its changes. Raises LookupError where there is none, ProjectError where it is damaged."""
        if (held := self._waiting.get(id)) is not None:
            return held
        rows = self._read(lambda db: db.rows("SELECT parent, label, made, changes FROM step WHERE id = ?", id))
        if not rows:
            raise LookupError(f"there is no step {id}")
        parent, label, made, data = rows[0]
        try:
            return Step(id, parent, label, made, journal.changes(self._packer, self._codec, data))
        except (msgspec.DecodeError, zstandard.ZstdError, LookupError) as error:
            raise damaged(self.path) from error

    # --- what pictures come from

    def add_original(self, data: bytes, name: str = "") -> Source:
        """A picture file's own bytes, named by their content; usable at once, on the disk before what is saved next."""
        return self._originals.add(data, name)

    def original(self, digest: bytes) -> bytes:
        """The picture file's own bytes. Raises LookupError where they are lost."""
        return self._blobs.get(digest)

    def add_profile(self, data: bytes) -> bytes:
        """Keep an ICC profile; its digest, as a layer names it."""
        self._blobs.add(data, PROFILE)
        return named(data)

    def profile(self, digest: bytes) -> bytes:
        """Raises LookupError where it is lost."""
        return self._blobs.get(digest)

    @property
    def thumbnail(self) -> bytes:
        """The whole board as a small picture file for the first paint; empty where there is none."""
        return self._read(lambda db: db.value("SELECT data FROM thumbnail WHERE id = ''")) or b""

    def set_thumbnail(self, data: bytes) -> Ticket:
        return self._writing.put(ThumbnailTask(data))

    # --- the file

    @property
    def unsaved_since(self) -> float | None:
        """When the oldest change that is not on the disk was made, in seconds since 1970; None where all is saved."""
        return None if self._writer is None else self._writer.unsaved_since

    def flush(self, timeout: float | None = None) -> bool:
        """Write all that waits and merge the log. False where that failed, or took too long; nothing is lost then."""
        return self._writer is None or self._writer.flush(timeout)

    def compact(self, keep: int = 100, also: Iterable[Record] = ()) -> CompactReport:
        """Drop all but the nearest `keep` steps and what nothing names any more; the archive stays whole.

        `also` are records in use that are not in the document, such as copied ones. Steps not in the report's
        `kept` must be forgotten. Raises ProjectError where something cannot be read or written; nothing is dropped
        then.
        """
        writer = self._writing
        digests = {tile.digest for record in also for tiles in pictures(record) for tile in tiles}
        digests |= {tiles.base.digest for record in also for tiles in pictures(record) if tiles.base}
        in_use = digests | self._blobs.added
        try:
            report: CompactReport = writer.call(lambda db: compact(db, self._packer, keep, in_use))
        except (apsw.Error, msgspec.DecodeError, zstandard.ZstdError) as error:
            raise explained(error, self.path) from error
        self._originals.forget(report.originals)
        return report

    def check(self) -> CheckReport:
        """Read everything and tell what is wrong. What waits is written first, where that is possible."""
        self.flush()
        with self._readers.lent() as db:
            return check(db, self._packer)

    def backup(self, path: Path | str) -> None:
        """Save as: a consistent copy of everything in another file, which is replaced only by a whole one."""
        opening.back_up(self._call, Path(path))

    def close(self, *, discard: bool = False) -> None:
        """Write what waits and leave one file. Where that fails: NotSavedError, and it stays open, unless `discard`."""
        if self._closed:
            return
        self._originals.close()
        if not self.flush() and not discard:
            raise NotSavedError(f"The last changes of {self.path.name} could not be saved.", "Make room and try again.")
        self._shut()

    @property
    def _writing(self) -> Writer:
        if self._writer is None:
            raise read_only()
        return self._writer

    def _load(self) -> None:
        try:
            self._originals.load()
            with self._readers.lent() as db:
                self.pointer = int(db.value("SELECT value FROM meta WHERE name = 'pointer'") or 0)
                newest = int(db.value("SELECT max(id) FROM step") or 0)
                self.document = journal.load_document(db, self._codec)
        except (msgspec.DecodeError, LookupError, TypeError, ValueError) as error:
            raise damaged(self.path) from error
        except apsw.Error as error:
            raise explained(error, self.path) from error
        self.next_step = max(newest, self.pointer) + 1

    def _read(self, work: Callable[[Connection], Any]) -> Any:
        try:
            with self._readers.lent() as db:
                return work(db)
        except apsw.Error as error:
            raise explained(error, self.path) from error

    def _call(self, work: Callable[[Connection], Any]) -> Any:
        """On the connection that writes, after all that waits; on a reading one where nothing is written."""
        if self._writer is None:
            return self._read(work)
        try:
            return self._writer.call(work)
        except apsw.Error as error:
            raise explained(error, self.path) from error

    def _settled(self, step: Step | None) -> None:
        if step is not None:
            self._waiting.pop(step.id, None)

    def _saved(self, when: float) -> None:
        self.saved_at = when
        self.on_saved(when)

    def _failed(self, since: float, error: ProjectError) -> None:
        self.on_failed(since, error)

    def _shut(self) -> None:
        self._closed = True
        self._originals.close()
        if self._writer is not None:
            self._writer.close()
        self._readers.close()
        if self._opened.db is not None:
            opening.close_file(self._opened.db)
        self._opened.close()


def _ignore(*_: object) -> None:
    """Nobody listens."""
