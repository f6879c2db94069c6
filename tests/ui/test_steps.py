"""The steps of undo in the history panel: a click goes there in one go, branches that were left are kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from editor.document.records import Setting
from editor.ui.desk import Desk
from editor.ui.parts.dock import bring_up
from tests.ui.desks import marked_photograph, shown


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    window, made = shown(qtbot, marked_photograph(tmp_path))
    for value in range(3):
        put(made, value)
    bring_up(made.history)
    yield made
    window.close()


def put(desk: Desk, value: int) -> None:
    desk.session.commit(f"Set {value}", desk.session.document.with_(Setting(id="s", value=value)))


def value(desk: Desk) -> object:
    setting = desk.session.document.settings.get("s")
    return setting.value if setting else None


def rows(desk: Desk) -> list[str]:
    steps = desk.history.steps
    return [steps.item(row).text() for row in range(steps.count())]


def test_a_click_and_return_go_to_a_step_in_one_change(qtbot: QtBot, desk: Desk) -> None:
    desk.history.tabs.setCurrentIndex(1)
    told: list[object] = []
    desk.session.changed.connect(lambda before, after: told.append(after))
    assert [row.split()[0] for row in rows(desk)][:2] == ["●", "Set"] and desk.history.steps.count() == 6
    steps = desk.history.steps
    at = steps.visualItemRect(steps.item(2)).center()
    qtbot.mouseClick(steps.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert value(desk) == 0 and len(told) == 1 and rows(desk)[2].startswith("●")
    steps.setCurrentRow(0)
    qtbot.keyClick(steps, Qt.Key.Key_Return)
    assert value(desk) == 2 and len(told) == 2


def test_a_branch_that_was_left_is_still_there(qtbot: QtBot, desk: Desk) -> None:
    left = desk.session.history.pointer
    desk.session.undo()
    put(desk, 9)
    assert left not in desk.session.history.line
    assert desk.session.go_to(left) and value(desk) == 2
    assert desk.session.go_to(0) and not desk.session.document.layers and not desk.session.go_to(0)
    assert desk.session.go_to(left) and value(desk) == 2 and "photo" in desk.session.document.layers
    with pytest.raises(LookupError):
        desk.session.go_to(10_000)
