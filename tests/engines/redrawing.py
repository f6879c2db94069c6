"""A test-only engine that answers with another picture altogether, which nothing can fit."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from editor.engine.contract import Abilities, Candidate, Price, Progress, Request
from editor.engine.stop import Stop


class Redrawing:
    """Noise of its own, whatever it was sent."""

    name = "redrawing"
    title = "Redrawing"
    version = "1"
    abilities = Abilities(kinds=frozenset({"inpaint", "outpaint"}), masks="redraw", place="thread", offline=True)

    def price(self, request: Request) -> Price | None:
        return Price(0)

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        for seed in range(request.seed, request.seed + request.count):
            coarse = np.random.default_rng(seed).integers(0, 256, (request.size.h // 4 + 1, request.size.w // 4 + 1, 3))
            pixels = np.kron(coarse, np.ones((4, 4, 1), int))[: request.size.h, : request.size.w]
            yield Candidate(pixels=np.ascontiguousarray(pixels, np.uint8), seed=seed)


def engine() -> Redrawing:
    return Redrawing()
