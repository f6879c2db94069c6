"""The minimap in a real window: shown by its key, followed and moved by real events, and kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from editor.pixels.geometry import Affine
from editor.steps.transform import transformed
from editor.ui.desk import Desk
from editor.ui.minimap import Minimap
from editor.ui.view import View
from editor.ui.window import Window
from tests.ui.desks import opened, shown

LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
PICTURE = "#1effff"


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    made, desk = opened(qtbot, tmp_path)
    desk.canvas.look(View(1.0, -100.0, -100.0))
    qtbot.waitUntil(lambda: desk.canvas.sharp)
    qtbot.keyClick(desk.canvas, Qt.Key.Key_M, CTRL)
    yield made
    if made.desk is not None and not made.desk.minimap.isHidden():
        made.desk.minimap.toggle()
    made.close()


@pytest.fixture
def desk(window: Window) -> Desk:
    assert window.desk is not None
    return window.desk


@pytest.fixture
def minimap(desk: Desk) -> Minimap:
    assert desk.minimap.isVisible()
    return desk.minimap


def _on_map(minimap: Minimap, x: float, y: float) -> QPoint:
    px, py = minimap.to_map.apply(x, y)
    return QPoint(round(px), round(py))


def _colour(minimap: Minimap, x: float, y: float) -> QColor:
    at = _on_map(minimap, x, y) * minimap.devicePixelRatioF()
    return minimap.grab().toImage().pixelColor(at)


def _middle(desk: Desk) -> tuple[float, float]:
    return desk.canvas.view.to_canvas(desk.canvas.width() / 2, desk.canvas.height() / 2)


def test_it_shows_the_board_and_what_changes_on_it(qtbot: QtBot, desk: Desk, minimap: Minimap) -> None:
    qtbot.waitUntil(lambda: _colour(minimap, 40, 30).name() == PICTURE)
    assert _colour(minimap, 40, 200) == QColor(desk.canvas.tokens.canvas)
    document = desk.session.document
    desk.session.commit("Move", transformed(document, {"low"}, Affine.translation(0, 170)))
    qtbot.waitUntil(lambda: _colour(minimap, 40, 200).name() == PICTURE)


def test_a_click_and_a_drag_in_it_move_what_is_in_view(qtbot: QtBot, desk: Desk, minimap: Minimap) -> None:
    desk.canvas.look(View(4.0, 100.0, 0.0))
    qtbot.waitUntil(lambda: desk.canvas.sharp)
    near = 2 / minimap.to_map.scale
    desk.canvas.look(View(40.0, 100.0, 0.0))
    start = _on_map(minimap, 250, 30)
    qtbot.mousePress(minimap, LEFT, pos=start)
    assert _middle(desk) == pytest.approx((250, 30), abs=near)
    qtbot.mouseMove(minimap, _on_map(minimap, 40, 50))
    assert _middle(desk) == pytest.approx((40, 50), abs=near)
    qtbot.mouseRelease(minimap, LEFT, pos=_on_map(minimap, 40, 50))
    assert desk.canvas.hasFocus(), "the canvas keeps its keys"
    assert desk.canvas.view.zoom == 40.0


def test_its_keys_move_what_is_in_view(qtbot: QtBot, desk: Desk, minimap: Minimap) -> None:
    qtbot.keyClick(desk.canvas, Qt.Key.Key_F6)
    for _ in range(8):
        if minimap.hasFocus():
            break
        desk.shell.actions.run("view.next")
    assert minimap.hasFocus() and minimap.accessibleName()
    before = _middle(desk)
    qtbot.keyClick(minimap, Qt.Key.Key_Right)
    assert _middle(desk) == pytest.approx((before[0] + desk.canvas.width() / 10, before[1]))
    qtbot.keyClick(minimap, Qt.Key.Key_Up)
    assert _middle(desk)[1] == pytest.approx(before[1] - desk.canvas.height() / 10)
    qtbot.keyClick(minimap, Qt.Key.Key_Escape)
    assert desk.canvas.hasFocus()


def test_it_does_not_lie_over_the_prompt_bar(qtbot: QtBot, window: Window, desk: Desk, minimap: Minimap) -> None:
    desk.write()
    for width in (1600, 1100, 900):
        window.resize(width, 900)
        qtbot.waitUntil(lambda: desk.bar.isVisible() and desk.canvas.rect().contains(minimap.geometry()))
        qtbot.waitUntil(lambda: not minimap.geometry().intersects(desk.bar.geometry()))


def test_it_is_kept_across_starts(qtbot: QtBot, window: Window, desk: Desk, minimap: Minimap) -> None:
    path = desk.session.project.path
    window.close()
    again, other = shown(qtbot, path)
    qtbot.waitUntil(other.minimap.isVisible)
    qtbot.keyClick(other.canvas, Qt.Key.Key_M, CTRL)
    assert other.minimap.isHidden()
    again.close()
    third, last = shown(qtbot, path)
    assert last.minimap.isHidden() and not last.shell.actions["view.minimap"].isChecked()
    third.close()
