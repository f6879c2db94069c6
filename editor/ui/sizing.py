"""One master to many sizes, in a window: the selected pictures in every chosen size, drawn on in the background."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby

from PySide6.QtCore import QObject, QTimer, Signal

from editor.document.records import Layer
from editor.engine.stop import Stop
from editor.pixels.geometry import Size
from editor.session.aside import Aside
from editor.session.batch import Batch, Forecast, forecast
from editor.session.generations import Generations
from editor.session.presets import Preset
from editor.steps.ask import Wish
from editor.steps.gather import gathering
from editor.steps.sizes import Version, Wanted, versions, wanted, with_versions
from editor.ui.offload import Offload

AGAIN = 50  # milliseconds until what has come is tried anew


class Sizing(QObject):
    """`said(words)` when all is over, or something goes wrong; `attempt` runs what may fail and says why."""

    said = Signal(str)

    def __init__(
        self,
        generations: Generations,
        aside: Aside,
        free: Callable[[], bool],
        attempt: Callable[[Callable[[], object]], object],
        parent: QObject,
    ) -> None:
        """`free` tells whether the document may be changed now: no gesture goes on."""
        super().__init__(parent)
        self._generations, self._session, self._aside = generations, generations.session, aside
        self._attempt = attempt
        self._offload = Offload(1, "versions")
        self._again = QTimer(self, interval=AGAIN)
        self.batch = Batch(generations, free)
        self.batch.told.connect(self._told)
        self._again.timeout.connect(self.batch.settle)
        self._at_work = False

    def close_threads(self) -> None:
        """What is being scaled is waited for, and not shown any more."""
        self._again.stop()
        self._offload.close()

    @property
    def masters(self) -> list[Layer]:
        """The selected pictures that were not accepted onto another, lowest first."""
        layers = self._session.document.layers
        chosen = [layers[id] for id in self._session.selection if id in layers]
        return sorted((a for a in chosen if a.pixels is not None and not a.onto), key=lambda a: (a.order, a.id))

    def foreseen(self, presets: Sequence[Preset], engine: str, wish: Wish) -> Forecast:
        """What making these would mean. Raises as `forecast`."""
        return forecast(self._generations, self._wanted(presets), engine, wish)

    def make(self, presets: Sequence[Preset], engine: str, wish: Wish) -> None:
        """Each selected picture in each size in a frame of its own, as one undo step; then what is new is asked for."""
        document, found = self._session.document, self._wanted(presets)
        groups = [(master, list(group)) for master, group in groupby(found, key=lambda one: one.master)]
        work = [(g, partial(versions, gathering(document, master)[0], [a.plan for a in g])) for master, g in groups]

        def made() -> list[Version]:
            done: list[Version] = []
            for group, task in work:
                pixels = self._aside(task, Stop())
                done += [Version(a.master, a.name, a.plan, p) for a, p in zip(group, pixels, strict=True)]
            return done

        self._offload.run(made, lambda answer: self._attempt(lambda: self._placed(answer, engine, wish)))

    def _wanted(self, presets: Sequence[Preset]) -> list[Wanted]:
        sizes: list[tuple[str, Size]] = [(preset.name, preset.size) for preset in presets]
        return wanted(self._session.document, self.masters, sizes)

    def _placed(self, made: list[Version] | Exception, engine: str, wish: Wish) -> None:
        if isinstance(made, Exception):
            raise made
        after, ids = with_versions(self._session.document, made)
        self._session.commit(self.tr("To many sizes"), after)
        drawn = [id for id, version in zip(ids, made, strict=True) if version.plan.drawn]
        if drawn:
            self.batch.ask(drawn, engine, wish)
        else:
            self.said.emit(self.tr("{0} pictures made; nothing had to be drawn.").format(len(made)))

    def _told(self) -> None:
        """Try anew while something waits; say it once when all is over."""
        at_work = self.batch.running > 0
        if at_work and not self._again.isActive():
            self._again.start()
        if self._at_work and not at_work:
            self._again.stop()
            self.said.emit(self._result())
        self._at_work = at_work

    def _result(self) -> str:
        done, failed = self.batch.done, list(self.batch.failed.values())
        if not failed:
            return self.tr("{0} extensions drawn and accepted.").format(done)
        words = self.tr("{0} extensions drawn and accepted, {1} failed: {2} Generate > Retry what failed asks again.")
        return words.format(done, len(failed), failed[0])
