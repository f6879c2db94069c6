"""What anchors guided, in a real window: counted, lit on the canvas, listed in the history, measured, searched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from editor.document.records import Anchor
from editor.engine.contract import Colour, Price
from editor.engine.registry import Entry, Registry
from editor.session import anchors
from editor.ui.anchors.delegate import AnchorDelegate, places
from editor.ui.desk import Desk
from tests.engines.painter import Painter
from tests.ui.desks import marked_photograph, shown

CTRL, LEFT = Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton


class Priced(Painter):
    """Asks for its work."""

    def price(self, request: object) -> Price:
        return Price(40_000)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    registry = Registry([Entry(Priced(), "nowhere")])
    monkeypatch.setattr(Registry, "found", lambda **_: registry)
    window, made = shown(qtbot, marked_photograph(tmp_path))
    yield made
    window.close()


def accepted(qtbot: QtBot, desk: Desk, words: str) -> str:
    """The layer that came of it."""
    before = set(desk.session.document.layers)
    desk.bar.prompt.setPlainText(words)
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: bool(desk.candidates) and not desk.candidates.running, timeout=20_000)
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return)
    (made,) = set(desk.session.document.layers) - before
    return made


def point(desk: Desk, anchor: Anchor) -> QPoint:
    """On the name of an anchor's row."""
    panel = desk.shell.anchors
    key = next(row.key for row in panel.rows.rows if row.anchor.id == anchor.id)
    return places(panel.list.visualRect(panel.rows.index_of(key))).name.center() - QPoint(60, 0)


def counted(qtbot: QtBot, desk: Desk, anchor: Anchor, count: int) -> None:
    rows = desk.shell.anchors.rows
    qtbot.waitUntil(lambda: anchor.id in rows.tallies and len(rows.tallies[anchor.id].layers) == count)


def test_a_row_under_the_pointer_lights_up_what_was_made_with_it(qtbot: QtBot, desk: Desk) -> None:
    sun = anchors.add(desk.session, "light", "Sun", "low sun")
    never = anchors.add(desk.session, "avoid", "Never", "logos", pins=())
    layer = accepted(qtbot, desk, "a barn")
    counted(qtbot, desk, sun, 1)
    view = desk.shell.anchors.list.viewport()
    qtbot.mouseMove(view, point(desk, sun))
    assert desk.lighting.layers == {layer} and desk.lighting.marks
    qtbot.mouseMove(view, point(desk, never))
    assert not desk.lighting.layers
    qtbot.mouseMove(view, point(desk, sun))
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Z, CTRL)
    assert not desk.lighting.marks, "it is off the board"
    counted(qtbot, desk, sun, 0)
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Y, CTRL)
    desk.history.show_asked()
    assert not desk.lighting.layers, "nothing is under the pointer any more"


def test_a_click_on_the_count_lists_what_it_guided(qtbot: QtBot, desk: Desk) -> None:
    accepted(qtbot, desk, "nothing guided this")
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Z, CTRL)
    sun = anchors.add(desk.session, "light", "Sun", "low sun")
    accepted(qtbot, desk, "a barn")
    counted(qtbot, desk, sun, 1)
    panel = desk.shell.anchors
    delegate, row = panel.list.itemDelegate(), panel.rows.rows[0]
    assert isinstance(delegate, AnchorDelegate)
    name = places(panel.list.visualRect(panel.rows.index_of(row.key))).name
    qtbot.mouseClick(panel.list.viewport(), LEFT, pos=delegate.count_box(row, name).center())
    assert desk.history.isVisible()
    assert [one.recipe.words for one in desk.history.shown] == ["a barn"]
    assert desk.history.guided.text() == "Guided by “Sun”"
    qtbot.mouseClick(desk.history.guided, LEFT)
    assert len(desk.history.shown) == 2 and not desk.history.guided.isVisible()


def test_the_foot_tells_what_the_chosen_one_did_cost_and_how_far_it_is_off(qtbot: QtBot, desk: Desk) -> None:
    gold = anchors.add(desk.session, "palette", "Brand", colours=(Colour("brand", Painter().colour),))
    facts = desk.shell.anchors.facts
    panel = desk.shell.anchors
    panel.choose_anchor(gold.id)
    assert not facts.isVisible(), "it guided nothing yet"
    accepted(qtbot, desk, "a barn")
    counted(qtbot, desk, gold, 1)
    qtbot.waitUntil(lambda: re.match(r"1 request · 1 of \d .*\$0\.04", facts.count.text()) is not None)
    qtbot.waitUntil(lambda: facts.away.text().startswith("Results: ΔE 0"))
    assert not facts.again.isVisible()
    anchors.edit(desk.session, gold.id, colours=(Colour("brand", (208, 26, 26)),))
    assert facts.again.isVisible()
    qtbot.waitUntil(lambda: re.match(r"Results: ΔE [2-9]\d", facts.away.text()) is not None, timeout=20_000)
    qtbot.mouseClick(facts.again, LEFT)
    sheet = desk.shell.anchoring.rerun.sheet
    assert sheet.isVisible() and sheet.list.count() == 1 and sheet.go.text() == "Re-run 1 for $0.04"
    qtbot.mouseClick(sheet.all, LEFT)
    assert not sheet.go.isEnabled() and sheet.all.text() == "Tick all"
    qtbot.keyClick(sheet.list, Qt.Key.Key_Escape)
    assert len(desk.session.project.archive.generations()) == 1


def test_what_cannot_be_asked_again_is_not_counted_in(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sun = anchors.add(desk.session, "light", "Sun", "low sun")
    accepted(qtbot, desk, "a barn")
    desk.shell.actions.run("anchor.show")
    panel = desk.shell.anchors
    panel.choose_anchor(sun.id)
    desk.shell.actions.run("anchor.rerun")
    assert "present version" in desk.shell.toast.words
    sun = anchors.edit(desk.session, sun.id, text="high sun")

    def gone(engine: str) -> object:
        raise LookupError(engine)

    monkeypatch.setattr(desk.generations, "abilities", gone)
    desk.shell.anchoring.rerun.ask(sun)
    sheet = desk.shell.anchoring.rerun.sheet
    assert sheet.list.ticked == [] and not sheet.go.isEnabled()
    qtbot.keyClick(sheet.list, Qt.Key.Key_Space)
    assert sheet.chosen == [] and not sheet.go.isEnabled(), "its engine is not connected"


def test_rows_are_found_by_name_kind_words_and_colours(qtbot: QtBot, desk: Desk) -> None:
    anchors.add(desk.session, "light", "Sun", "low evening sun")
    anchors.add(desk.session, "palette", "Brand", colours=(Colour("straw", (200, 180, 90)),))
    panel = desk.shell.anchors
    panel.search.setFocus()
    for words, found in (("evening", ["Sun"]), ("palette", ["Brand"]), ("straw bra", ["Brand"]), ("SUN", ["Sun"])):
        panel.search.clear()
        qtbot.keyClicks(panel.search, words)
        assert [row.anchor.name for row in panel.rows.rows] == found
    panel.search.clear()
    qtbot.keyClicks(panel.search, "nowhere")
    assert panel.rows.rows == [] and not panel.empty.isVisible()
    panel.search.clear()
    assert len(panel.rows.rows) == 2
