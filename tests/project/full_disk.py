"""A child of the disk-full tests: fills the file until the disk refuses, makes room, and tells what happened."""

from __future__ import annotations

import json
import os
import random
import resource
import sys
import time
from pathlib import Path

from editor.project.project import Project
from tests.project.board import Board, charge, generation, offer, picture, state


def main() -> None:
    path, kind = Path(sys.argv[1]), sys.argv[2]
    board = Board(Project.open(path))
    failures: list[tuple[float, str, str]] = []
    board.project.on_failed = lambda since, error: failures.append((since, error.message, error.advice))
    before = state(board.document)
    refuse(path, kind)
    began = time.time()
    tickets = [board.put(picture(f"layer {number}", number, 600, 600)) for number in range(12)]
    archive = board.project.archive
    archive.add(generation("g"))
    tickets.append(archive.offer(offer("o", "g"), random.Random(1).randbytes(300_000)))
    tickets.append(archive.charge(charge("c", "g")))
    flushed = board.project.flush(20)
    since = board.project.unsaved_since
    on_disk = Project.open(path, read_only=True)
    told = {
        "flushed": flushed,
        "done": [ticket.done for ticket in tickets],
        "failure": failures[0][1:] if failures else None,
        "since": [began - 1, failures[0][0] if failures else 0, since or 0, time.time()],
        "memory": state(board.document),
        "before": before,
        "disk": state(on_disk.document),
        "offers": [found.id for found in archive.offers("g")],
        "answer": len(archive.answer(archive.offers("g")[0].answer)),
    }
    on_disk.close()
    make_room(path, kind)
    transactions: list[float] = []
    board.project.on_saved = transactions.append
    told |= {
        "after": board.project.flush(20),
        "all done": all(ticket.done for ticket in tickets),
        "unsaved": board.project.unsaved_since,
        "transactions": len(transactions),
    }
    board.project.close()
    print(json.dumps(told))


def refuse(path: Path, kind: str) -> None:
    if kind == "limit":
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 200_000, hard))
    else:
        ballast = path.with_name("ballast")
        room = os.statvfs(path.parent)
        ballast.write_bytes(bytes(room.f_bavail * room.f_frsize - 200_000))


def make_room(path: Path, kind: str) -> None:
    if kind == "limit":
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    else:
        path.with_name("ballast").unlink()


if __name__ == "__main__":
    main()
