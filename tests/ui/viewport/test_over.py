"""What is drawn over the pictures: marks, frames and the brush; and the view that is moved and turned beneath them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from editor.document.records import Document, Frame, Layer, changed
from editor.pixels.geometry import Affine, Rect
from editor.pixels.tiles import Tiles
from editor.session.gesture import Gesture, Pointer, Preview
from editor.session.marks import Box, Guide, Handles, Hatch, Label, Line, Mark
from editor.ui.canvas import Canvas
from editor.ui.view import View
from tests.ui.viewport.stage import array

MARKS: list[Mark] = [
    Box(Rect(40, 40, 100, 60)),
    Box(Rect(40, 40, 100, 60), "mask"),
    Line(((40, 40), (140, 60), (60, 100)), True),
    Hatch(Rect(40, 40, 100, 60)),
    Handles(((40, 40), (140, 40), (140, 100), (40, 100))),
    Label(90, 70, "120 px"),
    Guide(40, 70, 140, 70),
]
PLAIN = Document().with_(Layer(id="a", pixels=Tiles.from_array(np.full((200, 300, 3), 120, np.uint8))))


@pytest.fixture
def canvas(qtbot: QtBot) -> Iterator[Canvas]:
    made = Canvas(PLAIN, _gesture, lambda _document: None)
    qtbot.addWidget(made)
    made.resize(400, 320)
    with qtbot.waitExposed(made):
        made.show()
    made.view = View(1.0, -20.0, -20.0)
    qtbot.waitUntil(lambda: made.sharp)
    qtbot.waitUntil(lambda: bool(_seen(made)[100, 100, 0] == 120))
    yield made
    made.close_threads()


def _gesture(document: Document, press: Pointer) -> Gesture:
    """Shows the mark whose number is how far right it was pressed, until the release."""
    yield Preview(document, Rect(0, 0, 0, 0), (MARKS[int(press.x) // 10],))
    return None


def _seen(canvas: Canvas) -> np.ndarray:
    return array(canvas.grab().toImage())


@pytest.mark.parametrize("number", range(len(MARKS)))
@pytest.mark.parametrize("angle", [0, 30])
def test_marks_are_drawn_while_a_gesture_goes_on_and_then_gone(
    qtbot: QtBot, canvas: Canvas, number: int, angle: int
) -> None:
    canvas.turn(angle)
    qtbot.waitUntil(lambda: canvas.sharp)
    before = _seen(canvas)
    x, y = canvas.view.to_widget.apply(10 * number + 5, 10)
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    differ = np.argwhere(abs(_seen(canvas) - before).max(axis=2) > 8)
    assert len(differ) > 20
    box = canvas.view.to_widget.bounds(Rect(40, 40, 100, 60)).grown(8)
    assert (differ >= (box.y, box.x)).all() and (differ < (box.bottom, box.right)).all()
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    assert np.array_equal(_seen(canvas), before)


def test_what_rests_on_the_canvas_is_drawn(canvas: Canvas) -> None:
    before = _seen(canvas)
    canvas.resting = (Box(Rect(40, 40, 100, 60)),)
    assert not np.array_equal(_seen(canvas), before)


def test_a_frame_has_an_edge_and_a_label_that_does_not_zoom(qtbot: QtBot, canvas: Canvas) -> None:
    before = _seen(canvas)
    canvas.show_document(Document().with_(Frame(id="f", name="Hero", rect=Rect(40, 60, 100, 80))))
    canvas.view = View(1.0, -20.0, -20.0)
    found = np.argwhere(_seen(canvas)[50:80, 55:200].max(axis=2) > 0x80)
    assert len(found) > 20 and before.shape
    tall = np.ptp(found[:, 0])
    canvas.view = View(2.0, 20.0, 20.0)
    larger = np.argwhere(_seen(canvas)[50:80, 30:200].max(axis=2) > 0x80)
    assert np.ptp(larger[:, 0]) == tall
    canvas.view = View(0.3, -60.0, -60.0)
    qtbot.wait(1)
    assert not (_seen(canvas).max(axis=2) > 0x80).any(), "none where the frame is narrow"


def test_the_brush_shows_its_size_and_its_hardness(qtbot: QtBot, canvas: Canvas) -> None:
    canvas.brush_size, canvas.brush_hardness = 80.0, 1.0
    qtbot.mouseMove(canvas, QPoint(150, 120))
    qtbot.waitUntil(lambda: bool(_seen(canvas)[120, 186:194].max() > 135))
    assert _seen(canvas)[120, 166:174].max() == 120
    canvas.brush_hardness = 0.5
    canvas.update()
    assert _seen(canvas)[120, 166:174].max() > 125


def test_space_and_a_drag_pan(qtbot: QtBot, canvas: Canvas) -> None:
    canvas.setFocus()
    view = canvas.view
    QTest.keyPress(canvas, Qt.Key.Key_Space)
    assert canvas.cursor().shape() == Qt.CursorShape.OpenHandCursor
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    qtbot.mouseMove(canvas, QPoint(130, 90))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(130, 90))
    QTest.keyRelease(canvas, Qt.Key.Key_Space)
    assert canvas.view == view.panned(30, -10)
    assert canvas.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_a_turned_view_shows_the_board_turned_and_takes_presses_where_they_are(qtbot: QtBot, canvas: Canvas) -> None:
    canvas.turn(90)
    assert canvas.view.angle == 90
    qtbot.waitUntil(lambda: canvas.sharp)
    for x, y in ((5, 5), (295, 5), (295, 195), (150, 100)):
        px, py = canvas.view.to_widget.apply(x, y)
        if 0 <= px < 400 and 0 <= py < 320:
            assert _seen(canvas)[int(py), int(px), 0] == 120
    outside = canvas.view.to_widget.apply(150, -8)
    assert _seen(canvas)[int(outside[1]), int(outside[0])].max() < 60
    canvas.upright()
    assert canvas.view.angle == 0


def test_layers_that_are_selected_fill_the_view(canvas: Canvas) -> None:
    pixels = Tiles.from_array(np.full((20, 40, 3), 9, np.uint8))
    far = Layer(id="b", transform=Affine.translation(5000, 0), pixels=pixels)
    canvas.show_document(canvas._document.with_(far))
    canvas.fit_layers(["b"])
    left, top = canvas.view.to_widget.apply(5000, 0)
    assert canvas.view.zoom == 1 and 0 < left < 400 and 0 < top < 320
    canvas.fit_layers([])
    assert canvas.view.zoom < 0.1


def _on_screen(canvas: Canvas) -> np.ndarray:
    """What has really been painted of the window, which a grab would paint anew."""
    return array(canvas.screen().grabWindow(canvas.winId()).toImage())


def test_a_pan_moves_what_is_on_the_screen_and_all_of_it_is_right(qtbot: QtBot, canvas: Canvas) -> None:
    floating = QLabel("stays where it is", canvas)
    floating.setGeometry(120, 90, 90, 30)
    floating.setAutoFillBackground(True)
    floating.show()
    canvas.brush_size = 40.0
    canvas.show_document(PLAIN.with_(Frame(id="f", name="Frame", rect=Rect(60, 70, 90, 60))))
    at = QPoint(200, 150)
    qtbot.mousePress(canvas, Qt.MouseButton.MiddleButton, pos=at)
    for dx, dy in ((17, 5), (-40, 31), (60, -90), (3, 0), (0, -2)):
        at += QPoint(dx, dy)
        qtbot.mouseMove(canvas, at)
        qtbot.waitUntil(lambda: canvas.sharp)
        qtbot.waitUntil(lambda: np.array_equal(_on_screen(canvas), _seen(canvas)), timeout=2000)
    qtbot.mouseRelease(canvas, Qt.MouseButton.MiddleButton, pos=at)


def test_a_pan_paints_only_what_comes_into_view(qtbot: QtBot, canvas: Canvas, monkeypatch: pytest.MonkeyPatch) -> None:
    painted: list[int] = []
    paint = canvas.renderer.paint
    monkeypatch.setattr(
        canvas.renderer, "paint", lambda painter, rect: (painted.append(rect.w * rect.h), paint(painter, rect))
    )
    canvas.view = canvas.view.panned(-10, 4)
    qtbot.waitUntil(lambda: bool(painted))
    assert sum(painted) == 10 * 320 + 390 * 4


def test_a_move_is_painted_in_one_rectangle_and_lines_far_from_it_by_themselves(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def moving(document: Document, press: Pointer) -> Gesture:
        layer, pointer = document.layers["a"], press
        while pointer.kind != "release":
            x, y = pointer.x - press.x, pointer.y - press.y
            moved = document.with_(changed(layer, transform=Affine.translation(x, y)))
            box = Rect(round(x) - 20, round(y) - 20, 140, 120)
            held = Handles(((x, y), (x + 100, y), (x + 100, y + 80), (x, y + 80)))
            pointer = yield Preview(moved, box, (held, Guide(280 + x, -20, 280 + x, 300)))
        return None

    pixels = Tiles.from_array(np.full((80, 100, 3), 120, np.uint8))
    canvas = Canvas(Document().with_(Layer(id="a", pixels=pixels)), moving, lambda _document: None)
    qtbot.addWidget(canvas)
    canvas.resize(400, 320)
    with qtbot.waitExposed(canvas):
        canvas.show()
    canvas.view = View(1.0, -20.0, -20.0)
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    qtbot.waitUntil(lambda: canvas.sharp)
    qtbot.waitUntil(lambda: np.array_equal(_on_screen(canvas), _seen(canvas)), timeout=2000)
    painted: list[Rect] = []
    paint = canvas.renderer.paint
    monkeypatch.setattr(canvas.renderer, "paint", lambda painter, rect: (painted.append(rect), paint(painter, rect)))
    for step in (1, 2, 3):
        painted.clear()
        qtbot.mouseMove(canvas, QPoint(50 + 4 * step, 50 + 2 * step))
        qtbot.waitUntil(lambda: bool(painted))
        strips = [rect for rect in painted if rect.x > 250]
        assert sum(rect.w * rect.h for rect in strips) <= 10 * 320, "the line where it was and where it is"
        assert len([rect for rect in painted if rect.x <= 250]) == 1, "what was moved, its handles and its damage"
        qtbot.waitUntil(lambda: np.array_equal(_on_screen(canvas), _seen(canvas)), timeout=2000)
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(62, 56))
    canvas.close_threads()
