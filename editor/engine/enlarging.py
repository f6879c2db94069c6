"""What engines share that make a picture larger, with nothing new in it."""

from __future__ import annotations

import numpy as np

from editor.engine.contract import Abilities, Price, Request
from editor.engine.errors import BadRequest
from editor.engine.provider import Connection, Model


class Enlarger:
    """Free; `options["factor"]` of a request says how much, 2 where it does not. `model.facts` name its upscaler."""

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
        self.upscaler = str(model.facts["upscaler"])

    def price(self, request: Request) -> Price | None:
        return Price(0)


def picture_of(request: Request) -> np.ndarray:
    """The picture to be made larger, uint8 (h, w, 4). Raises BadRequest where there is none."""
    if request.image is None:
        raise BadRequest("There is no picture to make larger.", "Select a picture first.")
    return request.image
