"""The canvas beside one blit of its viewport, with real events in a real X server (Xvfb).

The scene is `canvas_scene`: 1000 layers of 1024 x 1024 in a project, seen in 1920 x 1080. All figures are CPU time of
the whole process but where a line says wall, at the rhythm of a hand; B and R, one full composition at that zoom, are
taken in turns with what is measured: see `rhythm`. Skipped where there is no Xvfb.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
from benchmarks import display  # noqa: E402
from benchmarks.rhythm import H, Rhythm, W, beside, cpu  # noqa: E402

REST = 0.07  # seconds: what a zoom waits for before it becomes sharp
LIMIT = 90.0  # seconds that anything may take


def main() -> int:
    if sys.argv[1:2] == ["--measure"]:
        return measure(Path(sys.argv[2]), Path(sys.argv[3]))
    from benchmarks.canvas_scene import made

    with tempfile.TemporaryDirectory() as folder:
        scenes = [Path(folder) / f"{count}.patchboard" for count in (1000, 5000)]
        if display.there("canvas"):
            for scene, count in zip(scenes, (1000, 5000), strict=True):
                made(scene, count)
            return display.run((W, H), [__file__, "--measure", *map(str, scenes)])
    return 0


def measure(small: Path, large: Path) -> int:
    from PySide6.QtWidgets import QApplication

    app = QApplication([])
    print(f"canvas: B is one premultiplied blit of {W} x {H}")
    first = Stage(app, small)
    memory = first.lines()
    first.close()
    second = Stage(app, large)
    second.beside(first)
    second.close()
    print(f"memory of the process after all of the first scene: {memory:.0f} MB (goal 400)")
    return 0


def resident() -> float:
    """Megabytes that the process has in memory."""
    text = Path("/proc/self/status").read_text()
    return int(text.split("VmRSS:")[1].split()[0]) / 1024


def rested(app, canvas) -> None:
    """Until all that is seen is there."""
    end, quiet = time.perf_counter() + LIMIT, 0
    while quiet < 10:
        app.processEvents()
        time.sleep(0.003)
        quiet = quiet + 1 if canvas.sharp else 0
        assert time.perf_counter() < end, "it does not become sharp"


class Stage:
    """A window with one scene on it, and what is done to it."""

    def __init__(self, app, path: Path) -> None:
        from PySide6.QtTest import QTest

        from editor.project.project import Project
        from editor.session.session import Session
        from editor.ui.canvas import Canvas

        self.app, self.test, self.rhythm = app, QTest, Rhythm(app)
        self.frame = self.rhythm.frame
        self.session = Session(Project.open(path))
        start, wall = time.process_time(), time.perf_counter()
        self.canvas = Canvas(self.session.document, lambda _document, _press: None, lambda _document: None)
        self.canvas.resize(W, H)
        self.canvas.show()
        QTest.qWaitForWindowExposed(self.canvas)
        self.panned: dict[str, float] = {}
        self.r: dict[str, float] = {}
        self.sharpen()
        took = (time.process_time() - start) * 1e3
        print(
            f"{len(self.session.document.layers)} layers, opened to all sharp: {took:.0f} ms,"
            f" wall {(time.perf_counter() - wall) * 1e3:.0f} ms, {resident():.0f} MB"
        )

    def close(self) -> None:
        self.canvas.close_threads()
        self.canvas.close()
        self.session.close()

    def sharpen(self) -> None:
        rested(self.app, self.canvas)

    def view(self, zoom: float | None) -> None:
        from editor.ui.view import View

        if zoom is None:
            self.canvas.fit()
        else:
            self.canvas.view = View(zoom, 9000.0, 6000.0)
        self.sharpen()

    def compose(self) -> None:
        from editor.pixels.geometry import Rect

        self.canvas.renderer.compose(Rect(0, 0, W, H))

    def recomposed(self, name: str, goal: float | None) -> None:
        times = [self.rhythm.took(self.compose) for _ in range(12)]
        self.r[name] = self.rhythm.say(f"R, {name}", times, goal, held=50)

    def lines(self) -> float:
        for name, zoom, goal in (("fit-all", None, 32), ("zoom 0.25", 0.25, None), ("1:1", 1.0, 8)):
            self.view(zoom)
            self.recomposed(name, goal)
            self.pan(name)
            self.drag_one(name)
        self.view(0.25)
        self.zoom_gesture()
        self.sharp_again()
        self.view(None)
        self.move_many()
        memory = resident() - self.rhythm.megabytes
        self.looks()
        return memory

    def beside(self, other: Stage) -> None:
        """The same number of layers in view among more."""
        for name, zoom in (("zoom 0.25", 0.25), ("1:1", 1.0)):
            self.view(zoom)
            self.recomposed(name, None)
            self.pan(name)
            print(
                f"  beside the smaller scene, {name}: R {self.r[name] / other.r[name]:.2f},"
                f" pan {self.panned[name] / other.panned[name]:.2f} (goal 1.5)"
            )

    def pan(self, name: str) -> None:
        """A hand that goes round; the first round loads, the second is measured warm."""
        from PySide6.QtCore import QPoint, Qt

        canvas, test, button = self.canvas, self.test, Qt.MouseButton.MiddleButton
        rounds = []
        for _ in range(2):
            at, times = [W // 2, H // 2], []
            test.mousePress(canvas, button, Qt.KeyboardModifier.NoModifier, QPoint(*at))
            for step in range(120):
                dx, dy = ((29, 7), (-7, 29), (-29, -7), (7, -29))[step // 15 % 4]
                at = [at[0] + dx, at[1] + dy]
                times.append(self.frame(lambda at=at: test.mouseMove(canvas, QPoint(*at))))
            test.mouseRelease(canvas, button, Qt.KeyboardModifier.NoModifier, QPoint(*at))
            self.sharpen()
            rounds.append(times)
        self.rhythm.say(f"pan, {name}, loading", rounds[0], None)
        self.panned[name] = self.rhythm.say(f"pan, {name}", rounds[1], 4)

    def drag_one(self, name: str) -> None:
        """Single layers in view, moved by whole pixels of the screen; each drag's frames but its first."""
        from editor.document.records import changed
        from editor.pixels.geometry import Affine

        document, zoom = self.session.document, self.canvas.view.zoom
        x, y = self.canvas.view.to_canvas(W / 2, H / 2)
        near = sorted(
            document.layers.values(), key=lambda a: abs(a.transform.e + 512 - x) + abs(a.transform.f + 512 - y)
        )
        times, first = [], []
        for layer in near[:10]:
            for step in range(30):
                moved = layer.transform.then(Affine.translation(4 * step / zoom, 2 * step / zoom))
                after = document.with_(changed(layer, transform=moved))
                took = self.frame(lambda after=after: self.canvas.show_preview(after))
                (times if step > 1 else first).append(took)
            self.canvas.show_preview(None)
            self.sharpen()
        self.rhythm.say(f"drag one, {name}, first", first, None)
        self.rhythm.say(f"drag one, {name}", times, 5)

    def move_many(self) -> None:
        from editor.document.records import changed
        from editor.pixels.geometry import Affine

        document, times, full = self.session.document, [], []
        chosen = list(document.layers.values())[::2]
        for step in range(60):
            shift = Affine.translation(20.0 * step, 12.5 * step)
            after = document.with_(*(changed(a, transform=a.transform.then(shift)) for a in chosen))
            times.append(self.frame(lambda after=after: self.canvas.show_preview(after)))
            full.append(self.rhythm.took(self.compose))
        beside("move 500 of 1000, fit-all", times[1:], full[1:], "R", 1.3)
        self.canvas.show_preview(None)
        self.sharpen()

    def zoom_gesture(self) -> None:
        def take() -> list[float]:
            self.sharpen()
            return [self.frame(lambda turn=turn: self.wheel(turn)) for turn in [-120] * 20 + [120] * 20]

        self.rhythm.rounds("zoom gesture", take, 5)
        self.sharpen()

    def wheel(self, delta: int) -> None:
        from PySide6.QtCore import QPoint, QPointF, Qt
        from PySide6.QtGui import QWheelEvent

        at = QPointF(W * 0.4, H * 0.6)
        event = QWheelEvent(
            at,
            self.canvas.mapToGlobal(at),
            QPoint(),
            QPoint(0, delta),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        self.app.sendEvent(self.canvas, event)

    def sharp_again(self) -> None:
        """CPU from when a zoom rests until all is sharp; everything in view has been loaded before.

        In turns with R from the same state: when another zoom has been composed, and nothing is known of this one.
        """
        renderer, slices = self.canvas.renderer, []
        slice_ = renderer._slice
        renderer._timer.timeout.disconnect()
        renderer._timer.timeout.connect(lambda: slices.append(cpu(slice_)))
        for zoom in (None, 0.25, 1.0):
            self.view(zoom)
            name = {None: "fit-all", 0.25: "zoom 0.25", 1.0: "1:1"}[zoom]
            times, every, full = [], [], []
            for turn in range(60):
                self.wheel(120)
                self.sharpen()
                self.wheel(-120)
                self.app.processEvents()
                if turn % 2:
                    full.append(self.rhythm.took(self.compose, REST))
                slices.clear()
                self.sharpen()
                if not turn % 2:
                    times.append(sum(slices))
                    every += slices
            beside(f"sharp again, {name}", times, full, "R", 1.1, held=50)
            print(f"    longest of {len(every)} slices: {max(every):.1f} ms (goal 16)")

    def looks(self) -> None:
        """Fit-all beside area averaging of the same layers."""
        from benchmarks.canvas_reference import averaged
        from editor.pixels.geometry import Size

        self.view(None)
        image = self.canvas.renderer.screen().convertToFormat(self._form())
        shown = np.frombuffer(image.constBits(), np.uint8).reshape(H, image.bytesPerLine())[:, : W * 4]
        shown = shown.reshape(H, W, 4)[..., :3].astype(np.float64)
        to_device = self.canvas.view.to_widget
        wanted = averaged(
            self.session.document, to_device._replace(e=round(to_device.e), f=round(to_device.f)), Size(W, H)
        )
        difference = shown - wanted
        psnr = 10 * np.log10(255**2 / np.mean(difference**2))
        print(f"  fit-all beside area averaging: PSNR {psnr:.1f} dB (goal 38)")

    def _form(self):
        from PySide6.QtGui import QImage

        return QImage.Format.Format_RGB32


if __name__ == "__main__":
    sys.exit(main())
