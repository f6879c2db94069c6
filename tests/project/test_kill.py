"""SIGKILL at random points: what was reported as saved is there, the file is whole, undo works, no answer is lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from editor.project.project import Project
from tests.project.board import Board, state

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")


class Nursery:
    """The process that forks editing children."""

    def __init__(self) -> None:
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.project.nursery"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
        )  # fmt: skip

    def round(self, path: Path, seed: int, seconds: float) -> list[str]:
        """What a child that was killed about `seconds` after its first edit had said."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{path}\t{seed}\n")
        self._process.stdin.flush()
        lines: list[str] = []
        child, timer = 0, None
        for line in self._process.stdout:
            lines.append(line)
            if line.startswith("child "):
                child = int(line.split()[1])
            if line == "gone\n":
                return lines
            if child and not timer and any(said.startswith("do ") for said in lines):
                timer = threading.Timer(seconds, os.kill, (child, signal.SIGKILL))
                timer.start()
        raise AssertionError("the nursery ended")

    def close(self) -> None:
        self._process.communicate(timeout=10)


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    made = Nursery()
    yield made
    made.close()


def test_nothing_acknowledged_is_lost(nursery: Nursery, tmp_path: Path) -> None:
    play(nursery, tmp_path / "board.patchboard", rounds=15)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_nothing_acknowledged_is_lost_in_two_hundred_kills(nursery: Nursery, tmp_path: Path) -> None:
    play(nursery, tmp_path / "board.patchboard", rounds=200)


def play(nursery: Nursery, path: Path, rounds: int) -> None:
    """One project goes through all rounds, each beginning with what the last left."""
    rng = random.Random(rounds)
    Project.create(path).close()
    acknowledged = 0
    paid: list[str] = []
    for number in range(rounds):
        said = nursery.round(path, number, rng.random() * 0.4)
        acknowledged += sum(line.startswith("ack") for line in said)
        paid += [line.split()[1] for line in said if line.startswith("paid")]
        look(path, said, paid)
    assert acknowledged > rounds


def look(path: Path, said: list[str], paid: list[str]) -> None:
    done = [line.split()[1:] for line in said if line.startswith("do ")]
    safe = max((int(line.split()[1]) for line in said if line.startswith("ack")), default=0)
    board = Board(Project.open(path))
    assert not board.project.held_by
    assert [state(board.document), str(board.project.pointer)] in done[safe:], "an acknowledged edit is lost"
    assert board.project.check().problems == ()
    offers = {offer.id: offer for offer in board.project.archive.offers()}
    charges = {charge.id for charge in board.project.archive.charges()}
    for id in paid:
        assert board.project.archive.answer(offers[id].answer) == f"answer {id}".encode() * 500
        assert id in charges
    walk(board)
    board.project.close()


def walk(board: Board) -> None:
    """Undo to the end and redo back: every pixel on the way can be read, and the end is the beginning."""
    start = board.project.pointer, state(board.document)
    heads = {head.id: head for head in board.project.steps()}
    back = 0
    while board.project.pointer in heads and back < 8:
        board.undo()
        state(board.document)
        back += 1
    for _ in range(back):
        board.redo()
    if back and all_newest(heads, start[0], back):
        assert (board.project.pointer, state(board.document)) == start
    board.project.flush()


def all_newest(heads: dict, pointer: int, back: int) -> bool:
    """Whether redo leads back to where undo came from: no newer branch leaves the line."""
    newest = {head.parent: head.id for head in heads.values()}
    for _ in range(back):
        if newest[heads[pointer].parent] != pointer:
            return False
        pointer = heads[pointer].parent
    return True
