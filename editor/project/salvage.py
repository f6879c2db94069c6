"""A damaged database made readable as far as it goes, and its rows one by one past what is broken."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import apsw

from editor.project import schema
from editor.project.connection import PAGE, Connection, opened
from editor.project.errors import DamagedError, ProjectError

FARTHEST = 1 << 17  # rows that are looked for one by one where the order of a table is lost
SMALLEST = 128  # bytes of a row with a digest and data: no file holds more rows than that

Row = tuple[Any, ...]


def readable(damaged: Path, scratch: Path) -> Connection:
    """A copy with its log in the folder `scratch`, opened. Raises ProjectError where there is nothing to read.

    Where the first page is lost it is taken from a new project: all projects have their tables in the same places.
    """
    copy = scratch / "damaged"
    shutil.copyfile(damaged, copy)
    log = damaged.with_name(damaged.name + "-wal")
    if log.exists():
        shutil.copyfile(log, copy.with_name("damaged-wal"))
    with suppress(apsw.Error, ProjectError):
        return _opened(copy)
    copy.with_name("damaged-shm").unlink(missing_ok=True)
    _replace_first_page(copy, scratch / "new")
    try:
        return _opened(copy)
    except (apsw.Error, ProjectError) as error:
        raise DamagedError(f"Nothing can be read of {damaged.name}.", "Use a backup of it.") from error


def rows(db: Connection, table: str, columns: str) -> Iterator[Row]:
    """Every row of a table that can be read, each once, whatever lies between."""
    low = 0
    while (found := _next(db, table, columns, f"rowid > {low} ORDER BY rowid")) is not None:
        if not found:
            return
        if found[0] <= low:  # a seek in a broken tree may land anywhere: go on only forward
            break
        low = found[0]
        yield found[1:]
    high = low + min(FARTHEST, 64 + db.path.stat().st_size // SMALLEST)
    behind: list[Row] = []
    while found := _next(db, table, columns, f"rowid > {low} AND rowid < {high} ORDER BY rowid DESC"):
        if not low < found[0] < high:
            break
        high = found[0]
        behind.append(found[1:])
    for number in range(low + 1, high):
        if found := _next(db, table, columns, f"rowid = {number}"):
            yield found[1:]
    yield from reversed(behind)


def _next(db: Connection, table: str, columns: str, where: str) -> Row | None:
    """The first row with its rowid, () where there is none, None where it cannot be read."""
    try:
        found = db.rows(f"SELECT rowid, {columns} FROM {table} NOT INDEXED WHERE {where} LIMIT 1")
    except apsw.Error:
        return None
    return found[0] if found else ()


def _opened(copy: Path) -> Connection:
    db = opened(copy, apsw.SQLITE_OPEN_READWRITE)
    try:
        schema.version(db)
        schema.verify(db)
    except BaseException:
        db.close()
        raise
    return db


def _replace_first_page(copy: Path, new: Path) -> None:
    db = opened(new, apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE)
    try:
        db.pragma("page_size", PAGE)
        schema.create(db)
    finally:
        db.close()
    page = bytearray(new.read_bytes()[:PAGE])
    length = max(copy.stat().st_size, PAGE) // PAGE
    page[28:32] = length.to_bytes(4, "big")
    page[32:40] = bytes(8)  # the list of free pages: nothing is written, so none is needed
    with copy.open("r+b") as file:
        file.write(page)
        file.truncate(length * PAGE)
