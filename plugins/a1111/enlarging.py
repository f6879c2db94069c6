"""One upscaler of a web UI: makes a picture larger, with nothing new in it."""

from __future__ import annotations

from collections.abc import Iterator

from editor.engine.contract import Candidate, Price, Progress, Request
from editor.engine.enlarging import Enlarger, picture_of
from editor.engine.provider import Connection, Model
from editor.engine.stop import Stop

from .server import web


class Enlarging(Enlarger):
    """By one upscaler of the server."""

    def __init__(self, connection: Connection, model: Model) -> None:
        super().__init__(connection, model)
        self._web = web(connection, read_limit=3600)

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        from editor.engine.marked import laid_out
        from editor.engine.received import from_base64, received
        from editor.pixels.encode import png_text

        fields = {
            "image": png_text(laid_out(picture_of(request))),
            "resize_mode": 0,
            "upscaling_resize": request.options.get("factor", 2),
            "upscaler_1": self.upscaler,
            "upscaler_2": "None",
            "extras_upscaler_2_visibility": 0,
        }
        answer = self._web.call("POST", "/sdapi/v1/extra-single-image", stop, json=fields)
        answer.json()
        yield received(from_base64(answer.field("image")), seed=0, price=Price(0), facts={"upscaler": self.upscaler})
