"""A batch: many extensions asked for in the background, each accepted into its frame once it can be trusted."""

from __future__ import annotations

import contextlib
import statistics
from collections.abc import Callable, Sequence
from typing import NamedTuple

from editor.document.archive import Generation
from editor.document.records import Layer, changed
from editor.engine.contract import Price
from editor.engine.errors import EngineError
from editor.pixels.tiles import Tiles
from editor.project.errors import ProjectError
from editor.session.generations import BACKGROUND, Generations
from editor.session.record import Shown
from editor.session.signal import Signal
from editor.steps.ask import Wish
from editor.steps.sizes import Wanted, drawn_border

PACE = 6.0  # seconds that a megapixel takes about, where nothing was ever asked of an engine


class Batch:
    """Follows what is asked in the background for pictures in another size, also what an earlier process had asked.

    What comes is accepted by `settle`, which waits until it is `free` to change the document. Signal: `told()`
    whenever something came, was accepted or failed.
    """

    def __init__(self, generations: Generations, free: Callable[[], bool] = lambda: True) -> None:
        self.told: Signal[()] = Signal()
        self.done = 0
        self.failed: dict[str, str] = {}  # generations, and why in a sentence
        self._generations, self._free = generations, free
        self._running: set[str] = set()
        self._ready: list[Shown] = []
        self._interrupted()
        generations.asked.connect(self._asked)
        generations.answered.connect(self._answered)
        generations.ended.connect(self._ended)

    @property
    def running(self) -> int:
        """How many are asked and not over, or wait to be accepted."""
        return len(self._running | {shown.generation.id for shown in self._ready})

    def ask(self, layers: Sequence[str], engine: str, wish: Wish) -> None:
        """Ask for what is marked around each of these layers. Raises as `Generations.ask`, with none of them asked
        where the first cannot be."""
        if not self.running:
            self.done, self.failed = 0, {}
        for id in layers:
            self._generations.ask(id, engine, wish, lane=BACKGROUND)

    def retry(self) -> None:
        """Ask once more for what failed: another seed where an answer came that cannot be trusted.

        What may have been charged already is left to the queue, where it is asked about one by one.
        """
        archive = self._generations.session.project.archive
        failed, self.failed = self.failed, {}
        for id in failed:
            generation = archive.generation(id)
            if self._generations.doubtful(id):
                self.failed[id] = generation.error
            elif generation.state == "answered":
                self._generations.again(generation, generation.recipe.seed + 1, lane=BACKGROUND)
            else:
                self._generations.retry(id)

    def cancel(self) -> None:
        """Ask for no more; what was accepted stays."""
        for id in tuple(self._running):
            self._generations.cancel(id)

    def settle(self) -> None:
        """Accept what has come, where the document is free to be changed."""
        while self._ready and self._free():
            self._accept(self._ready.pop(0))
            self.told.emit()

    def _interrupted(self) -> None:
        """What an earlier process left counts as failed: it is there to be retried."""
        session = self._generations.session
        for row in () if session.project.read_only else session.project.queue.interrupted():
            with contextlib.suppress(LookupError):  # of a damaged file
                generation = session.project.archive.generation(row.generation)
                layer = session.document.layers.get(generation.target)
                if row.lane == BACKGROUND and layer is not None and _is_version(layer, generation):
                    self.failed[generation.id] = generation.error

    def _accept(self, shown: Shown) -> None:
        document, id = self._generations.session.document, shown.generation.id
        master = document.layers.get(shown.generation.target)
        try:
            name = master.name if master else ""
            self._generations.accept(shown, label=f"Extend {name}".strip())
            self.done += 1
            self.failed.pop(id, None)
        except (EngineError, ProjectError) as error:
            self.failed[id] = str(error)

    def _asked(self, generation: Generation) -> None:
        layer = self._generations.session.document.layers.get(generation.target)
        if layer is None or not _is_version(layer, generation):
            return
        if self._generations.lane(generation.id) == BACKGROUND:
            self._running.add(generation.id)
            self.failed.pop(generation.id, None)
            self.told.emit()

    def _answered(self, shown: Shown) -> None:
        id = shown.generation.id
        if id in self._running and not any(one.generation.id == id for one in self._ready):
            self._ready.append(shown)
            self.settle()

    def _ended(self, id: str, error: EngineError | None) -> None:
        if id in self._running:
            self._running.discard(id)
            if error is not None:
                self.failed[id] = error.message
            self.told.emit()


class Forecast(NamedTuple):
    """What a batch would make: how many pictures, from how many masters; how many need new borders, at which price at
    most (None: not known), in about how many seconds; how many are enlarged, and how many cut around what is marked."""

    pictures: int
    masters: int
    drawn: int
    enlarged: int
    cut: int
    price: Price | None
    seconds: float


def forecast(generations: Generations, wanted: Sequence[Wanted], engine: str, wish: Wish) -> Forecast:
    """What it would mean to make these. Raises BadRequest where the engine cannot, LookupError where it is unknown."""
    drawn = [one for one in wanted if one.plan.drawn]
    micros: dict[object, int | None] = {}
    currency = "USD"
    for one in drawn:
        if one.plan in micros:
            continue
        layer = changed(one.master, pixels=Tiles(one.plan.shown.size, 4))
        price = generations.ahead.foreseen(layer, drawn_border(one.plan, layer.id), engine, wish).price
        micros[one.plan] = price.micros if price is not None else None
        currency = price.currency if price is not None else currency
    known = [micros[one.plan] for one in drawn]
    total = None if None in known else Price(sum(a for a in known if a is not None), currency)
    pixels = sum(one.plan.to.area for one in drawn) / 1e6
    masters = {one.master.id for one in wanted}
    return Forecast(
        len(wanted),
        len(masters),
        len(drawn),
        sum(one.plan.scaled.w > one.size.w for one in wanted),
        sum(one.plan.shown.size != one.plan.scaled for one in wanted),
        total,
        pixels * _pace(generations, engine),
    )


def _pace(generations: Generations, engine: str) -> float:
    """The seconds that a megapixel of an answer takes about."""
    archive = generations.session.project.archive
    asked = {a.id for a in archive.generations() if a.recipe.engine == engine}
    paces = [a.seconds / a.size.area * 1e6 for a in archive.offers() if a.generation in asked and a.seconds > 0]
    return statistics.median(paces[-12:]) if paces else PACE


def _is_version(layer: Layer, generation: Generation) -> bool:
    """Whether it is asked what is to be drawn around a picture in another size."""
    return bool(layer.master) and generation.recipe.kind != "upscale"
