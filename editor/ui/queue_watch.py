"""Watches the queue on behalf of the window: chip, panel, status bar, the foot of each picture, what was spent."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from editor.document.archive import Charge, Generation
from editor.engine.errors import EngineError
from editor.session.generations import BACKGROUND
from editor.session.marks import Foot
from editor.session.queue import Entry
from editor.session.spending import Overrun
from editor.session.time_left import usual_seconds
from editor.steps.place import bounds
from editor.ui.offload import Offload
from editor.ui.panels import queue_words as words
from editor.ui.retrying import Retrying

if TYPE_CHECKING:
    from editor.ui.desk import Desk

TICK = 500  # milliseconds between two looks at the clock while something is made
FRAME = 50  # milliseconds between two showings: of a thousand, many are asked and answered in a second
REST = 1000  # milliseconds between two looks into the archive, which holds all that was ever asked and paid


class QueueWatch(QObject):
    """Changes nothing by itself."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk, self._queue, self._panel = desk, desk.queue, desk.shell.queue
        self._archive = desk.session.project.archive
        self._offload = Offload(1, "ledger")
        self._retrying = Retrying(desk)
        self._clock = QTimer(self, interval=TICK)
        self._clock.timeout.connect(self._tick)
        self._all = _Paced(self, FRAME, self.show)
        self._pictures = _Paced(self, FRAME, self._show_running)
        self._books = _Paced(self, REST, self._look)
        self._engines: set[str] = set()  # asked since that was looked up
        self._queue.listed.connect(self._all.ask)
        self._queue.changed.connect(self._changed)
        self._queue.exceeded.connect(self._exceeded)
        self._queue.limited.connect(self._books.ask)
        desk.generations.asked.connect(self._asked)
        desk.generations.ended.connect(self._ended)  # after those that take it into view
        self.show()
        self._books.ask()

    def close_threads(self) -> None:
        """What is being looked up is waited for, and not shown any more."""
        self._all.stop()
        self._clock.stop()
        self._pictures.stop()
        self._books.stop()
        self._offload.close()

    def show(self) -> None:
        """All that is listed, as it stands now."""
        entries = self._queue.entries
        self._panel.show_entries(entries)
        self._desk.shell.title.queue.show_words(*words.chip(entries))
        if any(entry.state == "running" for entry in entries):
            self._clock.start()
        else:
            self._clock.stop()
        self._show_running()
        self._desk.shell.actions.refresh()

    def _look(self) -> None:
        """Have what was spent added up, and what the engines asked since usually take looked up, off the thread."""
        engines, self._engines = self._engines, set()
        archive = self._archive

        def spent(answer: list[Charge] | Exception) -> None:
            if not isinstance(answer, Exception):
                self._panel.show_spent(words.spent(answer, time.time(), self._queue.budget))

        def usual(answer: dict[str, float | None] | Exception) -> None:
            if not isinstance(answer, Exception):
                for engine, seconds in answer.items():
                    if seconds is not None:
                        self._queue.learn(engine, seconds)

        self._offload.run(archive.charges, spent)
        if engines:
            self._offload.run(lambda: {engine: usual_seconds(archive, engine) for engine in engines}, usual)

    def _exceeded(self, over: Overrun) -> None:
        desk = self._desk
        desk.shell.toast.say(words.exceeded(over), self.tr("Raise the budget"), desk.history.show_budget)

    def _changed(self, id: str) -> None:
        self._panel.show_entry(self._queue[id])
        self._pictures.ask()

    def _tick(self) -> None:
        for entry in self._queue.running:
            self._panel.show_entry(entry)
        self._show_running()

    def _show_running(self) -> None:
        running, rows = self._queue.running, self._panel.rows
        if running:
            first = running[0]
            share = words.share(first, self._queue.passed(first))
            self._desk.shell.status.show_job(rows.title(first), share, first.progress)
        else:
            self._desk.shell.status.show_job("", "", 0.0)
        told = self._desk.candidates.running  # by the prompt bar or the strip already
        feet = (self._foot(entry) for entry in running if entry.id != told)
        self._desk.canvas.show_feet(tuple(foot for foot in feet if foot is not None))

    def _foot(self, entry: Entry) -> Foot | None:
        """In the picture that it is about; None where that is not on the canvas."""
        document, rows = self._desk.session.document, self._panel.rows
        layer = document.layers.get(entry.generation.target)
        if layer is None or not layer.visible:
            return None
        return Foot(bounds(document, layer), rows.title(entry), rows.state(entry), entry.progress)

    def _asked(self, generation: Generation) -> None:
        self._engines.add(generation.recipe.engine)
        self._books.ask()

    def _ended(self, id: str, _error: EngineError | None) -> None:
        self._books.ask()
        desk = self._desk
        accepted = any(layer.generation == id for layer in desk.session.document.layers.values())
        if accepted or desk.candidates.views(id):
            self._queue.seen(id)
        elif id in self._queue and desk.generations.lane(id) != BACKGROUND:  # a batch tells of all of it at its end
            self._announce(self._queue[id])

    def _announce(self, entry: Entry) -> None:
        """What nobody looks at is told in passing; it stays in the queue."""
        desk, title = self._desk, self._panel.rows.title(entry)
        if entry.state == "done":
            said = self.tr("{0}: {1}").format(title, words.candidates(entry.came))
            desk.shell.toast.say(said, self.tr("Show"), lambda: self._follow(entry.id))
        elif entry.state == "failed" and desk.bar.state != "failed":
            desk.shell.toast.say(self.tr("{0} failed").format(title), self.tr("Why"), desk.shell.toggle_queue)

    def _follow(self, id: str) -> None:
        self._desk.shell.toast.hide()
        self._desk.show_made(id)


class _Paced(QTimer):
    """Does what is asked of it in the next turn of the window's thread, once for many, and then rests a while."""

    def __init__(self, parent: QObject, rest: int, work: Callable[[], object]) -> None:
        super().__init__(parent, singleShot=True)
        self._rest, self._work, self._since = rest, work, QElapsedTimer()
        self.timeout.connect(self._run)

    def ask(self) -> None:
        """Asked again before it is done, it is done once."""
        if not self.isActive():
            self.start(max(0, self._rest - self._since.elapsed()) if self._since.isValid() else 0)

    def _run(self) -> None:
        self._work()
        self._since.start()
