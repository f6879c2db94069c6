"""Scenes of drift: a set whose look changed, and a board on which nothing was made."""

from __future__ import annotations

from collections.abc import Iterator

from editor.session.known_good import known_good, with_known_good
from editor.ui.drift.drifting import EMBEDDER
from tests.ui.screenshots.stage import Stage


def drift(stage: Stage) -> Iterator[None]:
    """Fifty results beside twelve that are known to be good; the change is looked at."""
    desk = stage.drifted()
    session = desk.session
    if not known_good(session.document):
        session.commit("Known good", with_known_good(session.document, tuple(f"g-{number}" for number in range(1, 13))))
    desk.shell.actions.run("generate.drift")
    sheet = desk.shell.drifting.sheet
    stage.until(lambda: sheet.current is not None)
    stage.settle()
    yield
    sheet.close_sheet()


def drift_embedder(stage: Stage) -> Iterator[None]:
    """How alike results are in what they show is measured as well, or what that needs is said."""
    desk = stage.drifted()
    desk.shell.actions.run("generate.drift")
    sheet = desk.shell.drifting.sheet
    stage.until(lambda: sheet.current is not None)
    sheet.embedder.show_known(desk.connecting.registry.embedders, "content")
    sheet.embedder.wished.emit("content")
    stage.until(lambda: any(one.distances["embedding"] for one in sheet.points) or "install" in sheet.told.text())
    stage.settle()
    yield
    sheet.close_sheet()
    stage.settings.remove(EMBEDDER)


def drift_none(stage: Stage) -> Iterator[None]:
    """What it is for."""
    desk = stage.nothing()
    desk.shell.actions.run("generate.drift")
    sheet = desk.shell.drifting.sheet
    stage.until(sheet.empty.isVisible)
    yield
    sheet.close_sheet()
