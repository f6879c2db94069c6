"""Flipped, overwritten and cut bytes: a clear error or a project, never a crash or a hang; the rest is recovered."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from editor.document.records import Layer
from editor.pixels.tiles import Tiles
from editor.project.errors import ProjectError
from editor.project.project import Project
from editor.project.recover import recover
from tests.project.board import PHOTOGRAPHS, Board, charge, generation, offer, picture, state

PAGE = 16_384


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("whole") / "board.patchboard"
    board = Board(Project.create(path))
    source = board.project.add_original(PHOTOGRAPHS[1].read_bytes(), "raccoon.jpg")
    board.put(Layer(id="photograph", pixels=Tiles.from_source(source)))
    for number in range(12):
        board.put(picture(f"layer {number % 8}", number, 260 + number, 200))
    board.project.archive.add(generation("g"))
    board.project.archive.offer(offer("o", "g"), b"answer" * 10_000)
    board.project.archive.charge(charge("c", "g"))
    board.project.set_thumbnail(b"thumbnail")
    board.project.close()
    return path.read_bytes()


def look(path: Path) -> None:
    """Use everything; only errors in sentences may come out."""
    for read_only in (False, True):
        try:
            project = Project.open(path, read_only=read_only)
        except ProjectError as error:
            assert error.advice
            continue
        for use in USES:
            with suppress(ProjectError, LookupError):
                use(project)
        if not read_only:
            with suppress(ProjectError):
                Board(project).put(picture("new", 1))
                project.flush(5)
                project.compact(keep=3)
        project.close(discard=True)


USES: list[Callable[[Project], object]] = [
    lambda project: state(project.document),
    lambda project: project.check(),
    lambda project: [project.step(head.id) for head in project.steps()],
    lambda project: project.archive.generations(),
    lambda project: project.archive.charges(),
    lambda project: [project.archive.answer(found.answer) for found in project.archive.offers()],
    lambda project: project.thumbnail,
]


def salvage(path: Path, target: Path) -> Project | None:
    """The recovered project: nothing is wrong with it but what the report told."""
    try:
        report = recover(path, target)
    except ProjectError:
        return None
    project = Project.open(target)
    assert project.check().problems in ((), ("1 tiles or pictures are named but missing.",))
    assert project.check().well or any("answers" in sentence for sentence in report.lost)
    state(project.document)
    return project


def spoiled(whole: bytes, rng: random.Random) -> bytes:
    """One of: some flipped bits, a run of other bytes, a page of zeroes, the end cut off."""
    data = bytearray(whole)
    match rng.randrange(4):
        case 0:
            for _ in range(rng.randrange(1, 200)):
                data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        case 1:
            start = rng.randrange(len(data))
            data[start : start + 3000] = rng.randbytes(len(data[start : start + 3000]))
        case 2:
            start = rng.randrange(len(data) // PAGE) * PAGE
            data[start : start + PAGE] = bytes(PAGE)
        case 3:
            del data[rng.randrange(len(data)) :]
    return bytes(data)


def play(whole: bytes, folder: Path, rounds: range) -> None:
    for number in rounds:
        rng = random.Random(number)
        data = spoiled(whole, rng)
        if number % 2:  # the first pages hold the tables' order: hit them often
            data = spoiled(whole[: PAGE * 14], rng)[: PAGE * 14].ljust(PAGE * 14, b"\x00") + whole[PAGE * 14 :]
        path = folder / f"{number}.patchboard"
        path.write_bytes(data)
        project = salvage(path, folder / f"{number} recovered.patchboard")
        if project is not None:
            project.close()
        assert path.read_bytes() == data
        look(path)
        for name in folder.iterdir():
            name.unlink()


@pytest.mark.timeout(60)
def test_no_damage_crashes_or_hangs(whole: bytes, tmp_path: Path) -> None:
    play(whole, tmp_path, range(24))


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_no_damage_crashes_or_hangs_in_a_thousand_ways(whole: bytes, tmp_path: Path) -> None:
    play(whole, tmp_path, range(100, 1100))


def test_a_whole_project_is_recovered_wholly(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "board.patchboard"
    path.write_bytes(whole)
    project = Project.open(path)
    wanted = state(project.document)
    project.close()
    report = recover(path, tmp_path / "new.patchboard")
    assert (report.records, report.steps, report.entries, report.lost) == (9, 13, 3, ())
    board = Board(Project.open(tmp_path / "new.patchboard"))
    assert state(board.document) == wanted
    assert board.project.thumbnail == b"thumbnail"
    assert board.undo() is not None
    board.project.close()


@pytest.mark.parametrize("start", [0, 16, 100])
def test_without_its_first_page_all_the_rest_is_recovered(whole: bytes, tmp_path: Path, start: int) -> None:
    path = tmp_path / "board.patchboard"
    path.write_bytes(whole[:start] + bytes(PAGE - start) + whole[PAGE:])
    project = salvage(path, tmp_path / "new.patchboard")
    assert project is not None
    assert len(project.document.layers) == 9
    assert project.steps()
    project.close()


def test_one_lost_tile_costs_only_itself(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "board.patchboard"
    path.write_bytes(whole)
    board = Board(Project.open(path))
    pixels = board.document.layers["layer 3"].pixels
    assert pixels is not None
    before = pixels.array()
    lost = pixels.map[0, 0].digest
    board.project._call(lambda db: db.run("UPDATE tile SET data = CAST(x'00' || data AS BLOB) WHERE digest = ?", lost))
    assert any("Tile" in problem for problem in board.project.check().problems)
    board.project.close()
    project = salvage(path, tmp_path / "new.patchboard")
    assert project is not None
    found = project.document.layers["layer 3"].pixels
    assert found is not None
    after = found.array()
    assert (after[:256, :256] == 0).all()
    assert (after[:256, 256:] == before[:256, 256:]).all()
    assert len(project.document.layers) == 9
    project.close()


def test_a_cut_log_loses_only_its_end(tmp_path: Path) -> None:
    """The project as a crash leaves it, with its log cut or overwritten at random places."""
    path = tmp_path / "board.patchboard"
    board = Board(Project.create(path))
    states = {state(board.document)}
    for number in range(5):
        board.put(picture(f"layer {number}", number)).wait(10)
        states.add(state(board.document))
    main, log = path.read_bytes(), path.with_name(path.name + "-wal").read_bytes()
    board.project.close()
    rng = random.Random(4)
    for number in range(20):
        copy = tmp_path / f"{number}.patchboard"
        copy.write_bytes(main)
        cut = rng.randrange(len(log))
        copy.with_name(copy.name + "-wal").write_bytes(log[:cut] + (rng.randbytes(9000) if number % 2 else b""))
        project = Project.open(copy)
        assert state(project.document) in states
        assert project.check().well
        project.close()


def test_a_project_left_by_a_crash_is_read_where_nothing_may_be_written(tmp_path: Path) -> None:
    path = tmp_path / "board.patchboard"
    board = Board(Project.create(path))
    board.put(picture("a", 1)).wait(10)
    copy = tmp_path / "copy.patchboard"
    copy.write_bytes(path.read_bytes())
    copy.with_name(copy.name + "-wal").write_bytes(path.with_name(path.name + "-wal").read_bytes())
    board.project.close()
    project = Project.open(copy, read_only=True)
    assert set(project.document.layers) == {"a"}
    project.close()
