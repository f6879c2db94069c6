"""The settings: what is chosen acts at once and is kept; every action gets the key that is pressed for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.ui import motion
from editor.ui.actions import Action
from editor.ui.desk import Desk
from editor.ui.settings import memory
from editor.ui.settings.keys_page import KeysPage
from editor.ui.settings.sheet import SettingsSheet
from editor.ui.theme.tokens import LIGHT
from editor.ui.window import Window
from tests.ui.desks import opened, shown

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    made, _ = opened(qtbot, tmp_path)
    made.theme.choose("dark")
    yield made
    made.keymap.reset_all()
    made.settings.clear()
    made.close()


@pytest.fixture
def desk(window: Window) -> Desk:
    assert window.desk is not None
    return window.desk


def _asked(qtbot: QtBot, desk: Desk) -> SettingsSheet:
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Comma, CTRL)
    sheet = desk.shell.sheets.settings
    assert sheet is not None and sheet.isVisible()
    return sheet


def _keys(qtbot: QtBot, desk: Desk, id: str) -> KeysPage:
    """The page of keys with this action chosen and the focus on the list."""
    desk.shell.actions.run("edit.keys")
    assert desk.shell.sheets.settings.keys is not None
    page = desk.shell.sheets.settings.keys
    page.choose(id)
    page.list.setFocus()
    qtbot.waitUntil(page.list.hasFocus)
    return page


def test_what_is_chosen_acts_at_once_and_is_kept(qtbot: QtBot, window: Window, desk: Desk) -> None:
    general = _asked(qtbot, desk).general
    general.theme.setFocus()
    qtbot.keyClick(general.theme, Qt.Key.Key_Down)
    assert window.theme.tokens is LIGHT
    qtbot.keyClick(general.motion, Qt.Key.Key_Space)
    assert motion.reduced(window.settings)
    general.memory.number.setValue(1024)
    assert desk.session.project.cache.budget == memory.budgets(window.settings).read > 600 << 20
    path = desk.session.project.path
    window.close()
    again, reopened = shown(qtbot, path)
    assert again.theme.choice == "light" and motion.reduced(again.settings)
    assert reopened.session.project.cache.budget == memory.budgets(again.settings).read > 600 << 20
    again.close()


def test_nothing_is_covered_and_escape_gives_the_focus_back(qtbot: QtBot, window: Window, desk: Desk) -> None:
    sheet = _asked(qtbot, desk)
    assert sheet.width() < window.width() / 1.5, "beside it everything can be used"
    focused = QApplication.focusWidget()
    assert focused is not None and sheet.isAncestorOf(focused)
    qtbot.keyClick(focused, Qt.Key.Key_Escape)
    assert not sheet.isVisible() and desk.canvas.hasFocus()


def test_tab_goes_round_everything_in_it(qtbot: QtBot, desk: Desk) -> None:
    sheet = _asked(qtbot, desk)
    reached = []
    for _ in range(8):
        focused = QApplication.focusWidget()
        assert focused is not None and sheet.isAncestorOf(focused)
        reached.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    general = sheet.general
    assert {general.theme, general.motion, general.language, general.memory.number} <= set(reached)
    places = [reached.index(one) for one in (general.theme, general.motion, general.language)]
    assert places == sorted(places), "from the top down"


def test_a_key_is_given_by_pressing_it_and_everything_follows(qtbot: QtBot, window: Window, desk: Desk) -> None:
    page = _keys(qtbot, desk, "layer.group")
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.keyClick(page.list, Qt.Key.Key_U, CTRL | SHIFT)
    item = desk.shell.actions["layer.group"]
    told = QTextDocumentFragment.fromHtml(item.toolTip()).toPlainText()
    assert "Ctrl+Shift+U" in item.text() and told.splitlines()[0].split()[-3:] == ["Ctrl", "Shift", "U"]
    assert window.settings.value("keys/layer.group") == "Ctrl+Shift+U"
    desk.canvas.setFocus()
    desk.session.select({"low"})
    qtbot.keyClick(desk.canvas, Qt.Key.Key_G, CTRL)
    assert len(desk.session.document.layers) == 4, "the key before is none any more"
    qtbot.keyClick(desk.canvas, Qt.Key.Key_U, CTRL | SHIFT)
    assert len(desk.session.document.layers) == 5
    window.keymap.give({"generate.keep": "Q"})
    assert desk.strip.keep_button.key == "Q", "buttons as well"
    window.keymap.give({"generate.ask": "F8", "generate.accept": "A", "generate.anyway": "Shift+A", "edit.undo": ""})
    keys = [button.key for button in (desk.bar.go, desk.bar.retry_button, desk.strip.accept_button)]
    assert keys == ["F8", "F8", "A"]
    desk.shell.actions.run("generate.keep")
    assert desk.shell.toast.words == "No candidates are in view: generate some with F8."
    assert window.keymap.told("{edit.undo} takes {0} back") == "Undo takes {0} back"
    desk.shell.sheets.show_keys()
    shown_keys = (one for column in desk.shell.sheets.keys.page.columns for one in column if isinstance(one, Action))
    listed = {action.id: action.key for action in shown_keys}
    assert listed["layer.group"] == "Ctrl+Shift+U"
    path = desk.session.project.path
    window.close()
    again, reopened = shown(qtbot, path)
    assert "Ctrl+Shift+U" in reopened.shell.actions["layer.group"].text()
    again.close()


def test_another_s_key_is_taken_only_when_asked_for(qtbot: QtBot, desk: Desk) -> None:
    page = _keys(qtbot, desk, "layer.group")
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.keyClick(page.list, Qt.Key.Key_0, CTRL)
    assert "Fit all" in page.said.text() and page.take.isVisible()
    assert "Ctrl+G" in desk.shell.actions["layer.group"].text(), "nothing has changed yet"
    qtbot.keyClick(page.take, Qt.Key.Key_Space)
    assert "Ctrl+0" in desk.shell.actions["layer.group"].text()
    assert "Ctrl" not in desk.shell.actions["view.fit"].text()
    page.choose("view.fit")
    page.own.click()
    assert "Group" in page.said.text(), "its own key is another's by now"
    page.all.click()
    assert "Ctrl+G" in desk.shell.actions["layer.group"].text() and "Ctrl+0" in desk.shell.actions["view.fit"].text()


def test_a_letter_acts_only_where_the_canvas_has_the_focus(qtbot: QtBot, desk: Desk) -> None:
    page = _keys(qtbot, desk, "view.fit")
    qtbot.keyClick(page.list, Qt.Key.Key_F2)
    qtbot.keyClick(page.list, Qt.Key.Key_U)
    desk.canvas.zoom_by(0.3)
    near = desk.canvas.view
    page.query.setFocus()
    qtbot.keyClick(page.query, Qt.Key.Key_U)
    assert desk.canvas.view == near and page.query.text() == "u"
    desk.canvas.setFocus()
    qtbot.keyClick(desk.canvas, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: desk.canvas.view != near)


def test_while_a_key_is_awaited_none_acts(qtbot: QtBot, desk: Desk) -> None:
    page = _keys(qtbot, desk, "layer.group")
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    assert "Space" in page.said.text() and "Ctrl+G" in desk.shell.actions["layer.group"].text()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.keyClick(page.list, Qt.Key.Key_Escape)
    assert "Ctrl+G" in desk.shell.actions["layer.group"].text() and page.isVisible()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.keyClick(page.list, Qt.Key.Key_Tab)
    assert page.take.isVisible() and "Panels" in page.said.text(), "Tab is a key like any other then"


def test_actions_are_found_by_name_and_by_key(qtbot: QtBot, desk: Desk) -> None:
    page = _keys(qtbot, desk, "view.fit")
    page.query.setFocus()
    qtbot.keyClicks(page.query, "ungroup")
    assert page.chosen is not None and page.chosen.id == "layer.ungroup"
    page.query.setText("Ctrl+Z")
    assert page.chosen is not None and page.chosen.id == "edit.undo"
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert "Ctrl+Z" not in desk.shell.actions["edit.undo"].text()
    page.query.clear()
    assert page.chosen is not None and page.chosen.id == "edit.undo", "what was chosen stays so"
    qtbot.keyClick(page.own, Qt.Key.Key_Space)
    assert "Ctrl+Z" in desk.shell.actions["edit.undo"].text()
