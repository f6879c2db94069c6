"""The table of actions: whole, without two of the same key, and honest about what cannot be done now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from editor.document.records import Document
from editor.resources import resource
from editor.ui.desk import Desk
from tests.ui.desks import opened

ROOT = Path(__file__).parents[2]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    window, made = opened(qtbot, tmp_path)
    yield made
    window.close()


def test_every_action_has_a_name_a_tip_and_an_icon(desk: Desk) -> None:
    actions = list(desk.shell.actions)
    assert len(actions) > 40
    for action in actions:
        assert action.name and action.name[0].isupper(), action.id
        assert action.tip.endswith("."), action.id
        assert resource("icons", f"{action.icon}.svg").is_file()
        made = desk.shell.actions[action.id]
        assert not made.icon().isNull() and action.name in made.toolTip()


def test_no_two_have_the_same_id_or_key(desk: Desk) -> None:
    rows = [action for menu in desk.shell.actions.menus for action in menu]
    assert max(Counter(action.id for action in rows).values()) == 1
    keys = [QKeySequence(action.key).toString() for action in rows if action.key]
    assert all(keys), "Qt knows every key"
    assert [key for key, count in Counter(keys).items() if count > 1] == []


def test_every_icon_that_ships_is_used() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("editor/**/*.py"))
    for path in (ROOT / "resources/icons").glob("*.svg"):
        assert f'"{path.stem}"' in code, f"{path.name} is not used"


def test_bare_keys_act_only_on_the_board(desk: Desk) -> None:
    for action in desk.shell.actions:
        bare = action.key and not action.key.startswith(("Ctrl+", "F", "Shift+F", "Alt+"))
        assert not bare or action.where != "window", action.id


def test_the_key_of_one_that_cannot_be_done_says_why(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClick(desk.canvas, Qt.Key.Key_G, CTRL)
    assert "No layer is selected" in desk.shell.toast.words
    menu_item = desk.shell.actions["layer.group"]
    assert not menu_item.isEnabled() and "No layer is selected" in menu_item.toolTip()
    desk.session.select({"low"})
    qtbot.waitUntil(menu_item.isEnabled)
    assert "one group" in menu_item.toolTip()
    desk.session.commit("Empty", Document())
    assert not desk.shell.actions["generate.ask"].isEnabled()


def test_menus_hold_every_action_but_those_of_the_tools(desk: Desk) -> None:
    bar = desk.shell.title.menus
    names = [action.text() for action in bar.actions()]
    assert names == ["File", "Edit", "View", "Layer", "Arrange", "Mask", "Anchor", "Generate", "Help"]
    held = {item for top in bar.actions() for item in top.menu().actions() if not item.isSeparator()}  # type: ignore[attr-defined]
    shown = {desk.shell.actions[a.id] for menu in desk.shell.actions.menus if menu.shown for a in menu}
    assert held == shown


def test_what_is_on_is_checked(qtbot: QtBot, desk: Desk) -> None:
    assert desk.shell.actions["tool.MaskBrush"].isChecked()
    qtbot.keyClick(desk.canvas, Qt.Key.Key_E)
    assert desk.shell.actions["tool.MaskEraser"].isChecked() and not desk.shell.actions["tool.MaskBrush"].isChecked()
    assert "✓" in desk.shell.actions["tool.MaskEraser"].text(), "colour is not the only sign"
    assert "✓" not in desk.shell.actions["tool.MaskBrush"].text()


def test_one_that_is_on_stays_on_where_it_is_chosen_again(qtbot: QtBot, desk: Desk) -> None:
    brush = desk.shell.actions["tool.MaskBrush"]
    brush.trigger()
    desk.shell.actions.refresh()
    qtbot.waitUntil(brush.isChecked)
    assert "✓" in brush.text()


def test_a_key_right_after_a_change_does_what_can_be_done_now(qtbot: QtBot, desk: Desk) -> None:
    grouped, group = (
        desk.shell.actions["layer.group"],
        {layer.parent for layer in desk.session.document.layers.values()},
    )
    assert not grouped.isEnabled()
    desk.session.select({"low"})
    qtbot.keyClick(desk.canvas, Qt.Key.Key_G, CTRL)  # no event was looked at in between
    made = {layer.parent for layer in desk.session.document.layers.values()} - group
    assert len(made) == 1 and not desk.shell.toast.words
    desk.session.undo()
    desk.session.select(())
    qtbot.keyClick(desk.canvas, Qt.Key.Key_G, CTRL)
    assert "No layer is selected" in desk.shell.toast.words


def test_a_menu_shows_what_can_be_done_as_it_opens(qtbot: QtBot, desk: Desk) -> None:
    tops = [cast(QMenu, top.menu()) for top in desk.shell.title.menus.actions()]
    (layer,) = (menu for menu in tops if menu.title() == "Layer")
    (row,) = (action for action in layer.actions() if action.text().startswith("Group"))
    assert not row.isEnabled()
    desk.session.select({"low"})
    layer.aboutToShow.emit()
    assert row.isEnabled()


def test_changes_in_one_go_are_looked_at_once(qtbot: QtBot, desk: Desk) -> None:
    qtbot.wait(1)
    told: list[bool] = []
    desk.shell.actions["layer.group"].changed.connect(lambda: told.append(True))
    for _ in range(5):
        desk.session.select({"low"})
        desk.session.select(())
    desk.session.select({"low"})
    assert not told
    qtbot.waitUntil(lambda: bool(told))
    assert desk.shell.actions["layer.group"].isEnabled()
