"""From a path to an open file: checked, locked and migrated, or copied where someone else is writing it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import apsw

from editor.project import schema
from editor.project.connection import PAGE, Connection, fixed_reader, make_writer, opened, reader
from editor.project.errors import ProjectError, explained
from editor.project.lock import HeldError, Lock
from editor.project.place import is_remote

MAGIC = b"SQLite format 3\x00"


class Opened(NamedTuple):
    """`file` is what is read: `path` itself, or a copy in the folder `scratch`; `db` is None where it is read-only."""

    path: Path
    file: Path
    db: Connection | None = None
    lock: Lock | None = None
    held_by: str = ""
    scratch: Path | None = None

    def close(self) -> None:
        if self.db is not None:
            self.db.close()
        if self.lock is not None:
            self.lock.release()
        if self.scratch is not None:
            shutil.rmtree(self.scratch, ignore_errors=True)


def create(path: Path) -> Opened:
    """A new project, open for writing. Raises ProjectError where the name is taken or nothing can be written."""
    if os.path.lexists(path):  # a folder that may not be looked into is told of by the lock
        raise ProjectError(f"{path.name} exists already.", "Open it, or choose another name.")
    try:
        lock = Lock(path)
    except HeldError as held:
        raise ProjectError(f"{path.name} is being made by {held.holder}.", "Choose another name.") from held
    try:
        _fill(path)
        return Opened(path, path, _writing(path), lock)
    except BaseException as error:
        for name in (path, *_logs(path)):
            name.unlink(missing_ok=True)
        lock.release()
        if isinstance(error, apsw.Error | OSError):
            raise explained(error, path) from error
        raise


def for_writing(path: Path) -> Opened:
    """Locked for this process; a read-only copy where another has it."""
    check_kind(path)
    try:
        lock = Lock(path)
    except HeldError as held:
        return _copied(path, held.holder)
    try:
        return Opened(path, path, _writing(path), lock)
    except BaseException as error:
        lock.release()
        if isinstance(error, apsw.Error | OSError):
            raise explained(error, path) from error
        raise


def for_reading(path: Path) -> Opened:
    """As it is on the disk, without a lock; nothing is written beside it."""
    check_kind(path)
    try:
        db = fixed_reader(path)
        try:
            _check(db)
        finally:
            db.close()
        return Opened(path, path)
    except (apsw.CantOpenError, apsw.ReadOnlyError):
        return _duplicated(path)  # it was not closed properly, and its log cannot be merged where it lies
    except apsw.Error as error:
        raise explained(error, path) from error


def check_kind(path: Path) -> None:
    """Raises ProjectError where `path` cannot be a project at all."""
    if os.path.isdir(path):  # unlike Path.is_dir, no error where it may not be looked at
        raise ProjectError(f"{path.name} is a folder, not a project.", "Choose a file.")
    try:
        with path.open("rb") as file:
            head = file.read(len(MAGIC))
    except FileNotFoundError as error:
        raise ProjectError(f"There is no file {path}.", "Check its name.") from error
    except OSError as error:
        raise ProjectError(f"{path.name} cannot be read: {error.strerror}.", "Ask who owns it for access.") from error
    if not head:
        raise ProjectError(f"{path.name} is empty.", "Choose another file.")
    if head != MAGIC:
        raise ProjectError(
            f"{path.name} is not a Patchboard project.", "Choose another file, or import it as a picture."
        )


def close_file(db: Connection) -> None:
    """Leave one file without a log; where a reader elsewhere is in the way the log stays, and nothing is lost."""
    try:
        db.run("PRAGMA journal_mode=DELETE")
    except apsw.Error:
        return


def _fill(path: Path) -> None:
    db = opened(path, apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE)
    try:
        db.pragma("page_size", PAGE)
        schema.create(db)
    finally:
        db.close()


def _writing(path: Path) -> Connection:
    """Nothing is changed in the file before it is known to be a project of this version or an older one."""
    db = opened(path, apsw.SQLITE_OPEN_READWRITE)
    try:
        found = schema.version(db)
        schema.migrate(db, found)
        schema.verify(db)
        make_writer(db, "truncate" if is_remote(path) else "wal")
    except BaseException:
        db.close()
        raise
    return db


def _check(db: Connection) -> None:
    if schema.version(db) < schema.VERSION:
        raise ProjectError(f"{db.path.name} was made by an older version.", "Open it for writing once.")
    schema.verify(db)


def _copied(path: Path, holder: str) -> Opened:
    """A consistent copy of a project that someone else is writing."""
    scratch = Path(tempfile.mkdtemp(prefix="patchboard-"))
    file = scratch / path.name
    try:
        db = reader(path)
        try:
            _check(db)
            db.copy_to(file)
        finally:
            db.close()
    except BaseException as error:
        shutil.rmtree(scratch, ignore_errors=True)
        if isinstance(error, apsw.Error | OSError):
            raise explained(error, path) from error
        raise
    return Opened(path, file, held_by=holder, scratch=scratch)


def _duplicated(path: Path) -> Opened:
    """A copy of the file with its log, merged there."""
    scratch = Path(tempfile.mkdtemp(prefix="patchboard-"))
    file = scratch / path.name
    try:
        for source in (path, _logs(path)[0]):
            if source.exists():
                shutil.copyfile(source, scratch / source.name)
        db = opened(file, apsw.SQLITE_OPEN_READWRITE)
        try:
            _check(db)
            close_file(db)
        finally:
            db.close()
    except BaseException as error:
        shutil.rmtree(scratch, ignore_errors=True)
        if isinstance(error, apsw.Error | OSError):
            raise explained(error, path) from error
        raise
    return Opened(path, file, scratch=scratch)


def _logs(path: Path) -> tuple[Path, Path, Path]:
    return tuple(path.with_name(path.name + tail) for tail in ("-wal", "-shm", "-journal"))  # pyright: ignore[reportReturnType]


def back_up(call: Callable[[Callable[[Connection], None]], None], path: Path) -> None:
    """A whole copy first, then the rename; `call` runs its argument on a connection."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        call(lambda db: db.copy_to(part))
        part.replace(path)
    except (apsw.Error, OSError) as error:
        raise explained(error, path) from error
    finally:
        part.unlink(missing_ok=True)
