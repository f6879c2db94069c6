"""The swipe comparison and the strip in a real window: by key, by drag, through the view, and in little room."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QSettings, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from editor.engine.registry import Entry, Registry
from editor.ui.desk import Desk
from editor.ui.strip import Strip
from editor.ui.theme.theme import Theme
from tests.engines.painter import BLUE, Painter
from tests.ui.desks import marked_photograph, shown

CTRL, ALT, LEFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.MouseButton.LeftButton
NEARLY = 24  # of 255: the candidate is one colour, the photograph far from it


class Requests(QObject):
    """Counts how often a widget asks to be laid out."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.LayoutRequest
        return super().eventFilter(watched, event)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Four candidates in view: 50 x 40 px at (100, 90) are blue."""
    monkeypatch.setattr(Registry, "found", lambda **_: Registry([Entry(Painter(needs_words=False), "nowhere")]))
    window, made = shown(qtbot, marked_photograph(tmp_path))
    qtbot.keyClick(made.canvas, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(made.candidates) == 4 and not made.candidates.running, timeout=30_000)
    yield made
    window.close()


def is_blue(desk: Desk, x: float, y: float) -> bool:
    """Whether the window shows the candidate at that place of the picture."""
    at = desk.session.document.layers["photo"].transform.then(desk.canvas.view.to_widget).apply(x, y)
    picture = desk.canvas.grab().toImage()
    seen = QColor(picture.pixel(QPointF(*at).toPoint() * picture.devicePixelRatio()))
    return all(abs(a - b) < NEARLY for a, b in zip(seen.getRgb(), BLUE, strict=False))


def test_the_left_shows_the_original_and_the_right_the_candidate(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: is_blue(desk, 110, 110) and is_blue(desk, 140, 110))
    qtbot.keyClick(desk.canvas, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: not is_blue(desk, 110, 110) and is_blue(desk, 140, 110))
    assert desk.strip.compare_button.isChecked()
    for _ in range(9):
        qtbot.keyClick(desk.canvas, Qt.Key.Key_Right, ALT)
    qtbot.waitUntil(lambda: not is_blue(desk, 140, 110))
    for _ in range(20):
        qtbot.keyClick(desk.canvas, Qt.Key.Key_Left, ALT)
    qtbot.waitUntil(lambda: is_blue(desk, 110, 110))
    assert desk.asking.choosing.swipe.share == 0
    qtbot.keyClick(desk.canvas, Qt.Key.Key_C)
    assert not desk.asking.choosing.comparing and desk.candidates.number == 1


def test_the_divider_is_dragged_and_stays_through_steps_and_the_view(qtbot: QtBot, desk: Desk) -> None:
    middle = desk.session.document.layers["photo"].transform.then(desk.canvas.view.to_widget).apply(125, 110)
    desk.canvas.view = desk.canvas.view.zoomed(3, *middle)  # so that the knob covers little
    qtbot.waitUntil(lambda: desk.canvas.sharp)
    qtbot.mouseClick(desk.strip.compare_button, LEFT)
    swipe = desk.asking.choosing.swipe
    at = desk.session.document.layers["photo"].transform.then(desk.canvas.view.to_widget).apply(125, 110)
    grip = swipe.mapFrom(desk.canvas, QPointF(*at).toPoint())
    by = QPoint(round(8 * desk.canvas.view.zoom), 0)
    qtbot.mousePress(swipe, LEFT, pos=grip)
    qtbot.mouseMove(swipe, grip + by)
    qtbot.mouseRelease(swipe, LEFT, pos=grip + by)
    qtbot.waitUntil(lambda: not is_blue(desk, 129, 110) and is_blue(desk, 139, 110))
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Right)
    desk.canvas.turn(90)
    desk.canvas.view = desk.canvas.view.panned(20, -10)
    qtbot.waitUntil(lambda: not is_blue(desk, 129, 110) and is_blue(desk, 139, 110))
    assert desk.candidates.number == 2


def test_escape_puts_it_away_with_the_candidates(qtbot: QtBot, desk: Desk) -> None:
    before = desk.session.document
    qtbot.keyClick(desk.canvas, Qt.Key.Key_C)
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Escape)
    assert not desk.asking.choosing.swipe.isVisible() and not desk.candidates and desk.session.document is before
    qtbot.waitUntil(lambda: not is_blue(desk, 140, 110))


def test_the_strip_comes_to_rest_where_it_stands(desk: Desk) -> None:
    desk.strip.fold(desk.strip.width())
    QApplication.sendPostedEvents()
    requests = Requests()
    desk.strip.installEventFilter(requests)
    desk.strip.fold(desk.strip.width())
    QApplication.sendPostedEvents()
    assert requests.count == 0, "folded as it is already, it does not ask to be laid out once more"
    desk.strip.fold(200)
    QApplication.sendPostedEvents()
    assert requests.count > 0


def test_more_like_this_comes_behind_what_is_there(qtbot: QtBot, desk: Desk) -> None:
    qtbot.mouseClick(desk.strip.more_button, LEFT)
    assert not desk.strip.more_button.isVisible(), "one at a time"
    qtbot.waitUntil(lambda: len(desk.candidates) == 8 and not desk.candidates.running, timeout=30_000)
    assert desk.candidates.number == 1 and desk.strip.more_button.isVisible()


def test_the_strip_has_the_measures_of_the_look(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: desk.strip.width() == 648)
    assert abs(desk.strip.height() - 208) <= 2
    buttons = (desk.strip.accept_button, desk.strip.compare_button, desk.strip.more_button, desk.strip.close_button)
    places = [QRect(one.mapTo(desk.strip, QPoint(0, 0)), one.size()) for one in buttons]
    assert all(desk.strip.rect().contains(place) for place in places)
    assert all(first.right() < second.left() for first, second in pairwise(places))


def test_in_little_room_the_strip_folds(qtbot: QtBot, settings: QSettings) -> None:
    host, theme = QWidget(), Theme(settings)
    qtbot.addWidget(host)
    theme.dress()
    host.resize(440, 500)
    strip = Strip(host, theme)
    host.show()
    strip.show()
    strip.stand(QRect())
    assert strip.width() == 420 >= strip.minimumSizeHint().width()
    for button in (strip.accept_button, strip.keep_button, strip.stop_button, strip.close_button):
        assert button.width() >= button.sizeHint().width()
        assert strip.rect().contains(QRect(button.mapTo(strip, QPoint(0, 0)), button.size()))
