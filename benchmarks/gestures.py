"""Gestures with what they draw over the pictures, beside one blit of the viewport, with real events in Xvfb.

The real tools are on a canvas of 1920 x 1080: a border is dragged out of a picture of 12 megapixels, a brush hovers,
one of 1000 layers is moved with snapping, a marquee is drawn. Figures are CPU time of the whole process from an event
to its painted pixels, at the rhythm of a hand, in turns with B, one premultiplied blit of the viewport: see `rhythm`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import msgspec
import numpy as np

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
from benchmarks import display  # noqa: E402
from benchmarks.canvas import rested  # noqa: E402
from benchmarks.rhythm import H, Rhythm, W  # noqa: E402

GOAL = 5.0  # B
MOVES = 120


def main() -> int:
    if sys.argv[1:2] == ["--measure"]:
        return measure(Path(sys.argv[2]))
    if not display.there("gestures"):
        return 0
    from benchmarks.canvas_scene import made

    with tempfile.TemporaryDirectory() as folder:
        scene = Path(folder) / "scene.patchboard"
        made(scene)
        return display.run((W, H), [__file__, "--measure", str(scene)])


def measure(path: Path) -> int:
    from PySide6.QtWidgets import QApplication

    from editor.document.records import Document, Layer
    from editor.pixels.tiles import Tiles
    from editor.project.project import Project
    from editor.session.session import Session
    from editor.tools.extend import Extend
    from editor.tools.select import SelectTool

    app = QApplication([])
    print(f"gestures: B is one premultiplied blit of {W} x {H}")
    part = np.random.default_rng(1).integers(0, 255, (750, 1000, 4), np.uint8)
    part[..., 3] = 255
    picture = Document().with_(Layer(id="a", pixels=Tiles.from_array(np.ascontiguousarray(np.tile(part, (4, 4, 1))))))
    hand = Hand(app, picture)
    hand.look(1.0, 2600.0, 1000.0)
    hand.drag("extend, 12 MP at 1:1", Extend(), (1400, 500), (4, 1))
    hand.drag("extend, 12 MP at 1:1, snapping", Extend(), (1400, 500), (4, 1), ctrl=True)
    for size in (100, 500):
        hand.hover(size)
    hand.close()
    session = Session(Project.open(path))
    hand = Hand(app, session.document)
    hand.look(1.0, 9000.0, 6000.0)
    hand.drag("move one of 1000, snapping", SelectTool(), (W // 2, H // 2), (4, 2))
    hand.look(0.25, 9000.0, 6000.0)
    hand.drag("move one of 1000 at 0.25, snapping", SelectTool(), (W // 2, H // 2), (4, 2))
    hand.look(1.0, -1500.0, -900.0)
    hand.drag("marquee", SelectTool(), (100, 100), (11, 7))
    hand.close()
    session.close()
    return 0


class Hand:
    """A canvas with a document, and gestures on it that nothing is kept of."""

    def __init__(self, app, document) -> None:
        from PySide6.QtTest import QTest

        from editor.ui.canvas import Canvas

        self.app, self.test, self.tool, self.rhythm = app, QTest, None, Rhythm(app)
        self.canvas = Canvas(document, self.begin, lambda _document: None)
        self.canvas.resize(W, H)
        self.canvas.show()
        QTest.qWaitForWindowExposed(self.canvas)

    def begin(self, document, press):
        from editor.tools.tool import Bench

        assert self.tool is not None
        bench = Bench(frozenset(), 1 / self.canvas.view.zoom)
        return msgspec.structs.replace(self.tool, bench=bench).gesture(document, "a", press)

    def close(self) -> None:
        self.canvas.close_threads()
        self.canvas.close()

    def look(self, zoom: float, x: float, y: float) -> None:
        from editor.ui.view import View

        self.canvas.view = View(zoom, x, y)
        self.rest()

    def rest(self) -> None:
        rested(self.app, self.canvas)

    def drag(self, name: str, tool, start: tuple[int, int], step: tuple[int, int], *, ctrl: bool = False) -> None:
        """From the press on, all moves but the first two, which begin it."""
        from PySide6.QtCore import QPoint, Qt

        self.tool = tool
        keys = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
        self.test.mousePress(self.canvas, Qt.MouseButton.LeftButton, keys, QPoint(*start))
        self.rest()
        assert self.canvas.gesturing, "something is held"
        times = [self.move(start[0] + step[0] * n, start[1] + step[1] * n) for n in range(1, MOVES)]
        self.canvas.cancel_gesture()
        self.test.mouseRelease(self.canvas, Qt.MouseButton.LeftButton, keys, QPoint(*start))
        self.rest()
        self.rhythm.say(name, times[2:], GOAL)

    def hover(self, size: float) -> None:
        """The outline of a brush follows the pointer."""
        self.canvas.brush_size = size
        times = [self.move(300 + 9 * n, 540 + n) for n in range(MOVES)]
        self.canvas.brush_size = 0.0
        self.canvas.update()
        self.rest()
        self.rhythm.say(f"hover with a brush of {size} px", times[2:], GOAL)

    def move(self, x: int, y: int) -> float:
        """Milliseconds from a move to its painted pixels."""
        from PySide6.QtCore import QPoint

        return self.rhythm.frame(lambda: self.test.mouseMove(self.canvas, QPoint(x, y)))


if __name__ == "__main__":
    sys.exit(main())
