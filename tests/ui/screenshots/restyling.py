"""A scene of restyling: what a frame shows, as one picture, to be changed as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from tests.ui.screenshots.meadow import DRAFTS
from tests.ui.screenshots.stage import Stage

STYLES, BUILTIN = "restyle/styles", "builtin"


def restyle(stage: Stage) -> Iterator[None]:
    """By a style's name, where the nets are installed; else by the built-in engine."""
    desk = stage.campaign()
    session, before = desk.session, desk.session.document
    desk.connecting.refresh()
    session.select({DRAFTS[1].name})
    desk.lifting.merge_frame()
    stage.until(lambda: len(session.document.layers) > len(before.layers))
    desk.bar.choose(STYLES)
    stage.settle()
    yield
    desk.bar.choose(BUILTIN)
    session.undo()
    assert session.document.layers.keys() == before.layers.keys()
