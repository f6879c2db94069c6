"""Test-only engines that paint what is marked in one colour and leave all else alone, with abilities as wanted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from editor.engine.contract import Abilities, Candidate, Price, Progress, Request
from editor.engine.stop import Stop

BLUE = (30, 60, 200)


class Painter:
    """`asked` are the requests that it received, in order."""

    name = "painter"
    title = "Painter"
    version = "1"

    def __init__(self, *, colour: tuple[int, int, int] = BLUE, **abilities: Any) -> None:
        self.abilities = Abilities(
            **{
                "kinds": frozenset({"inpaint", "outpaint"}),
                "masks": "native",
                "place": "thread",
                "offline": True,
                **abilities,
            }
        )
        self.asked: list[Request] = []
        self.colour = colour

    def price(self, request: Request) -> Price | None:
        return Price(0)

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        assert request.image is not None
        self.asked.append(request)
        yield Progress(0.5, "painting")
        pixels = np.ascontiguousarray(request.image[..., :3])
        pixels[... if request.mask is None else request.mask > 0] = self.colour
        for index in range(request.count):
            yield Candidate(pixels=pixels, seed=request.seed + index)
