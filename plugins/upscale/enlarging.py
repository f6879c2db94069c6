"""The engine: a picture comes back larger, with detail that the net believes in and with its own colours."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from typing import Any

from editor.engine.contract import Abilities, Candidate, Price, Progress, Request
from editor.engine.during import during
from editor.engine.enlarging import picture_of
from editor.engine.packaged import LOOK, Netted
from editor.engine.provider import Connection
from editor.engine.stop import Stop
from editor.engine.weights import Weights

from .nets import Kind

LEAST, MOST = 2, 4  # times as large


class Enlarging(Netted[Any]):
    """One net of several."""

    def __init__(self, connection: Connection, weights: Weights, kind: Kind) -> None:
        super().__init__(connection, weights, kind.model.id)
        self.title = kind.model.title
        self.abilities = Abilities(
            kinds=frozenset({"upscale"}),
            place="worker",
            offline=True,
            needs_words=False,
            seeds=False,
            largest_count=1,
            at_once=1,
            pace=kind.pace,
        )
        self._kind = kind

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        """Raises BadRequest where there is no picture, or no net; Cancelled after a stop; BadResult."""
        self.abilities.check(request)
        image = picture_of(request)
        yield Progress(0.0, "Loading the model")
        stop.check()
        net = self.loaded()

        from editor.engine.marked import laid_out

        from .running import larger

        began, done = time.monotonic(), 0.0
        times = min(MOST, max(LEAST, math.ceil(request.options.get("factor", LEAST))))

        def work(ours: Stop) -> Any:
            def report(share: float) -> None:
                nonlocal done
                ours.check()
                done = share

            return larger(net, self._kind, laid_out(image), times, report)

        def look(_stop: Stop) -> Progress:
            took, expected = time.monotonic() - began, self._kind.pace * request.size.area / 1e6
            left = took / done * (1 - done) if done else max(0.0, expected - took)
            return Progress(done, "Enlarging", left)

        pixels = yield from during(work, look, stop, LOOK)
        yield Candidate(
            pixels=pixels,
            seed=request.seed,
            price=Price(0, estimated=False),
            facts={
                "model": self._kind.file,
                "sha256": self.weights.file(f"{self._kind.file}.bin").sha256,
                "seconds": round(time.monotonic() - began, 3),
            },
        )

    def load(self) -> Any:
        from .running import load

        return load(self.weights, self._kind, self.folder)
