"""What gestures draw over the pictures: only what has changed is painted anew, and nothing is left over."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from pytestqt.qtbot import QtBot

from editor.document.records import Document, Frame, Layer
from editor.pixels.geometry import Affine, Rect
from editor.session.marks import Box, Handles, Hatch, Line, Mark
from editor.tools.extend import Extend
from editor.tools.select import SelectTool
from editor.tools.tool import Tool
from editor.ui.canvas import Canvas
from editor.ui.theme.tokens import DARK
from editor.ui.view import View
from editor.ui.viewport.ink import Ink
from tests.ui.viewport.stage import noise

ROOT = Path(__file__).parents[3]
GESTURES = 40
LEFT = Qt.MouseButton.LeftButton


@pytest.mark.parametrize("scale", ["1", "1.5", "2"])
def test_a_hand_that_goes_by_chance_leaves_nothing_behind(scale: str) -> None:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": scale,
        "QT_SCALE_FACTOR_ROUNDING_POLICY": "PassThrough",
    }
    command = [sys.executable, "-m", "tests.ui.viewport.trails", "1", str(GESTURES)]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    seen, marked, ratio = done.stdout.split()
    assert int(seen) > 4 * GESTURES and int(marked) > int(seen) / 2 and ratio == scale


@pytest.mark.parametrize(("tool", "start"), [(Extend(), (300, 100)), (SelectTool(), (380, 20))])
def test_a_drag_paints_little_more_than_what_moved(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tool: Tool, start: tuple[int, int]
) -> None:
    document = Document().with_(Layer(id="a", pixels=noise(1, 300, 200)))
    canvas = Canvas(document, lambda document, press: tool.gesture(document, "a", press), lambda _document: None)
    qtbot.addWidget(canvas)
    canvas.resize(800, 600)
    with qtbot.waitExposed(canvas):
        canvas.show()
    canvas.view = View(1.0, 0.0, 0.0)
    painted: list[int] = []
    paint = canvas.renderer.paint
    monkeypatch.setattr(
        canvas.renderer, "paint", lambda painter, rect: (painted.append(rect.w * rect.h), paint(painter, rect))
    )
    qtbot.mousePress(canvas, LEFT, pos=QPoint(*start))
    qtbot.waitUntil(lambda: canvas.sharp and canvas.gesturing)
    painted.clear()
    qtbot.mouseMove(canvas, QPoint(start[0] + 200, start[1] + 200))
    qtbot.waitUntil(lambda: bool(painted))
    painted.clear()
    qtbot.mouseMove(canvas, QPoint(start[0] + 204, start[1] + 202))
    qtbot.waitUntil(lambda: bool(painted))
    qtbot.mouseRelease(canvas, LEFT, pos=QPoint(start[0] + 204, start[1] + 202))
    canvas.close_threads()
    assert sum(painted) < 800 * 600 * 0.06


def _ink(*marks: Mark, ratio: float = 1.0) -> Ink:
    ink = Ink(Affine.scaling(ratio), ratio)
    ink.marks(marks)
    return ink


def test_of_a_rectangle_that_grows_only_what_is_no_longer_the_same_differs() -> None:
    small, large = Box(Rect(100, 100, 400, 300)), Box(Rect(100, 100, 410, 300))
    differ = _ink(small).apart(_ink(large))
    assert sum(rect.width() * rect.height() for rect in differ) < 4 * 3 * 310
    assert all(rect.left() >= 495 for rect in differ), "the left side stays as it was"
    assert not _ink(small).apart(_ink(small))


def test_only_what_is_newly_hatched_differs() -> None:
    differ = _ink(Hatch(Rect(0, 0, 200, 100)), ratio=1.5).apart(_ink(Hatch(Rect(0, 0, 204, 100)), ratio=1.5))
    assert differ == [QRect(300, 0, 6, 150)]


def test_a_free_line_that_goes_on_differs_at_its_end_alone() -> None:
    points = tuple((10.0 + 5 * n, 10.0 + 3 * (n % 7) + n) for n in range(200))
    differ = _ink(Line(points)).apart(_ink(Line((*points, (1020.0, 230.0)))))
    assert differ and all(rect.left() > 800 for rect in differ)


def test_what_is_held_differs_in_its_handles_and_thin_sides() -> None:
    def held(x: int) -> Handles:
        return Handles(((x, 0), (x + 900, 0), (x + 900, 900), (x, 900)))

    differ = _ink(held(0)).apart(_ink(held(5)))
    assert sum(rect.width() * rect.height() for rect in differ) < 900 * 900 / 50


def test_a_frame_that_moves_differs_in_its_edge_and_its_name() -> None:
    inks = []
    for x in (40, 44):
        inks.append(Ink(Affine(), 1.0))
        inks[-1].frames([Frame(id="f", name="Hero", rect=Rect(x, 40, 600, 400))], DARK)
    differ = inks[0].apart(inks[1])
    assert differ and sum(rect.width() * rect.height() for rect in differ) < 600 * 400 / 20
