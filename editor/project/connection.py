"""One connection to the SQLite file: each pragma set and read back, every read ended before it returns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw

from editor.project.errors import FULL, ProjectError, explained

PAGE = 16_384
BUSY_MS = 5_000


class Connection:
    """What the project needs of apsw, typed. No cursor leaves it, so no read transaction stays open by accident."""

    def __init__(self, path: Path, flags: int) -> None:
        self.path = path
        self._db = apsw.Connection(str(path), flags=flags)
        self._db.set_busy_timeout(BUSY_MS)
        for option in (apsw.SQLITE_DBCONFIG_ENABLE_TRIGGER, apsw.SQLITE_DBCONFIG_ENABLE_VIEW):
            self._db.config(option, 0)
        self._db.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)

    def run(self, sql: str, *values: Any) -> None:
        for _ in self._db.execute(sql, values):
            pass

    def many(self, sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
        for _ in self._db.executemany(sql, rows):
            pass

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """All rows. Raises apsw.Error; text that is none counts as damage."""
        try:
            return list(self._db.execute(sql, values))
        except UnicodeDecodeError as error:
            raise apsw.CorruptError("a text is damaged") from error

    def value(self, sql: str, *values: Any) -> Any:
        """The first column of the first row; None where there is no row."""
        found = self.rows(sql, *values)
        return found[0][0] if found else None

    def pragma(self, name: str, wanted: str | int | None = None) -> Any:
        """Set a pragma and read it back. Raises ProjectError where it did not take."""
        if wanted is None:
            return self.value(f"PRAGMA {name}")
        self.rows(f"PRAGMA {name}={wanted}")
        got = self.value(f"PRAGMA {name}")
        if str(got).lower() != str(wanted).lower():
            raise ProjectError(f"{self.path.name} cannot be opened: {name} is {got}, not {wanted}.")
        return got

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside or nothing. SQLite may already have rolled back by itself, as on a full disk."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException as error:
            number = self._db.system_errno
            if self._db.in_transaction:
                self.run("ROLLBACK")
            if isinstance(error, apsw.IOError) and number in FULL:
                raise apsw.FullError(str(error)) from error
            raise

    def checkpoint(self) -> bool:
        """Move the write-ahead log into the file. False where a reader was in the way."""
        try:
            self._db.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
        except apsw.BusyError:
            return False
        return True

    def copy_to(self, target: Path) -> None:
        """A consistent copy of all that is committed into the new file `target`, as one file without a log."""
        copy = apsw.Connection(str(target))
        try:
            with copy.backup("main", self._db, "main") as backup:
                while not backup.done:
                    backup.step(-1)
            list(copy.execute("PRAGMA journal_mode=DELETE"))
        finally:
            copy.close()

    def close(self) -> None:
        self._db.close()


def make_writer(db: Connection, journal: str) -> None:
    """Set a connection up to write; `journal` is "wal", or "truncate" on a network file system."""
    db.pragma("journal_mode", journal)
    db.pragma("synchronous", 2)
    db.pragma("cell_size_check", 1)
    db.pragma("trusted_schema", 0)
    db.pragma("wal_autocheckpoint", 0)  # the writer thread chooses moments of rest
    db.pragma("journal_size_limit", 64 << 20)


def reader(path: Path) -> Connection:
    """A connection for paging that cannot write."""
    return _reading(path, apsw.SQLITE_OPEN_READWRITE)


def fixed_reader(path: Path) -> Connection:
    """A connection to a file in a place where nothing may be written."""
    return _reading(path, apsw.SQLITE_OPEN_READONLY)


def opened(path: Path, flags: int) -> Connection:
    """Raises ProjectError in the user's words."""
    try:
        return Connection(path, flags)
    except apsw.Error as error:
        raise explained(error, path) from error


def _reading(path: Path, flags: int) -> Connection:
    db = opened(path, flags)
    try:
        db.pragma("query_only", 1)
        db.pragma("cell_size_check", 1)
        db.pragma("trusted_schema", 0)
    except BaseException:
        db.close()
        raise
    return db
