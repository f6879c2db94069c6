"""One model as an engine: pictures from words, from pictures, inside a mask and beyond a border."""

from __future__ import annotations

import inspect
import threading
import time
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from editor.engine.contract import Candidate, Price, Progress, Request
from editor.engine.during import during
from editor.engine.errors import BadRequest, BadResult, Blocked, EngineError
from editor.engine.provider import Connection, Model
from editor.engine.stop import Stop

from .known import Known, abilities

if TYPE_CHECKING:
    import numpy as np

    from .loading import Loaded
    from .steps import Steps

SEEDS = 1 << 63
STEPS = 30
LOOK = 0.1  # seconds between two looks at how far it is
TASKS = {"generate": "generate", "image": "image", "inpaint": "inpaint", "outpaint": "inpaint"}


class Drawing:
    """Free; one picture after the other. The model stays loaded as long as the process does."""

    version = "1"

    def __init__(self, connection: Connection, model: Model) -> None:
        self.name = f"{connection.name}/{model.id}"
        self.title = model.title or model.id
        self._known = msgspec.convert(connection.found.facts, Known)
        self._options = connection.options
        self.abilities = abilities(self._known)
        self._kept: Loaded | None = None

    def price(self, request: Request) -> Price:
        return Price(0, estimated=False)

    def warm(self) -> None:
        """Begin to load the model, without waiting: it may take longer than a start should."""
        threading.Thread(target=self._begin, daemon=True).start()

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        """`count` pictures, for `seed`, `seed` + 1 and so on."""
        from .steps import Steps

        self.abilities.check(request)
        if request.kind in ("inpaint", "outpaint") and (request.mask is None or not request.mask.any()):
            raise BadRequest("Nothing is marked.", "Paint over what is to change.")
        count, large = max(1, request.count), "XL" in self._class(request)
        yield Progress(0.0, "Loading the model")
        for number in range(count):
            seed, began = (request.seed + number) % SEEDS, time.monotonic()
            steps = Steps(self._fields(request)["num_inference_steps"], number, count, large=large)
            pixels = yield from during(partial(self._drawn, request, seed, steps), steps.look, stop, LOOK)
            yield Candidate(
                pixels=pixels,
                seed=seed,
                price=Price(0, estimated=False),
                facts={
                    "model": self.title,
                    "pipeline": self._class(request),
                    "device": self._loaded.device,
                    "versions": self._known.versions,
                    "seconds": round(time.monotonic() - began, 3),
                },
            )

    @property
    def _loaded(self) -> Loaded:
        from .loading import Loaded

        if self._kept is None:
            self._kept = Loaded(self._known, self._options)
        return self._kept

    def _begin(self) -> None:
        try:
            with self._loaded.held(next(iter(self._known.pipelines)), Stop()):
                pass
        except EngineError:
            return  # it is told to the first that asks

    def _class(self, request: Request) -> str:
        return self._known.pipelines[TASKS[request.kind]]

    def _drawn(self, request: Request, seed: int, steps: Steps, stop: Stop) -> np.ndarray:
        """On a thread of its own: uint8 (h, w, 3)."""
        import numpy as np

        from .steps import seen_within

        with self._loaded.held(TASKS[request.kind], stop) as pipeline:
            steps.begin()
            with seen_within(stop):
                answer = pipeline(**self._arguments(pipeline, request, seed), callback_on_step_end=steps.hear)
        if any(getattr(answer, "nsfw_content_detected", None) or ()):
            raise Blocked("The model's own check withheld the picture.")
        picture = np.asarray(answer.images[0])
        if not np.isfinite(picture).all():
            raise BadResult("The model's numbers ran out of their range.", 'Set "device": "cpu" in the options.')
        return np.clip(np.rint(picture * 255), 0, 255).astype(np.uint8)

    def _fields(self, request: Request) -> dict[str, Any]:
        """`fields` in the connection's options, and in the request's, go over all else."""
        usual = {"num_inference_steps": STEPS}
        return {**usual, **self._options.get("fields", {}), **request.options.get("fields", {})}

    def _arguments(self, pipeline: Any, request: Request, seed: int) -> dict[str, Any]:
        """As far as the pipeline takes them."""
        from .library import libraries

        torch, _ = libraries()
        given: dict[str, Any] = {
            "prompt": request.prompt,
            "negative_prompt": request.avoid or None,
            "width": request.size.w,
            "height": request.size.h,
            "generator": torch.Generator("cpu").manual_seed(seed),
            "output_type": "np",
            **_pictures(request),
            **self._fields(request),
        }
        if "strength" in given:  # of so many steps only this share is run, and one has to be
            given["strength"] = min(1.0, max(given["strength"], 1.01 / given["num_inference_steps"]))
        taken = inspect.signature(pipeline.__call__).parameters
        return {name: value for name, value in given.items() if name in taken}


def _pictures(request: Request) -> dict[str, Any]:
    """A border is always drawn anew: what is beneath it is no picture."""
    if request.image is None:
        return {}
    from PIL import Image

    from editor.engine.marked import laid_out

    given = {"image": Image.fromarray(laid_out(request.image)), "strength": request.strength}
    if request.mask is not None:
        given["mask_image"] = Image.fromarray(request.mask)
    return {**given, "strength": 1.0} if request.kind == "outpaint" else given
