"""The tables of a project file, what marks a file as one, and the way from older versions to this one."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

from editor.project import tracking
from editor.project.connection import Connection
from editor.project.errors import DamagedError, ProjectError, damaged

APPLICATION = 0x50_42_52_44  # "PBRD"
VERSION = 2  # of the tables: an older program must not open a newer one
FORMAT = 1  # of the records within: an older program keeps the fields that it does not know
DIGEST = 20  # bytes of the name of a tile or blob

TABLES: dict[str, str] = {
    "meta": "CREATE TABLE meta (name TEXT PRIMARY KEY, value)",
    "record": "CREATE TABLE record (kind TEXT, id TEXT, format INTEGER, data BLOB, PRIMARY KEY (kind, id))",
    "step": (
        "CREATE TABLE step (id INTEGER PRIMARY KEY, parent INTEGER, label TEXT, made REAL, format INTEGER,"
        " changes BLOB)"
    ),
    "entry": (
        "CREATE TABLE entry (number INTEGER PRIMARY KEY, kind TEXT, id TEXT, owner TEXT, format INTEGER, data BLOB,"
        " UNIQUE (kind, id))"
    ),
    "tile": "CREATE TABLE tile (number INTEGER PRIMARY KEY, digest BLOB UNIQUE, codec INTEGER, data BLOB)",
    "small": "CREATE TABLE small (number INTEGER PRIMARY KEY, digest BLOB UNIQUE, codec INTEGER, data BLOB)",
    "blob": "CREATE TABLE blob (number INTEGER PRIMARY KEY, digest BLOB UNIQUE, kind TEXT, data BLOB)",
    "original": ("CREATE TABLE original (digest BLOB PRIMARY KEY, name TEXT, width INTEGER, height INTEGER)"),
    "mip": ("CREATE TABLE mip (digest BLOB, level INTEGER, codec INTEGER, data BLOB, PRIMARY KEY (digest, level))"),
    "thumbnail": "CREATE TABLE thumbnail (id TEXT PRIMARY KEY, data BLOB)",
    **tracking.TABLES,
}

# From each version to the next: statements that run in one transaction.
MIGRATIONS: dict[int, tuple[str, ...]] = {
    1: tuple(tracking.TABLES.values()),  # nothing was guided by anchors before, so there is nothing to tell in them
}


def create(db: Connection) -> None:
    """Make an empty project of a new database; the page size must be set before."""
    with db.transaction():
        for statement in TABLES.values():
            db.run(statement)
        db.run("INSERT INTO meta VALUES ('pointer', 0)")
        db.run(f"PRAGMA application_id={APPLICATION}")
        db.run(f"PRAGMA user_version={VERSION}")


def version(db: Connection) -> int:
    """The file's version. Raises ProjectError where it is no project, or one of a newer program."""
    name = db.path.name
    if db.pragma("application_id") != APPLICATION:
        raise ProjectError(f"{name} is not a Patchboard project.", "Choose another file, or import it as a picture.")
    found = int(db.pragma("user_version"))
    if found > VERSION:
        raise ProjectError(f"{name} was made by a newer version of Patchboard.", "Update this one and try again.")
    if found < 1:
        raise damaged(db.path)
    return found


def verify(db: Connection) -> None:
    """Raises DamagedError where a table is missing or is not what this version made: nothing else in it is trusted."""
    found = dict(db.rows("SELECT name, sql FROM sqlite_schema WHERE type = 'table'"))
    for name, statement in TABLES.items():
        if found.get(name) != statement:
            raise DamagedError(
                f"{db.path.name} is damaged: its table {name!r} is not as it should be.",
                "Recover what can be read of it into a new project.",
            )


def migrate(
    db: Connection, found: int, migrations: Mapping[int, tuple[str, ...]] = MIGRATIONS, target: int = VERSION
) -> Path | None:
    """Bring the file from version `found` to `target`; where the backup was put, None where nothing was to do.

    The backup is a whole copy beside the file, made before the first statement runs.
    """
    if found == target:
        return None
    backup = free_name(db.path, f"version {found} of {time.strftime('%Y-%m-%d')}")
    db.copy_to(backup)
    with db.transaction():
        for step in range(found, target):
            for statement in migrations[step]:
                db.run(statement)
        db.run(f"PRAGMA user_version={target}")
    return backup


def free_name(path: Path, words: str) -> Path:
    """A name beside `path` that is not taken: "board (words).patchboard"."""
    for number in range(1, 1000):
        tail = f"{words} {number}" if number > 1 else words
        name = path.with_name(f"{path.stem} ({tail}){path.suffix}")
        if not name.exists():
            return name
    raise ProjectError(f"There are too many copies beside {path.name}.", "Remove some of them.")
