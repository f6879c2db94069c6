"""A test-only engine of the network for the states that no sound engine shows on demand: at work, and refused."""

from __future__ import annotations

import time
from collections.abc import Iterator

import msgspec

from editor.engine.contract import Candidate, Progress, Request
from editor.engine.errors import RateLimited
from editor.engine.stop import Stop
from tests.engines.dealer import Dealer


class Studio(Dealer):
    """Is at work on whatever it is asked until it is stopped; what it is asked while `full` it refuses at once."""

    name, title = "studio", "Studio"

    def __init__(self) -> None:
        super().__init__()
        self.abilities = msgspec.structs.replace(self.abilities, offline=False)
        self.full = False

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        if self.full:
            raise RateLimited("Rate limit reached.", "Free again in 40 s.")
        yield Progress(0.62, "drawing", seconds_left=8)
        while True:
            stop.check()
            time.sleep(0.005)


def engine() -> Studio:
    return Studio()
