"""The engine: a picture, or what a mask covers of it, in one of 26 styles or in that of references."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from editor.engine.contract import Abilities, Candidate, Price, Progress, Request
from editor.engine.during import during
from editor.engine.errors import BadRequest
from editor.engine.packaged import LOOK, Netted
from editor.engine.provider import Connection, Model
from editor.engine.stop import Stop

from .styles import NAMES, Named, named

if TYPE_CHECKING:
    import numpy as np

    from editor.engine.weights import Weights

    from .running import Nets

MODEL = Model(id="styles", title="26 styles or a reference")
CAN_DO = f"Write the name of one, or of several: {', '.join(NAMES)}. Or add a reference whose role is style."


class Restyling(Netted["Nets"]):
    """One net for the styles that have names, two for those of references."""

    title = MODEL.title
    abilities = Abilities(
        kinds=frozenset({"image", "inpaint"}),
        masks="native",
        place="worker",
        offline=True,
        needs_words=False,
        prose=False,
        vocabulary=NAMES,
        seeds=False,
        strength=True,
        references=4,
        roles=frozenset({"style"}),
        palette=False,
        largest_count=1,
        smallest_side=32,
        at_once=1,
    )

    def __init__(self, connection: Connection, weights: Weights) -> None:
        super().__init__(connection, weights, MODEL.id)

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        """Raises BadRequest where no style is named or shown, or where the nets are missing; Cancelled, BadResult."""
        self.abilities.check(request)
        wish = _wish(request)
        yield Progress(0.0, "Loading the model")
        stop.check()
        nets = self.loaded()

        from editor.engine.marked import laid_out
        from editor.engine.onnx_runtime import run_options

        from .running import by_name, like

        options, began, done = run_options(), time.monotonic(), 0.0

        def report(share: float) -> None:
            nonlocal done
            done = share

        def paint(rgb: np.ndarray) -> np.ndarray:
            if not request.references:
                return by_name(nets, rgb, wish.styles, options)
            shown = [(laid_out(one.image), one.strength) for one in request.references]
            return like(nets, rgb, shown, options, report)

        call = partial(_laid_in, request, paint)
        try:
            pixels = yield from during(lambda _stop: call(), lambda _stop: Progress(done, "Painting"), stop, LOOK)
        finally:
            options.terminate = True
        yield Candidate(
            pixels=pixels,
            seed=request.seed,
            price=Price(0, estimated=False),
            understood=wish.understood,
            ignored=wish.ignored,
            facts={
                "model": ", ".join(file.name for file in self.weights.files),
                "styles": [NAMES[style] for style in wish.styles],
                "seconds": round(time.monotonic() - began, 3),
            },
        )

    def load(self) -> Nets:
        from .running import load

        return load(self.weights, self.folder)


def _wish(request: Request) -> Named:
    """What is asked for; where there are references their style is, and words are of no use."""
    if request.image is None or (request.kind == "inpaint" and (request.mask is None or not request.mask.any())):
        raise BadRequest("There is nothing to restyle.", "Select a picture, or paint over a part of it.")
    wish = named(request.prompt)
    if request.references:
        words = request.prompt.strip()
        return Named((), (), (words,) if words else ())
    if not wish.styles:
        raise BadRequest("The words name no style that Restyle knows.", CAN_DO)
    return wish


def _laid_in(request: Request, paint: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """The picture with what was painted of it laid in, by the strength, where it is marked; its alpha stays."""
    import numpy as np

    from editor.engine.marked import laid_out

    image = request.image
    assert image is not None, "it was looked at"
    rgb = laid_out(image)
    share = np.full((*image.shape[:2], 1), request.strength, np.float32)
    if request.mask is not None:
        share *= request.mask[..., None] / np.float32(255)
    made = np.clip(np.rint(rgb + (paint(rgb) - rgb) * share), 0, 255).astype(np.uint8)
    return np.dstack((np.where(share > 0, made, image[..., :3]), image[..., 3]))
