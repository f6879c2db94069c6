"""One FLUX model: submits a task, looks until it is ready, and fetches its picture."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import msgspec

from editor.engine.addresses import trusted
from editor.engine.answer import Answer
from editor.engine.catalogue import Facts
from editor.engine.contract import Candidate, Price, Progress, Request
from editor.engine.errors import BadResult, Blocked, Expired
from editor.engine.polling import charged, polled
from editor.engine.stop import Stop
from editor.engine.tasks import Task, tasks
from editor.engine.web import Web

from .models import abilities

DOMAIN = "bfl.ai"
SEEDS = 2**32
MEGAPIXEL = 1 << 20  # pixels, as it is paid for


class FluxEngine:
    """`facts` are what the catalogue knows of the model."""

    version = "1"

    def __init__(self, name: str, facts: Facts, web: Web) -> None:
        self.name = name
        self.title = facts.title or facts.id
        self.abilities = abilities(facts)
        self._facts, self._web = facts, web

    def price(self, request: Request) -> Price | None:
        """From the catalogue; what it really cost is said when it is submitted."""
        known = self._facts.price("picture", request.count)
        more = self._facts.extra.get("per_megapixel", 0.0)
        if known is None or not more:
            return known
        megapixels = _megapixels(request.size.area) - 1  # the first one drawn is in the price
        if request.image is not None:
            megapixels += _megapixels(request.size.area) * (1 if request.mask is None else 2)
        megapixels += sum(_megapixels(reference.image[..., 0].size) for reference in request.references)
        return Price(known.micros + round(more * 1_000_000) * megapixels * request.count, known.currency)

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        """One task a picture. Raises EngineError."""
        from editor.engine.marked import UNSEEN

        from .bodies import body  # here, since what makes pictures of bytes is not loaded at the start

        common: dict[str, Any] = {}
        if not request.receipts:
            self._facts.check()
            self.abilities.check(request)
            common = body(self._facts.extra["family"], request)
        known = self.price(msgspec.structs.replace(request, count=1))
        notes = (UNSEEN,) if request.mask is not None and self._facts.extra["family"] == "kontext" else ()

        def begin(number: int, ours: Stop) -> Task:
            return self._begun({**common, "seed": (request.seed + number) % SEEDS}, ours)

        def follow(number: int, task: Task, ours: Stop) -> Iterator[Progress | Candidate]:
            return self._followed(task, (request.seed + number) % SEEDS, known, notes, ours)

        yield from tasks(request, request.count, begin, follow, stop)

    def _begun(self, body: Task, stop: Stop) -> Task:
        with self._facts.asked():
            submitted = self._web.call("POST", self._facts.sent, stop, paid=True, json=body)
        task = submitted.field("id")
        if not isinstance(task, str) or not task:
            raise BadResult("The provider took the request and gave no task for it.", billed=True)
        return {"id": task, "look": submitted.field("polling_url"), "cost": submitted.field("cost")}

    def _followed(
        self, task: Task, seed: int, known: Price | None, notes: tuple[str, ...], stop: Stop
    ) -> Iterator[Progress | Candidate]:
        from editor.engine.received import received

        with charged():
            where = trusted(task.get("look"), self._web.base, DOMAIN)
        result = yield from polled(self._web, where, _read, stop)
        with charged():
            sample = result.get("sample")
            if not isinstance(sample, str):
                raise BadResult("The task is ready and holds no picture.")
            data = self._web.download(sample, stop)
        told = result.get("seed")
        yield received(
            data,
            seed=told if isinstance(told, int) else seed,
            price=_cost(task) or known,
            notes=notes,
            facts={"model": self._facts.sent, "task": task.get("id")},
        )


def _read(answer: Answer) -> Progress | dict[str, Any]:
    """What a look at a task says: how far it is, or its result."""
    status = answer.field("status")
    if status == "Ready":
        result = answer.field("result")
        return result if isinstance(result, dict) else {}
    if status == "Pending":
        done = answer.field("progress")
        return Progress(float(done) if isinstance(done, int | float) else 0.0, "Drawing")
    if status in ("Request Moderated", "Content Moderated"):
        what = "the words or a picture" if status.startswith("Request") else "what it had drawn"
        raise Blocked(f"The provider refused {what}{_reasons(answer)}. Nothing was charged.")
    if status == "Task not found":
        raise Expired("The provider does not know the task any more.", billed=True)
    raise BadResult(f"The provider could not finish the task ({status or 'no word why'}).", billed=True)


def _megapixels(pixels: int) -> int:
    return math.ceil(pixels / MEGAPIXEL)


def _reasons(answer: Answer) -> str:
    found = answer.field("details", "Moderation Reasons")
    reasons = [reason for reason in found if isinstance(reason, str)] if isinstance(found, list) else []
    return f" ({', '.join(reasons)})" if reasons else ""


def _cost(task: Task) -> Price | None:
    """What the provider says that it takes, in credits of a cent."""
    credits = task.get("cost")
    return Price(round(credits * 10_000), estimated=False) if isinstance(credits, int | float) else None
