"""Forks one editing child per line read ("PATH SEED"), so that a round of the kill test costs no start of Python.

A child writes "do STATE POINTER" before each edit is handed to the project, "ack N" once the Nth (from 0) was
reported as saved, and
"paid ID" once an answer and its charge were.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

from editor.document.records import Document
from editor.project.project import Project
from tests.project.board import Board, charge, edit, generation, offer, state


def main() -> None:
    for line in sys.stdin:
        path, seed = line.split("\t")
        child = os.fork()
        if child == 0:
            work(Path(path), int(seed))
        say(f"child {child}")
        os.waitpid(child, 0)
        say("gone")


def work(path: Path, seed: int) -> None:
    """Edit until killed."""
    rng = random.Random(seed)
    board = Board(Project.open(path))
    announced: list[int] = []

    def announce(document: Document, pointer: int) -> None:
        announced.append(pointer)
        say(f"do {state(document)} {pointer}")

    announce(board.document, board.project.pointer)
    board.announce = announce
    while True:
        ticket = edit(board, rng)
        if ticket is not None and rng.random() < 0.7:
            ticket.wait()
            say(f"ack {len(announced) - 1}")
        if rng.random() < 0.1:
            pay(board, f"{seed}-{len(announced)}")
        if rng.random() < 0.03:
            board.project.compact(keep=rng.randrange(10))
        if rng.random() < 0.03:
            board.project.flush()


def pay(board: Board, id: str) -> None:
    archive = board.project.archive
    archive.add(generation(id))
    archive.offer(offer(id, id), f"answer {id}".encode() * 500)
    archive.charge(charge(id, id)).wait()
    say(f"paid {id}")


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    main()
