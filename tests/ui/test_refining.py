"""Strength and words to avoid in the prompt bar of a real window: asked for, kept, recalled, greyed with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from editor.document.records import Anchor
from editor.engine.registry import Entry, Registry
from editor.ui.desk import Desk
from tests.engines.dealer import Dealer
from tests.engines.painter import Painter
from tests.ui.desks import marked_photograph, shown

CTRL, LEFT = Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton


@pytest.fixture
def painter() -> Painter:
    return Painter(avoid=True, strength=True)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, painter: Painter) -> Iterator[Desk]:
    registry = Registry([Entry(painter, "nowhere"), Entry(Dealer(), "nowhere")])
    monkeypatch.setattr(Registry, "found", lambda **_: registry)
    window, made = shown(qtbot, marked_photograph(tmp_path))
    qtbot.waitUntil(made.bar.isVisible)
    yield made
    window.close()


def asked(qtbot: QtBot, desk: Desk) -> None:
    desk.bar.prompt.setPlainText("a hat")
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(desk.candidates) > 0 and not desk.candidates.running, timeout=20_000)


def test_what_is_set_is_asked_for_kept_and_recalled(qtbot: QtBot, desk: Desk, painter: Painter) -> None:
    refining = desk.bar.refining
    desk.session.commit("Anchor", desk.session.document.with_(Anchor(id="a", name="never", kind="avoid", text="logos")))
    assert not refining.avoid.isVisible() and not refining.strength.isVisible()
    asked(qtbot, desk)
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Escape)
    qtbot.mouseClick(refining.button, LEFT)
    assert refining.avoid.isVisible() and refining.strength.number.hasFocus()
    refining.strength.number.selectAll()
    qtbot.keyClicks(refining.strength.number, "40")
    qtbot.keyClicks(refining.avoid, "rain, snow")
    qtbot.keyClick(refining.avoid, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(desk.candidates) > 0 and not desk.candidates.running, timeout=20_000)
    assert [request.strength for request in painter.asked] == [1.0, 0.4]
    assert painter.asked[0].avoid == "logos" and {"rain", "snow", "logos"} <= set(painter.asked[1].avoid.split(", "))
    desk.escape()
    first, second = desk.session.project.archive.generations()
    desk.asking.recall(first)
    assert not refining.avoid.isVisible() and (refining.avoided, refining.share) == ("", 1.0)
    desk.asking.recall(second)
    assert refining.avoid.isVisible() and (refining.avoid.text(), refining.strength.value) == ("rain, snow", 40)


def test_what_an_engine_cannot_do_is_greyed_and_says_why(qtbot: QtBot, desk: Desk) -> None:
    refining = desk.bar.refining
    qtbot.mouseClick(refining.button, LEFT)
    qtbot.keyClicks(refining.avoid, "rain")
    desk.bar.choose("dealer")
    assert not refining.avoid.isEnabled() and not refining.strength.isEnabled()
    assert refining.avoid.toolTip() == f"{desk.bar.engines.chosen.engine.title} cannot be told what to avoid."
    assert "no strength" in refining.strength.toolTip() and refining.avoided == ""
    desk.bar.choose("painter")
    assert refining.avoided == "rain", "the words are kept for the next engine that can"
