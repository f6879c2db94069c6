"""One upscaling model of a ComfyUI server: makes a picture larger, with nothing new in it."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from editor.engine.contract import Candidate, Progress, Request
from editor.engine.enlarging import Enlarger, picture_of
from editor.engine.provider import Connection, Model
from editor.engine.stop import Stop

from .graphs import OUTPUT, Graph, enlarged
from .prompts import Prompts
from .sending import Sending, pictures
from .server import Server


class Enlarging(Enlarger):
    """By one upscaling model of the server."""

    abilities = msgspec.structs.replace(Enlarger.abilities, at_once=2)

    def __init__(self, connection: Connection, model: Model) -> None:
        super().__init__(connection, model)
        self._prompts = Prompts(Server(connection))

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        picture_of(request)
        sending, factor = Sending(self._prompts, request), float(request.options.get("factor", 2))
        w, h = (round(side * factor) for side in request.size)

        def graph(_number: int, stop: Stop) -> Graph:
            return enlarged(sending.sent(stop).image, self.upscaler, w, h)

        yield from pictures(self._prompts, request, graph, (OUTPUT,), {"model": self.upscaler}, stop, count=1)
