"""Anchors made from pictures in a real window: proposed with their numbers, changed, added as one step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from editor.document.records import Document, Frame, Layer, Origin, Pin
from editor.pixels.geometry import Affine, Rect
from editor.pixels.tiles import Tiles
from editor.ui.anchors.made_sheet import MadeSheet
from editor.ui.board_menus import MENUS
from editor.ui.desk import Desk
from editor.ui.menus.layer import CONTEXT
from tests.ui.desks import opened

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
TOLD = {"parameters": "low sun over a field, film grain\nNegative prompt: text, logos\nSteps: 20, Sampler: Euler"}


def picture(id: str, rgb: tuple[int, int, int], x: int, metadata: dict[str, str] | None = None) -> Layer:
    pixels = np.full((90, 120, 4), 255, np.uint8)
    pixels[:60, :, :3], pixels[60:, :, :3] = rgb, (20, 24, 60)
    origin, place = Origin(metadata=metadata or {}), Affine.translation(x, 0)
    return Layer(id=id, name=id, order=id, pixels=Tiles.from_array(pixels), transform=place, origin=origin)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    board = Document().with_(
        Frame(id="hero", name="Hero", rect=Rect(0, 0, 300, 100)),
        picture("barn", (224, 176, 96), 0),
        picture("field", (224, 176, 96), 140, TOLD),
        picture("sea", (30, 120, 200), 400),
    )
    window, made = opened(qtbot, tmp_path, board)
    yield made
    window.close()


def proposed(qtbot: QtBot, desk: Desk, *ids: str) -> MadeSheet:
    """By keys, of these pictures."""
    sheet = desk.shell.anchoring.making.sheet
    desk.session.select(ids)
    qtbot.keyClick(desk.canvas, Qt.Key.Key_M, CTRL | SHIFT)
    assert sheet.isVisible()
    qtbot.waitUntil(lambda: sheet.list.count() > 0, timeout=20_000)
    return sheet


def test_colours_light_and_words_are_proposed_with_their_numbers(qtbot: QtBot, desk: Desk) -> None:
    sheet = proposed(qtbot, desk, "barn", "field")
    names = [sheet.list.item(row).text() for row in range(sheet.list.count())]
    assert names == [
        "Colours of barn and others",
        "Light of barn and others",
        "Words of field",
        "Avoided of field",
    ]
    assert [one.kind for one in sheet.chosen] == ["palette", "light", "text", "avoid"]
    gold, ink = sheet.chosen[0].colours
    assert max(abs(a - b) for a, b in zip(gold.rgb, (224, 176, 96), strict=True)) <= 2 and ink.rgb[2] > ink.rgb[0]
    assert f"{gold.name} 67 %" in sheet.numbers.text() and "33 %" in sheet.numbers.text()
    qtbot.keyClick(sheet.list, Qt.Key.Key_Down)
    assert "Lightness 0." in sheet.numbers.text() and sheet.words.toPlainText() == sheet.chosen[1].text
    qtbot.keyClick(sheet.list, Qt.Key.Key_Down)
    assert sheet.words.toPlainText() == "low sun over a field, film grain"


def test_what_is_proposed_is_left_out_renamed_and_changed_and_comes_as_one_step(qtbot: QtBot, desk: Desk) -> None:
    before = desk.session.document
    sheet = proposed(qtbot, desk, "field")
    qtbot.keyClick(sheet.list, Qt.Key.Key_Space)
    assert not sheet.words.isVisible() and sheet.go.text() == "Add 3 anchors"
    qtbot.keyClick(sheet.list, Qt.Key.Key_Down)
    qtbot.keyClick(sheet.list, Qt.Key.Key_Down)
    sheet.name.selectAll()
    qtbot.keyClick(sheet.name, Qt.Key.Key_Backspace)
    assert not sheet.go.isEnabled(), "it needs a name"
    qtbot.keyClicks(sheet.name, "House style")
    sheet.words.clear()
    assert not sheet.go.isEnabled() and "House style" in sheet.told.text(), "and words"
    qtbot.keyClicks(sheet.words, "film grain")
    sheet.where.setCurrentIndex(sheet.where.findText("Frame: Hero"))
    sheet.references.setFocus()
    qtbot.keyClick(sheet.references, Qt.Key.Key_Space)
    qtbot.keyClick(sheet.name, Qt.Key.Key_Return)
    assert not sheet.isVisible()
    made = sorted(desk.session.document.anchors.values(), key=lambda one: one.order)
    assert [(one.kind, one.name) for one in made] == [
        ("light", "Light of field"),
        ("text", "House style"),
        ("avoid", "Avoided of field"),
    ]
    assert made[1].text == "film grain" and {one.pins for one in made} == {(Pin("frame", "hero"),)}
    assert [one.layer for one in desk.session.document.references.values()] == ["field"]
    assert desk.shell.anchors.isVisible() and [row.anchor.id for row in desk.shell.anchors.chosen] == [made[0].id]
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Z, CTRL)
    assert desk.session.document.anchors == before.anchors and not desk.session.document.references


def test_a_frame_gives_its_pictures_and_its_name(qtbot: QtBot, desk: Desk) -> None:
    sheet = proposed(qtbot, desk, "hero")
    assert sheet.chosen[0].name == "Colours of Hero"
    qtbot.keyClick(sheet.name, Qt.Key.Key_Escape)
    assert not sheet.isVisible() and not desk.session.document.anchors


def test_nothing_is_proposed_once_it_was_put_away_or_while_nothing_is_selected(qtbot: QtBot, desk: Desk) -> None:
    sheet = desk.shell.anchoring.making.sheet
    desk.session.select(["sea"])
    qtbot.keyClick(desk.canvas, Qt.Key.Key_M, CTRL | SHIFT)
    qtbot.keyClick(sheet.leave, Qt.Key.Key_Escape)
    proposed(qtbot, desk, "barn")
    assert sheet.chosen[0].name == "Colours of barn", "not of the sea"
    qtbot.keyClick(sheet.name, Qt.Key.Key_Escape)
    desk.session.select([])
    action = desk.shell.actions["anchor.make"]
    assert not action.isEnabled() and any("anchor.make" in group for group in CONTEXT)
    assert all(any("anchor.make" in group for group in MENUS[what]) for what in ("layer", "frame"))
