"""Upscaling: layers made larger, one or many; what comes takes the place of its source, as one undo step each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from editor.document.archive import Generation
from editor.document.records import Layer
from editor.engine.contract import Engine, Price
from editor.engine.errors import EngineError
from editor.pixels.geometry import Size
from editor.project.errors import ProjectError
from editor.session.foreseen import larger
from editor.session.generations import BACKGROUND, INTERACTIVE, Generations
from editor.session.record import Shown
from editor.session.signal import Signal
from editor.steps.enlarge import Goal, with_source


class Forecast(NamedTuple):
    """What making layers larger would mean: from which sizes to which, what it costs, and about how many seconds it
    takes; None where nobody knows."""

    sizes: tuple[tuple[Size, Size], ...]
    price: Price | None
    seconds: float | None = None


class Upscaling:
    """What comes is put in by `settle`, which waits until it is `free` to change the document.

    Signal: `told(done, failed)` once all that was asked is over: the layers that came, and sentences for those that did
    not. What an earlier process had asked is in the queue and the history, to be looked at and accepted there.
    """

    def __init__(self, generations: Generations, free: Callable[[], bool] = lambda: True) -> None:
        self.told: Signal[list[Layer], list[str]] = Signal()
        self._generations, self._free = generations, free
        self._running: dict[str, bool] = {}  # whether the source stays in view, by generation
        self._ready: list[Shown] = []
        self._done: list[Layer] = []
        self._failed: list[str] = []
        generations.answered.connect(self._answered)
        generations.ended.connect(self._ended)

    @property
    def running(self) -> int:
        """How many are asked and not over, or wait to be put in."""
        return len(self._running)

    def foreseen(self, layers: Sequence[Layer], engine: Engine, goal: Goal, words: str = "") -> Forecast:
        """What this would mean; nothing is written. Raises BadRequest where one of them cannot be made so large."""
        document = self._generations.session.document
        plans = [larger(document, layer, engine, goal, words) for layer in layers]
        pace = engine.abilities.pace
        seconds = None if pace is None else pace * sum(plan.region.size.area for plan in plans) / 1e6
        return Forecast(tuple((plan.region.size, goal.of(plan.region.size)) for plan in plans), _sum(plans), seconds)

    def ask(
        self, layers: Sequence[Layer], engine: str, goal: Goal, words: str = "", seed: int = 0, *, keep: bool = False
    ) -> list[str]:
        """Have these made larger; with `keep` their sources stay in view. The generations, as far as they were asked.

        Raises as `Generations.ask_larger`, with none of them asked where the first cannot be.
        """
        lane = INTERACTIVE if len(layers) == 1 else BACKGROUND
        asked: list[str] = []
        for layer in layers:
            asked.append(self._generations.ask_larger(layer.id, engine, goal, words, seed, lane=lane))
            self._running[asked[-1]] = keep
        return asked

    def settle(self) -> None:
        """Put in what has come, where the document is free to be changed."""
        while self._ready and self._free():
            self._put(self._ready.pop(0))
        self._tell()

    def _put(self, shown: Shown) -> None:
        generations, session = self._generations, self._generations.session
        id, target = shown.generation.id, shown.generation.target
        keep = self._running.pop(id)
        try:
            after = generations.preview(shown)
            if keep:
                after = with_source(after, session.document, target)
            name = session.document.layers[target].name
            session.commit(f"Upscale {name}".strip(), after)
            session.project.archive.choose(shown.offer.id, "accepted")
            if not keep and target in session.selection:
                session.select(session.selection - {target} | {shown.layer.id})
            self._done.append(after.layers[shown.layer.id])
        except (EngineError, ProjectError) as error:
            self._failed.append(str(error))

    def _answered(self, shown: Shown) -> None:
        if shown.generation.id in self._running:
            self._ready.append(shown)
            self.settle()

    def _ended(self, id: str, error: EngineError | None) -> None:
        if id in self._running and not any(one.generation.id == id for one in self._ready):
            self._running.pop(id)
            if error is not None:
                self._failed.append(error.message)
        self._tell()

    def _tell(self) -> None:
        if not self._running and (self._done or self._failed):
            done, failed = self._done, self._failed
            self._done, self._failed = [], []
            self.told.emit(done, failed)


def usual_engine(engines: Iterable[Engine]) -> str:
    """The one to ask where none was chosen: a model on this computer that does nothing else, or else the first that
    can; empty where there is none."""
    able = [engine for engine in engines if "upscale" in engine.abilities.kinds]
    return next((engine.name for engine in (*filter(made_for_it, able), *able)), "")


def made_for_it(engine: Engine) -> bool:
    """Whether it is a model on this computer that does nothing else."""
    return engine.abilities.offline and engine.abilities.kinds == {"upscale"}


def enlarges_here(engine: Engine) -> bool:
    """Whether it makes pictures larger on this computer, without words and for nothing."""
    abilities = engine.abilities
    return "upscale" in abilities.kinds and abilities.offline and not abilities.needs_words


def _sum(plans: Sequence[Generation]) -> Price | None:
    """All together; None where one is not known. Those of one engine have one currency."""
    prices = [plan.price for plan in plans if plan.price is not None]
    if not prices or len(prices) < len(plans):
        return None
    return Price(sum(price.micros for price in prices), prices[0].currency, any(price.estimated for price in prices))
