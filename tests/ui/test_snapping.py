"""What is moved comes to rest on what the View menu says, with real events; the grid is seen, and kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from editor.ui.desk import Desk
from editor.ui.snapping import GridField
from editor.ui.view import View
from editor.ui.window import Window
from tests.ui.desks import opened, shown

LEFT = Qt.MouseButton.LeftButton
SWITCHES = ("view.snap.grid", "view.snap.frames", "view.snap.layers")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    made, desk = opened(qtbot, tmp_path)
    for id, on in zip(SWITCHES, (False, True, True), strict=True):
        _switch(desk, id, on=on)
    desk.canvas.look(View(1.0, -100.0, -100.0))
    desk.tools.take("Select")
    yield made
    for id, on in zip(SWITCHES, (False, True, True), strict=True):
        _switch(desk, id, on=on)
    made.close()


@pytest.fixture
def desk(window: Window) -> Desk:
    assert window.desk is not None
    return window.desk


def _switch(desk: Desk, id: str, *, on: bool) -> None:
    if desk.shell.actions[id].isChecked() != on:
        desk.shell.actions[id].trigger()


def _moved(qtbot: QtBot, desk: Desk, dx: int, dy: int) -> tuple[float, float]:
    """Where the picture called low is once it is dragged so far."""
    start = QPoint(*(round(at) for at in desk.canvas.view.to_widget.apply(40, 30)))
    qtbot.mousePress(desk.canvas, LEFT, pos=start)
    qtbot.waitUntil(lambda: "low" in desk.session.selection or desk.canvas.gesturing)
    qtbot.mouseMove(desk.canvas, start + QPoint(dx // 2, dy // 2))
    qtbot.mouseMove(desk.canvas, start + QPoint(dx, dy))
    qtbot.mouseRelease(desk.canvas, LEFT, pos=start + QPoint(dx, dy))
    qtbot.waitUntil(lambda: not desk.canvas.gesturing)
    return desk.session.document.layers["low"].transform.apply(0, 0)


def test_layers_hold_what_is_moved_until_that_is_switched_off(qtbot: QtBot, desk: Desk) -> None:
    assert _moved(qtbot, desk, 23, 77) == (20, 77), "its right side meets the left side of another"
    desk.session.undo()
    _switch(desk, "view.snap.layers", on=False)
    assert _moved(qtbot, desk, 23, 77) == (23, 77)


def test_the_grid_is_seen_and_what_is_moved_rests_on_it(qtbot: QtBot, desk: Desk) -> None:
    _switch(desk, "view.snap.layers", on=False)
    _switch(desk, "view.snap.grid", on=True)
    field = next(field for field in desk.shell.options.findChildren(GridField) if field.isVisible())
    field.number.setFocus()
    field.number.selectAll()
    qtbot.keyClicks(field.number, "50")
    qtbot.keyClick(field.number, Qt.Key.Key_Return)
    assert _moved(qtbot, desk, 47, 104) == (50, 100)
    qtbot.waitUntil(lambda: desk.canvas.sharp)
    seen = desk.canvas.grab().toImage()
    ratio = desk.canvas.devicePixelRatioF()
    places = {x: desk.canvas.view.to_widget.apply(x, -70) for x in (-50, -25, 0, 49, 50)}
    colours = {x: seen.pixelColor(round(px * ratio), round(py * ratio)) for x, (px, py) in places.items()}
    assert {x for x, colour in colours.items() if colour == QColor(desk.canvas.tokens.dot)} == {-50, 0, 50}
    assert colours[-25] == QColor(desk.canvas.tokens.canvas)
    desk.shell.actions["view.grid.coarser"].trigger()
    assert field.value == 100
    desk.shell.actions["view.grid.finer"].trigger()
    assert field.value == 50


def _ruled(desk: Desk, x: float, y: float) -> bool:
    """Whether a line of the grid goes by a canvas point."""
    seen, ratio = desk.canvas.grab().toImage(), desk.canvas.devicePixelRatioF()
    px, py = desk.canvas.view.to_widget.apply(x, y)
    near = [(round(px * ratio) + dx, round(py * ratio) + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
    return any(seen.pixelColor(*at) == QColor(desk.canvas.tokens.dot) for at in near)


@pytest.mark.parametrize("view", [View(1.0, -300.0, -300.0, 30.0), View(0.1, -3000.0, -3000.0)])
def test_the_grid_is_turned_with_the_view_and_never_too_close(qtbot: QtBot, desk: Desk, view: View) -> None:
    _switch(desk, "view.snap.grid", on=True)
    desk.snapping.resize(64)
    desk.canvas.look(view)
    qtbot.waitUntil(lambda: desk.canvas.sharp)
    step = 64 if view.zoom == 1 else 128  # every second line, where they would be 6.4 pixels apart
    for n in (-1, 0, 1):
        assert _ruled(desk, n * step, -3.4 * step)
        assert not _ruled(desk, (n + 0.5) * step, -3.4 * step)


def test_what_is_chosen_is_kept_across_starts(qtbot: QtBot, window: Window, desk: Desk) -> None:
    path = desk.session.project.path
    for id in SWITCHES:
        _switch(desk, id, on=id == "view.snap.grid")
    window.close()
    again, other = shown(qtbot, path)
    assert [other.shell.actions[id].isChecked() for id in SWITCHES] == [True, False, False]
    for id, on in zip(SWITCHES, (False, True, True), strict=True):
        _switch(other, id, on=on)
    again.close()
