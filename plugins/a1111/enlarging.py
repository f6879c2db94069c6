"""One upscaler of a web UI: makes a picture larger, with nothing new in it."""

from __future__ import annotations

from collections.abc import Iterator

from editor.engine.contract import Abilities, Candidate, Price, Progress, Request
from editor.engine.errors import BadRequest
from editor.engine.provider import Connection, Model
from editor.engine.stop import Stop

from .server import web


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
        at_once=1,
    )

    def __init__(self, connection: Connection, model: Model) -> None:
        self.name = f"{connection.name}/{model.id}"
        self.title = model.title or model.id
        self._upscaler = str(model.facts["upscaler"])
        self._web = web(connection, read_limit=3600)

    def price(self, request: Request) -> Price | None:
        return Price(0)

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        from editor.engine.marked import laid_out
        from editor.engine.received import from_base64, received
        from editor.pixels.encode import png_text

        if request.image is None:
            raise BadRequest("There is no picture to make larger.", "Select a picture first.")
        fields = {
            "image": png_text(laid_out(request.image)),
            "resize_mode": 0,
            "upscaling_resize": request.options.get("factor", 2),
            "upscaler_1": self._upscaler,
            "upscaler_2": "None",
            "extras_upscaler_2_visibility": 0,
        }
        answer = self._web.call("POST", "/sdapi/v1/extra-single-image", stop, json=fields)
        answer.json()
        yield received(from_base64(answer.field("image")), seed=0, price=Price(0), facts={"upscaler": self._upscaler})
