"""A test-only engine that is half done at once and paints when a file, named in the environment, has come to be."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from editor.engine.contract import Candidate, Progress, Request
from editor.engine.stop import Stop
from tests.engines.dealer import Dealer

GATE = "PATCHBOARD_TEST_GATE"


class Slow(Dealer):
    name, title = "slow", "Slow"

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        yield Progress(0.5, "waiting")
        while not Path(os.environ[GATE]).exists():
            time.sleep(0.01)
            stop.check()
        yield from super().generate(request, stop)


def engine() -> Slow:
    return Slow()
