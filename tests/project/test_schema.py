"""Every version of the file ever made still opens; a migration keeps a copy of what was before."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import apsw
import pytest

from editor.project import schema
from editor.project.connection import opened
from editor.project.project import Project
from tests.project.board import Board, noise, picture

VERSIONS = Path(__file__).parent / "versions"


@pytest.mark.parametrize("version", range(1, schema.VERSION + 1))
def test_a_project_of_each_version_opens(version: int, tmp_path: Path) -> None:
    path = tmp_path / "board.patchboard"
    path.write_bytes(gzip.decompress((VERSIONS / f"{version}.patchboard.gz").read_bytes()))
    board = Board(Project.open(path))
    pixels = board.document.layers["a"].pixels
    assert pixels is not None
    assert (pixels.array() == noise(1, 40, 30)).all()
    assert board.document.layers["a"].opacity == 0.5
    assert [found.id for found in board.project.archive.offers("g")] == ["o"]
    assert board.project.archive.answer(board.project.archive.offers("g")[0].answer) == b"answer"
    assert [charge.price.micros for charge in board.project.archive.charges()] == [40_000]
    assert board.project.check().well
    board.undo()
    assert board.document.layers["a"].opacity == 1.0
    board.put(picture("b", 2))
    board.project.close()
    for next_version in range(version, schema.VERSION):
        assert next_version in schema.MIGRATIONS


def test_a_migration_runs_as_a_whole_and_leaves_a_backup(tmp_path: Path) -> None:
    path = tmp_path / "board.patchboard"
    Project.create(path).close()
    before = path.read_bytes()
    db = opened(path, apsw.SQLITE_OPEN_READWRITE)
    steps = {1: ("ALTER TABLE meta ADD COLUMN note", "UPDATE meta SET note = 'two'"), 2: ("CREATE TABLE guide (id)",)}
    backup = schema.migrate(db, 1, steps, target=3)
    assert db.pragma("user_version") == 3
    assert db.value("SELECT note FROM meta") == "two"
    assert db.rows("SELECT * FROM guide") == []
    db.close()
    assert backup is not None
    shutil.move(path, tmp_path / "new")
    shutil.move(backup, path)
    assert len(before) == path.stat().st_size
    Project.open(path).close()


def test_a_migration_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "board.patchboard"
    Project.create(path).close()
    db = opened(path, apsw.SQLITE_OPEN_READWRITE)
    with pytest.raises(apsw.SQLError):
        schema.migrate(db, 1, {1: ("ALTER TABLE meta ADD COLUMN note", "UPDATE nothing SET a = 1")}, target=2)
    db.close()
    Project.open(path).close()


def test_nothing_to_migrate_makes_no_backup(tmp_path: Path) -> None:
    path = tmp_path / "board.patchboard"
    Project.create(path).close()
    Project.open(path).close()
    assert [name.name for name in tmp_path.iterdir()] == [path.name]


def test_each_backup_gets_a_name_of_its_own(tmp_path: Path) -> None:
    names = set()
    for _ in range(3):
        name = schema.free_name(tmp_path / "board.patchboard", "version 1")
        name.touch()
        names.add(name.name)
    assert names == {"board (version 1).patchboard", "board (version 1 2).patchboard", "board (version 1 3).patchboard"}
