"""Test-only engines of the network that cost money: they answer, refuse, break or hang, and say what they charge."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import msgspec

from editor.engine.contract import Candidate, Price, Progress, Request
from editor.engine.errors import EngineError, NetworkError
from editor.engine.received import received
from editor.engine.stop import Stop
from tests.engines.painter import Painter

EACH = 40_000  # millionths


class Dealer(Painter):
    """Each picture costs 0.04; `error` is raised in the place of a picture, `called` when a request arrives."""

    name = "dealer"

    def __init__(self, error: EngineError | None = None, called: Callable[[], object] = lambda: None) -> None:
        super().__init__()
        self._error = error
        self._called = called

    def price(self, request: Request) -> Price | None:
        return Price(EACH * request.count)

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        self._called()
        for answer in super().generate(request, stop):
            if isinstance(answer, Candidate):
                if self._error is not None:
                    raise self._error
                answer = msgspec.structs.replace(answer, price=Price(EACH, estimated=False))  # noqa: PLW2901
            yield answer


class Late(Dealer):
    """Answers, and bills, only once it was stopped."""

    name = "late"

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        yield Progress(0.1)
        while not stop.is_set():
            time.sleep(0.002)
        yield from super().generate(request, stop)


class Hanging(Dealer):
    """Answers the first of several, then hangs, deaf."""

    name = "hanging"

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        for answer in super().generate(request, stop):
            yield answer
            if isinstance(answer, Candidate):
                time.sleep(600)


class Torn(Dealer):
    """Answers the first of several, then its connection breaks."""

    name = "torn"

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        for answer in super().generate(request, stop):
            yield answer
            if isinstance(answer, Candidate):
                raise NetworkError("It broke.", "Look at the bill.", billed=True)


class Silent(Dealer):
    """Does not say what it charged."""

    name = "silent"

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        for answer in super().generate(request, stop):
            yield msgspec.structs.replace(answer, price=None) if isinstance(answer, Candidate) else answer


class Broken(Dealer):
    """Charges for bytes that are no picture."""

    name = "broken"

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        yield received(b"\x89PNG no picture", seed=request.seed, price=Price(EACH))
