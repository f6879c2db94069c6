"""References in a real window: taken in by every way, seen, edited, put in order, told to the engine, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QImage, QTextCursor
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from editor.document.archive import Generation
from editor.document.records import ReferencePicture
from editor.engine.contract import ROLES
from editor.engine.registry import Entry, Registry
from editor.pixels.geometry import Rect
from editor.session import references
from editor.steps.guides import in_order
from editor.ui.desk import Desk
from editor.ui.references.delegate import Places, places
from editor.ui.window import Window
from tests.engines.painter import Painter
from tests.ui.desks import marked_photograph, shown
from tests.ui.dropping import drop, of_files

CTRL, ALT, SHIFT = (getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("Control", "Alt", "Shift"))
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    entries = [
        Entry(Painter(references=3, roles=ROLES), "nowhere"),
        Entry(plain := Painter(), "nowhere"),
        Entry(narrow := Painter(references=3, roles=frozenset({"style"})), "nowhere"),
    ]
    plain.name, plain.title = "plain", "Plain"
    narrow.name, narrow.title = "narrow", "Narrow"
    registry = Registry(entries)
    monkeypatch.setattr(Registry, "found", lambda **_: registry)
    made, desk = shown(qtbot, marked_photograph(tmp_path))
    desk.bar.choose("painter")
    yield made
    made.close()


@pytest.fixture
def desk(window: Window) -> Desk:
    assert window.desk is not None
    return window.desk


def held(desk: Desk) -> list[ReferencePicture]:
    return in_order(desk.session.document)


def names(desk: Desk) -> list[str]:
    return [one.name for one in held(desk)]


def picture(folder: Path, name: str, colour: tuple[int, int, int] = (200, 90, 30)) -> Path:
    path = folder / name
    pixels = np.full((90, 120, 3), colour, np.uint8)
    pixels[:, 60:] = (20, 20, 20)
    assert cv2.imwrite(str(path), pixels)
    return path


def with_files(qtbot: QtBot, desk: Desk, folder: Path, *wanted: str) -> None:
    """Dropped on the panel."""
    panel = desk.shell.referencing.panel
    assert drop(panel, of_files([picture(folder, name) for name in wanted]), panel.rect().center())
    qtbot.waitUntil(lambda: len(held(desk)) == len(wanted))


def cell(desk: Desk, name: str) -> QRect:
    panel = desk.shell.referencing.panel
    return panel.list.visualRect(panel.rows.index_of(next(one.id for one in held(desk) if one.name == name)))


def parts(desk: Desk, name: str) -> Places:
    return places(cell(desk, name))


def click(qtbot: QtBot, desk: Desk, at: QPoint) -> None:
    qtbot.mouseClick(desk.shell.referencing.panel.list.viewport(), LEFT, pos=at)


def asked(qtbot: QtBot, desk: Desk, words: str) -> Generation:
    desk.bar.prompt.setPlainText(words)
    before = len(desk.session.project.archive.generations())
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(desk.session.project.archive.generations()) > before)
    qtbot.waitUntil(lambda: not desk.candidates.running, timeout=20_000)
    return desk.session.project.archive.generations()[-1]


def test_an_empty_panel_teaches_and_its_link_asks_for_files(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = desk.shell.referencing.panel
    assert panel.empty.isVisible() and not panel.list.isVisible()
    chosen = [str(picture(tmp_path, "board.png")), str(picture(tmp_path, "face.jpg"))]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (chosen, ""))
    qtbot.mouseClick(panel.empty.begin, LEFT)
    qtbot.waitUntil(lambda: names(desk) == ["board", "face"])
    assert panel.list.isVisible() and [card.reference.name for card in panel.chosen] == ["board", "face"]
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Z, CTRL)
    assert not held(desk) and panel.empty.isVisible(), "both came in one step"


def test_the_selected_picture_is_used_by_its_key_and_followed(qtbot: QtBot, desk: Desk) -> None:
    (layer,) = desk.session.document.layers.values()
    desk.session.select(())
    qtbot.keyClick(desk.canvas, Qt.Key.Key_R, CTRL | SHIFT)
    assert not held(desk), "nothing was selected"
    desk.session.select([layer.id])
    qtbot.keyClick(desk.canvas, Qt.Key.Key_R, CTRL | SHIFT)
    (one,) = held(desk)
    assert (one.name, one.layer, one.pixels, one.role) == (layer.name, layer.id, None, "style")
    assert asked(qtbot, desk, "a barn").references[0].id == one.id


def test_a_picture_in_the_clipboard_is_pasted_while_the_panel_has_the_focus(qtbot: QtBot, desk: Desk) -> None:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    (layer,) = desk.session.document.layers.values()
    references.add_layers(desk.session, [layer])
    qtbot.keyClick(desk.canvas, Qt.Key.Key_R, CTRL | ALT)
    panel = desk.shell.referencing.panel
    assert panel.list.hasFocus()
    QGuiApplication.clipboard().setImage(image)
    qtbot.keyClick(panel.list, Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: len(held(desk)) == 2)
    assert names(desk)[1] == "Pasted" and len(desk.session.document.layers) == 1
    QGuiApplication.clipboard().setText("no picture")
    qtbot.keyClick(panel.list, Qt.Key.Key_V, CTRL)
    assert len(held(desk)) == 2 and "no picture" in desk.bar.sentence


def test_layers_are_dropped_from_the_list_and_a_bad_file_is_named(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    panel, rows = desk.shell.referencing.panel, desk.shell.layers.rows
    (layer,) = desk.session.document.layers.values()
    assert drop(panel, rows.mimeData([rows.index_of(layer.id)]), panel.rect().center())
    assert held(desk)[0].layer == layer.id
    bad = tmp_path / "broken.png"
    bad.write_bytes(b"no picture")
    assert drop(panel, of_files([bad, picture(tmp_path, "whole.png")]), panel.rect().center())
    qtbot.waitUntil(lambda: len(held(desk)) == 2)
    assert names(desk)[1] == "whole"
    qtbot.waitUntil(lambda: "broken.png" in desk.shell.toast.words)
    nothing = QMimeData()
    nothing.setText("words")
    assert not drop(panel, nothing, panel.rect().center()) or len(held(desk)) == 2


def test_a_second_of_the_same_name_is_told_apart(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    with_files(qtbot, desk, tmp_path, "board.png")
    panel = desk.shell.referencing.panel
    drop(panel, of_files([picture(tmp_path, "board.jpg")]), panel.rect().center())
    qtbot.waitUntil(lambda: names(desk) == ["board", "board 2"] or names(desk) == ["board 2", "board"])


def test_a_card_is_switched_weighed_and_given_a_role_by_mouse(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    with_files(qtbot, desk, tmp_path, "one.png", "two.png")
    list = desk.shell.referencing.panel.list
    click(qtbot, desk, parts(desk, "one").eye.center())
    assert [one.enabled for one in held(desk)] == [False, True]
    assert [card.number for card in desk.shell.referencing.panel.rows.cards] == [0, 1]
    line = parts(desk, "two").slider
    before = desk.session.history.pointer
    qtbot.mousePress(list.viewport(), LEFT, pos=line.center())
    for x in (line.center().x() - 5, line.left() + 20, line.left() + 5):
        qtbot.mouseMove(list.viewport(), QPoint(x, line.center().y()))
    qtbot.mouseRelease(list.viewport(), LEFT, pos=QPoint(line.left() + 5, line.center().y()))
    assert held(desk)[1].strength == 0.0
    step = desk.session.history.undoable()
    assert step is not None and step.parent == before, "all of the drag is one step"
    assert names(desk) == ["one", "two"], "the card itself was not dragged"
    click(qtbot, desk, parts(desk, "two").role.center())
    menu = QGuiApplication.focusWindow() and desk.shell.referencing.role_menu
    assert menu is not None and menu.isVisible()
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert held(desk)[1].role == "structure"
    for _ in range(3):
        qtbot.keyClick(desk.canvas, Qt.Key.Key_Z, CTRL)
    assert [(one.enabled, one.strength, one.role) for one in held(desk)] == [(True, 1.0, "style")] * 2


def test_all_is_done_by_keys(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    with_files(qtbot, desk, tmp_path, "one.png", "two.png", "three.png")
    panel = desk.shell.referencing.panel
    panel.choose(held(desk)[0].id)
    qtbot.keyClick(desk.canvas, Qt.Key.Key_R, CTRL | ALT)
    assert panel.list.hasFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_Right)
    assert [card.reference.name for card in panel.chosen] == ["two"]
    qtbot.keyClick(panel.list, Qt.Key.Key_Right, ALT)
    assert names(desk) == ["one", "three", "two"]
    qtbot.keyClick(panel.list, Qt.Key.Key_Minus)
    qtbot.keyClick(panel.list, Qt.Key.Key_Minus)
    qtbot.waitUntil(lambda: held(desk)[2].strength == 0.9)
    qtbot.keyClick(panel.list, Qt.Key.Key_Space)
    assert not held(desk)[2].enabled
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert names(desk) == ["one", "three"]
    assert panel.rows.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole).startswith("one, Image 1, Style, 100 %")


def test_a_card_is_dragged_before_another(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    with_files(qtbot, desk, tmp_path, "one.png", "two.png", "three.png")
    panel = desk.shell.referencing.panel
    at = panel.mapFromGlobal(panel.list.viewport().mapToGlobal(cell(desk, "one").center() - QPoint(20, 0)))
    assert drop(panel, panel.rows.mimeData([panel.rows.index(2, 0)]), at)
    assert names(desk) == ["three", "one", "two"]
    at = panel.mapFromGlobal(panel.list.viewport().mapToGlobal(cell(desk, "two").center() + QPoint(20, 0)))
    assert drop(panel, panel.rows.mimeData([panel.rows.index(0, 0)]), at)
    assert names(desk) == ["one", "two", "three"]


def test_the_sheet_edits_name_part_source_and_licence(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    with_files(qtbot, desk, tmp_path, "one.png", "two.png")
    panel, sheet = desk.shell.referencing.panel, desk.shell.referencing.sheet
    qtbot.mouseDClick(panel.list.viewport(), LEFT, pos=parts(desk, "one").thumb.center())
    assert sheet.isVisible() and sheet.name.hasFocus()
    sheet.name.selectAll()
    qtbot.keyClicks(sheet.name, "two")
    assert not sheet.go.isEnabled(), "the words could not tell them apart"
    qtbot.keyClicks(sheet.name, " suns")
    where = sheet.crop.where
    first, last = where.topLeft() + (where.center() - where.topLeft()) / 2, where.center()
    qtbot.mousePress(sheet.crop, LEFT, pos=first.toPoint())
    qtbot.mouseMove(sheet.crop, last.toPoint())
    qtbot.mouseRelease(sheet.crop, LEFT, pos=last.toPoint())
    qtbot.keyClicks(sheet.address, "https://example.org/sun")
    qtbot.keyClicks(sheet.licence, "CC0")
    qtbot.keyClick(sheet.licence, Qt.Key.Key_Return)
    one = held(desk)[0]
    assert (one.name, one.origin.address, one.origin.licence) == ("two suns", "https://example.org/sun", "CC0")
    assert one.crop is not None and abs(one.crop.x - 30) <= 1 and abs(one.crop.w - 30) <= 1
    assert asked(qtbot, desk, "like @two-suns").references[0].crop == one.crop
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Escape)
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Z, CTRL)
    assert held(desk)[0].name == "one" and held(desk)[0].crop is None


def test_the_part_is_moved_by_keys_and_all_taken_again(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    with_files(qtbot, desk, tmp_path, "one.png")
    references.edit(desk.session, held(desk)[0].id, crop=Rect(10, 10, 40, 30))
    desk.shell.referencing.panel.choose(held(desk)[0].id)
    sheet = desk.shell.referencing.sheet
    desk.shell.referencing.panel.bring_up()
    qtbot.keyClick(desk.shell.referencing.panel.list, Qt.Key.Key_Return)
    sheet.crop.setFocus()
    qtbot.keyClick(sheet.crop, Qt.Key.Key_Right)
    qtbot.keyClick(sheet.crop, Qt.Key.Key_Down, SHIFT)
    assert sheet.crop.crop == Rect(12, 10, 40, 31)
    qtbot.mouseClick(sheet.whole, LEFT)
    assert sheet.crop.crop is None
    qtbot.mouseClick(sheet.leave, LEFT)
    assert held(desk)[0].crop == Rect(10, 10, 40, 30), "nothing was saved"


def test_a_live_one_is_frozen_and_follows_again(qtbot: QtBot, desk: Desk) -> None:
    (layer,) = desk.session.document.layers.values()
    references.add_layers(desk.session, [layer])
    desk.shell.referencing.panel.choose(held(desk)[0].id)
    desk.shell.actions.run("reference.live")
    qtbot.waitUntil(lambda: held(desk)[0].pixels is not None)
    desk.shell.actions.run("reference.live")
    assert held(desk)[0].pixels is None


def test_what_the_engine_leaves_out_is_said_before_it_is_asked(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    with_files(qtbot, desk, tmp_path, "one.png", "two.png", "three.png", "four.png")
    panel = desk.shell.referencing.panel
    assert panel.notice.isVisible() and panel.notice.text() == "Painter takes 3: image 4 is left out."
    assert [bool(card.why) for card in panel.rows.cards] == [False, False, False, True]
    assert len(asked(qtbot, desk, "a barn").references) == 3
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Escape)
    references.edit(desk.session, held(desk)[1].id, role="product")
    desk.bar.choose("narrow")
    assert panel.notice.text() == "Narrow takes none for Product: image 2 is left out."
    desk.bar.choose("plain")
    assert panel.notice.text() == "Plain takes no references: none is sent."
    references.edit_all(desk.session, [one.id for one in held(desk)], enabled=False)
    assert not panel.notice.isVisible()


def test_what_one_guided_is_counted_lit_on_the_board_and_listed(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    with_files(qtbot, desk, tmp_path, "one.png")
    panel, one = desk.shell.referencing.panel, held(desk)[0]
    references.edit(desk.session, one.id, enabled=False)
    asked(qtbot, desk, "a house")
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Escape)
    references.edit(desk.session, one.id, enabled=True)
    first = asked(qtbot, desk, "a barn")
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return)
    made = next(layer for layer in desk.session.document.layers.values() if layer.generation == first.id)
    qtbot.waitUntil(lambda: panel.rows.uses == {one.id: [first.id]})
    qtbot.mouseMove(panel.list.viewport(), parts(desk, "one").thumb.center())
    assert desk.lighting.layers == {made.id}
    references.edit(desk.session, one.id, name="sun")
    qtbot.mouseMove(desk.canvas, QPoint(5, 5))
    click(qtbot, desk, parts(desk, "sun").uses.center())
    assert desk.history.isVisible() and [a.id for a in desk.history.shown] == [first.id], "also by its new name"
    desk.history.search.clear()
    assert len(desk.history.shown) == 2


def test_the_words_name_one_after_an_at_sign(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    with_files(qtbot, desk, tmp_path, "low sun.png", "barn.png")
    prompt, offer = desk.bar.prompt, desk.shell.referencing.naming.offer
    prompt.setFocus()
    qtbot.keyClicks(prompt, "like @")
    assert offer.isVisible() and [offer.item(row).text() for row in range(offer.count())] == ["@low-sun", "@barn"]
    qtbot.keyClick(prompt, Qt.Key.Key_Down)
    qtbot.keyClick(prompt, Qt.Key.Key_Return)
    assert prompt.toPlainText() == "like @barn " and not offer.isVisible() and prompt.hasFocus()
    qtbot.keyClicks(prompt, "and a@b.c, @SUN")
    assert offer.count() == 1
    qtbot.mouseClick(offer.viewport(), LEFT, pos=offer.visualItemRect(offer.item(0)).center())
    assert prompt.words == "like @barn and a@b.c, @low-sun"
    qtbot.keyClicks(prompt, "@b")
    assert offer.isVisible()
    qtbot.keyClick(prompt, Qt.Key.Key_Escape)
    assert not offer.isVisible() and prompt.hasFocus()
    references.edit(desk.session, held(desk)[1].id, enabled=False)
    qtbot.keyClicks(prompt, "a")
    assert not offer.isVisible(), "what is off is not offered"
    assert asked(qtbot, desk, "like @low-sun").recipe.prompt == "like image 2"


def test_an_action_names_what_is_chosen(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    with_files(qtbot, desk, tmp_path, "low sun.png", "barn.png")
    desk.bar.prompt.setPlainText("as in")
    desk.bar.prompt.moveCursor(QTextCursor.MoveOperation.End)
    desk.shell.referencing.panel.choose(*(one.id for one in held(desk)))
    desk.shell.actions.run("reference.mention")
    assert desk.bar.prompt.toPlainText() == "as in @low-sun @barn" and desk.bar.prompt.hasFocus()


def test_they_are_there_after_a_restart(qtbot: QtBot, window: Window, desk: Desk, tmp_path: Path) -> None:
    with_files(qtbot, desk, tmp_path, "one.png", "two.png")
    references.edit(desk.session, held(desk)[1].id, role="palette", strength=0.4)
    path = desk.session.project.path
    window.close()
    again, desk = shown(qtbot, path)
    assert [(one.name, one.role, one.strength) for one in held(desk)] == [
        ("one", "style", 1.0),
        ("two", "palette", 0.4),
    ]
    qtbot.waitUntil(desk.shell.referencing.panel.list.isVisible)
    again.close()
