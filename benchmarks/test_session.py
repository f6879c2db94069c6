"""One change of opacity among 10,000 layers, and its undo, beside one copy of a dict of that size.

CPU time of the thread that owns the session, so without what the writer's thread does for the file. Goals: at most 50
copies each; 1,000 such steps make a process grow by less than 20 MB.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pytest

from editor.document.order import spread
from editor.document.records import Document, Layer, changed
from editor.project.project import Project
from editor.session.session import Session

LAYERS, STEPS = 10_000, 1_000


def crowded(path: Path) -> Session:
    """A session of a new project with 10,000 layers, all of it saved."""
    session = Session(Project.create(path))
    orders = enumerate(spread(LAYERS))
    session.commit("Import", Document().with_(*(Layer(id=f"{i:016x}", order=order) for i, order in orders)))
    assert session.project.flush()
    return session


def dimmed(session: Session, number: int) -> None:
    """One step: another opacity for one layer."""
    layer = session.document.layers[f"{number * 37 % LAYERS:016x}"]
    session.commit("Opacity", session.document.with_(changed(layer, opacity=number % 100 / 101)))


def cpu(action: Callable[[], object]) -> float:
    """Milliseconds of this thread."""
    began = time.thread_time()
    action()
    return (time.thread_time() - began) * 1e3


def test_a_step_and_its_undo(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    session = crowded(tmp_path / "board.patchboard")
    floor = [cpu(lambda: dict(session.document.layers)) for _ in range(200)]
    commit, undo = [], []
    for number in range(100):
        commit.append(cpu(lambda number=number: dimmed(session, number)))
        session.project.flush()  # so that the writer's thread is at rest while this one is timed
        undo.append(cpu(session.undo))
        session.project.flush()
    session.close()
    with capsys.disabled():
        for name, times in (("commit", commit), ("undo", undo)):
            copies = median(times) / median(floor)
            print(
                f"\n{name} with 10,000 layers: {median(times):.2f} ms, a dict copy {median(floor):.3f} ms;"
                f" {copies:.0f} times (goal 50)",
                end="",
            )


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc and glibc")
def test_what_a_thousand_steps_hold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with multiprocessing.get_context("spawn").Pool(1) as process:
        grown = process.apply(growth, (tmp_path / "board.patchboard",))
    with capsys.disabled():
        for name, (resident, objects) in grown.items():
            print(f"\n{name} with 10,000 layers: {resident:.1f} MB resident, {objects:.1f} MB traced (goal 20)", end="")


def growth(path: Path) -> dict[str, tuple[float, float]]:
    """By how many MB this process grows by so many steps, and by undoing all of them."""
    session = crowded(path)
    dimmed(session, 0)
    tracemalloc.start()
    before = held(session)
    for number in range(STEPS):
        dimmed(session, number + 1)
    done = held(session)
    for _ in range(STEPS):
        session.undo()
    undone = held(session)
    session.close()
    return {
        f"{STEPS} steps": (done[0] - before[0], done[1] - before[1]),
        f"{STEPS} steps and their undo": (undone[0] - before[0], undone[1] - before[1]),
    }


def held(session: Session) -> tuple[float, float]:
    """MB of this process in memory and of Python's objects, once all is saved.

    Room that is free is given back first, or growth would hide in it; Python keeps some, hence the second figure.
    """
    session.project.flush()
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6, tracemalloc.get_traced_memory()[0] / 1e6
