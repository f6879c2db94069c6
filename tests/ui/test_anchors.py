"""Anchors in a real window: added, told to the engine, switched, edited, put in order, moved, taken back by undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QDrag, QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QToolTip
from pytestqt.qtbot import QtBot

from editor.document.archive import Generation
from editor.document.records import Anchor, Frame, Pin
from editor.engine.contract import Colour
from editor.engine.registry import Entry, Registry
from editor.pixels.geometry import Rect
from editor.session import anchors
from editor.steps.mask import active_mask
from editor.ui.anchors.delegate import places
from editor.ui.anchors.rows import AnchorRows
from editor.ui.desk import Desk
from editor.ui.parts.dock import Dock
from tests.engines.painter import Painter
from tests.ui.desks import marked_photograph, shown

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
HERO = Rect(0, 0, 400, 300)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    registry = Registry([Entry(Painter(), "nowhere")])
    monkeypatch.setattr(Registry, "found", lambda **_: registry)
    window, made = shown(qtbot, marked_photograph(tmp_path))
    yield made
    window.close()


def held(desk: Desk) -> list[Anchor]:
    return sorted(desk.session.document.anchors.values(), key=lambda one: one.order)


def added(qtbot: QtBot, desk: Desk, name: str, words: str) -> Anchor:
    """By keys alone."""
    sheet = desk.shell.anchoring.sheet
    qtbot.keyClick(desk.canvas, Qt.Key.Key_N, CTRL | SHIFT)
    assert sheet.isVisible() and sheet.name.hasFocus()
    qtbot.keyClicks(sheet.name, name)
    qtbot.keyClick(sheet.name, Qt.Key.Key_Tab)
    qtbot.keyClicks(sheet.words, words)
    qtbot.keyClick(sheet.words, Qt.Key.Key_Return, CTRL)
    assert not sheet.isVisible()
    return held(desk)[-1]


def asked(qtbot: QtBot, desk: Desk, words: str) -> Generation:
    desk.bar.prompt.setPlainText(words)
    before = len(desk.session.project.archive.generations())
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(desk.session.project.archive.generations()) > before)
    qtbot.waitUntil(lambda: not desk.candidates.running, timeout=20_000)
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Escape)
    return desk.session.project.archive.generations()[-1]


def row_of(desk: Desk, id: str) -> QRect:
    panel = desk.shell.anchors
    key = next(row.key for row in panel.rows.rows if row.anchor.id == id)
    return panel.list.visualRect(panel.rows.index_of(key))


def switched(qtbot: QtBot, desk: Desk, id: str) -> None:
    at = places(row_of(desk, id)).switch.center()
    qtbot.mouseClick(desk.shell.anchors.list.viewport(), LEFT, pos=at)


def test_an_empty_panel_shows_how_one_is_made(qtbot: QtBot, desk: Desk) -> None:
    panel, sheet = desk.shell.anchors, desk.shell.anchoring.sheet
    assert panel.empty.isVisible() and not panel.list.isVisible()
    qtbot.mouseClick(panel.empty.begin, LEFT)
    assert sheet.isVisible() and not sheet.go.isEnabled()
    qtbot.keyClick(sheet.name, Qt.Key.Key_Escape)
    assert not sheet.isVisible() and not desk.session.document.anchors


def test_an_anchor_that_was_added_guides_what_is_asked_until_it_is_switched_off(qtbot: QtBot, desk: Desk) -> None:
    anchor = added(qtbot, desk, "Evening", "low evening sun")
    assert (anchor.name, anchor.kind, anchor.text, anchor.pins) == ("Evening", "style", "low evening sun", (Pin(),))
    assert desk.shell.anchors.list.isVisible() and desk.shell.anchors.list.hasFocus()
    first = asked(qtbot, desk, "a barn")
    assert first.recipe.anchors == ((anchor.id, 1),) and "low evening sun" in first.recipe.prompt
    tallies = desk.shell.anchors.rows
    qtbot.waitUntil(lambda: {id: one.generations for id, one in tallies.tallies.items()} == {anchor.id: 1})
    switched(qtbot, desk, anchor.id)
    assert not held(desk)[0].pins[0].enabled
    second = asked(qtbot, desk, "a barn")
    assert second.recipe.anchors == () and second.recipe.prompt == "a barn"
    desk.shell.anchors.list.setFocus()
    qtbot.keyClick(desk.shell.anchors.list, Qt.Key.Key_Space)
    assert held(desk)[0].pins[0].enabled


def test_an_edit_makes_a_version_and_undo_takes_it_back(qtbot: QtBot, desk: Desk) -> None:
    anchor = added(qtbot, desk, "Evening", "low evening sun")
    sheet = desk.shell.anchoring.sheet
    qtbot.keyClick(desk.shell.anchors.list, Qt.Key.Key_Return)
    assert sheet.isVisible() and sheet.words.toPlainText() == "low evening sun"
    sheet.words.setFocus()
    qtbot.keyClick(sheet.words, Qt.Key.Key_End, CTRL)
    qtbot.keyClicks(sheet.words, ", haze")
    qtbot.mouseClick(sheet.go, LEFT)
    assert (held(desk)[0].text, held(desk)[0].version) == ("low evening sun, haze", 2)
    assert asked(qtbot, desk, "a barn").recipe.anchors == ((anchor.id, 2),)
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Z, CTRL)
    assert (held(desk)[0].text, held(desk)[0].version) == ("low evening sun", 1)
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Z, CTRL)
    assert not desk.session.document.anchors and desk.shell.anchors.empty.isVisible()


def test_a_palette_is_written_in_colours(qtbot: QtBot, desk: Desk) -> None:
    sheet = desk.shell.anchoring.sheet
    qtbot.keyClick(desk.canvas, Qt.Key.Key_N, CTRL | SHIFT)
    sheet.kind.setFocus()
    for _ in range(2):
        qtbot.keyClick(sheet.kind, Qt.Key.Key_Down)
    qtbot.keyClicks(sheet.name, "Golds")
    assert not sheet.go.isEnabled()
    qtbot.mouseClick(sheet.colours.add_button, LEFT)
    row = sheet.colours.rows[0]
    qtbot.keyClicks(row.name, "straw")
    row.value.selectAll()
    qtbot.keyClicks(row.value, "#E2B5")
    assert not sheet.go.isEnabled(), "no colour yet"
    qtbot.keyClicks(row.value, "4A")
    row.tolerance.setValue(4)
    qtbot.keyClick(sheet.name, Qt.Key.Key_Return)
    assert held(desk)[0].kind == "palette" and held(desk)[0].colours == (Colour("straw", (0xE2, 0xB5, 0x4A), 4.0),)
    assert asked(qtbot, desk, "a barn").recipe.palette == held(desk)[0].colours


def tick(qtbot: QtBot, list: QListWidget, name: str) -> None:
    item = list.findItems(name, Qt.MatchFlag.MatchExactly)[0]
    list.setFocus()
    list.setCurrentItem(item)
    qtbot.keyClick(list, Qt.Key.Key_Space)


def test_it_holds_where_something_is_marked_as_one_step(qtbot: QtBot, desk: Desk) -> None:
    sheet = desk.shell.anchoring.sheet
    qtbot.keyClick(desk.canvas, Qt.Key.Key_N, CTRL | SHIFT)
    qtbot.keyClicks(sheet.name, "Petals")
    sheet.words.setPlainText("white petals")
    tick(qtbot, sheet.places, "Project")
    tick(qtbot, sheet.places, "What is marked now")
    qtbot.mouseClick(sheet.go, LEFT)
    (pin,) = held(desk)[0].pins
    assert pin.scope == "area" and pin.place in desk.session.document.masks
    assert asked(qtbot, desk, "a barn").recipe.anchors == ((held(desk)[0].id, 1),)
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Z, CTRL)
    assert not desk.session.document.anchors and pin.place not in desk.session.document.masks


def dragged(rows: AnchorRows, name: str, row: int, onto: QModelIndex) -> None:
    key = next(one.key for one in rows.rows if one.anchor.name == name)
    rows.dropMimeData(rows.mimeData([rows.index_of(key)]), Qt.DropAction.MoveAction, row, 0, onto)


def test_the_order_is_changed_by_keys_and_by_a_drag_which_also_moves_to_another_place(qtbot: QtBot, desk: Desk) -> None:
    document = desk.session.document
    desk.session.commit("Frame", document.with_(Frame(id="hero", name="Hero", rect=HERO)))
    for name in ("one", "two", "three"):
        anchors.add(desk.session, "style", name, name)
    panel, rows = desk.shell.anchors, desk.shell.anchors.rows
    qtbot.mouseClick(panel.list.viewport(), LEFT, pos=row_of(desk, held(desk)[2].id).topLeft() + QPoint(60, 12))
    qtbot.keyClick(panel.list, Qt.Key.Key_Up, ALT)
    assert [one.name for one in held(desk)] == ["one", "three", "two"]
    assert [row.anchor.name for row in panel.chosen] == ["three"], "it stays chosen"
    qtbot.keyClick(panel.list, Qt.Key.Key_Down, ALT)
    assert [one.name for one in held(desk)] == ["one", "two", "three"]
    dragged(rows, "three", 0, rows.index(0, 0))
    assert [one.name for one in held(desk)] == ["three", "one", "two"]
    anchors.add(desk.session, "light", "dusk", "dusk", pins=[Pin("frame", "hero")])
    dragged(rows, "one", -1, rows.index(1, 0))
    assert next(one for one in held(desk) if one.name == "one").pins == (Pin("frame", "hero"),)
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Z, CTRL)
    assert next(one for one in held(desk) if one.name == "one").pins == (Pin(),), "it was one step"


def test_what_is_chosen_is_removed_by_its_key(qtbot: QtBot, desk: Desk) -> None:
    added(qtbot, desk, "Evening", "low evening sun")
    qtbot.keyClick(desk.shell.anchors.list, Qt.Key.Key_Delete)
    assert not desk.session.document.anchors and len(desk.session.document.layers) == 1
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Z, CTRL)
    assert [one.name for one in held(desk)] == ["Evening"]


def test_the_prompt_as_it_is_sent_stands_in_the_bar_with_what_is_to_be_remarked(qtbot: QtBot, desk: Desk) -> None:
    told = desk.bar.told
    desk.bar.prompt.setPlainText("a barn at noon")
    assert not told.isVisible(), "the words alone are sent"
    added(qtbot, desk, "Evening", "golden hour")
    desk.bar.show()
    qtbot.waitUntil(told.isVisible)
    assert told.remarks == ("“golden hour” and “noon” contradict each other. Could go: “golden hour”",)
    assert "a barn at noon. golden hour." in told.line.words and not told.details.isVisible()
    qtbot.mouseClick(told.button, LEFT)
    assert told.details.isVisible() and told.parts["As typed"] == "a barn at noon"
    assert {label.text() for label in told.details.findChildren(QLabel)} >= {*told.parts.values(), *told.remarks}
    assert desk.bar.go.isEnabled(), "a remark never stands in the way"
    panel, (anchor,) = desk.shell.anchors, held(desk)
    assert panel.rows.remarks == {anchor.id: told.remarks}, "the row is marked, too"
    at = row_of(desk, anchor.id).center()
    tip = QHelpEvent(QEvent.Type.ToolTip, at, panel.list.viewport().mapToGlobal(at))
    QApplication.sendEvent(panel.list.viewport(), tip)
    assert "contradict each other" in QToolTip.text()
    desk.bar.prompt.setPlainText("a barn")
    qtbot.waitUntil(lambda: not panel.rows.remarks)
    sent = asked(qtbot, desk, "a barn, {red|blue|green|white|black|brown}")
    assert sent.recipe.prompt != sent.recipe.words


def test_what_is_drawn_by_chance_is_shown_as_it_will_be_sent(qtbot: QtBot, desk: Desk) -> None:
    words = "a {red|blue|green|white|black|brown|grey|pink} barn"
    for _ in range(3):
        desk.bar.prompt.setPlainText(words)
        qtbot.waitUntil(lambda: "As sent" in desk.bar.told.parts)
        foretold = desk.bar.told.parts["As sent"]
        assert asked(qtbot, desk, words).recipe.prompt == foretold


def test_anchors_and_history_are_tabs_of_one_dock(qtbot: QtBot, desk: Desk) -> None:
    dock = desk.shell.docks[0]
    assert isinstance(dock, Dock) and desk.shell.anchors.isVisible() and not desk.history.isVisible()
    desk.history.show_asked()
    assert desk.history.isVisible() and not desk.shell.anchors.isVisible()
    qtbot.keyClick(desk.canvas, Qt.Key.Key_K, CTRL | SHIFT)
    assert desk.shell.anchors.isVisible() and not desk.history.isVisible()


def test_a_drag_shows_every_place_that_a_row_can_be_dropped_on(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.session.commit("Frame", desk.session.document.with_(Frame(id="hero", name="Hero", rect=HERO)))
    sun = anchors.add(desk.session, "light", "Sun", "low sun")
    panel = desk.shell.anchors
    during: list[str] = []

    def dropped(drag: QDrag, *_: object) -> Qt.DropAction:
        """On the head of the frame's place."""
        heads = [panel.rows.index(row, 0) for row in range(panel.rows.rowCount())]
        during.extend(head.data() for head in heads)
        frame = next(head for head in heads if head.data() == "Frame: Hero")
        panel.rows.dropMimeData(drag.mimeData(), Qt.DropAction.MoveAction, -1, 0, frame)
        return Qt.DropAction.MoveAction

    monkeypatch.setattr(QDrag, "exec", dropped)
    panel.choose_anchor(sun.id)
    panel.list.startDrag(Qt.DropAction.MoveAction)
    assert during == ["Project", "Frame: Hero", "Layer: photo", "Nowhere"]
    assert held(desk)[0].pins == (Pin("frame", "hero"),)
    shown = [panel.rows.index(row, 0).data() for row in range(panel.rows.rowCount())]
    assert shown == ["Frame: Hero"], "places without anchors are gone again"
    assert [row.pin for row in panel.chosen] == [Pin("frame", "hero")], "it stays chosen"


def test_the_areas_of_what_is_chosen_are_drawn_on_the_canvas(qtbot: QtBot, desk: Desk) -> None:
    marked = active_mask(desk.session.document, "photo")
    petals = anchors.add(desk.session, "text", "Petals", "white petals", pins=(), area=marked)
    anchors.add(desk.session, "text", "Everywhere", "calm")
    panel = desk.shell.anchors
    panel.choose_anchor(petals.id)
    qtbot.waitUntil(lambda: bool(desk.lighting.marks))
    qtbot.keyClick(panel.list, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: not desk.lighting.marks)


def test_a_weight_is_greyed_with_the_reason_where_the_engine_knows_none(qtbot: QtBot, desk: Desk) -> None:
    sheet = desk.shell.anchoring.sheet
    qtbot.keyClick(desk.canvas, Qt.Key.Key_N, CTRL | SHIFT)
    assert not sheet.weight.isEnabled() and "knows no weights" in sheet.weight.toolTip()
    qtbot.keyClick(sheet.name, Qt.Key.Key_Escape)


def test_a_weight_is_for_engines_that_know_them(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    registry = Registry([Entry(Painter(weights=True), "nowhere")])
    monkeypatch.setattr(Registry, "found", lambda **_: registry)
    window, desk = shown(qtbot, marked_photograph(tmp_path))
    qtbot.keyClick(desk.canvas, Qt.Key.Key_N, CTRL | SHIFT)
    assert desk.shell.anchoring.sheet.weight.isEnabled()
    window.close()
