"""What 10,000 generations with three anchors each did, counted and filtered, beside the bare queries beneath it.

Goal: at most 3 times the time of SQLite alone. `python -m benchmarks.test_anchors` prints the figures.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import apsw

from editor.document.records import Anchor, Layer
from editor.project.connection import reader
from editor.project.project import Project
from editor.project.tracking import COSTS, GUIDED, USES
from editor.session.rerunning import used_by
from editor.session.session import Session

GENERATIONS, ANCHORS, OFFERS, ON_BOARD, GOAL = 10_000, 24, 4, 500, 3.0


def crowded(path: Path) -> Session:
    """A project of which 10,000 generations were each guided by three of 24 anchors, and 500 layers came."""
    session = Session(Project.create(path))
    anchors = [Anchor(id=f"a{n}", name=f"Anchor {n}", version=3) for n in range(ANCHORS)]
    layers = [Layer(id=f"l{n}", generation=f"{n:016x}") for n in range(ON_BOARD)]
    session.commit("Board", session.document.with_(*anchors, *layers))
    assert session.project.flush()
    session.close()
    db = apsw.Connection(str(path))
    with db:
        many = db.cursor().executemany
        ids = [f"{n:016x}" for n in range(GENERATIONS)]
        many(
            "INSERT INTO guided VALUES (?, ?, ?, ?)",
            ((f"a{(n + k * 7) % ANCHORS}", 1 + n % 3, float(n), id) for n, id in enumerate(ids) for k in range(3)),
        )
        offers = ((id, f"{id}{k}", k == 0) for id in ids for k in range(OFFERS))
        many("INSERT INTO came VALUES (?, ?, ?)", offers)
        many("INSERT INTO cost VALUES (?, ?, ?, ?)", ((id, f"c{id}", 40_000, "USD") for id in ids))
    db.close()
    return Session(Project.open(path))


def milliseconds(action: Callable[[], object], rounds: int = 15) -> float:
    """The median of some rounds."""
    found: list[float] = []
    for _ in range(rounds):
        began = time.perf_counter()
        action()
        found.append((time.perf_counter() - began) * 1e3)
    return median(found)


def ratios(path: Path) -> dict[str, tuple[float, float]]:
    """For opening and for filtering: what is asked here, and the bare queries, in milliseconds."""
    session = crowded(path)
    db = reader(path)
    try:
        archive = session.project.archive
        return {
            "open": (milliseconds(archive.anchor_uses), milliseconds(lambda: (db.rows(USES), db.rows(COSTS)))),
            "filter": (milliseconds(lambda: used_by(session, "a5")), milliseconds(lambda: db.rows(GUIDED, "a5"))),
        }
    finally:
        db.close()
        session.close()


def test_10000_generations_are_counted_and_filtered_as_fast_as_sqlite_allows(tmp_path: Path) -> None:
    for what, (ours, bare) in ratios(tmp_path / "many.patchboard").items():
        assert ours <= GOAL * bare, f"{what}: {ours:.1f} ms beside {bare:.1f} ms"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for what, (ours, bare) in ratios(Path(folder) / "many.patchboard").items():
            print(f"{what:7} {ours:7.1f} ms, bare queries {bare:7.1f} ms, {ours / bare:.2f} times (goal {GOAL:g})")
