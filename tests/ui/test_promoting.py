"""Drafts promoted in a real window: the candidate in view by its key, many rows of the history by their button."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from editor.engine.registry import Entry, Registry
from editor.ui.desk import Desk
from editor.ui.parts.dock import bring_up
from editor.ui.tiers import DRAFT, FINAL
from tests.engines.dealer import Dealer
from tests.engines.painter import Painter
from tests.ui.desks import marked_photograph, shown

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Studio(Dealer):
    name, title = "studio", "Studio"


@pytest.fixture
def studio() -> Studio:
    return Studio()


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, studio: Studio) -> Iterator[Desk]:
    registry = Registry([Entry(Painter(), "nowhere"), Entry(studio, "nowhere")])
    monkeypatch.setattr(Registry, "found", lambda **_: registry)
    window, made = shown(qtbot, marked_photograph(tmp_path))
    for tier in (DRAFT, FINAL):
        window.settings.remove(tier)
    made.shell.promoting.tiers.follow()
    bring_up(made.history)
    yield made
    window.close()


def asked(qtbot: QtBot, desk: Desk, words: str) -> None:
    desk.bar.prompt.setPlainText(words)
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(desk.candidates) > 0 and not desk.candidates.running, timeout=20_000)


def test_the_candidate_in_view_is_promoted_by_its_key(qtbot: QtBot, desk: Desk, studio: Studio) -> None:
    asked(qtbot, desk, "a hat")
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Right)
    assert desk.candidates.current is not None
    seed = desk.candidates.current.offer.seed
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return, CTRL | SHIFT)
    assert "No engine for finals" in desk.shell.toast.words and not studio.asked
    desk.bar.choose("studio")
    desk.shell.actions.run("generate.final")
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return, CTRL | SHIFT)
    assert desk.shell.toast.words == "Studio: a final is asked for, $0.04."
    qtbot.waitUntil(lambda: any(entry.state == "done" for entry in desk.queue.entries), timeout=20_000)
    (request,) = studio.asked
    assert (request.prompt, request.seed, request.count) == ("a hat", seed, 1)
    assert desk.candidates, "what is looked at stays"


def test_many_rows_of_the_history_are_promoted_at_once(qtbot: QtBot, desk: Desk, studio: Studio) -> None:
    for words in ("a hat", "a coat", "a scarf"):
        asked(qtbot, desk, words)
        qtbot.keyClick(desk.canvas, Qt.Key.Key_Escape)
    desk.bar.choose("studio")
    desk.shell.actions.run("generate.final")
    desk.history.list.setFocus()
    qtbot.keyClick(desk.history.list, Qt.Key.Key_Home)
    qtbot.keyClick(desk.history.list, Qt.Key.Key_Down, SHIFT)
    qtbot.mouseClick(desk.history.promote_button, Qt.MouseButton.LeftButton)
    assert desk.shell.toast.words == "Studio: 2 finals are asked for, $0.08."
    qtbot.waitUntil(lambda: len(studio.asked) == 2, timeout=20_000)
    assert {request.prompt for request in studio.asked} == {"a scarf", "a coat"}


def row_of(desk: Desk, words: str) -> int:
    picker = desk.bar.engines
    return next(row for row in range(picker.count()) if words in picker.itemText(row))


def chosen_in_the_list(qtbot: QtBot, desk: Desk, words: str) -> None:
    """A row of the open list, by a click."""
    picker = desk.bar.engines
    picker.showPopup()
    at = picker.model().index(row_of(desk, words), 0)
    qtbot.mouseClick(picker.view().viewport(), Qt.MouseButton.LeftButton, pos=picker.view().visualRect(at).center())
    picker.hidePopup()
    desk.canvas.window().activateWindow()
    desk.canvas.setFocus()
    qtbot.waitUntil(desk.canvas.hasFocus)


def test_the_switch_asks_the_engine_of_its_tier(qtbot: QtBot, desk: Desk, studio: Studio) -> None:
    bar = desk.bar
    assert not bar.tier.isVisible()
    desk.shell.actions.run("generate.tier")
    assert "first" in desk.shell.toast.words
    desk.shell.toast.hide()
    chosen_in_the_list(qtbot, desk, "Use Painter for drafts")
    assert bar.engine == "painter" and not bar.tier.isVisible()
    bar.choose("studio")
    chosen_in_the_list(qtbot, desk, "Use Studio for finals")
    assert bar.engine == "studio" and bar.tier.isVisible() and bar.tier.place == 1
    qtbot.mouseClick(bar.tier.button(0), Qt.MouseButton.LeftButton)
    assert bar.engine == "painter"
    asked(qtbot, desk, "a hat")
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Escape)
    assert not studio.asked
    desk.shell.actions.run("generate.tier")

    assert (bar.engine, bar.tier.place) == ("studio", 1)
    asked(qtbot, desk, "a coat")
    assert [request.prompt for request in studio.asked] == ["a coat"]
    chosen_in_the_list(qtbot, desk, "Use Studio for finals no more")
    assert not bar.tier.isVisible()
