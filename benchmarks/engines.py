"""What asking costs besides the engines: many requests at once, an answer on its way to the screen, a long queue.

Lines: 500 requests, 16 at a time, to a server of this machine that answers after 200 ms take at most 1.15 times the
ideal; from the last byte of an answer, a PNG of one megapixel, to the painted candidate it takes in 95 of 100 cases at
most 4 times as long as decoding that picture, the fit left out and printed beside it; with 1000 requests in the queue,
16 at a time answered, the window is never deaf for longer than 50 ms (beside it what its own thread works in one turn,
which no other program can lengthen, and the same window at rest). One alone:
`python benchmarks/engines.py queued`.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
REQUESTS, WIDTH, ANSWER = 500, 16, 0.2
ANSWERS, SIDE = 20, 1024
QUEUED, BEAT, GAP = 1000, 0.005, 50.0
WATCHED = 15.0  # seconds in which a thousand wait and are answered
LONG = 240.0  # seconds that anything may take


def main() -> int:
    if sys.argv[1:] == ["--serve"]:
        asyncio.run(serve())
        return 0
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CONFIG_HOME"] = folder  # not HOME: compiled kernels are kept there
        for measure in (many, painted, queued):
            if measure.__name__ in (sys.argv[1:] or [measure.__name__]):
                measure(Path(folder))
    return 0


async def serve() -> None:
    """Answers every POST after a while, with a picture; says at which port."""
    from editor.pixels.encode import encode

    body = encode(photograph(64), ".png")
    head = f"HTTP/1.1 200 OK\r\ncontent-type: image/png\r\ncontent-length: {len(body)}\r\n\r\n".encode()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while request := await reader.readuntil(b"\r\n\r\n"):
            length = next(int(a.split(b":")[1]) for a in request.lower().split(b"\r\n") if b"content-length" in a)
            await reader.readexactly(length)
            await asyncio.sleep(ANSWER)
            writer.write(head + body)
            await writer.drain()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def photograph(side: int) -> Any:
    """A square of the sample photograph: uint8 (side, side, 3)."""
    import cv2
    import numpy as np

    from editor.pixels.decode import decode
    from editor.resources import resource

    pixels = decode(resource("sample", "dandelions.jpg").read_bytes()).pixels[..., :3]
    top = min(pixels.shape[:2])
    square = np.ascontiguousarray(pixels[:top, :top])
    return cv2.resize(square, (side, side), interpolation=cv2.INTER_AREA)


def tell(name: str, value: float, line: float, beside: str) -> None:
    print(f"{name:44} {value:8.2f}  (at most {line:g}; {beside}){'' if value <= line else '  <-- over'}", flush=True)


def many(folder: Path) -> None:
    """The whole way from a request to what is stored of its answer, for pictures from words: they need no fit."""
    from editor.engine.contract import Abilities
    from editor.engine.received import received
    from editor.engine.registry import Entry, Registry
    from editor.engine.web import Web
    from editor.pixels.geometry import Rect
    from editor.project.project import Project
    from editor.session.generations import Generations
    from editor.session.jobs import Jobs
    from editor.session.session import Session
    from editor.steps.ask import Wish

    with subprocess.Popen([sys.executable, __file__, "--serve"], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        web = Web(f"http://127.0.0.1:{server.stdout.readline().strip()}", local=True)

        class Hosted:
            name, title, version = "hosted", "Hosted", "1"
            abilities = Abilities(kinds=frozenset({"generate"}), place="thread", at_once=WIDTH)

            def price(self, _request: Any) -> None:
                return None

            def generate(self, request: Any, stop: Any) -> Iterator[Any]:
                answer = web.call("POST", "/", stop, paid=True, json={"prompt": request.prompt})
                yield received(answer.body, seed=request.seed)

        registry = Registry([Entry(Hosted(), "nowhere")])
        session, jobs = Session(Project.create(folder / "many.patchboard")), Jobs(registry)
        generations = Generations(session, registry, jobs)
        generations.wait(generations.ask_words("hosted", Wish(words="warm"), Rect(0, 0, 64, 64)))
        over: list[str] = []
        generations.ended.connect(lambda id, error: over.append(id if error is None else f"{error}"))
        began, cpu = time.perf_counter(), time.process_time()
        asked = [
            generations.ask_words("hosted", Wish(words="sky", seed=n), Rect(0, 0, 64, 64)) for n in range(REQUESTS)
        ]
        queued_after = time.perf_counter() - began
        while len(over) < REQUESTS:
            jobs._events.wait(1)
            jobs.deliver()
        took, busy = time.perf_counter() - began, time.process_time() - cpu
        assert sorted(over) == sorted(asked), next(iter(set(over) - set(asked)))
        jobs.close()
        session.close()
        server.terminate()
    ideal = -(-REQUESTS // WIDTH) * ANSWER
    beside = f"{took:.2f} s of {ideal:.2f} ideal, asked within {queued_after:.2f} s, {busy:.2f} s of processor"
    tell(f"{REQUESTS} requests, {WIDTH} at a time, x ideal", took / ideal, 1.15, beside)


class Beat:
    """The gaps, in milliseconds, between two turns of the window's own thread, and what of that it worked itself."""

    def __init__(self) -> None:
        from PySide6.QtCore import QTimer

        self.gaps: list[float] = []
        self.own: list[float] = []
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._timer = QTimer(interval=round(1000 * BEAT))
        self._timer.timeout.connect(self._turn)
        self._timer.start()

    def _turn(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self.gaps.append(1000 * (now - self._last - BEAT))
        self.own.append(1000 * (worked - self._worked))
        self._last, self._worked = now, worked

    def longest(self) -> tuple[float, float]:
        """The longest gap since this was asked the last time, and the most that one turn worked."""
        found = max(self.gaps, default=0.0), max(self.own, default=0.0)
        self.gaps, self.own = [], []
        return found


def until(true: Callable[[], object]) -> None:
    """Wait as a window at rest does, without keeping the threads behind it from their turns."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop, look, end = QEventLoop(), QTimer(interval=round(1000 * BEAT)), time.monotonic() + LONG
    look.timeout.connect(lambda: loop.quit() if time.monotonic() > end or true() else None)
    look.start()
    loop.exec()
    assert time.monotonic() < end, "it did not come to that"


def window(path: Path, engine: Any) -> Any:
    """A real one on a project with a picture of one megapixel, a box of it marked, and this engine."""
    import numpy as np
    from PySide6.QtWidgets import QApplication

    from editor.document.records import Document, Layer
    from editor.engine.registry import Entry, Registry
    from editor.pixels.tiles import Tiles
    from editor.project.project import Project
    from editor.session.session import Session
    from editor.steps.mask import masked
    from editor.ui.window import Window

    app = QApplication.instance() or QApplication([])
    app.setQuitOnLastWindowClosed(False)  # type: ignore[attr-defined]
    session = Session(Project.create(path))
    pixels = np.dstack((photograph(SIDE), np.full((SIDE, SIDE), 255, np.uint8)))
    document = Document().with_(Layer(id="photo", name="photo", pixels=Tiles.from_array(pixels)))
    session.commit("Import", document)
    values = np.zeros((SIDE, SIDE), np.uint8)
    values[60:960, 60:960] = 255
    session.commit("Mask", masked(document, "photo", values))
    session.close()
    registry = Registry([Entry(engine, "nowhere")])
    Registry.found = classmethod(lambda _kind, **_: registry)  # type: ignore[method-assign, assignment]
    made = Window(path)
    made.resize(1600, 1000)
    made.show()
    made.bring_in()
    until(lambda: made.desk is not None)
    end = time.monotonic() + 2
    until(lambda: time.monotonic() > end)  # what loads after the first paint
    return made


def painted(folder: Path) -> None:
    """From the bytes of an answer, in hand, to its pixels on the canvas."""
    from PySide6.QtCore import QPoint, QRect
    from PySide6.QtGui import QColor

    from editor.engine.contract import Abilities, Candidate
    from editor.engine.received import received
    from editor.pixels.encode import encode
    from editor.steps.ask import Wish

    answers, at = [], [0.0]
    for number in range(ANSWERS):
        pixels = photograph(SIDE)
        pixels[60:960, 60:960] = pixels[60:960, 60:960] // 3 + (7 * number) % 100
        pixels[100:200, 100:200] = (250, 10 + number, 10)  # where nothing floats over it
        answers.append(encode(pixels, ".png"))

    class Answering:
        name, title, version = "answering", "Answering", "1"
        abilities = Abilities(
            kinds=frozenset({"inpaint"}), masks="native", place="thread", needs_words=False, largest_side=SIDE
        )

        def price(self, _request: Any) -> None:
            return None

        def generate(self, request: Any, _stop: Any) -> Iterator[Candidate]:
            at[0] = time.perf_counter()
            yield received(answers[request.seed], seed=request.seed)

    made = window(folder / "painted.patchboard", Answering())
    desk = made.desk
    fits: list[float] = []
    aside = desk.generations._aside

    def timed(work: Any, stop: Any) -> Any:
        began = time.perf_counter()
        try:
            return aside(work, stop)
        finally:
            fits.append(time.perf_counter() - began)

    desk.generations._aside = timed

    def red() -> bool:
        x, y = desk.canvas.view.to_widget.apply(150, 150)
        point = QPoint(round(x), round(y))
        colour = QColor(desk.canvas.grab(QRect(point, point)).toImage().pixel(0, 0))
        return colour.red() > 200 and colour.green() < 60

    took = []
    for number in range(ANSWERS):
        fits.clear()
        desk.asking._ask("photo", lambda number=number: desk.generations.ask("photo", "answering", Wish(seed=number)))
        until(lambda: len(desk.candidates) and red())
        took.append(1000 * (time.perf_counter() - at[0] - sum(fits)))
        until(lambda: not desk.candidates.running)
        desk.asking.choosing.put_away()
        until(lambda: not red())
    decoding = [_spent(lambda data=data: received(data, seed=0)) for data in answers]
    made.close()
    middle = statistics.median(decoding)
    slow = sorted(took)[round(0.95 * len(took)) - 1]
    beside = f"{slow:.0f} ms, half of them {statistics.median(took):.0f}; decoding {middle:.0f}"
    beside += f"; fit {1000 * sum(fits):.0f}"
    tell("answer to paint, 95 of 100, x decoding", slow / middle, 4.0, beside)


def queued(folder: Path) -> None:
    """The window while a thousand requests wait and are answered; free of fits, which another process does."""
    import numpy as np
    from PySide6.QtWidgets import QApplication

    from editor.engine.contract import Abilities, Candidate, Progress
    from editor.steps.ask import Wish
    from editor.steps.mask import masked

    class Quick:
        name, title, version = "quick", "Quick", "1"
        abilities = Abilities(
            kinds=frozenset({"inpaint"}), masks="native", place="thread", needs_words=False, at_once=WIDTH
        )

        def price(self, _request: Any) -> None:
            return None

        def generate(self, request: Any, _stop: Any) -> Iterator[Candidate | Progress]:
            for step in range(4):
                yield Progress(step / 4)
                time.sleep(ANSWER / 4)
            yield Candidate(pixels=request.image[..., :3].copy(), seed=request.seed)

    made = window(folder / "queued.patchboard", Quick())
    desk, beat = made.desk, Beat()
    values = np.zeros((SIDE, SIDE), np.uint8)
    values[480:520, 480:520] = 255
    desk.session.commit("Mask", masked(desk.session.document, "photo", values))
    rest = time.monotonic() + 2
    until(lambda: time.monotonic() > rest)
    still, _ = beat.longest()
    desk.shell.toggle_queue()
    began = time.perf_counter()
    asked = []
    while len(asked) < QUEUED:  # each in a turn of the window's own
        asked.append(desk.generations.ask("photo", "quick", Wish(seed=len(asked))))
        QApplication.processEvents()
    (asking, _), entering = beat.longest(), time.perf_counter() - began
    end = time.monotonic() + WATCHED
    until(lambda: time.monotonic() > end)
    (longest, own), over = beat.longest(), sum(desk.queue[id].state == "done" for id in asked if id in desk.queue)
    made.close()
    beside = f"its own work {own:.0f}; {asking:.0f} while they are asked within {entering:.1f} s; at rest {still:.0f}"
    beside += f"; {over} answered"
    tell(f"{QUEUED} queued, longest gap in ms", longest, GAP, beside)


def _spent(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return 1000 * (time.perf_counter() - began)


if __name__ == "__main__":
    sys.exit(main())
