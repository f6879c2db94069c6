"""Painting a mask in the whole window, with real events in a real X server (Xvfb), beside one blit of its canvas.

The picture is 4096 x 4096, the canvas 1920 x 1080. Figures are CPU time of the whole process but where a line says
wall; B is one premultiplied blit of the canvas, taken in turns with them: see `rhythm`. Skipped where there is no Xvfb.
"""

from __future__ import annotations

import gc
import math
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
from benchmarks import display  # noqa: E402
from benchmarks.rhythm import H, Rhythm, W, cpu  # noqa: E402

SIDE = 4096
FEED = 1 / 200  # seconds from one event to the next
IDLE = 5.0  # seconds
LIMIT = 60.0


def main() -> int:
    if sys.argv[1:2] == ["--measure"]:
        return measure()
    return display.run((W + 600, H + 400), [__file__, "--measure"]) if display.there("masking") else 0


def measure() -> int:
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    app = QApplication([])
    app.setStyle("Fusion")
    print(f"masking: B is one premultiplied blit of {W} x {H}")
    with tempfile.TemporaryDirectory() as folder:
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, folder)
        bench = Bench(app, Path(folder) / "a.patchboard")
        bench.lines()
        bench.close()
    return 0


class Bench:
    """A window with one large photograph, and what a hand does to it."""

    def __init__(self, app, path: Path) -> None:
        from PySide6.QtTest import QTest

        from editor.project.project import Project
        from editor.session.bring import bring
        from editor.session.session import Session
        from editor.ui.window import Window

        self.app, self.test, self.rhythm = app, QTest, Rhythm(app)
        self.frame = self.rhythm.frame
        session = Session(Project.create(path))
        picture = cv2.resize(cv2.imread(str(ROOT / "resources/sample/dandelions.jpg")), (SIDE, SIDE))
        large = path.with_suffix(".jpg")
        cv2.imwrite(str(large), picture)
        bring(session, [large], at=(0, 0))
        session.close()
        self.window = Window(path)
        self.window.show()
        self.window.bring_in()
        gc.freeze()  # as the program does once it is there
        assert self.window.desk is not None
        self.desk, self.canvas = self.window.desk, self.window.desk.canvas
        self.app.processEvents()
        size = self.window.size()
        self.window.resize(size.width() + W - self.canvas.width(), size.height() + H - self.canvas.height())
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)
        self.canvas.setFocus()
        self.sharpen()
        assert (self.canvas.width(), self.canvas.height()) == (W, H), "the canvas is as large as B"

    def close(self) -> None:
        self.window.close()

    def lines(self) -> None:
        for zoom in (0.3, 1.0):
            for diameter in (20, 100, 500):
                self.stroke(zoom, diameter)
        for diameter in (20, 500):
            self.feed(1.0, diameter)
            self.feed(0.3, diameter)
        self.undo()
        self.grow()
        self.heal()
        self.idle()

    def until(self, there: Callable[[], bool]) -> None:
        end = time.perf_counter() + LIMIT
        while not there():
            self.app.processEvents()
            time.sleep(0.001)
            assert time.perf_counter() < end, "it does not come"

    def sharpen(self) -> None:
        """Until all that is seen is there, and nothing more is to be written."""
        quiet = [0]

        def rests() -> bool:
            quiet[0] = quiet[0] + 1 if self.canvas.sharp else 0
            return quiet[0] > 150

        self.until(rests)

    def take(self, zoom: float, diameter: int, hardness: float = 0.5) -> None:
        """A soft brush over the middle of the picture, nothing marked."""
        from editor.tools.mask_brush import MaskBrush
        from editor.ui.view import View

        while self.desk.session.document.masks:
            self.desk.session.undo()
        self.canvas.view = View(zoom, SIDE / 2 - W / 2 / zoom, SIDE / 2 - H / 2 / zoom)
        self.desk.tools.take(MaskBrush.name)
        self.desk.tools.put(MaskBrush(size=diameter, hardness=hardness))
        self.sharpen()

    def path(self, count: int = 150) -> list[tuple[int, int]]:
        """A fast curve through the canvas, in its pixels, as a pen of 200 Hz draws it."""
        return [(300 + 9 * k, round(H / 2 + 260 * math.sin(k / 12))) for k in range(count)]

    def point(self, kind: str, at: tuple[int, int]):
        from PySide6.QtCore import QEvent, QPointF, Qt
        from PySide6.QtGui import QMouseEvent

        place = QPointF(*at)
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        types = QEvent.Type
        type_ = {"press": types.MouseButtonPress, "move": types.MouseMove, "release": types.MouseButtonRelease}[kind]
        button, held = (none if kind == "move" else left), (none if kind == "release" else left)
        shift = Qt.KeyboardModifier.NoModifier
        return QMouseEvent(type_, place, self.canvas.mapToGlobal(place), button, held, shift)

    def stroke(self, zoom: float, diameter: int) -> None:
        ends: list[float] = []

        def take() -> list[float]:
            self.take(zoom, diameter)
            path, times = self.path(), []
            ends.append(self.frame(lambda: self.app.sendEvent(self.canvas, self.point("press", path[0]))))
            for at in path[1:]:
                move = self.point("move", at)
                times.append(self.frame(lambda move=move: self.app.sendEvent(self.canvas, move)))
            ends.append(self.frame(lambda: self.app.sendEvent(self.canvas, self.point("release", path[-1]))))
            return times

        self.rhythm.rounds(f"brush {diameter} px, zoom {zoom:g}", take, 3)
        b = float(np.median(self.rhythm.blits))
        print(f"    B {b:.2f} ms; press {np.median(ends[::2]) / b:.1f} B, release {np.median(ends[1::2]) / b:.1f} B")

    def feed(self, zoom: float, diameter: int) -> None:
        """Events from a thread, 200 a second: how long until each is painted, and whether all are in the stroke."""
        self.take(zoom, diameter)
        path, sent, painted = self.path(), [], []
        done = threading.Event()

        def send() -> None:
            due = time.perf_counter()
            for number, at in enumerate(path):
                kind = "press" if number == 0 else "release" if number == len(path) - 1 else "move"
                event = self.point(kind, at)
                while time.perf_counter() < due:
                    time.sleep(max(0.0, due - time.perf_counter()))
                sent.append(time.perf_counter())
                self.app.postEvent(self.canvas, event)
                due += FEED
            done.set()

        thread = threading.Thread(target=send)
        thread.start()
        while not done.is_set() or len(painted) < len(sent):
            had = len(sent)
            self.app.processEvents()
            now = time.perf_counter()
            painted += [now] * (had - len(painted))
            time.sleep(0.0003)
        thread.join()
        waits = [(b - a) * 1e3 for a, b in zip(sent[1:-1], painted[1:-1], strict=True)]
        wall(f"200 Hz feed, {diameter} px, zoom {zoom:g}", waits, 10)
        print(f"    every move is in the stroke: {self.whole(path, diameter)}")

    def whole(self, path: list[tuple[int, int]], diameter: int) -> bool:
        """Whether the mask is what the same points make without a window."""
        from editor.session.gesture import Pointer, Preview
        from editor.steps.mask import active_mask
        from editor.tools.mask_brush import MaskBrush

        document, target = self.desk.session.document, self.desk.target
        assert target is not None
        found = active_mask(document, target.id)
        assert found is not None
        places = [self.canvas.view.to_canvas(*at) for at in path]
        gesture = MaskBrush(size=diameter, hardness=0.5).gesture(document.without(found), target.id, _press(places[0]))
        next(gesture)
        try:
            for number, (x, y) in enumerate(places[1:], 2):
                answer = gesture.send(Pointer("release" if number == len(places) else "move", x, y))
                while not isinstance(answer, Preview):
                    answer = gesture.send(None)
        except StopIteration as end:
            made = active_mask(end.value, target.id)
            return made is not None and np.array_equal(made.tiles.array(), found.tiles.array())
        return False

    def undo(self) -> None:
        """The stroke that was drawn last is taken back and done again."""
        from PySide6.QtCore import Qt

        self.take(0.3, 500)
        self.draw(self.path())
        times, ctrl = [], Qt.KeyboardModifier.ControlModifier
        for _ in range(60):
            times.append(self.frame(lambda: self.test.keyClick(self.canvas, "Z", ctrl)))
            assert not self.desk.session.document.masks, "the stroke is taken back"
            self.desk.session.redo()
            self.sharpen()
        self.rhythm.say("undo of a stroke of 500 px", times, 10)

    def draw(self, path: list[tuple[int, int]]) -> None:
        for number, at in enumerate(path):
            kind = "press" if number == 0 else "release" if number == len(path) - 1 else "move"
            self.app.sendEvent(self.canvas, self.point(kind, at))
            self.app.processEvents()
        self.sharpen()

    def grow(self) -> None:
        """The mask of that stroke 10 px larger, tiles in and out, beside OpenCV's dilation of the same box."""
        from editor.steps.combine import grown
        from editor.steps.mask import active_mask, mask_box, mask_values

        document, target = self.desk.session.document, self.desk.target
        assert target is not None
        mask = active_mask(document, target.id)
        assert mask is not None
        rows, columns = np.mgrid[-10:11, -10:11]
        disc = (rows**2 + columns**2 < 10.5**2).astype(np.uint8)
        values = mask_values(mask, mask_box(mask).grown(11))
        own = min(cpu(lambda: grown(document, target, 10)) for _ in range(5))
        peer = min(cpu(lambda: cv2.dilate(values, disc)) for _ in range(5))
        mark, size = "" if own / peer <= 2 else "  <-- over", f"{values.shape[1]} x {values.shape[0]}"
        print(f"  grow by 10 px, {size}: {own:.1f} ms; {own / peer:.2f} dilations (goal 2){mark}")

    def heal(self) -> None:
        """A spot of 100 px, from the release of the pointer to the accepted layer."""
        from editor.tools.heal import HealBrush

        times = []
        self.take(1.0, 100)
        self.desk.tools.take(HealBrush.name)
        self.desk.tools.put(HealBrush(size=100))
        for number in range(6):
            count = len(self.desk.session.document.layers)
            at = (500 + 150 * number, 500)
            self.app.sendEvent(self.canvas, self.point("press", at))
            self.sharpen()
            start = time.perf_counter()
            self.app.sendEvent(self.canvas, self.point("release", at))
            self.until(lambda count=count: len(self.desk.session.document.layers) > count)
            times.append((time.perf_counter() - start) * 1e3)
        print(f"  heal 100 px, the first, which starts the workers: wall {times[0]:.0f} ms")
        wall("heal 100 px", times[1:], 1000)

    def idle(self) -> None:
        """Nobody does anything: the edges march no more after three seconds."""
        for zoom, diameter in ((0.3, 500), (1.0, 100)):
            self.take(zoom, diameter)
            self.draw(self.path())
            self.test.qWait(4000)
            share = display.idled(IDLE)
            mark, what = "" if share < 0.5 else "  <-- over", f"a stroke of {diameter} px, zoom {zoom:g}"
            print(f"  idle, the edge of {what}: {share:.2f} % of a core (goal 0.5){mark}")


def wall(name: str, times: list[float], goal: float) -> None:
    p50, p95 = np.percentile(times, [50, 95])
    print(f"  {name}, wall: p50 {p50:.2f}, p95 {p95:.2f} ms (goal {goal:g}){'' if p95 <= goal else '  <-- over'}")


def _press(at: tuple[float, float]):
    from editor.session.gesture import Pointer

    return Pointer("press", *at)


if __name__ == "__main__":
    sys.exit(main())
