"""A hand that goes over the canvas by chance, in a process with a scale of its own; says where anything is left over.

After each event what has really been painted of the window is compared with the canvas painted anew, all of it.
"""

from __future__ import annotations

import random
import sys

import msgspec
import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from editor.document.records import Document, Frame, Layer
from editor.pixels.geometry import Affine, Rect
from editor.session.gesture import Gesture, Notice, Pointer, Select
from editor.session.presets import presets
from editor.steps.place import bounds
from editor.tools.brush import RoundBrush
from editor.tools.clone import CloneBrush
from editor.tools.extend import Extend
from editor.tools.frame import FrameTool
from editor.tools.lasso import Lasso
from editor.tools.mask_ellipse import MaskEllipse
from editor.tools.mask_rectangle import MaskRectangle
from editor.tools.select import SelectTool
from editor.tools.tool import Bench, Tool
from editor.ui.canvas import Canvas
from editor.ui.masking.overlay import MaskLook
from editor.ui.view import View
from tests.ui.viewport.stage import array, noise

W, H = 480, 360
ROUNDING = 8  # levels: smooth slanted lines are cut at what is painted, and worked out from there
PATIENCE = 20  # times ten milliseconds
LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
KEYS = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier)
BRUSH = CloneBrush(size=70, source=(60.0, 50.0))
TOOLS: tuple[Tool, ...] = (
    SelectTool(), SelectTool(), Extend(sizes=presets()), FrameTool(sizes=presets()), Lasso(), MaskRectangle(),
    MaskEllipse(), BRUSH,
)  # fmt: skip
PICTURES = (
    Layer(id="a", transform=Affine.translation(40, 30), pixels=noise(1, 200, 140)),
    Layer(id="b", order="b", transform=Affine.rotation(20).then(Affine.translation(300, 60)), pixels=noise(2, 120, 90)),
)
FRAMES = (
    Frame(id="f", name="Hero", rect=Rect(20, 14, 240, 180)),
    Frame(id="g", order="b", name="Wide", rect=Rect(280, 40, 130, 70)),
)


class Hand:
    """A canvas with every kind of mark, and what is done to it."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.selection, self.tool = frozenset({"a"}), TOOLS[0]
        self.document = Document().with_(*PICTURES, *FRAMES)
        self.canvas = Canvas(self.document, self._begin, self._commit)
        self.canvas.noticed.connect(self._hear)
        self.canvas.masks.look = MaskLook(shown=False)
        self.canvas.resize(W, H)
        self.canvas.show()
        QTest.qWaitForWindowExposed(self.canvas)
        self.seen = 0  # comparisons
        self.marked = 0  # of those, with something else over the pictures than before

    def walk(self, gestures: int) -> str:
        """Where something was left over; "" where nothing was."""
        last = self._fresh()
        for number in range(gestures):
            for said in self._gesture():
                apart, fresh = self._apart()
                for _ in range(PATIENCE):  # what is worked out beside the window may come at any time
                    if (apart <= ROUNDING).all():
                        break
                    QTest.qWait(10)
                    apart, fresh = self._apart()
                self.seen += 1
                self.marked += not np.array_equal(fresh, last)
                last = fresh
                if (apart > ROUNDING).any():
                    places = np.argwhere(apart > ROUNDING)
                    least, most = places.min(0), places.max(0)
                    return f"{number}: {said}: {least} to {most}, {len(places)} pixels by up to {apart.max()}"
        return ""

    def _gesture(self):
        """One gesture, told after each of its events."""
        chance, canvas = self.chance, self.canvas
        if chance.random() < 0.3:
            turned = chance.choice((0.0, 0.0, 90.0, 30.0))
            place = chance.uniform(-60, 40), chance.uniform(-60, 40)
            canvas.view = View(chance.choice((0.7, 1.0, 1.37)), *place, turned)
            yield "another view"
        self.tool = chance.choice(TOOLS)
        canvas.brush_size = BRUSH.size if isinstance(self.tool, RoundBrush) else 0.0
        canvas.update()
        self._put()
        yield f"{self.tool.name} is taken"
        button = MIDDLE if chance.random() < 0.15 else LEFT
        keys, at = chance.choice(KEYS), self._start()
        QTest.mouseMove(canvas, at)
        yield f"{self.tool.name} comes"
        QTest.mousePress(canvas, button, keys, at)
        yield f"{self.tool.name} presses"
        dx, dy = chance.randint(-12, 12), chance.randint(-12, 12)
        for _ in range(chance.randint(2, 7)):
            at += QPoint(dx + chance.randint(-4, 4), dy + chance.randint(-4, 4))
            QTest.mouseMove(canvas, at)
            yield f"{self.tool.name} moves to {at.x()}, {at.y()}"
        marks = isinstance(self.tool, Lasso | MaskRectangle | MaskEllipse | RoundBrush)
        if marks or chance.random() < 0.4:
            canvas.cancel_gesture()
        QTest.mouseRelease(canvas, button, keys, at)
        yield f"{self.tool.name} ends"

    def _start(self) -> QPoint:
        """Often where something is held: a corner or a side of what there is."""
        document, chance = self.document, self.chance
        boxes = [bounds(document, layer) for layer in document.layers.values()]
        boxes += [frame.rect for frame in document.frames.values()]
        box = chance.choice(boxes)
        x, y = box.x + box.w * chance.choice((0, 0.5, 0.4, 1)), box.y + box.h * chance.choice((0, 0.5, 0.3, 1))
        x, y = self.canvas.view.to_widget.apply(x, y)
        return QPoint(min(max(round(x), 2), W - 3), min(max(round(y), 2), H - 3))

    def _bench(self) -> Tool:
        return msgspec.structs.replace(self.tool, bench=Bench(self.selection, 1 / self.canvas.view.zoom))

    def _begin(self, document: Document, press: Pointer) -> Gesture | None:
        return self._bench().gesture(document, "a", press)

    def _commit(self, document: Document) -> None:
        self.document = document
        self.canvas.show_document(document)
        self._put()

    def _hear(self, notice: Notice) -> None:
        if isinstance(notice, Select):
            self.selection = notice.ids
            self._put()

    def _put(self) -> None:
        self.canvas.resting = self._bench().resting(self.document, "a")

    def _rest(self) -> None:
        """Until all that is to be painted is."""
        QTest.qWait(0)
        while not self.canvas.sharp:
            QTest.qWait(1)
        QTest.qWait(0)

    def _apart(self) -> tuple[np.ndarray, np.ndarray]:
        """How far each pixel of what is shown is from one painted anew; and that."""
        self._rest()
        shown, fresh = self._shown(), self._fresh()
        return abs(shown - fresh).max(axis=2), fresh

    def _shown(self) -> np.ndarray:
        screen = self.canvas.backingStore().paintDevice()
        assert isinstance(screen, QImage)
        return array(screen)

    def _fresh(self) -> np.ndarray:
        return array(self.canvas.grab().toImage())


def main() -> int:
    app = QApplication([])
    hand = Hand(int(sys.argv[1]))
    wrong = hand.walk(int(sys.argv[2]))
    print(wrong or f"{hand.seen} {hand.marked} {hand.canvas.devicePixelRatioF():g}")
    hand.canvas.close_threads()
    app.processEvents()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
