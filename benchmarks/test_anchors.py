"""What 10,000 generations with three anchors each did, counted and filtered, beside the bare queries beneath it.

Goal: at most 3 times the time of SQLite alone, also in the window: from opening the panel to its counts painted, and
from a click on a count to the rows of the history.
"""

from __future__ import annotations

import gc
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import apsw
import pytest
from PySide6.QtCore import QEventLoop, QSettings
from PySide6.QtWidgets import QApplication

from editor.document.archive import Generation, Recipe
from editor.document.records import Anchor, Layer
from editor.pixels.geometry import Rect, Size
from editor.project.connection import reader
from editor.project.project import Project
from editor.project.tracking import COSTS, GUIDED, OF_THESE, USES
from editor.session.rerunning import used_by
from editor.session.session import Session
from editor.session.tallies import tallies
from editor.ui.anchors.panel import AnchorsPanel
from editor.ui.history_panel import HistoryPanel
from editor.ui.theme.theme import Theme

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
LISTED = "SELECT data FROM guided JOIN entry ON id = generation WHERE anchor = ? ORDER BY made DESC"
"""What the rows of the history are read from."""
GENERATIONS, ANCHORS, OFFERS, ON_BOARD, GOAL = 10_000, 24, 4, 500, 3.0


def crowded(path: Path) -> Session:
    """A project of which 10,000 generations were each guided by three of 24 anchors, and 500 layers came."""
    session = Session(Project.create(path))
    anchors = [Anchor(id=f"a{n}", name=f"Anchor {n}", version=3) for n in range(ANCHORS)]
    layers = [Layer(id=f"l{n}", generation=f"{n:016x}") for n in range(ON_BOARD)]
    session.commit("Board", session.document.with_(*anchors, *layers))
    for n in range(GENERATIONS):
        guided = tuple((f"a{(n + k * 7) % ANCHORS}", 1 + n % 3) for k in range(3))
        recipe = Recipe(
            engine="builtin", version="1", kind="inpaint", size=Size(9, 9), words=f"barn {n}", anchors=guided
        )
        asked = Generation(id=f"{n:016x}", made=float(n), recipe=recipe, region=Rect(0, 0, 9, 9), state="answered")
        session.project.archive.add(asked)
    assert session.project.flush()
    session.close()
    db = apsw.Connection(str(path))
    with db:
        many = db.cursor().executemany
        ids = [f"{n:016x}" for n in range(GENERATIONS)]
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
    on_board = json.dumps([layer.generation for layer in session.document.layers.values()])
    gc.freeze()  # as the program does once it is there
    try:
        archive, document = session.project.archive, session.document
        opened = milliseconds(lambda: (db.rows(USES), db.rows(COSTS), db.rows(OF_THESE, on_board)))
        filtered = milliseconds(lambda: db.rows(GUIDED, "a5"))
        return {
            "open": (milliseconds(lambda: tallies(archive, document)), opened),
            "filter": (milliseconds(lambda: used_by(session, "a5")), filtered),
            "open, in the window": (_panel(session), opened),
            "filter, in the window": (_history(session), milliseconds(lambda: db.rows(LISTED, "a5"))),
        }
    finally:
        gc.unfreeze()
        db.close()
        session.close()


def _panel(session: Session) -> float:
    """From its being shown to its counts being painted."""
    app, panel = _application(), AnchorsPanel(session, Theme(QSettings(str(session.project.path.parent / "ini"))))
    panel.resize(304, 900)

    def opened() -> None:
        panel.rows.tallies = {}
        panel.show()
        while not panel.rows.tallies:
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        panel.grab()
        panel.hide()

    try:
        return milliseconds(opened)
    finally:
        panel.close_threads()


def _history(session: Session) -> float:
    """From the click on a count to the rows being painted."""
    _application()
    panel = HistoryPanel(session, {}, Theme(QSettings(str(session.project.path.parent / "ini"))))
    panel.resize(304, 900)
    panel.show()

    def filtered() -> None:
        panel.show_guided(session.document.anchors["a5"])
        assert len(panel.shown) == GENERATIONS * 3 // ANCHORS
        panel.grab()

    try:
        return milliseconds(filtered)
    finally:
        panel.close_threads()


def _application() -> QApplication:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    return app


def test_10000_generations_are_counted_and_filtered_as_fast_as_sqlite_allows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = ratios(tmp_path / "many.patchboard")
    with capsys.disabled():
        for what, (ours, bare) in found.items():
            beside = f"bare queries {bare:.1f} ms, {ours / bare:.2f} times (goal {GOAL:g})"
            print(f"\n10,000 generations, {what}: {ours:.1f} ms, {beside}", end="")
    for what, (ours, bare) in found.items():
        assert ours <= GOAL * bare, f"{what}: {ours:.1f} ms beside {bare:.1f} ms"
