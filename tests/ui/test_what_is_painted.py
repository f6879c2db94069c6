"""What differs of the canvas is painted, and all of that: it looks as if it had been painted as a whole."""

from __future__ import annotations

from pathlib import Path
from random import Random

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from editor.document.records import Document, Layer, changed
from editor.pixels.geometry import Affine, Rect, Size
from editor.pixels.tiles import Tiles
from editor.tools.mask_brush import MaskBrush
from editor.ui.desk import Desk
from editor.ui.masking.apart import Region
from editor.ui.masking.overlay import MaskLook
from editor.ui.view import View
from tests.ui.desks import opened
from tests.ui.painted import Painted
from tests.ui.viewport.stage import array

SIZE = Size(900, 700)
ZOOM = 0.5
STRAY = 10  # pixels: a line that is cut where painting ends may pass on the other side of one
TINT = 16  # levels: a tint that is painted in several rectangles at once is taken from pixels beside
LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT, ALT = (getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("Control", "Shift", "Alt"))
KEYS = (
    ("Z", CTRL),
    ("Z", CTRL),
    ("Z", CTRL | SHIFT),
    ("I", CTRL | SHIFT),
    ("]", CTRL | ALT),
    ("D", CTRL),
    ("D", CTRL | SHIFT),
    ("Q", SHIFT),
    ("Q", Qt.KeyboardModifier.NoModifier),
    *((key, Qt.KeyboardModifier.NoModifier) for key in ("V", "B", "B", "E", "]", "[", "X", "H")),
    *((key, SHIFT) for key in ("Left", "Down")),
)


def pictures() -> Document:
    noise = np.random.default_rng(3).integers(0, 256, (SIZE.h, SIZE.w, 3), np.uint8)
    places = {"a": Affine.translation(0, 0), "b": Affine.rotation(20).then(Affine.translation(1300, 100))}
    return Document().with_(
        *(Layer(id=id, name=id, pixels=Tiles.from_array(noise), transform=place) for id, place in places.items())
    )


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Desk:
    _window, made = opened(qtbot, tmp_path, pictures())
    made.canvas.view = View(ZOOM, -100.0, -150.0)
    made.canvas.masks.ants.still = lambda: True
    made.canvas.masks.look = MaskLook()
    made.session.select(["a"])
    made.tools.take(MaskBrush.name)
    made.tools.put(MaskBrush(size=120.0, hardness=0.5))
    settle(qtbot, made)
    return made


def settle(qtbot: QtBot, desk: Desk) -> None:
    """Until the pictures are sharp and the edges of masks are followed."""
    qtbot.waitUntil(lambda: desk.canvas.sharp)
    qtbot.wait(40)
    qtbot.waitUntil(lambda: desk.canvas.sharp)


def on_screen(desk: Desk) -> np.ndarray:
    """The canvas as it is on the screen, uint8 (h, w, 4), without what stands over it."""
    canvas = desk.canvas
    for _ in range(3):  # to paint may show that there is more to be painted
        QApplication.processEvents()
    whole, ratio = canvas.screen().grabWindow(canvas.window().winId()).toImage(), canvas.devicePixelRatioF()
    corner = canvas.mapTo(canvas.window(), QPoint())
    left, top, w, h = (round(at * ratio) for at in (corner.x(), corner.y(), canvas.width(), canvas.height()))
    shown = array(whole.copy(left, top, w, h))
    for child in canvas.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if child.isVisible():
            box = child.geometry().adjusted(-1, -1, 1, 1)
            x, y, right, low = (round(at * ratio) for at in (box.left(), box.top(), box.right(), box.bottom()))
            shown[max(0, y) : low, max(0, x) : right] = 0
    return shown


def stroke(qtbot: QtBot, desk: Desk, random: Random) -> None:
    x, y = random.randint(80, 600), random.randint(80, 400)
    qtbot.mousePress(desk.canvas, LEFT, pos=QPoint(x, y))
    for _ in range(6):
        x, y = x + random.randint(-30, 50), y + random.randint(-30, 30)
        qtbot.mouseMove(desk.canvas, QPoint(x, y))
    qtbot.mouseRelease(desk.canvas, LEFT, pos=QPoint(x, y))


def whole(desk: Desk, off: int = 0) -> bool:
    """Whether what is on the screen stays as it is, up to so many levels, when all of it is painted."""
    shown = on_screen(desk)
    desk.canvas.update()
    return bool(np.count_nonzero((abs(on_screen(desk) - shown) > off).any(axis=2)) <= STRAY)


@pytest.mark.parametrize("seed", range(8))
def test_the_screen_is_as_if_all_of_it_had_been_painted(qtbot: QtBot, desk: Desk, seed: int) -> None:
    random, done = Random(seed), []
    for _ in range(25):
        what = random.randrange(len(KEYS) + 12)
        if what < len(KEYS):
            key, held = KEYS[what]
            done.append(key)
            desk.canvas.setFocus()
            qtbot.keyClick(desk.canvas, getattr(Qt.Key, f"Key_{key}", None) or key, held)
        elif what < len(KEYS) + 8:
            done.append("stroke")
            stroke(qtbot, desk, random)
        elif what < len(KEYS) + 10:
            done.append("select")
            desk.session.select([random.choice("ab")])
        else:
            done.append("hide")
            layer = desk.session.document.layers[random.choice("ab")]
            desk.session.commit("Hide", desk.session.document.with_(changed(layer, visible=not layer.visible)))
        settle(qtbot, desk)
        assert whole(desk), done


def drag(qtbot: QtBot, desk: Desk, x: int, y: int, off: int = 0) -> None:
    """By the select tool; the screen is whole at every step of it."""
    desk.tools.take("Select")
    settle(qtbot, desk)
    qtbot.mousePress(desk.canvas, LEFT, pos=QPoint(x, y))
    for step in range(1, 8):
        qtbot.mouseMove(desk.canvas, QPoint(x + 17 * step, y - 9 * step))
        settle(qtbot, desk)
        assert whole(desk, off), step
    qtbot.mouseRelease(desk.canvas, LEFT, pos=QPoint(x + 119, y - 63))
    settle(qtbot, desk)
    assert whole(desk, off)


def test_while_a_marked_picture_is_dragged_its_edge_goes_along(qtbot: QtBot, desk: Desk) -> None:
    stroke(qtbot, desk, Random(5))
    drag(qtbot, desk, 300, 300)


def test_while_several_small_pictures_are_dragged_all_goes_along(qtbot: QtBot, desk: Desk) -> None:
    stroke(qtbot, desk, Random(5))
    desk.canvas.view = View(0.1, -1000.0, -1500.0)
    desk.session.select(["a", "b"])
    drag(qtbot, desk, 140, 190, TINT)


def test_the_corners_of_a_region_come_and_go_and_nothing_else_is_painted(qtbot: QtBot, desk: Desk) -> None:
    stroke(qtbot, desk, Random(5))
    settle(qtbot, desk)
    band = desk.canvas.masks.region.band if desk.canvas.masks.region else 0
    for region in (None, Region("a", Rect(50, 40, 600, 500), band), Region("a", Rect(80, 40, 570, 480), band)):
        painted, before = Painted(desk.canvas), on_screen(desk)
        desk.canvas.show_region(region)
        shown = on_screen(desk)
        assert (shown != before).any() and painted.pixels < 20_000
        assert whole(desk), region


def test_undo_paints_where_the_stroke_was(qtbot: QtBot, desk: Desk) -> None:
    stroke(qtbot, desk, Random(5))
    settle(qtbot, desk)
    painted = Painted(desk.canvas)
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Z, CTRL)
    QApplication.processEvents()
    assert 0 < painted.pixels < desk.canvas.width() * desk.canvas.height() / 2
    settle(qtbot, desk)
    assert whole(desk)


def test_the_edge_of_a_mask_is_gone_once_it_is_painted_on(qtbot: QtBot, desk: Desk) -> None:
    stroke(qtbot, desk, Random(5))
    settle(qtbot, desk)
    qtbot.mousePress(desk.canvas, LEFT, pos=QPoint(150, 120))
    for step in range(1, 5):
        qtbot.mouseMove(desk.canvas, QPoint(150 + 20 * step, 120))
        assert whole(desk), step
    qtbot.mouseRelease(desk.canvas, LEFT, pos=QPoint(230, 120))


def test_nothing_is_to_be_seen_of_a_stroke_that_escape_ended(qtbot: QtBot, desk: Desk) -> None:
    before = on_screen(desk)
    qtbot.mouseMove(desk.canvas, QPoint(400, 250))
    qtbot.mousePress(desk.canvas, LEFT, pos=QPoint(150, 120))
    for step in range(1, 5):
        qtbot.mouseMove(desk.canvas, QPoint(150 + 20 * step, 120))
    assert (on_screen(desk) != before).any()
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Escape)
    assert not desk.session.document.masks and whole(desk)
