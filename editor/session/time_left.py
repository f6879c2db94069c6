"""How long a request still takes: told where somebody knows it, and not told where nobody does."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator

from editor.engine.contract import Progress
from editor.project.archive import Archive

SOONEST = 1.0  # seconds of work before which its progress says nothing of its pace
LEAST = 0.05  # of the work: less says nothing either
RECENT = 8  # answers that tell how long one usually takes


class TimeLeft:
    """Of `count` candidates. `usual` are the seconds that one usually takes, None where that is not known.

    In this order it believes the engine, the candidates that came, the progress, and what is usual; a guess that turned
    out too short is not believed any more.
    """

    def __init__(self, count: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._count, self._clock = count, clock
        self.usual: float | None = None
        self._began = self._newest = clock()
        self._came = 0
        self._told: float | None = None  # when it ends, as the engine says
        self._paced: float | None = None  # and as its progress says

    def hear(self, progress: Progress) -> None:
        """The engine is so far."""
        now = self._clock()
        if progress.seconds_left is not None:
            self._told = now + progress.seconds_left
        passed = now - self._began
        if passed >= SOONEST and progress.fraction >= LEAST:
            self._paced = self._began + passed / progress.fraction

    def come(self) -> None:
        """A candidate is there."""
        self._came += 1
        self._newest = self._clock()

    @property
    def seconds(self) -> float | None:
        """What is left, above 0; None where that cannot be told."""
        now = self._clock()
        return next((end - now for end in self._ends() if end > now), None)

    def _ends(self) -> Iterator[float]:
        if self._told is not None:
            yield self._told
        if self._came:
            each = (self._newest - self._began) / self._came
            yield self._newest + each * (self._count - self._came)
        if self._paced is not None:
            yield self._paced
        if self.usual is not None:
            yield self._began + self.usual * self._count


def usual_seconds(archive: Archive, engine: str) -> float | None:
    """What an answer of this engine took of late, in seconds; None where there was none yet."""
    asked = {one.id for one in archive.generations() if one.recipe.engine == engine}
    took = [offer.seconds for offer in archive.offers() if offer.generation in asked and offer.seconds > 0]
    return statistics.median(took[-RECENT:]) if took else None
