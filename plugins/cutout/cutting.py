"""The engine: a picture comes back with its background transparent, or with all but what is in a box."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from editor.engine.contract import Abilities, Candidate, Price, Progress, Request
from editor.engine.during import during
from editor.engine.errors import BadRequest
from editor.engine.packaged import LOOK, Netted
from editor.engine.provider import Connection, Model
from editor.engine.stop import Stop

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

    from editor.engine.weights import Weights

MODEL = Model(id="u2netp", title="U²-Net-P")


class Cutting(Netted["InferenceSession"]):
    """One net."""

    title = MODEL.title
    abilities = Abilities(
        kinds=frozenset({"cutout"}),
        place="worker",
        offline=True,
        needs_words=False,
        seeds=False,
        largest_count=1,
        at_once=1,
    )

    def __init__(self, connection: Connection, weights: Weights) -> None:
        super().__init__(connection, weights, MODEL.id)

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        self.abilities.check(request)
        if request.image is None:
            raise BadRequest("There is no picture.", "Select a picture first.")
        yield Progress(0.0, "Loading the model")
        stop.check()
        session = self.loaded()

        from editor.engine.onnx_runtime import run_options

        from .net import cut

        began, options = time.monotonic(), run_options()
        call = partial(cut, session, request.image, request.mask, options)
        try:
            pixels = yield from during(lambda _stop: call(), _looking, stop, LOOK)
        finally:
            options.terminate = True
        yield Candidate(
            pixels=pixels,
            seed=request.seed,
            price=Price(0, estimated=False),
            facts={
                "model": self.weights.files[0].name,
                "sha256": self.weights.files[0].sha256,
                "seconds": round(time.monotonic() - began, 3),
            },
        )

    def load(self) -> InferenceSession:
        from .net import load

        return load(self.weights, self.folder)

    def warm(self) -> None:
        """Load the net, and have it look at noise once: the first time takes longer, and somebody would wait for it."""
        from .net import trial

        trial(self.loaded())


def _looking(_stop: Stop) -> Progress:
    return Progress(0.5, "Finding the subject")
