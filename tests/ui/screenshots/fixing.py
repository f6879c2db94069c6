"""Scenes of a fix: marked, asked for, refused, answered, compared."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from editor.ui.desk import Desk
from editor.ui.tiers import TIERS
from tests.ui.screenshots.meadow import PHOTO, REMOVED, WORDS
from tests.ui.screenshots.stage import Stage
from tests.ui.screenshots.studio import Studio

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
BUILTIN = "builtin"


def editing(stage: Stage) -> Iterator[None]:
    """A mask under the brush, words written."""
    desk = marked(stage)
    QTest.mouseMove(desk.canvas, stage.at(2240, 1160))
    yield


def mask_plain(stage: Stage) -> Iterator[None]:
    marked(stage)
    stage.press("Q", SHIFT)
    yield
    stage.press("Q", SHIFT)


def refined(stage: Stage) -> Iterator[None]:
    """With a switch between draft and final, a strength, and words to avoid."""
    desk = marked(stage)
    tiers, refining, before = desk.shell.promoting.tiers, desk.bar.refining, desk.bar.engine
    for tier, engine in zip(TIERS, (BUILTIN, Studio.name), strict=True):
        desk.bar.choose(engine)
        tiers.use(tier)
    desk.bar.choose(BUILTIN)
    refining.recall("lettering, people", 0.6)
    stage.settle()
    yield
    refining.recall("", 1.0)
    for tier, engine in zip(TIERS, (BUILTIN, Studio.name), strict=True):
        desk.bar.choose(engine)
        tiers.use(tier)
    desk.bar.choose(before)


def working(stage: Stage) -> Iterator[None]:
    """An engine is at work on what was asked."""
    desk = marked(stage)
    _ask(stage, Studio.name)
    stage.until(lambda: desk.bar.state == "working" and "left" in desk.bar.which)
    yield
    stage.press(Qt.Key.Key_Escape)
    stage.until(lambda: not desk.candidates.running)


def failed(stage: Stage) -> Iterator[None]:
    """An engine has refused it."""
    desk = marked(stage)
    stage.studio.full = True
    _ask(stage, Studio.name)
    stage.until(lambda: desk.bar.state == "failed")
    yield
    stage.studio.full = False
    desk.bar.choose(BUILTIN)


def candidates(stage: Stage) -> Iterator[None]:
    """What the built-in engine offers; one of them is kept aside."""
    desk = _answered(stage)
    stage.press(Qt.Key.Key_Right)
    stage.press("S")
    yield
    desk.session.undo()
    stage.press(Qt.Key.Key_Escape)


def compare(stage: Stage) -> Iterator[None]:
    """The first of them beside the picture as it was."""
    _answered(stage)
    stage.press("C")
    yield
    stage.press(Qt.Key.Key_Escape)


def marked(stage: Stage) -> Desk:
    """A seed head is marked, the words for it are written, the brush is in hand."""
    desk = stage.campaign()
    desk.session.select({PHOTO})
    stage.press("B")
    desk.bar.prompt.replace(REMOVED)
    return desk


def _answered(stage: Stage) -> Desk:
    """All candidates of the built-in engine are there."""
    desk = marked(stage)
    _ask(stage, BUILTIN)
    stage.until(lambda: len(desk.candidates) == desk.bar.count and not desk.candidates.running)
    return desk


def _ask(stage: Stage, engine: str) -> None:
    desk = stage.desk
    desk.bar.choose(engine)
    if engine == Studio.name:
        desk.bar.prompt.replace(WORDS)
    stage.press(Qt.Key.Key_Return, CTRL)
