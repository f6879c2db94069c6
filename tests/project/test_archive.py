"""What was asked, offered and paid survives undo, redo, new edits and Compact; queue rows come back in order."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from editor.pixels.geometry import Rect, Size
from editor.pixels.tiles import Tiles
from editor.project.blobs import named
from editor.project.project import Project
from editor.project.queue import Job
from tests.project.board import Board, charge, generation, offer, picture


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "board.patchboard"


def test_candidates_and_charges_survive_undo_redo_new_edits_and_compact(path: Path) -> None:
    board = Board(Project.create(path))
    board.put(picture("a", 1))
    mask = Tiles(Size(700, 600), 1).filled(Rect(100, 90, 400, 300), 255)
    archive = board.project.archive
    archive.add(generation("g", "a", mask))
    archive.offer(offer("o", "g"), b"an answer" * 9_000).wait(10)
    archive.charge(charge("c", "g"))
    board.undo()
    board.put(picture("b", 2))
    board.undo()
    board.redo()
    board.project.compact(keep=0)
    board.project.close()
    project = Project.open(path)
    [found] = project.archive.generations("a")
    assert found.mask is not None
    assert (found.mask.array() == mask.array()).all()
    [kept] = project.archive.offers("g")
    assert project.archive.answer(kept.answer) == b"an answer" * 9_000
    assert [paid.price.micros for paid in project.archive.charges()] == [40_000]
    assert project.check().well
    project.close()


def test_everything_added_is_read_at_once_and_in_order(path: Path) -> None:
    project = Project.create(path)
    archive = project.archive
    for number in range(30):
        archive.add(generation(f"g{number}", "even" if number % 2 == 0 else "odd"))
        archive.offer(offer(f"o{number}", f"g{number}"), b"%d" % number)
        assert [found.id for found in archive.generations()] == [f"g{n}" for n in range(number + 1)]
        assert archive.answer(archive.offers(f"g{number}")[0].answer) == b"%d" % number
    assert [found.id for found in archive.generations("odd")] == [f"g{n}" for n in range(1, 30, 2)]
    project.close()


def test_a_later_state_replaces_the_earlier_and_keeps_its_place(path: Path) -> None:
    project = Project.create(path)
    for id in "abc":
        project.archive.add(generation(id))
    project.archive.update(msgspec.structs.replace(project.archive.generation("b"), state="answered"))
    project.archive.offer(offer("o", "b"), b"1")
    project.archive.choose("o", "accepted")
    project.archive.revise(msgspec.structs.replace(project.archive.get_offer("o"), seconds=3.5, answer=b""))
    project.close()
    project = Project.open(path)
    assert [(found.id, found.state) for found in project.archive.generations()] == [
        ("a", "waiting"),
        ("b", "answered"),
        ("c", "waiting"),
    ]
    found = project.archive.get_offer("o")
    assert (found.choice, found.seconds, found.answer) == ("accepted", 3.5, named(b"1"))
    project.close()


def test_what_has_not_changed_is_not_read_anew(path: Path) -> None:
    project = Project.create(path)
    for id in ("one", "two"):
        project.archive.add(generation(id, "a")).wait(10)
    first = project.archive.generations()
    project.archive.update(msgspec.structs.replace(first[1], state="answered")).wait(10)
    again = project.archive.generations()
    assert again[0] is first[0]
    assert (first[1].state, again[1].state) == ("waiting", "answered")
    project.close()


def test_what_was_never_added_cannot_be_changed(path: Path) -> None:
    project = Project.create(path)
    with pytest.raises(LookupError):
        project.archive.update(generation("g"))
    with pytest.raises(LookupError):
        project.archive.choose("o", "kept")
    with pytest.raises(LookupError):
        project.archive.answer(named(b"never"))
    project.close()


def test_the_queue_is_ordered_by_lane_and_place_and_tells_what_a_crash_left_open(path: Path) -> None:
    project = Project.create(path)
    for id, lane, order in (("late", 2, "A"), ("second", 1, "V"), ("first", 1, "B"), ("done", 0, "A")):
        project.queue.put(Job(id=id, generation=id, key=f"key {id}", lane=lane, order=order))
    project.queue.put(msgspec.structs.replace(project.queue.get("done"), state="answered"))
    project.queue.put(msgspec.structs.replace(project.queue.get("first"), state="sent", lease="before"))
    assert [job.id for job in project.queue.open()] == ["first", "second", "late"]
    project.close()
    project = Project.open(path)
    assert [job.id for job in project.queue.open()] == ["first", "second", "late"]
    assert [(job.id, job.key) for job in project.queue.orphaned("before")] == [
        ("second", "key second"),
        ("late", "key late"),
    ]
    assert [job.id for job in project.queue.orphaned("now")] == ["first", "second", "late"]
    assert project.queue.interrupted() == []
    for job in project.queue.orphaned("now"):
        project.queue.put(msgspec.structs.replace(job, state="unknown"))
    assert [job.id for job in project.queue.interrupted()] == ["first", "second", "late"] and not project.queue.open()
    project.close()
