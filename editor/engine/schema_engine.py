"""An engine that is known by the schema of its input: what it can do is read from there."""

from __future__ import annotations

import base64
import math
from collections.abc import Callable, Generator, Iterator
from typing import Any

import msgspec

from editor.engine.catalogue import Facts
from editor.engine.contract import Candidate, Price, Progress, Request
from editor.engine.errors import BadResult, Blocked
from editor.engine.polling import charged
from editor.engine.side_by_side import side_by_side
from editor.engine.stop import Stop
from editor.engine.takes import Takes, abilities_of
from editor.engine.web import Web


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """What a run gave: the addresses or data URIs of its pictures, how many were withheld, and what is told of it."""

    pictures: tuple[str, ...]
    withheld: int = 0
    seed: int | None = None
    facts: dict[str, Any] = {}


Run = Callable[[dict[str, Any], Stop], Generator[Progress, None, Made]]
"""Has the model run with an input."""
Put = Callable[[bytes, Stop], str]
"""Brings a PNG file to where the model can read it, and tells what stands for it in the input."""
MADE_AT_ONCE = 4  # candidates
MEGAPIXEL = 1 << 20  # pixels, as it is paid for


class SchemaEngine:
    """`model` is what its schema says that it takes, `run` and `put` are how its provider is spoken to."""

    version = "1"

    def __init__(self, name: str, facts: Facts, model: Takes, web: Web, run: Run, put: Put) -> None:
        self.name = name
        self.title = facts.title or facts.id
        self.abilities = abilities_of(model)
        self._facts, self._model, self._web, self._run, self._put = facts, model, web, run, put

    def price(self, request: Request) -> Price | None:
        """From what is known of the model, by the picture or by the megapixel; None where it is paid otherwise."""
        megapixels = math.ceil(request.size.area / MEGAPIXEL)
        if found := self._facts.price("picture", request.count):
            return found
        return self._facts.price("megapixel", request.count * megapixels)

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        """All pictures in one run where the model makes several, else one run each. Raises EngineError."""
        from editor.engine.marked import UNSEEN
        from editor.engine.sending import sent  # here, since what makes files of pictures is not loaded at the start

        self._facts.check()
        self.abilities.check(request)
        yield Progress(0.0, "Sending")
        body = sent(self._model, request, lambda data: self._put(data, stop))
        price = self.price(msgspec.structs.replace(request, count=1))
        unseen = request.mask is not None and not (self._model.mask or self._model.pads or self._model.marked)
        notes = (UNSEEN,) if unseen else ()
        if self._model.count:
            body[self._model.count] = request.count
            yield from self._one(body, request.seed, price, notes, stop)
            return

        def run(number: int, ours: Stop) -> Iterator[Progress | Candidate]:
            return self._one(body, request.seed + number, price, notes, ours)

        yield from side_by_side(run, request.count, stop, MADE_AT_ONCE)

    def _one(
        self, body: dict[str, Any], seed: int, price: Price | None, notes: tuple[str, ...], stop: Stop
    ) -> Iterator[Progress | Candidate]:
        from editor.engine.received import from_base64, received

        if self._model.seed:
            high = self._model.fields[self._model.seed].high or 2**31 - 1
            body = {**body, self._model.seed: seed % (int(high) + 1)}
        with self._facts.asked():
            made = yield from self._run(body, stop)
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
