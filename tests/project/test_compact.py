"""Compact drops what nobody can reach any more, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.document.records import Document, Layer
from editor.pixels.tiles import Tiles
from editor.project.compact import kept_steps
from editor.project.journal import StepHead
from editor.project.project import Project
from tests.project.board import PHOTOGRAPHS, Board, noise, picture, state


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "board.patchboard"


def test_old_steps_go_and_the_file_becomes_small(path: Path) -> None:
    board = Board(Project.create(path))
    for number in range(30):
        board.put(picture("a", number, 500, 500))
    board.project.flush()
    wanted = state(board.document)
    report = board.project.compact(keep=3)
    assert (report.steps, report.kept) == (27, frozenset({28, 29, 30}))
    assert report.after < report.before / 4
    assert path.stat().st_size == report.after
    board.project.close()
    board = Board(Project.open(path))
    assert state(board.document) == wanted
    assert board.project.check().well
    for number in (28, 27, 26):
        board.undo()
        assert state(board.document) == state(Document(layers={"a": picture("a", number, 500, 500)}))
    assert board.undo() is None
    assert board.project.next_step == 31
    board.project.close()


def test_originals_that_no_step_names_go(path: Path) -> None:
    board = Board(Project.create(path))
    for name in PHOTOGRAPHS:
        source = board.project.add_original(name.read_bytes(), name.name)
        board.put(Layer(id=name.stem, pixels=Tiles.from_source(source)))
    board.commit(Document(layers={"raccoon": board.document.layers["raccoon"]}))
    board.project.close()
    project = Project.open(path)
    assert project.compact(keep=1).originals == frozenset()
    report = project.compact(keep=0)
    assert len(report.originals) == 1
    assert state(project.document)
    with pytest.raises(LookupError):
        project.original(next(iter(report.originals)))
    project.close()


def test_what_was_just_added_or_copied_stays(path: Path) -> None:
    board = Board(Project.create(path))
    source = board.project.add_original(PHOTOGRAPHS[1].read_bytes())
    profile = board.project.add_profile(b"profile")
    board.put(picture("a", 1)).wait(10)
    copied = board.document.layers["a"]
    board.undo()
    board.project.compact(keep=0, also=[copied])
    board.project.cache.clear()
    assert copied.pixels is not None
    assert (copied.pixels.array() == noise(1, 300, 280)).all()
    board.project.compact(keep=0)
    board.project.cache.clear()
    with pytest.raises(LookupError):
        copied.pixels.array()
    assert board.project.original(source.digest) == PHOTOGRAPHS[1].read_bytes()
    assert board.project.profile(profile) == b"profile"
    board.project.close()


def test_the_line_of_undo_and_of_redo_is_kept_and_left_branches_go() -> None:
    parents = {1: 0, 2: 1, 3: 2, 4: 2, 5: 4, 6: 5, 7: 1}
    steps = [StepHead(id, parent, "", 0.0) for id, parent in parents.items()]
    assert kept_steps(steps, 4, keep=2) == {2, 4, 5, 6}
    assert kept_steps(steps, 4, keep=9) == {1, 2, 4, 5, 6}
    assert kept_steps(steps, 4, keep=0) == set()
    assert kept_steps(steps, 0, keep=1) == {1, 7}
