"""An engine that makes pictures four times as large, whatever is asked for, by repeating pixels."""

from __future__ import annotations

from collections.abc import Iterator

from editor.engine.contract import Abilities, Candidate, Price, Progress, Request
from editor.engine.stop import Stop

TIMES = 4


class Enlarger:
    """Keeps what it was asked; `costs` are micros of a dollar."""

    name, title, version = "enlarger", "Enlarger", "1"

    def __init__(self, costs: int = 0, **abilities: object) -> None:
        usual = {"kinds": frozenset({"upscale"}), "place": "thread", "needs_words": False, "largest_count": 1}
        self.abilities = Abilities(**{**usual, **abilities})  # type: ignore[arg-type]
        self.asked: list[Request] = []
        self._costs = costs

    def price(self, request: Request) -> Price:
        return Price(self._costs)

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        self.asked.append(request)
        assert request.image is not None and request.mask is None
        yield Progress(0.5, "enlarging")
        stop.check()
        pixels = request.image[..., :3].repeat(TIMES, 0).repeat(TIMES, 1)
        yield Candidate(pixels=pixels, seed=request.seed, price=Price(self._costs))
