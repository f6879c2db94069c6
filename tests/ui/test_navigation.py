"""Finding one's way on the board with real events: keys, wheel, pads, the middle button, the hand and the glass."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.document.records import Frame, Note
from editor.pixels.geometry import Rect
from editor.ui.desk import Desk
from editor.ui.view import View
from tests.ui.desks import opened

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    window, made = opened(qtbot, tmp_path)
    made.canvas.still = lambda: True
    yield made
    window.close()


def _board(desk: Desk) -> tuple[str, str]:
    return desk.canvas.tokens.canvas, desk.canvas.tokens.dot


def _seen(desk: Desk, rect: Rect) -> bool:
    left, top = desk.canvas.view.to_widget.apply(rect.x, rect.y)
    right, bottom = desk.canvas.view.to_widget.apply(rect.right, rect.bottom)
    return min(left, top) >= 0 and right <= desk.canvas.width() and bottom <= desk.canvas.height()


def test_fit_shows_frames_and_notes_too(qtbot: QtBot, desk: Desk) -> None:
    far, farther = Rect(9000, 0, 100, 100), Rect(0, -5000, 80, 40)
    document = desk.session.document.with_(Frame(id="f", rect=far), Note(id="n", rect=farther))
    desk.session.commit("Frame and note", document)
    qtbot.keyClick(desk.canvas, Qt.Key.Key_0, CTRL)
    assert _seen(desk, far) and _seen(desk, farther) and _seen(desk, Rect(0, 0, 80, 60))


def test_the_keys_for_views_glide_there_and_reduced_motion_is_there_at_once(qtbot: QtBot, desk: Desk) -> None:
    desk.canvas.view = View(0.2, -900, -700)
    desk.canvas.still = lambda: False
    seen: list[float] = []
    qtbot.keyClick(desk.canvas, Qt.Key.Key_1, CTRL)
    assert desk.canvas.view.zoom < 1

    def arrived() -> bool:
        seen.append(desk.canvas.view.zoom)
        return desk.canvas.view.zoom == 1

    qtbot.waitUntil(arrived)
    assert seen == sorted(seen)
    desk.canvas.still = lambda: True
    qtbot.keyClick(desk.canvas, Qt.Key.Key_0, CTRL)
    there = desk.canvas.view
    qtbot.wait(30)
    assert desk.canvas.view == there and _seen(desk, Rect(0, 0, 280, 60))


def _press(qtbot: QtBot, desk: Desk, start: QPoint, end: QPoint, button: Qt.MouseButton = LEFT) -> None:
    qtbot.mousePress(desk.canvas, button, pos=start)
    qtbot.mouseMove(desk.canvas, (start + end) / 2)
    qtbot.mouseMove(desk.canvas, end)
    qtbot.mouseRelease(desk.canvas, button, pos=end)


@pytest.mark.parametrize("way", ["hand", "space", "middle"])
def test_the_board_follows_the_hand(qtbot: QtBot, desk: Desk, way: str) -> None:
    before, view = desk.session.document, desk.canvas.view
    qtbot.keyClick(desk.canvas, "H" if way == "hand" else "V")
    if way == "space":
        qtbot.keyPress(desk.canvas, Qt.Key.Key_Space)
    _press(qtbot, desk, QPoint(100, 100), QPoint(160, 70), MIDDLE if way == "middle" else LEFT)
    assert desk.canvas.view == view.panned(60, -30) and desk.session.document is before
    if way == "space":
        qtbot.keyRelease(desk.canvas, Qt.Key.Key_Space)
        assert desk.canvas.cursor().shape() != Qt.CursorShape.OpenHandCursor
        assert desk.tools.current.name == "Select"


def test_the_glass_comes_nearer_goes_farther_and_fills_the_view_with_a_box(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClick(desk.canvas, "Z")
    at, zoom = QPoint(120, 90), desk.canvas.view.zoom
    point = desk.canvas.view.to_canvas(120, 90)
    qtbot.mouseClick(desk.canvas, LEFT, pos=at)
    assert desk.canvas.view.zoom > zoom
    assert desk.canvas.view.to_widget.apply(*point) == pytest.approx((120, 90))
    qtbot.mouseClick(desk.canvas, LEFT, Qt.KeyboardModifier.AltModifier, at)
    assert desk.canvas.view.zoom == pytest.approx(zoom)
    start, end = (desk.canvas.view.to_canvas(x, y) for x, y in ((200, 100), (300, 160)))
    _press(qtbot, desk, QPoint(200, 100), QPoint(300, 160))
    left, top = desk.canvas.view.to_widget.apply(*start)
    right, bottom = desk.canvas.view.to_widget.apply(*end)
    w, h = desk.canvas.width(), desk.canvas.height()
    assert ((left + right) / 2, (top + bottom) / 2) == pytest.approx((w / 2, h / 2), abs=1)
    assert max((right - left) / w, (bottom - top) / h) == pytest.approx(1, abs=0.01)
    assert desk.session.document.layers.keys() == {"low", "inner", "high", "group"}


def test_two_fingers_pan_and_a_pinch_zooms_where_it_is(qtbot: QtBot, desk: Desk) -> None:
    view, canvas = desk.canvas.view, desk.canvas
    at = QPointF(200, 150)
    moved = QWheelEvent(
        at,
        canvas.mapToGlobal(at),
        QPoint(12, -30),
        QPoint(24, -60),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.ScrollUpdate,
        False,
    )
    QApplication.sendEvent(canvas, moved)
    assert canvas.view == view.panned(12, -30)
    point = canvas.view.to_canvas(200, 150)
    pad = QPointingDevice.primaryPointingDevice()
    kind = Qt.NativeGestureType.ZoomNativeGesture
    pinch = QNativeGestureEvent(kind, pad, 2, at, at, canvas.mapToGlobal(at), 0.25, QPointF(), 1)
    QApplication.sendEvent(canvas, pinch)
    assert canvas.view.zoom == pytest.approx(1.25 * view.zoom)
    assert canvas.view.to_widget.apply(*point) == pytest.approx((200, 150))


def test_the_colour_under_the_pointer_is_told(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: desk.canvas.sharp)
    x, y = desk.canvas.view.to_widget.apply(40, 30)
    qtbot.mouseMove(desk.canvas, QPoint(round(x), round(y)))
    qtbot.waitUntil(lambda: desk.shell.status.colour.words == "#1EFFFF")
    x, y = desk.canvas.view.to_widget.apply(40, -20)
    qtbot.mouseMove(desk.canvas, QPoint(round(x) + 3, round(y) + 5))
    qtbot.waitUntil(lambda: desk.shell.status.colour.words in _board(desk))
