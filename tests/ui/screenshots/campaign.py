"""The scene of a whole campaign: a mask under the brush, with the anchors and references that guide what is asked."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtTest import QTest

from tests.ui.screenshots.anchors import with_anchors
from tests.ui.screenshots.fixing import marked
from tests.ui.screenshots.references import FEW, with_references
from tests.ui.screenshots.stage import Stage


def campaign(stage: Stage) -> Iterator[None]:
    desk = with_anchors(stage)
    with_references(desk, FEW)
    marked(stage)
    QTest.mouseMove(desk.canvas, stage.at(2240, 1160))
    yield
    with_references(desk, ())
