"""Looking at every byte: a whole project is well, and each kind of damage is told in a sentence and counted."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from editor.document.records import Layer
from editor.pixels.tiles import Tiles
from editor.project.check import MOST, CheckReport
from editor.project.project import Project
from tests.project.board import PHOTOGRAPHS, Board, charge, generation, offer, picture


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A project with a photograph, two pictures of four tiles, a step each, and a paid answer."""
    path = tmp_path_factory.mktemp("whole") / "board.patchboard"
    board = Board(Project.create(path))
    source = board.project.add_original(PHOTOGRAPHS[1].read_bytes(), "raccoon.jpg")
    board.put(Layer(id="photograph", pixels=Tiles.from_source(source)))
    board.put(picture("one", 1))
    board.put(picture("two", 2))
    board.project.archive.add(generation("g"))
    board.project.archive.offer(offer("o", "g"), b"answer" * 1000)
    board.project.archive.charge(charge("c", "g"))
    board.project.close()
    return path.read_bytes()


@pytest.fixture
def path(whole: bytes, tmp_path: Path) -> Path:
    file = tmp_path / "board.patchboard"
    file.write_bytes(whole)
    return file


def _spoiled(path: Path, *statements: str) -> None:
    db = sqlite3.connect(path)
    for statement in statements:
        assert db.execute(statement).rowcount > 0, statement
    db.commit()
    db.close()


def _report(path: Path) -> CheckReport:
    project = Project.open(path, read_only=True)
    report = project.check()
    project.close()
    return report


def test_a_whole_project_is_well_and_counted(path: Path) -> None:
    report = _report(path)
    assert report == CheckReport((), records=6, steps=3, tiles=8, blobs=2) and report.well
    project = Project.open(path)
    assert project.check() == report, "also while it is open for writing"
    project.close()


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE tile SET data = substr(data, 1, 50) WHERE number = 3", "Tile 3 is damaged."),
        ("UPDATE tile SET codec = 99 WHERE number = 3", "Tile 3 is damaged."),
        ("UPDATE tile SET data = NULL WHERE number = 3", "Tile 3 is damaged."),
        ("UPDATE tile SET data = (SELECT data FROM tile WHERE number = 4) WHERE number = 3", "Tile 3 is damaged."),
        ("UPDATE blob SET data = CAST(data || x'00' AS BLOB) WHERE kind = 'original'", "The original 1 is damaged."),
        ("UPDATE step SET changes = x'1234' WHERE id = 2", "Step 2 of the history is damaged."),
        ("UPDATE step SET changes = NULL WHERE id = 2", "Step 2 of the history is damaged."),
        ("DELETE FROM tile WHERE number IN (3, 5)", "2 tiles or pictures are named but missing."),
        ("DELETE FROM blob WHERE kind = 'original'", "1 tiles or pictures are named but missing."),
        ("UPDATE entry SET data = x'c1' WHERE id = 'o'", "The record o of offer is damaged."),
    ],
)
def test_each_damage_is_told(path: Path, statement: str, says: str) -> None:
    _spoiled(path, statement)
    report = _report(path)
    assert says in report.problems and not report.well


def test_many_problems_are_told_up_to_a_bound(path: Path) -> None:
    rows = " UNION ALL ".join(f"SELECT {n}, x'{n:040x}', 1, x'00'" for n in range(1000, 1000 + 2 * MOST))
    _spoiled(path, f"INSERT INTO tile {rows}", "UPDATE tile SET data = x'00' WHERE number = 3")
    report = _report(path)
    assert len(report.problems) == MOST and report.tiles == 8 + 2 * MOST


def test_several_damages_are_all_told(path: Path) -> None:
    _spoiled(
        path,
        "UPDATE tile SET data = x'00' WHERE number = 3",
        "UPDATE step SET changes = x'00' WHERE id = 1",
        "DELETE FROM blob WHERE kind <> 'original'",
    )
    problems = _report(path).problems
    assert len(problems) == 3, problems
