"""The board is seen first, where it stays: what comes around it moves nothing, and may find it closed already."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from editor.project.project import Project
from editor.steps.extent import board_box
from editor.ui.canvas import Canvas
from editor.ui.first_look import FirstLook
from editor.ui.poster import MARGIN
from editor.ui.shell.welcome import Welcome
from editor.ui.view import View
from editor.ui.window import OPENING, Window
from tests.ui.desks import marked_photograph


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    """It has been painted, and begun."""
    made = begun(qtbot, marked_photograph(tmp_path, marked=False))
    yield made
    made.close()


def begun(qtbot: QtBot, path: Path) -> Window:
    made = Window(path)
    with qtbot.waitSignal(made.painted):
        made.show()
    made.begin()
    return made


def place(canvas: QWidget) -> QRect:
    return QRect(canvas.mapTo(canvas.window(), QPoint()), canvas.size())


def seen(window: Window, area: QRect) -> QImage:
    return window.grab(area).toImage().convertToFormat(QImage.Format.Format_RGB32)


def board(window: Window) -> tuple[FirstLook, Canvas]:
    look = window.centralWidget()
    assert isinstance(look, FirstLook)
    return look, look.canvas


def test_the_board_is_sharp_before_what_is_around_it_and_stays_where_it_is(qtbot: QtBot, window: Window) -> None:
    look, canvas = board(window)
    sizes: list[QRect] = []
    shown: list[QImage] = []
    look.seen.disconnect()
    with qtbot.waitSignal(look.seen):
        pass
    assert canvas.sharp and window.desk is None
    before, view = place(canvas), canvas.view
    area = before.adjusted(0, 0, 0, -before.height() // 2)  # above the prompt bar
    shown.append(seen(window, area))
    canvas.renderer.renewed.connect(lambda _rect: sizes.append(place(canvas)))
    window.bring_in()
    assert window.desk is not None and window.desk.canvas is canvas
    qtbot.waitUntil(lambda: window.desk is not None and window.desk.bar.isVisible())
    QTest.qWait(50)
    assert place(canvas) == before and canvas.view == view
    assert not sizes, "nothing of it is composed again"
    assert seen(window, area) == shown[0]


def test_what_is_around_it_follows_by_itself(qtbot: QtBot, window: Window) -> None:
    with qtbot.waitSignal(window.brought):
        pass
    assert window.desk is not None and window.desk.canvas.hasFocus()


def test_the_thumbnail_lies_where_the_board_will_be(qtbot: QtBot, tmp_path: Path) -> None:
    path = marked_photograph(tmp_path, marked=False)
    first = begun(qtbot, path)
    with qtbot.waitSignal(first.brought):
        pass
    desk = first.desk
    assert desk is not None
    qtbot.waitUntil(lambda: desk.canvas.sharp)
    fitted = QRect(*desk.canvas.view.to_widget.bounds(board_box(desk.session.document)))
    fitted.translate(place(desk.canvas).topLeft())
    assert fitted.top() - place(desk.canvas).top() >= MARGIN - 1
    first.close()
    again = Window(path)
    with qtbot.waitSignal(again.painted):
        again.show()
    again.resize(first.size())  # the screen of the tests is too small for it to come up as it was left
    poster = again.grab().toImage()
    ground = poster.pixelColor(place(desk.canvas).topLeft() + QPoint(5, 5))
    for corner, inward in ((fitted.topLeft(), QPoint(4, 4)), (fitted.bottomRight(), QPoint(-4, -4))):
        assert poster.pixelColor(corner + inward) != ground and poster.pixelColor(corner - inward) == ground
    again.close()


def test_a_press_on_it_does_nothing_yet(qtbot: QtBot, window: Window) -> None:
    look, canvas = board(window)
    look.seen.disconnect()
    before = look.session.document
    middle = canvas.rect().center()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(canvas, middle + QPoint(30, 30))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=middle + QPoint(30, 30))
    assert look.session.document is before


def test_it_is_looked_at_as_it_was_left(qtbot: QtBot, tmp_path: Path) -> None:
    path, view = marked_photograph(tmp_path, marked=False), View(1.5, 40, -20, 10)
    first = begun(qtbot, path)
    first.bring_in()
    assert first.desk is not None
    first.desk.canvas.view = view
    first.close()
    again = begun(qtbot, path)
    assert board(again)[1].view == view
    again.close()


def test_a_window_that_is_closed_meanwhile_leaves_the_project_free(qtbot: QtBot, tmp_path: Path) -> None:
    path = marked_photograph(tmp_path, marked=False)
    window = begun(qtbot, path)
    look, _ = board(window)
    window.close()
    QTest.qWait(20)
    assert window.desk is None and not window.settings.contains(OPENING)
    assert not look.session.project.read_only
    project = Project.open(path)
    assert not project.read_only
    project.close()


def test_a_project_that_cannot_be_opened_leads_to_the_welcome_page(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "broken.patchboard"
    path.write_bytes(b"hello")
    window = Window(path)
    with qtbot.waitSignal(window.painted):
        window.show()
    with qtbot.waitSignal(window.brought):
        window.begin()
    assert isinstance(window.centralWidget(), Welcome) and window.desk is None
    assert not window.settings.contains(OPENING)
    window.close()
