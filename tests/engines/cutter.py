"""A test-only engine that cuts out what is light: all else is transparent, and where light and dark mix it is red."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import numpy as np

from editor.engine.contract import Abilities, Candidate, Price, Progress, Request
from editor.engine.errors import BadRequest
from editor.engine.stop import Stop

OWN = (250, 10, 20)  # the colours of the edge


class Cutter:
    """Alpha is how light the red channel is; a box is kept to. What is dark throughout it refuses.

    While `free` is not set it stays where it is, but hears a stop.
    """

    name = "cutter"
    title = "Cutter"
    version = "1"
    abilities = Abilities(kinds=frozenset({"cutout"}), place="thread", offline=True, needs_words=False)

    free = threading.Event()
    free.set()

    def __init__(self) -> None:
        self.asked: list[Request] = []

    def price(self, request: Request) -> Price:
        return Price(0, estimated=False)

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        assert request.image is not None
        self.asked.append(request)
        yield Progress(0.5, "cutting")
        while not self.free.wait(0.01):
            stop.check()
        stop.check()
        pixels = request.image.copy()
        alpha = pixels[..., 0].copy()
        if not (alpha > 200).any():
            raise BadRequest("Nothing stands out.", "Draw round it.")
        if request.mask is not None:
            alpha[request.mask == 0] = 0
        pixels[(alpha > 0) & (alpha < 255), :3] = OWN
        pixels[..., 3] = np.minimum(alpha, pixels[..., 3])
        yield Candidate(pixels=pixels, seed=request.seed)


def engine() -> Cutter:
    return Cutter()
