"""Watches the queue on behalf of the window: chip, panel, status bar, the foot of each picture, what was spent."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from editor.document.archive import Charge, Generation
from editor.engine.errors import EngineError
from editor.session.generations import BACKGROUND
from editor.session.marks import Foot
from editor.session.queue import Entry
from editor.session.spending import Overrun
from editor.session.time_left import usual_seconds
from editor.steps.place import bounds
from editor.ui.offload import Offload
from editor.ui.paced import Paced
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
        self._all = Paced(self, FRAME, self.show)
        self._pictures = Paced(self, FRAME, self._show_running)
        self._clock.timeout.connect(self._pictures.ask)
        self._books = Paced(self, REST, self._look)
        self._news = Paced(self, FRAME, self._announce)
        self._newest: Entry | None = None  # of what nobody looks at
        self._engines: set[str] = set()  # asked since that was looked up
        self._queue.listed.connect(self._all.ask)
        self._queue.changed.connect(lambda _id: self._pictures.ask())
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
        self._news.stop()
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

    def _show_running(self) -> None:
        running, rows = self._queue.running, self._panel.rows
        self._panel.show_running(running)
        if running:
            first = running[0]
            share = words.share(first, self._queue.passed(first))
            self._desk.shell.status.show_job(rows.title(first), share, first.progress)
        else:
            self._desk.shell.status.show_job("", "", 0.0)
        told = self._desk.candidates.running  # by the prompt bar or the strip already
        made: dict[str, list[Entry]] = {}
        for entry in running:
            if entry.id != told:
                made.setdefault(entry.generation.target, []).append(entry)
        feet = (self._foot(target, entries) for target, entries in made.items())
        self._desk.canvas.show_feet(tuple(foot for foot in feet if foot is not None))

    def _foot(self, target: str, entries: list[Entry]) -> Foot | None:
        """In the picture that they are about, of all of them together; None where that is not on the canvas."""
        document, rows = self._desk.session.document, self._panel.rows
        layer = document.layers.get(target)
        if layer is None or not layer.visible:
            return None
        box, first = bounds(document, layer), entries[0]
        if len(entries) == 1:
            return Foot(box, rows.title(first), rows.state(first), first.progress)
        done = sum(entry.progress for entry in entries) / len(entries)
        return Foot(box, words.jobs(len(entries)), words.percent(done), done)

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
            self._newest = self._queue[id]
            self._news.ask()

    def _announce(self) -> None:
        """What nobody looks at is told in passing; it stays in the queue."""
        desk, entry = self._desk, self._newest
        if entry is None:
            return
        title = self._panel.rows.title(entry)
        if entry.state == "done":
            said = self.tr("{0}: {1}").format(title, words.candidates(entry.came))
            desk.shell.toast.say(said, self.tr("Show"), lambda: self._follow(entry.id))
        elif entry.state == "failed" and desk.bar.state != "failed":
            desk.shell.toast.say(self.tr("{0} failed").format(title), self.tr("Why"), desk.shell.toggle_queue)

    def _follow(self, id: str) -> None:
        self._desk.shell.toast.hide()
        self._desk.show_made(id)
