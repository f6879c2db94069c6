"""The canvas: gestures with slow work in them, and layers that are shown, hidden from view or cannot be read."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from editor.document.records import Document, Layer, Setting, changed
from editor.pixels.colour import DISPLAY_P3
from editor.pixels.geometry import Affine, Rect, Size
from editor.pixels.profiles import convert, made
from editor.pixels.tiles import Tiles
from editor.session.gesture import Gesture, Preview, Work
from editor.ui.canvas import Canvas
from editor.ui.theme.tokens import DARK
from editor.ui.view import View
from editor.ui.viewport.painting import HATCH

LEFT = Qt.MouseButton.LeftButton


class Stage:
    """A canvas whose one tool does slow work after the press, then gathers moves."""

    def __init__(self, qtbot: QtBot) -> None:
        self.free = threading.Event()
        self.begun = threading.Event()
        self.threads: list[int] = []
        self.made: list[Document] = []
        self.canvas = Canvas(Document(), lambda _document, _press: self._gesture(), self.made.append)
        qtbot.addWidget(self.canvas)
        self.canvas.resize(400, 300)
        with qtbot.waitExposed(self.canvas):
            self.canvas.show()

    def close(self) -> None:
        self.free.set()
        self.canvas.close_threads()

    def _gesture(self) -> Gesture:
        def slow() -> str:
            self.threads.append(threading.get_ident())
            self.begun.set()
            self.free.wait(30)
            return "answer"

        answer = yield Work(slow)
        self.threads.append(threading.get_ident())
        moves = 0
        pointer = yield Preview(Document(), Rect(0, 0, 9, 9))
        while pointer.kind != "release":
            moves += 1
            pointer = yield None
        return Document().with_(Setting(id="s", value=(answer, moves)))


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    made_ = Stage(qtbot)
    yield made_
    made_.close()


def test_slow_work_leaves_the_window_free_and_its_answer_comes_back_to_it(qtbot: QtBot, stage: Stage) -> None:
    qtbot.mousePress(stage.canvas, LEFT, pos=QPoint(50, 50))
    assert stage.begun.wait(10), "the press returned while the work goes on"
    for x in (60, 70, 80):
        qtbot.mouseMove(stage.canvas, QPoint(x, 50))
    qtbot.mouseRelease(stage.canvas, LEFT, pos=QPoint(80, 50))
    assert not stage.made
    stage.free.set()
    qtbot.waitUntil(lambda: bool(stage.made))
    assert stage.made[0].settings["s"].value == ("answer", 1), "moves were merged and came after the answer"
    worker, here = stage.threads
    assert worker != here == threading.get_ident()


def test_an_answer_after_escape_is_dropped(qtbot: QtBot, stage: Stage) -> None:
    qtbot.mousePress(stage.canvas, LEFT, pos=QPoint(50, 50))
    assert stage.begun.wait(10)
    assert stage.canvas.cancel_gesture()
    stage.free.set()
    qtbot.mouseRelease(stage.canvas, LEFT, pos=QPoint(50, 50))
    qtbot.wait(50)
    assert not stage.made and len(stage.threads) == 1 and not stage.canvas.cancel_gesture()


def test_a_gesture_begun_anew_does_not_get_the_answer_of_the_one_before(qtbot: QtBot, stage: Stage) -> None:
    qtbot.mousePress(stage.canvas, LEFT, pos=QPoint(50, 50))
    assert stage.begun.wait(10)
    stage.canvas.cancel_gesture()
    qtbot.mousePress(stage.canvas, LEFT, pos=QPoint(60, 50))
    stage.free.set()
    qtbot.mouseRelease(stage.canvas, LEFT, pos=QPoint(60, 50))
    qtbot.waitUntil(lambda: bool(stage.made))
    qtbot.wait(30)
    assert len(stage.made) == 1 and len(stage.threads) == 3


def test_closing_drops_what_is_under_way(qtbot: QtBot, stage: Stage) -> None:
    qtbot.mousePress(stage.canvas, LEFT, pos=QPoint(50, 50))
    assert stage.begun.wait(10)
    stage.close()
    qtbot.wait(30)
    assert not stage.made and len(stage.threads) == 1


def _middle(canvas: Canvas) -> tuple[int, int, int]:
    colour = canvas.grab().toImage().pixelColor(canvas.width() // 2, canvas.height() // 2)
    return colour.red(), colour.green(), colour.blue()


def _shown(qtbot: QtBot, stage: Stage, layer: Layer) -> None:
    stage.canvas.show_document(Document().with_(layer))
    stage.canvas.fit()
    stage.canvas.grab()


def test_a_wide_gamut_picture_is_drawn_in_the_screens_space(qtbot: QtBot, stage: Stage) -> None:
    pixels = np.full((100, 100, 4), (200, 60, 40, 255), np.uint8)
    profile = made(DISPLAY_P3)
    _shown(qtbot, stage, Layer(id="a", pixels=Tiles.from_array(pixels), profile=profile))
    expected = tuple(convert(pixels, profile, b"")[0, 0, :3].tolist())
    qtbot.waitUntil(lambda: _middle(stage.canvas) == expected)


class Broken:
    digest = b"broken"
    size = Size(100, 100)

    def crop(self, rect: Rect, level: int = 0) -> np.ndarray:
        raise LookupError("its bytes are lost")


def test_a_picture_that_cannot_be_read_is_hatched(qtbot: QtBot, stage: Stage) -> None:
    _shown(qtbot, stage, Layer(id="a", pixels=Tiles.from_source(Broken())))

    def hatched() -> bool:
        image = stage.canvas.grab().toImage()
        across = [image.pixelColor(x, image.height() // 2) for x in range(image.width())]
        return sum(colour == HATCH for colour in across) > 5

    qtbot.waitUntil(hatched)


class Far:
    """A large picture that tells at which levels it was read."""

    digest = b"far"
    size = Size(4000, 3000)

    def __init__(self) -> None:
        self.levels: set[int] = set()

    def crop(self, rect: Rect, level: int = 0) -> np.ndarray:
        self.levels.add(level)
        return np.full((rect.h, rect.w, 4), (40, 200, 30, 255), np.uint8)


def test_a_large_picture_is_not_read_in_full_to_be_shown_from_afar(qtbot: QtBot) -> None:
    far = Far()
    document = Document().with_(Layer(id="a", pixels=Tiles.from_source(far)))
    canvas = Canvas(document, lambda _document, _press: None, lambda _document: None)
    qtbot.addWidget(canvas)
    canvas.tint(DARK)
    canvas.look(View.fitted(far.size.rect, 400, 300, 0))
    canvas.resize(400, 300)
    with qtbot.waitExposed(canvas):
        canvas.show()
    qtbot.waitUntil(lambda: canvas.sharp and _middle(canvas) == (40, 200, 30))
    canvas.close_threads()
    assert far.levels
    assert min(far.levels) == 3, "a tenth of its size is drawn from an eighth"


def test_what_is_kept_to_move_pictures_is_given_up_once_they_rest(qtbot: QtBot, stage: Stage) -> None:
    pixels = Tiles.from_array(np.full((60, 60, 3), 90, np.uint8))
    pictures = [Layer(id=id, pixels=pixels, transform=Affine.translation(x, 0)) for id, x in (("a", 0), ("b", 200))]
    canvas, before = stage.canvas, Document().with_(*pictures)
    canvas.show_document(before)
    qtbot.waitUntil(lambda: canvas.sharp)
    for step in range(4):
        by = Affine.translation(0, 5.0 * step)
        after = Document().with_(*(changed(picture, transform=picture.transform.then(by)) for picture in pictures))
        canvas.show_preview(after)
        canvas.repaint()
    kept = weakref.ref(canvas.renderer._moving.sprites)  # type: ignore[attr-defined]
    assert kept() is not None
    canvas.show_document(after)
    assert kept() is None
