"""One model of an IOPaint server: erases what is marked, or fills it by words, and draws on beyond borders."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from editor.engine.answer import Answer
from editor.engine.contract import Abilities, Candidate, Kind, Price, Progress, Request
from editor.engine.during import during
from editor.engine.errors import BadRequest, EngineError
from editor.engine.provider import Connection, Model
from editor.engine.stop import Stop

from .progress import Steps
from .server import web

if TYPE_CHECKING:
    from editor.pixels.geometry import Rect

SEEDS = 1 << 31
USUAL: dict[str, Any] = {
    "hd_strategy": "Crop",  # models that erase see the surroundings of what is marked, at full resolution
    "hd_strategy_crop_trigger_size": 800,
    "hd_strategy_crop_margin": 128,
    "sd_steps": 30,
    "sd_guidance_scale": 7.5,
    "sd_mask_blur": 0,  # the edge is blended by whoever asked
    "sd_scale": 1.0,
    "sd_match_histograms": False,
    "sd_keep_unmasked_area": True,
}
LOOK = 0.1  # seconds between two looks at what was told


class Filling:
    """Free; the server does one thing at a time, and finishes it even when it was stopped."""

    version = "1"

    def __init__(self, connection: Connection, model: Model) -> None:
        self.name = f"{connection.name}/{model.id}"
        self.title = model.title or model.id
        self._words = bool(model.facts.get("need_prompt"))
        kinds: set[Kind] = {"inpaint"}
        if model.facts.get("support_outpainting"):
            kinds.add("outpaint")
        self.abilities = Abilities(
            kinds=frozenset(kinds),
            masks="native",
            place="thread",
            needs_words=False,
            avoid=self._words,
            seeds=self._words,
            strength=bool(model.facts.get("support_strength")),
            largest_count=4 if self._words else 1,
            smallest_side=256 if self._words else 64,
            largest_side=2048 if self._words else 4096,
            largest_area=1536 * 1536 if self._words else None,
            multiple=8,
            at_once=1,
            prose=self._words,
            palette=False,
        )
        self._model = model.id
        self._fixed = bool(connection.found.facts.get("fixed"))
        self._options = connection.options
        self._web = web(connection, read_limit=3600)  # it is silent until it is done

    def price(self, request: Request) -> Price | None:
        return Price(0)

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        if request.image is None or request.mask is None:
            raise BadRequest("Nothing is marked.", "Paint over what is to change.")
        if not self._fixed:
            yield from self._switch(stop)
        count = request.count if self._words else 1
        for at in range(count):
            answer = yield from self._drawn(self._body(request, at), stop)
            yield _candidate(answer, (request.seed + at) % SEEDS, self._model)

    def _switch(self, stop: Stop) -> Iterator[Progress]:
        """Have the server use this model, where it uses another; that may take minutes."""
        before = self._web.call("GET", "/api/v1/model", stop).field("name")
        if before == self._model:
            return
        yield Progress(0.0, f"Loading {self.title}")
        try:
            self._web.call("POST", "/api/v1/model", stop, tries=1, json={"name": self._model})
        except BadRequest as error:
            self._switch_back(before, stop)
            raise BadRequest(f"IOPaint cannot load {self.title}.", "Test the connection again.") from error

    def _switch_back(self, name: object, stop: Stop) -> None:
        """After a model that it does not have the server would be left with none."""
        try:
            self._web.call("POST", "/api/v1/model", stop, tries=1, json={"name": name})
        except EngineError:
            stop.check()

    def _drawn(self, body: dict[str, Any], stop: Stop) -> Iterator[Progress]:
        call = partial(self._web.call, "POST", "/api/v1/inpaint", json=body)
        if not self._words:  # nothing is told of models that erase
            return call(stop)
        steps = Steps(self._web.base, self._web.local, body["sd_steps"])
        with steps.pushes:
            return (yield from during(call, steps.look, stop, LOOK))

    def _body(self, request: Request, at: int) -> dict[str, Any]:
        """What is sent. `fields` in the connection's options and in the request's go over what is usual here."""
        from editor.engine.marked import laid_out
        from editor.pixels.encode import png_text

        assert request.image is not None and request.mask is not None
        image, mask = laid_out(request.image), request.mask
        body = {
            **USUAL,
            "prompt": request.prompt,
            "negative_prompt": request.avoid,
            "sd_seed": (request.seed + at) % SEEDS,
            "sd_strength": request.strength,
        }
        if (box := _kept(request)) is not None:
            image, mask = image[box.slices], mask[box.slices]
            body |= {
                "use_extender": True,
                "extender_x": -box.x,
                "extender_y": -box.y,
                "extender_width": request.size.w,
                "extender_height": request.size.h,
            }
        body |= {"image": png_text(image), "mask": png_text(mask)}
        return {**body, **self._options.get("fields", {}), **request.options.get("fields", {})}


def _kept(request: Request) -> Rect | None:
    """The picture in what is to be extended, where all beyond it is to be drawn and nothing of it; else None."""
    from editor.engine.borders import kept_box

    if request.kind != "outpaint" or request.mask is None:
        return None
    try:
        return kept_box(request.mask, max(request.size))
    except BadRequest:
        return None


def _candidate(answer: Answer, seed: int, model: str) -> Candidate:
    from editor.engine.received import received

    said = answer.headers.get("x-seed", "")
    return received(answer.body, seed=int(said) if said.isdecimal() else seed, price=Price(0), facts={"model": model})
