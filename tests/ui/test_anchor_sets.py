"""Anchor sets in a real window: saved, added to another place, exported and imported as files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from editor.document.records import Frame, Pin
from editor.pixels.geometry import Rect
from editor.session import anchor_sets, anchors
from editor.ui.anchors.sets_sheet import SetsSheet
from editor.ui.desk import Desk
from tests.ui.desks import opened

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    for name in ("XDG_CONFIG_HOME", "APPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "own"))
    window, made = opened(qtbot, tmp_path)
    yield made
    window.close()


def asked(desk: Desk) -> SetsSheet:
    desk.shell.actions.run("anchor.sets")
    sheet = desk.shell.anchoring.sets.sheet
    assert sheet.isVisible()
    return sheet


def saved(qtbot: QtBot, desk: Desk, name: str) -> SetsSheet:
    sheet = asked(desk)
    qtbot.keyClicks(sheet.name, name)
    qtbot.keyClick(sheet.name, Qt.Key.Key_Return)
    return sheet


def test_what_was_saved_is_added_somewhere_else_in_one_step(qtbot: QtBot, desk: Desk) -> None:
    desk.session.commit("Frame", desk.session.document.with_(Frame(id="hero", name="Hero", rect=Rect(0, 0, 300, 100))))
    sheet = asked(desk)
    assert not sheet.name.isEnabled() and not sheet.go.isEnabled() and "No sets yet" in sheet.told.text()
    qtbot.keyClick(sheet.bring, Qt.Key.Key_Escape)
    anchors.add(desk.session, "light", "Sun", "low sun", weight=1.5)
    anchors.add(desk.session, "style", "House", "film")
    sheet = saved(qtbot, desk, "Brand A spring")
    assert list(anchor_sets.library()) == ["Brand A spring"] and sheet.list.count() == 1
    assert sheet.isVisible() and sheet.list.ticked == [anchor_sets.library()["Brand A spring"]]
    sheet.where.setCurrentIndex(sheet.where.findText("Frame: Hero"))
    before = set(desk.session.document.anchors)
    qtbot.mouseClick(sheet.go, LEFT)
    made = [one for id, one in desk.session.document.anchors.items() if id not in before]
    assert sorted((one.name, one.weight, one.pins) for one in made) == [
        ("House", 1.0, (Pin("frame", "hero"),)),
        ("Sun", 1.5, (Pin("frame", "hero"),)),
    ]
    assert desk.shell.anchors.chosen[0].anchor.id in {one.id for one in made}
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert set(desk.session.document.anchors) == before


def test_several_chosen_ones_are_saved_alone_and_a_taken_name_is_replaced(qtbot: QtBot, desk: Desk) -> None:
    for name in ("Sun", "House", "Never"):
        anchors.add(desk.session, "style", name, name)
    saved(qtbot, desk, "Brand").close_sheet()
    panel = desk.shell.anchors
    panel.choose(*[row.key for row in panel.rows.rows[:2]])
    sheet = asked(desk)
    qtbot.keyClicks(sheet.name, "brand")
    assert sheet.save.text() == "Replace"
    sheet.name.clear()
    qtbot.keyClicks(sheet.name, "Brand")
    qtbot.mouseClick(sheet.save, LEFT)
    found = anchor_sets.load(anchor_sets.library()["Brand"])
    assert [one.name for one in found.anchors] == ["Sun", "House"]


def test_a_set_goes_to_a_file_and_comes_from_one(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    anchors.add(desk.session, "light", "Sun", "low sun")
    sheet, file = saved(qtbot, desk, "Brand"), tmp_path / "shared.anchors.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    qtbot.mouseClick(sheet.share, LEFT)
    assert anchor_sets.load(file).name == "Brand"
    anchor_sets.library()["Brand"].unlink()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    qtbot.mouseClick(sheet.bring, LEFT)
    assert sheet.list.ticked == [anchor_sets.library()["Brand"]]
    file.write_text("{}")
    qtbot.mouseClick(sheet.bring, LEFT)
    assert "shared.anchors.json is no set of anchors" in sheet.told.text() and sheet.list.count() == 1
