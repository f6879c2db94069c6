"""What may have been charged already is asked about before it is sent once more, in the queue and in the prompt bar."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from editor.engine.contract import Candidate, Progress, Request
from editor.engine.errors import NetworkError
from editor.engine.registry import Entry, Registry
from editor.engine.stop import Stop
from editor.steps.ask import Wish
from editor.ui.desk import Desk
from tests.engines.dealer import Dealer
from tests.ui.desks import marked_photograph, shown

CTRL, LEFT = Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton
SAID = "The answer was lost, and may have been charged already: asking again may cost $0.04 once more."


class Once(Dealer):
    """Loses its first answer."""

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        if not self.asked:
            self.asked.append(request)
            raise NetworkError("It broke.", "Look at the bill.", billed=True)
        yield from super().generate(request, stop)


@pytest.fixture
def engine() -> Once:
    return Once()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: Once) -> Iterator[Desk]:
    registry = Registry([Entry(engine, "nowhere")])
    monkeypatch.setattr(Registry, "found", lambda **_: registry)
    window, made = shown(qtbot, marked_photograph(tmp_path))
    yield made
    window.close()


def test_the_queue_asks_before_it_is_sent_again(qtbot: QtBot, desk: Desk, engine: Once) -> None:
    id = desk.generations.ask("photo", "dealer", Wish(words="a hat"))
    qtbot.waitUntil(lambda: desk.queue[id].state == "failed", timeout=20_000)
    desk.shell.toggle_queue()
    panel = desk.shell.queue
    qtbot.waitUntil(lambda: "may have been charged" in panel.rows.index_of(id).data(Qt.ItemDataRole.ToolTipRole))
    panel.list.setCurrentIndex(panel.rows.index_of(id))
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    toast = desk.shell.toast
    assert toast.words == SAID and toast.link.hasFocus()
    assert len(engine.asked) == 1 and desk.queue[id].state == "failed"
    qtbot.mouseClick(toast.link, LEFT)
    qtbot.waitUntil(lambda: desk.queue[id].state == "done", timeout=20_000)
    assert len(engine.asked) == 2 and toast.words != SAID


def test_the_prompt_bar_asks_before_it_is_sent_again(qtbot: QtBot, desk: Desk, engine: Once) -> None:
    desk.bar.recall("a hat", "dealer", 1, desk.bar.edge)
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: desk.bar.state == "failed", timeout=20_000)
    assert "It may have been charged." in desk.bar.sentence
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return, CTRL)
    assert desk.shell.toast.words == SAID and len(engine.asked) == 1 and desk.bar.state == "failed"
    qtbot.mouseClick(desk.shell.toast.link, LEFT)
    qtbot.waitUntil(lambda: len(desk.candidates) == 1, timeout=20_000)
    assert len(engine.asked) == 2
