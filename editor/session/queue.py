"""The queue: what was asked and is not settled, in the order in which it is answered, with how far it is."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from typing import Literal

import msgspec

from editor.document.archive import Generation
from editor.engine.contract import Price, Progress
from editor.engine.errors import EngineError
from editor.session.generations import Generations
from editor.session.record import Shown
from editor.session.signal import Signal
from editor.session.spending import Overrun
from editor.session.time_left import TimeLeft

EntryState = Literal["running", "waiting", "failed", "interrupted", "done"]
RANK: dict[EntryState, int] = {"running": 0, "waiting": 1, "interrupted": 2, "failed": 2, "done": 3}


class Entry(msgspec.Struct, frozen=True, eq=False):
    """One request in the queue; `began` is when its turn came, in seconds since 1970 (0: not yet).

    `error` says why it failed or what became of it, with what to do; `billed` that it may have been charged.
    """

    generation: Generation
    state: EntryState
    progress: float = 0.0
    stage: str = ""
    began: float = 0.0
    came: int = 0
    error: str = ""
    advice: str = ""
    billed: bool = False

    @property
    def id(self) -> str:
        return self.generation.id

    @property
    def open(self) -> bool:
        return self.state in ("running", "waiting")


class Queue:
    """Belongs to the session's thread. What an earlier process left is in it, and never sent by itself; what providers
    still have of it is fetched by `take_up`.

    Signals: `listed()` when entries come, go or change places, or all is held or goes on, `changed(id)` when one gets
    on, `exceeded(overrun)` when the budget holds one, `limited()` when it is another one.
    """

    def __init__(self, generations: Generations, clock: Callable[[], float] = time.time) -> None:
        self.listed: Signal[()] = Signal()
        self.changed: Signal[str] = Signal()
        self.exceeded: Signal[Overrun] = Signal()
        self.limited: Signal[()] = Signal()
        self._generations = generations
        self._clock = clock
        self._entries: dict[str, Entry] = {}
        self._left: dict[str, TimeLeft] = {}
        self._usual: dict[str, float] = {}
        self._interrupted()
        self.over: Overrun | None = None  # what the budget holds, with all that stands behind it
        generations.held.connect(self._held)
        generations.asked.connect(self._asked)
        generations.begun.connect(self._begun)
        generations.progressed.connect(self._progressed)
        generations.answered.connect(self._answered)
        generations.ended.connect(self._ended)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What runs, what waits in its order, what went wrong, what is done."""
        return tuple(sorted(self._entries.values(), key=lambda entry: RANK[entry.state]))

    @property
    def running(self) -> tuple[Entry, ...]:
        """What is being made."""
        return tuple(entry for entry in self._entries.values() if entry.state == "running")

    @property
    def paused(self) -> bool:
        return self._generations.jobs.paused

    def __getitem__(self, id: str) -> Entry:
        """Raises KeyError where it is not in the queue (any more)."""
        return self._entries[id]

    def __contains__(self, id: str) -> bool:
        return id in self._entries

    def cancel(self, id: str) -> None:
        """Stop it, or never send it; what came of it stays in the history. One that is over is taken off the list."""
        entry = self._entries.get(id)
        if entry is None:
            return
        if entry.open:
            self._generations.cancel(id)
        else:
            self._drop(id)
            self.listed.emit()

    def retry(self, id: str, *, sure: bool = False) -> str:
        """Ask once more just as it was; the id of what is asked now. Raises as `Generations.retry`."""
        again = self._generations.retry(id, sure=sure)
        if again != id:
            self._drop(id)
            self.listed.emit()
        return again

    def take_up(self) -> None:
        """Fetch what providers still have of what an earlier process asked, from those that are connected by now."""
        for entry in self.entries:
            if entry.state == "interrupted" and self._generations.fetchable(entry.id):
                with contextlib.suppress(LookupError):
                    self.retry(entry.id)

    def move(self, id: str, before: str | None) -> None:
        """Have one that waits begin before another that does; last where there is none such."""
        waiting = [entry.id for entry in self.entries if entry.state == "waiting"]
        if id not in waiting or id == before:
            return
        waiting.remove(id)
        waiting.insert(waiting.index(before) if before in waiting else len(waiting), id)
        self._entries = {**{key: self._entries.pop(key) for key in waiting}, **self._entries}
        self._generations.arrange(waiting)
        self.listed.emit()

    def pause(self) -> None:
        """Send nothing more until `resume`; what runs goes on."""
        self._generations.jobs.pause()
        self.listed.emit()

    def resume(self) -> None:
        self._generations.jobs.resume()
        self.listed.emit()

    @property
    def budget(self) -> Price | None:
        """What may be spent in this project; None: as much as is wanted."""
        return self._generations.spending.budget

    def limit(self, budget: Price | None) -> None:
        """Have another budget, or none; what the one before held goes on as far as this one goes."""
        self.over = None
        self._generations.spending.limit(budget)
        self.listed.emit()
        self.limited.emit()

    def clear(self) -> None:
        """Take all that is over off the list; it stays in the history."""
        for id in [entry.id for entry in self._entries.values() if not entry.open]:
            self._drop(id)
        self.listed.emit()

    def seen(self, id: str) -> None:
        """What came of it has been looked at: it is off the list once it is done."""
        if id in self._entries and self._entries[id].state == "done":
            self._drop(id)
            self.listed.emit()

    def learn(self, engine: str, seconds: float) -> None:
        """What an answer of this engine usually takes."""
        self._usual[engine] = seconds
        for id, left in self._left.items():
            if self._entries[id].generation.recipe.engine == engine:
                left.usual = seconds

    def left(self, entry: Entry) -> float | None:
        """The seconds that it still takes; None where nobody can tell, or its turn has not come."""
        left = self._left.get(entry.id)
        return None if left is None or entry.state != "running" else left.seconds

    def passed(self, entry: Entry) -> float:
        """The seconds since its turn came."""
        return self._clock() - entry.began

    def _interrupted(self) -> None:
        project = self._generations.session.project
        if project.read_only:
            return
        for row in project.queue.interrupted():
            try:
                generation = project.archive.generation(row.generation)
            except LookupError:
                continue
            self._entries[generation.id] = Entry(
                generation,
                "interrupted",
                came=len(project.archive.offers(generation.id)),
                error=generation.error,
                advice=generation.advice,
                billed=generation.state == "unknown" and _priced(generation),
            )

    def _held(self, over: Overrun) -> None:
        known, self.over = self.over is not None and self.over.id == over.id, over
        self.listed.emit()
        if not known:
            self.exceeded.emit(over)

    def _asked(self, generation: Generation) -> None:
        self._entries.pop(generation.id, None)  # so that what is asked again comes last
        self._entries[generation.id] = Entry(generation, "waiting")
        self.listed.emit()

    def _begun(self, id: str) -> None:
        self._allow(id)
        if id in self._entries:
            recipe = self._entries[id].generation.recipe
            self._left[id] = TimeLeft(recipe.count, self._clock)
            self._left[id].usual = self._usual.get(recipe.engine)
            self._put(id, state="running", began=self._clock())
            self.listed.emit()

    def _progressed(self, id: str, progress: Progress) -> None:
        if id in self._left:
            self._left[id].hear(progress)
            self._put(id, progress=progress.fraction, stage=progress.stage)
            self.changed.emit(id)

    def _answered(self, shown: Shown) -> None:
        id = shown.generation.id
        if id in self._left:
            self._left[id].come()
            self._put(id, came=self._entries[id].came + 1)
            self.changed.emit(id)

    def _ended(self, id: str, error: EngineError | None) -> None:
        self._left.pop(id, None)
        self._allow(id)
        if id not in self._entries:
            return
        if error is not None:
            self._put(id, state="failed", error=error.message, advice=error.advice, billed=error.billed)
        elif self._entries[id].came:
            self._put(id, state="done")
        else:  # it was stopped before anything came
            self._drop(id)
        self.listed.emit()

    def _allow(self, id: str) -> None:
        if self.over is not None and self.over.id == id:
            self.over = None

    def _put(self, id: str, **fields: object) -> None:
        self._entries[id] = msgspec.structs.replace(self._entries[id], **fields)

    def _drop(self, id: str) -> None:
        if self._entries.pop(id).state in ("interrupted", "failed"):
            self._generations.dismiss(id)


def _priced(generation: Generation) -> bool:
    return generation.price is None or generation.price.micros > 0
