"""What the board finally shows of modes that its painter only comes near to: what flatten composes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from editor.document.records import Document, Layer, changed
from editor.engine.stop import Stop
from editor.pixels.blend import MODES
from editor.pixels.colour import DISPLAY_P3
from editor.pixels.geometry import Affine, Rect
from editor.pixels.profiles import made
from editor.pixels.tiles import Tiles
from editor.session.aside import R, Work, here
from editor.steps.flatten import flatten
from editor.ui.canvas import Canvas
from editor.ui.poster import BOARD
from editor.ui.view import View
from tests.ui.desks import opened
from tests.ui.viewport.stage import array, noise

GROUND = BOARD.red()
LIFE = View(1.0, 0.0, 0.0)
UNMOVED = Affine()
AWAY = Affine.translation(10, 10)


class Counted:
    """Composes here, and counts how often."""

    def __init__(self) -> None:
        self.times = 0
        self.broken = False

    def __call__(self, work: Work[R], stop: Stop) -> R:
        self.times += 1
        if self.broken:
            raise ValueError("it cannot be composed")
        return here(work, stop)


@pytest.fixture
def by() -> Counted:
    return Counted()


@pytest.fixture
def canvas(qtbot: QtBot, by: Counted) -> Iterator[Canvas]:
    made = Canvas(Document(), lambda _document, _press: None, lambda _document: None)
    made.renderer.compose_by(by)
    made.renderer.ground(BOARD, BOARD)  # without dots, so that what is beneath is one colour
    qtbot.addWidget(made)
    made.resize(420, 330)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close_threads()


def _stack(mode: str, **fields: object) -> Document:
    """A picture, one with holes in the mode over it and over nothing, and one over both."""
    return Document().with_(
        Layer(id="a", order="A", transform=AWAY, pixels=noise(1, 200, 150)),
        Layer(
            id="b",
            order="B",
            transform=Affine.translation(80, 60),
            pixels=noise(2, 240, 180, True),
            blend=mode,
            opacity=0.8,
            **fields,  # type: ignore[arg-type]
        ),
        Layer(id="c", order="C", transform=Affine.translation(150, 20), pixels=noise(3, 60, 220, True), opacity=0.7),
    )


def _shown(qtbot: QtBot, canvas: Canvas, document: Document, view: View) -> np.ndarray:
    canvas.show_document(document)
    canvas.view = view
    return _sharp(qtbot, canvas)


def _sharp(qtbot: QtBot, canvas: Canvas) -> np.ndarray:
    qtbot.waitUntil(lambda: canvas.sharp)
    return array(canvas.grab().toImage())


def _wanted(canvas: Canvas, document: Document) -> np.ndarray:
    """BGR of what flatten composes, over the board."""
    w, h = canvas.width(), canvas.height()
    pixels = flatten(document, Rect(0, 0, w, h).size, canvas.view.to_widget)
    alpha = pixels[..., 3:] / 255
    return np.rint(pixels[..., 2::-1] * alpha + GROUND * (1 - alpha)).astype(int)


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_is_shown_as_flatten_composes_it(qtbot: QtBot, canvas: Canvas, mode: str) -> None:
    document = _stack(mode)
    shown = _shown(qtbot, canvas, document, LIFE)
    rounding = 3 if mode == "normal" else 2  # which is painted layer by layer, each rounded to eight bits
    assert abs(shown - _wanted(canvas, document)).max() <= rounding


@pytest.mark.parametrize("mode", ["multiply", "hue"])
def test_a_group_blends_with_what_is_beneath_and_not_with_the_board(qtbot: QtBot, canvas: Canvas, mode: str) -> None:
    group = Layer(id="g", order="B", kind="group", blend=mode, pass_through=False)
    stack = _stack("normal", parent="g")
    document = stack.with_(group)
    assert abs(_shown(qtbot, canvas, document, LIFE) - _wanted(canvas, document)).max() <= 2


def test_a_part_that_is_there_is_not_composed_again(qtbot: QtBot, canvas: Canvas, by: Counted) -> None:
    document = _stack("color-burn")
    _shown(qtbot, canvas, document, LIFE)
    times = by.times
    assert times > 0
    for view in (View(1.0, -30.0, 8.0), View(0.8, 0.0, 0.0), LIFE):
        shown = _shown(qtbot, canvas, document, view)
    assert by.times == times, "nor for another place or scale of the same"
    assert abs(shown - _wanted(canvas, document)).max() <= 2
    _shown(qtbot, canvas, document.with_(changed(document.layers["b"], name="Other")), LIFE)
    assert by.times == times
    edited = document.with_(changed(document.layers["b"], blend="hue"))
    assert abs(_shown(qtbot, canvas, edited, LIFE) - _wanted(canvas, edited)).max() <= 2
    assert by.times > times


def test_while_it_is_composed_something_near_is_shown(qtbot: QtBot, canvas: Canvas) -> None:
    _shown(qtbot, canvas, _stack("soft-light"), LIFE)
    after = _stack("soft-light").layers["b"]
    assert after.pixels is not None
    document = _stack("soft-light").with_(changed(after, transform=Affine.translation(90, 60)))
    canvas.show_document(document)
    at_once = array(canvas.grab().toImage())
    assert not canvas.sharp
    assert abs(at_once - _wanted(canvas, document)).mean() < 4
    assert abs(_sharp(qtbot, canvas) - _wanted(canvas, document)).max() <= 2


def test_what_failed_is_tried_again_with_the_next_document(qtbot: QtBot, canvas: Canvas, by: Counted) -> None:
    document = _stack("color-dodge")
    by.broken = True
    _shown(qtbot, canvas, document, LIFE)
    by.broken = False
    shown = _shown(qtbot, canvas, document, LIFE)
    assert abs(shown - _wanted(canvas, document)).max() <= 2


def test_a_turned_view_has_no_seams(qtbot: QtBot, canvas: Canvas) -> None:
    flat = Tiles.from_array(np.full((900, 1300, 3), (200, 60, 40), np.uint8))
    layers = [Layer(id=id, order=id, pixels=flat, blend=mode) for id, mode in (("A", "normal"), ("B", "luminosity"))]
    shown = _shown(qtbot, canvas, Document().with_(*layers), View(0.7, 300.0, 300.0, 20.0))
    inside = shown[120:200, 120:300]
    assert np.ptp(inside, axis=(0, 1)).max() <= 1


def test_colours_of_another_space_are_shown_as_flatten_converts_them(qtbot: QtBot, canvas: Canvas) -> None:
    document = Document().with_(changed(_stack("normal").layers["a"], profile=made(DISPLAY_P3)))
    assert abs(_shown(qtbot, canvas, document, LIFE) - _wanted(canvas, document)).max() <= 2


def test_a_desk_composes_in_a_process_of_its_own(qtbot: QtBot, tmp_path: Path) -> None:
    document = _stack("luminosity")
    window, desk = opened(qtbot, tmp_path, document)
    qtbot.waitUntil(lambda: desk.canvas.sharp, timeout=30_000)
    image = desk.canvas.renderer.picture(340, 250, UNMOVED)
    window.close()
    assert image is not None
    pixels = flatten(document, Rect(0, 0, 340, 250).size)
    alpha = pixels[..., 3:] / 255
    wanted = np.rint(pixels[..., 2::-1] * alpha + GROUND * (1 - alpha))
    assert abs(array(image) - wanted).max() <= 2
