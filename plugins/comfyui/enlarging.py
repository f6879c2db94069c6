"""One upscaling model of a ComfyUI server: makes a picture larger, with nothing new in it."""

from __future__ import annotations

from collections.abc import Iterator

from editor.engine.contract import Abilities, Candidate, Price, Progress, Request
from editor.engine.errors import BadRequest
from editor.engine.provider import Connection, Model
from editor.engine.stop import Stop

from .graphs import OUTPUT, Graph, enlarged
from .prompts import Prompts
from .sending import Sending, pictures
from .server import Server


class Enlarging:
    """Free; `options["factor"]` of a request says how much, 2 where it does not."""

    version = "1"
    abilities = Abilities(
        kinds=frozenset({"upscale"}),
        place="thread",
        needs_words=False,
        seeds=False,
        largest_count=1,
        largest_side=4096,
        at_once=2,
    )

    def __init__(self, connection: Connection, model: Model) -> None:
        self.name = f"{connection.name}/{model.id}"
        self.title = model.title or model.id
        self._file = str(model.facts["upscaler"])
        self._prompts = Prompts(Server(connection))

    def price(self, request: Request) -> Price | None:
        return Price(0)

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        if request.image is None:
            raise BadRequest("There is no picture to make larger.", "Select a picture first.")
        sending, factor = Sending(self._prompts, request), float(request.options.get("factor", 2))
        w, h = (round(side * factor) for side in request.size)

        def graph(_number: int, stop: Stop) -> Graph:
            return enlarged(sending.sent(stop).image, self._file, w, h)

        yield from pictures(self._prompts, request, graph, (OUTPUT,), {"model": self._file}, stop, count=1)
