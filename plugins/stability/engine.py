"""One service of Stability: sends a form, and takes the picture that is the answer, at once or later."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, NamedTuple

from editor.engine.answer import Answer
from editor.engine.catalogue import Facts
from editor.engine.contract import Candidate, Price, Progress, Request
from editor.engine.errors import BadResult, Blocked
from editor.engine.polling import charged, polled
from editor.engine.side_by_side import side_by_side
from editor.engine.stop import Stop
from editor.engine.tasks import Task, tasks
from editor.engine.web import Web

from .services import Service

if TYPE_CHECKING:
    from .form import Form

ROOT = "v2beta"
LARGEST_SEED = 4_294_967_294
LOOKS = 10.0  # seconds between two looks at a task: Stability wants no more
PICTURE = {"accept": "image/*"}


class Drawn(NamedTuple):
    """A picture's bytes, its seed and why it was the end."""

    data: bytes
    seed: int | None
    finish: str


class StabilityEngine:
    """`facts` are what the catalogue knows of the service."""

    version = "1"

    def __init__(self, name: str, facts: Facts, service: Service, web: Web) -> None:
        self.name = name
        self.title = facts.title or facts.id
        self.abilities = service.abilities
        self._facts, self._service, self._web = facts, service, web

    def price(self, request: Request) -> Price | None:
        """From the catalogue; Stability does not say what a picture has cost."""
        return self._facts.price("picture", request.count)

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        """One call a picture. Raises EngineError."""
        from .form import form  # here, since what makes files of pictures is not loaded at the start

        sent: Form = {}
        if not request.receipts:
            self._facts.check()
            self.abilities.check(request)
            yield Progress(0.0, "Sending")
            sent = form(self._facts.sent, self._facts.extra["service"], request, avoid=self.abilities.avoid)

        def one(number: int, ours: Stop) -> Iterator[Progress | Candidate]:
            yield self._offer(self._posted(sent, request.seed + number, ours), request.seed + number)

        def begin(number: int, ours: Stop) -> Task:
            return {"id": self._posted(sent, request.seed + number, ours).field("id")}

        def follow(number: int, task: Task, ours: Stop) -> Iterator[Progress | Candidate]:
            answer = yield from self._waited(task, ours)
            yield self._offer(answer, request.seed + number)

        if self._service.later:
            yield from tasks(request, request.count, begin, follow, stop)
        else:
            yield from side_by_side(one, request.count, stop)

    def _posted(self, sent: Form, seed: int, stop: Stop) -> Answer:
        if self.abilities.seeds:
            sent = {**sent, "seed": (None, str(seed % LARGEST_SEED or LARGEST_SEED))}  # 0 would be any
        where = f"{ROOT}/stable-image/{self._service.path}"
        with self._facts.asked():
            return self._web.call("POST", where, stop, paid=True, headers=PICTURE, files=sent)

    def _offer(self, answer: Answer, seed: int) -> Candidate:
        from editor.engine.received import received

        found = _drawn(answer)
        facts = {"model": self._facts.sent, "finish": found.finish, "request": answer.headers.get("x-request-id")}
        return received(
            found.data,
            seed=seed if found.seed is None else found.seed,
            price=self._facts.price("picture"),
            facts={name: value for name, value in facts.items() if value},
        )

    def _waited(self, task: Task, stop: Stop) -> Generator[Progress, None, Answer]:
        id = task.get("id")
        if not isinstance(id, str) or not id.isalnum():
            raise BadResult("Stability took the request and gave no task for it.", billed=True)

        def read(answer: Answer) -> Progress | Answer:
            return Progress(0.0, "Drawing") if answer.status == 202 else answer

        return (yield from polled(self._web, f"{ROOT}/results/{id}", read, stop, least=LOOKS, headers=PICTURE))


def _drawn(answer: Answer) -> Drawn:
    """The picture: the body itself, or within JSON from gateways that prefer that.

    Raises Blocked where it was blurred, although the answer is a success.
    """
    from editor.engine.received import from_base64

    data = answer.body
    seed, finish = answer.headers.get("seed"), answer.headers.get("finish-reason")
    if data.lstrip()[:1] == b"{":
        seed, finish = answer.field("seed"), answer.field("finish_reason")
        with charged():
            data = from_base64(answer.field("image"))
    if finish == "CONTENT_FILTERED":
        raise Blocked("Stability blurred the picture that it had drawn, since it may be unsafe.")
    if not data:
        raise BadResult("Stability answered without a picture.")
    number = str(seed or "")
    return Drawn(data, int(number) if number.isdecimal() else None, str(finish or ""))
