"""An engine that is known by the schema of its input: what it can do is read from there."""

from __future__ import annotations

import base64
import math
from collections.abc import Generator, Iterator
from typing import Any, Protocol

import msgspec

from editor.engine.catalogue import Facts
from editor.engine.contract import Candidate, Price, Progress, Request
from editor.engine.errors import BadResult, Blocked
from editor.engine.polling import charged
from editor.engine.stop import Stop
from editor.engine.takes import Takes, abilities_of
from editor.engine.tasks import Task, tasks
from editor.engine.web import Web


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """What a run gave: the addresses or data URIs of its pictures, how many were withheld, and what is told of it."""

    pictures: tuple[str, ...]
    withheld: int = 0
    seed: int | None = None
    facts: dict[str, Any] = {}


class Runs(Protocol):
    """How a provider has a model run."""

    def put(self, png: bytes, stop: Stop) -> str:
        """Bring a PNG file to where the model can read it; what stands for it in the input."""
        ...

    def begin(self, body: dict[str, Any], stop: Stop) -> Task:
        """Begin a run with an input, which is paid for."""
        ...

    def follow(self, task: Task, stop: Stop) -> Generator[Progress, None, Made]:
        """Wait for what a run gives."""
        ...


MADE_AT_ONCE = 4  # candidates
MEGAPIXEL = 1 << 20  # pixels, as it is paid for


class SchemaEngine:
    """`model` is what its schema says that it takes, `runs` is how its provider is spoken to."""

    version = "1"

    def __init__(self, name: str, facts: Facts, model: Takes, web: Web, runs: Runs) -> None:
        self.name = name
        self.title = facts.title or facts.id
        self.abilities = abilities_of(model)
        self._facts, self._model, self._web, self._runs = facts, model, web, runs

    def price(self, request: Request) -> Price | None:
        """From what is known of the model, by the picture or by the megapixel; None where it is paid otherwise."""
        megapixels = math.ceil(request.size.area / MEGAPIXEL)
        if found := self._facts.price("picture", request.count):
            return found
        return self._facts.price("megapixel", request.count * megapixels)

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        """All pictures in one run where the model makes several, else one run each. Raises EngineError."""
        from editor.engine.marked import UNSEEN

        price = self.price(msgspec.structs.replace(request, count=1))
        unseen = request.mask is not None and not (self._model.mask or self._model.pads or self._model.marked)
        notes = (UNSEEN,) if unseen else ()
        body: dict[str, Any] = {}
        if not request.receipts:
            yield Progress(0.0, "Sending")
            body = self._body(request, stop)

        def begin(number: int, ours: Stop) -> Task:
            with self._facts.asked():
                return self._runs.begin({**body, **self._seeded(request.seed + number)}, ours)

        def follow(number: int, task: Task, ours: Stop) -> Iterator[Progress | Candidate]:
            return self._followed(task, request.seed + number, price, notes, ours)

        runs = 1 if self._model.count else request.count
        yield from tasks(request, runs, begin, follow, stop, MADE_AT_ONCE)

    def _body(self, request: Request, stop: Stop) -> dict[str, Any]:
        """The input without a seed. Raises EngineError."""
        from editor.engine.sending import sent  # here, since what makes files of pictures is not loaded at the start

        self._facts.check()
        self.abilities.check(request)
        count = {self._model.count: request.count} if self._model.count else {}
        return {**sent(self._model, request, lambda data: self._runs.put(data, stop)), **count}

    def _seeded(self, seed: int) -> dict[str, int]:
        if not self._model.seed:
            return {}
        high = self._model.fields[self._model.seed].high or 2**31 - 1
        return {self._model.seed: seed % (int(high) + 1)}

    def _followed(
        self, task: Task, seed: int, price: Price | None, notes: tuple[str, ...], stop: Stop
    ) -> Iterator[Progress | Candidate]:
        from editor.engine.received import from_base64, received

        made = yield from self._runs.follow(task, stop)
        if not made.pictures:
            if made.withheld:
                raise Blocked("The provider withheld what the model had drawn.")
            raise BadResult("The model answered without a picture.", billed=True)
        if made.withheld:
            notes = (*notes, f"{made.withheld} more were withheld by the provider.")
        first = seed if made.seed is None else made.seed
        for number, address in enumerate(made.pictures):
            with charged():
                data = from_base64(address) if address.startswith("data:") else self._web.download(address, stop)
                candidate = received(data, seed=first + number, price=price, notes=notes, facts=made.facts)
            yield candidate


def data_uri(png: bytes) -> str:
    """A PNG file as an address of its own."""
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"
