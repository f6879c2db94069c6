"""The model of an sd-server, by its own API: a job is sent, looked after, and cancelled where that is possible."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from editor.engine.answer import Answer
from editor.engine.call_off import call_off
from editor.engine.contract import Abilities, Candidate, Kind, Price, Progress, Request
from editor.engine.errors import BadResult, Busy, Cancelled, EngineError
from editor.engine.provider import Connection, Model
from editor.engine.stop import Stop
from editor.engine.web import pause

from .server import LESS, SEEDS, web

LOOK = 0.5  # seconds between two looks at a job
_WORDS: frozenset[Kind] = frozenset({"generate"})
_PICTURES: frozenset[Kind] = frozenset({"image"})
_MASKS: frozenset[Kind] = frozenset({"inpaint", "outpaint"})


class JobDrawing:
    """Free. What the server said of its model decides what can be asked for."""

    version = "1"

    def __init__(self, connection: Connection, model: Model) -> None:
        features = model.facts.get("features", {})
        self.name = f"{connection.name}/{model.id}"
        self.title = model.title or model.id
        self.abilities = Abilities(
            kinds=_WORDS
            | (_PICTURES if features.get("init_image") else frozenset())
            | (_MASKS if features.get("mask_image") else frozenset()),
            masks="native" if features.get("mask_image") else "none",
            place="thread",
            avoid=True,
            strength=bool(features.get("init_image")),
            references=4 if features.get("ref_images") else 0,
            roles=frozenset({"style", "character", "product", "background", "structure"})
            if features.get("ref_images")
            else frozenset(),
            smallest_side=256,
            largest_side=2048,
            largest_area=2048 * 1536,
            multiple=64,
            largest_count=8,
            at_once=2,
            palette=False,
        )
        self._options = connection.options
        self._web = web(connection, read_limit=60)

    def price(self, request: Request) -> Price | None:
        return Price(0)

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        sent = self._web.call("POST", "/sdcpp/v1/img_gen", stop, json=body_of(request, self._options))
        sent.json()
        job = sent.field("id")
        if not isinstance(job, str):
            raise BadResult("The server took the request, and gave it no name to ask for it by.")
        try:
            while True:
                pause(LOOK, stop)
                answer = self._web.call("GET", f"/sdcpp/v1/jobs/{job}", stop, tries=8)
                if (progress := _progress(answer)) is None:
                    yield from _candidates(answer, request)
                    return
                yield progress
        except (Cancelled, GeneratorExit):
            call_off(partial(self._web.call, "POST", f"/sdcpp/v1/jobs/{job}/cancel"))
            raise


def body_of(request: Request, options: dict[str, Any]) -> dict[str, Any]:
    """What is sent; `fields` in the connection's options and in the request's go over what is usual here."""
    from editor.engine.marked import laid_out
    from editor.pixels.encode import png_text

    body: dict[str, Any] = {
        "prompt": request.prompt,
        "negative_prompt": request.avoid,
        "width": request.size.w,
        "height": request.size.h,
        "seed": request.seed % (SEEDS // 2),
        "batch_count": request.count,
        "output_format": "png",
    }
    if request.image is not None:
        body |= {"init_image": png_text(laid_out(request.image)), "strength": request.strength}
    if request.mask is not None:
        body["mask_image"] = png_text(request.mask)
    if request.references:
        body["ref_images"] = [png_text(laid_out(reference.image)) for reference in request.references]
    return {**body, **options.get("fields", {}), **request.options.get("fields", {})}


def _progress(answer: Answer) -> Progress | None:
    """How far it is; None once it is completed. Raises EngineError where it ended otherwise."""
    answer.json()
    status, message = answer.field("status"), str(answer.field("error", "message") or "")
    if status == "completed":
        return None
    if status == "queued":
        before = answer.field("queue_position")
        return Progress(0.0, f"{before} before it" if isinstance(before, int) and before > 0 else "Waiting")
    if status == "generating":
        share = answer.field("progress")
        return Progress(float(share) if isinstance(share, int | float) else 0.0, "Drawing")
    if status == "cancelled":
        raise EngineError("It was cancelled at the server.", "Ask again.")
    if status == "failed":
        advice = LESS if "memory" in message.lower() else ""
        raise Busy(f"The server could not draw it{f': {message}' if message else ''}.", advice)
    raise BadResult("The server does not say how the request stands.")


def _candidates(answer: Answer, request: Request) -> Iterator[Candidate]:
    from editor.engine.received import from_base64, received

    images = answer.field("result", "images")
    if not isinstance(images, list) or not images:
        raise BadResult("The server answered without a picture.")
    for at, image in enumerate(images[: request.count]):
        data = from_base64(image.get("b64_json") if isinstance(image, dict) else None)
        yield received(data, seed=request.seed + at, price=Price(0))
