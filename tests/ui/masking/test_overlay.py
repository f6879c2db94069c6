"""Masks on the canvas: their tint, their marching edges, the band and the region's corners, and how one chooses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import (
    QAbstractEventDispatcher,
    QEvent,
    QEventLoop,
    QObject,
    QPoint,
    QPointF,
    QSettings,
    Qt,
    QTimer,
)
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.document.records import Layer
from editor.pixels.geometry import Affine, Rect
from editor.steps.mask import masked
from editor.tools.mask_brush import MaskBrush
from editor.ui.desk import Desk
from editor.ui.masking.apart import Region
from editor.ui.motion import KEY as REDUCED
from editor.ui.view import View
from editor.ui.window import Window
from tests.ui.desks import board, opened, shown
from tests.ui.viewport.stage import array

SHIFT = Qt.KeyboardModifier.ShiftModifier
BOX = Rect(20, 15, 30, 25)  # what is marked of the picture "high", which is 80 x 60 of (30, 255, 255)
ZOOM = 4.0
WHITE, BLACK = (255, 255, 255), (0, 0, 0)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    document = board()
    values = np.zeros((60, 80), np.uint8)
    values[BOX.slices] = 255
    window, made = opened(qtbot, tmp_path, masked(document, "high", values))
    made.bar.hide()
    made.canvas.show_region(None)
    made.canvas.grab()  # which lays it out, and fits it
    made.canvas.view = View(ZOOM, 190.0, -10.0)
    qtbot.waitUntil(lambda: made.canvas.sharp)
    yield made
    window.close()


def seen(desk: Desk) -> np.ndarray:
    """What is on the canvas: uint8 (h, w, 3), RGB."""
    return array(desk.canvas.grab().toImage())[..., 2::-1].astype(int)


def there(x: float, y: float) -> tuple[int, int]:
    """Row and column of the grab where a pixel of the layer lies."""
    return round((y + 10) * ZOOM), round((x + 10) * ZOOM)


def edge(desk: Desk) -> np.ndarray:
    """The row of pixels just above what is marked, along its upper edge: dashes, once they are there."""
    row, left = there(BOX.x, BOX.y)
    right = there(BOX.right, BOX.y)[1]
    strip = seen(desk)[row - 2 : row + 2, left + 4 : right - 4].astype(int)
    return strip[(strip == 255).all(axis=2).sum(axis=1).argmax()]


def dashed(desk: Desk) -> bool:
    line = edge(desk)
    white = (line == 255).all(axis=1)
    return 0.35 < white.mean() < 0.65 and bool((line[~white].max(axis=1) < 80).all())


def test_what_is_marked_is_tinted_and_its_edge_is_dashed_white_on_black(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: dashed(desk))
    picture = seen(desk)
    tint = np.array((30, 255, 255)) * 0.58 + np.array((0x4F, 0xC1, 0xD8)) * 0.42
    assert np.abs(picture[there(35, 27)] - tint).max() <= 2
    assert tuple(picture[there(5, 5)]) == (30, 255, 255)


def test_the_mask_of_a_hidden_picture_is_not_shown(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: dashed(desk))
    desk.session.select({"high"})
    desk.shell.actions.run("layer.visible")
    board = tuple(seen(desk)[2, 2])
    qtbot.waitUntil(lambda: tuple(seen(desk)[there(35, 27)]) == board)
    assert not dashed(desk)


def test_the_dashes_march_and_only_near_the_edge_is_painted_anew(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: dashed(desk))
    painted: list[QPaintEvent] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if isinstance(event, QPaintEvent):
                painted.append(event)
                assert not event.region().contains(QPoint(2, 2)), "far from the edge"
            return False

    before, watch = edge(desk), Watch()
    desk.canvas.installEventFilter(watch)
    qtbot.waitUntil(lambda: bool(painted))
    desk.canvas.removeEventFilter(watch)
    assert not np.array_equal(edge(desk), before)


def test_nothing_moves_where_that_is_wanted_or_the_window_is_not_in_use(qtbot: QtBot, desk: Desk) -> None:
    settings = QSettings("Patchboard", "Patchboard")
    settings.setValue(REDUCED, True)
    try:
        qtbot.waitUntil(lambda: dashed(desk))
        before = edge(desk)
        qtbot.wait(300)
        assert np.array_equal(edge(desk), before)
    finally:
        settings.setValue(REDUCED, False)
    QApplication.sendEvent(desk.canvas, QEvent(QEvent.Type.WindowActivate))
    qtbot.waitUntil(lambda: not np.array_equal(edge(desk), before))


def test_the_edge_follows_the_view(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: dashed(desk))
    desk.canvas.view = desk.canvas.view.panned(40, 28)
    assert not dashed(desk)
    desk.canvas.view = desk.canvas.view.panned(-40, -28)
    assert dashed(desk)
    desk.canvas.view = desk.canvas.view.turned(30, 100, 100)
    middle = desk.canvas.view.to_widget.apply(200 + BOX.x + BOX.w / 2, BOX.y)
    x, y = round(middle[0]), round(middle[1])
    patch = seen(desk)[y - 8 : y + 9, x - 8 : x + 9]
    assert (patch == 255).all(axis=2).any() and (patch.max(axis=2) < 80).any()


def test_keys_hide_it_and_show_it_alone_and_the_choice_is_kept(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    plain = tuple(seen(desk)[there(35, 27)])
    qtbot.keyClick(desk.canvas, "Q")
    assert tuple(seen(desk)[there(35, 27)]) == (30, 255, 255) and not dashed(desk)
    qtbot.keyClick(desk.canvas, "Q")
    assert tuple(seen(desk)[there(35, 27)]) == plain
    qtbot.keyClick(desk.canvas, "Q", SHIFT)
    assert tuple(seen(desk)[there(35, 27)]) == WHITE and tuple(seen(desk)[there(5, 5)]) == BLACK
    assert tuple(seen(desk)[there(-5, 5)]) not in (WHITE, BLACK), "beside the picture is the board"
    qtbot.keyClick(desk.canvas, "Q", SHIFT)
    desk.shell.actions.run("mask.rubylith")
    red = seen(desk)[there(35, 27)]
    assert np.abs(red - (np.array((30, 255, 255)) * 0.58 + np.array((255, 0x4D, 0x5E)) * 0.42)).max() <= 2
    path = desk.session.project.path
    desk.canvas.window().close()
    window, again = shown(qtbot, path)
    assert isinstance(window, Window) and again.canvas.masks.look.colour == "rubylith"
    assert again.shell.actions["mask.rubylith"].isChecked()
    again.shell.actions.run("mask.accent")
    window.close()


def test_the_eye_in_the_options_follows_the_choice(qtbot: QtBot, desk: Desk) -> None:
    eye = desk.shell.actions["mask.overlay"]
    assert eye.isChecked()
    qtbot.keyClick(desk.canvas, "Q")
    qtbot.waitUntil(lambda: not eye.isChecked())
    eye.trigger()
    qtbot.waitUntil(eye.isChecked)
    assert desk.canvas.masks.look.shown


def test_a_region_has_corners_and_a_band_is_hatched_outside_of_the_mask(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: dashed(desk))
    before = seen(desk)
    desk.canvas.show_region(Region("high", Rect(10, 5, 50, 45), 8))
    row, column = there(BOX.x - 4, BOX.y + 12)

    def banded() -> bool:
        return bool((seen(desk)[row - 6 : row + 6, column - 6 : column + 6] != (30, 255, 255)).any())

    qtbot.waitUntil(banded)
    after = seen(desk)
    row, column = there(35, 27)
    assert np.array_equal(after[row, column], before[row, column]), "none within the mask"
    row, column = there(60, 50)
    assert (after[row + 2 : row + 10, column + 2 : column + 10] == 255).all(axis=2).sum() >= 9
    row, column = there(15, 5)
    assert tuple(after[row, column + 40]) == (30, 255, 255), "only corners"


def test_a_stroke_is_seen_at_once_and_its_edge_after_the_release(qtbot: QtBot, desk: Desk) -> None:
    desk.tools.put(MaskBrush(size=10))
    qtbot.waitUntil(lambda: dashed(desk))
    place = QPointF(*reversed(there(70, 50))).toPoint()
    qtbot.mousePress(desk.canvas, Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseMove(desk.canvas, place + QPoint(0, 8))
    assert tuple(seen(desk)[place.y(), place.x()]) != (30, 255, 255)
    assert not dashed(desk), "an edge that does not hold any more is not shown"
    qtbot.mouseRelease(desk.canvas, Qt.MouseButton.LeftButton, pos=place)
    desk.session.undo()
    qtbot.waitUntil(lambda: dashed(desk))


def test_a_mask_on_a_turned_layer_lies_where_its_layer_does(qtbot: QtBot, tmp_path: Path) -> None:
    document = board()
    turned = Affine.rotation(30).then(Affine.translation(300, 100))
    layer: Layer = document.layers["high"]
    document = document.with_(Layer(id="high", order="Z", pixels=layer.pixels, transform=turned))
    window, desk = opened(qtbot, tmp_path, masked(document, "high", np.full((20, 20), 255, np.uint8), 40, 20))
    desk.bar.hide()
    desk.canvas.grab()
    desk.canvas.view = View(2.0, 250.0, 50.0)
    qtbot.waitUntil(lambda: desk.canvas.sharp)
    tinted, bare = (desk.canvas.view.to_widget.apply(*turned.apply(x, y)) for x, y in ((50, 30), (10, 30)))
    qtbot.waitUntil(lambda: tuple(seen(desk)[round(tinted[1]), round(tinted[0])]) != (30, 255, 255))
    picture = seen(desk)
    assert tuple(picture[round(bare[1]), round(bare[0])]) == (30, 255, 255)
    window.close()


def test_a_window_at_rest_with_the_edge_of_a_mask_has_no_timer_and_does_not_wake(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: dashed(desk))
    timers = desk.canvas.window().findChildren(QTimer)
    qtbot.waitUntil(lambda: not any(one.isActive() for one in timers), timeout=8000)
    woken: list[bool] = []
    loop, watch = QEventLoop(), QAbstractEventDispatcher.instance()
    watch.awake.connect(lambda: woken.append(True))
    QTimer.singleShot(700, loop.quit)
    loop.exec()
    assert len(woken) <= 5, "it is woken by the end of this test, not by a clock"
