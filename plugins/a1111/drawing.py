"""One checkpoint of a web UI: pictures from words, from pictures, inside a mask and beyond a border."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from editor.engine.answer import Answer
from editor.engine.call_off import call_off
from editor.engine.contract import Abilities, Candidate, Price, Progress, Request
from editor.engine.during import during
from editor.engine.errors import BadResult, Cancelled, EngineError
from editor.engine.provider import Connection, Model
from editor.engine.stop import Stop
from editor.engine.web import pause

from .server import SEEDS, web

LOOK = 0.5  # seconds between two questions about progress
USUAL = {"steps": 25, "cfg_scale": 7.0}
FLUX = {"steps": 20, "cfg_scale": 1.0, "distilled_cfg_scale": 3.5, "sampler_name": "Euler", "scheduler": "Simple"}
FRESH = 0.8  # what a new border is denoised at least with


class Drawing:
    """Free; one call at a time, since the server takes one after the other."""

    version = "1"
    abilities = Abilities(
        kinds=frozenset({"generate", "image", "inpaint", "outpaint"}),
        masks="native",
        place="thread",
        needs_words=False,
        avoid=True,
        strength=True,
        smallest_side=256,
        largest_side=2048,
        largest_area=2048 * 1536,
        multiple=8,
        largest_count=8,
        at_once=1,
        weights=True,
        palette=False,
    )

    def __init__(self, connection: Connection, model: Model) -> None:
        self.name = f"{connection.name}/{model.id}"
        self.title = model.title or model.id
        self._model = model
        self._options = connection.options
        self._web = web(connection, read_limit=3600)  # the call is silent until all pictures are done
        self._looks = web(connection, read_limit=5)

    def price(self, request: Request) -> Price | None:
        return Price(0)

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        """Where a server makes one picture a call, whatever it is asked for, it is asked again."""
        done = 0
        while done < request.count:
            answer = yield from self._called(request, done, stop)
            for data, seed, facts in _pictures(answer, request.seed + done, request.count - done):
                yield _candidate(data, seed, facts)
                done += 1

    def _called(self, request: Request, done: int, stop: Stop) -> Iterator[Progress]:
        where, fields = fields_of(request, self._model, done, self._options)
        call = partial(self._web.call, "POST", where, json=fields)
        try:
            return (yield from during(call, self._look, stop, LOOK))
        except (Cancelled, GeneratorExit):
            call_off(partial(self._interrupt, fields["force_task_id"]))
            raise

    def _look(self, stop: Stop) -> Progress | None:
        answer = self._looks.call("GET", "/sdapi/v1/progress", stop, tries=1)
        share, left = answer.field("progress"), answer.field("eta_relative")
        if not isinstance(share, int | float) or not share:
            return None
        step, steps = answer.field("state", "sampling_step"), answer.field("state", "sampling_steps")
        return Progress(
            fraction=float(share),
            stage=f"Step {step} of {steps}" if isinstance(step, int) and steps else "",
            seconds_left=float(left) if isinstance(left, int | float) and left > 0 else None,
            preview=_preview(answer.field("current_image")),
        )

    def _interrupt(self, task: str, stop: Stop) -> None:
        """End our call and nobody else's: one that waits for its turn is let come to it first."""
        while True:
            try:
                state = self._looks.call(
                    "POST", "/internal/progress", stop, tries=1, json={"id_task": task, "live_preview": False}
                )
            except EngineError:  # a server without it tells no calls apart
                stop.check()
                break
            if state.field("completed"):
                return
            if not state.field("queued"):  # it is drawn, or the server knows no calls by name
                break
            pause(1.0, stop)
        self._looks.call("POST", "/sdapi/v1/interrupt", stop, tries=2, json={})


def fields_of(request: Request, model: Model, done: int, options: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The path and the body of a call, after `done` pictures of the request were made.

    `fields` in the connection's options and in the request's go over what is usual here.
    """
    from editor.engine.marked import laid_out
    from editor.pixels.encode import png_text

    checkpoint = model.facts.get("checkpoint", model.id)
    fields: dict[str, Any] = {
        **(FLUX if "flux" in checkpoint.lower() else USUAL),
        "prompt": request.prompt,
        "negative_prompt": request.avoid,
        "seed": (request.seed + done) % SEEDS,
        "width": request.size.w,
        "height": request.size.h,
        "batch_size": 1,
        "n_iter": request.count - done,
        "send_images": True,
        "save_images": False,
        "do_not_save_grid": True,
        "do_not_save_samples": True,
        "override_settings": {"sd_model_checkpoint": checkpoint},
        "override_settings_restore_afterwards": False,  # else the server loads two checkpoints for every call
        "force_task_id": f"task({request.id}-{done})",
    }
    where = "/sdapi/v1/txt2img"
    if request.image is not None:
        where = "/sdapi/v1/img2img"
        fields |= {
            "init_images": [png_text(laid_out(request.image))],
            "denoising_strength": request.strength,
            "resize_mode": 0,
            "include_init_images": False,
        }
    if request.mask is not None:
        outward = request.kind == "outpaint"
        fields |= {
            "mask": png_text(request.mask),
            "mask_blur": 0,  # the edge is blended by whoever asked
            "inpainting_mask_invert": 0,
            "inpaint_full_res": False,
            "inpaint_full_res_padding": 0,
            "inpainting_fill": 0 if outward else 1,
            "denoising_strength": max(request.strength, FRESH) if outward else request.strength,
        }
    return where, {**fields, **options.get("fields", {}), **request.options.get("fields", {})}


def _pictures(answer: Answer, seed: int, wanted: int) -> Iterator[tuple[bytes, int, dict[str, Any]]]:
    """The pictures of an answer with their seeds and facts; a sheet of all of them, which may come first, is left out.

    Raises BadResult where there is none.
    """
    from editor.engine.received import from_base64

    told = _info(answer)
    first = told.get("index_of_first_image")
    images = answer.field("images")
    if isinstance(images, list) and isinstance(first, int):
        images = images[first:]
    if not images or not isinstance(images, list):
        raise BadResult("The server answered without a picture.")
    seeds = told.get("all_seeds")
    facts = {
        name: told[field]
        for name, field in (("model", "sd_model_name"), ("hash", "sd_model_hash"), ("sampler", "sampler_name"))
        if isinstance(told.get(field), str)
    }
    for at, image in enumerate(images[:wanted]):
        own = seeds[at] if isinstance(seeds, list) and at < len(seeds) and isinstance(seeds[at], int) else seed + at
        yield from_base64(image), own, facts


def _info(answer: Answer) -> dict[str, Any]:
    answer.json()
    text = answer.field("info")
    try:
        told = json.loads(text) if isinstance(text, str) and text else {}
    except ValueError:
        told = {}
    return told if isinstance(told, dict) else {}


def _candidate(data: bytes, seed: int, facts: dict[str, Any]) -> Candidate:
    from editor.engine.received import received

    return received(data, seed=seed, price=Price(0), facts=facts)


def _preview(image: object) -> Any:
    """The half-done picture, None where there is none that can be shown."""
    from editor.engine.received import from_base64, pixels_of

    try:
        return pixels_of(from_base64(image)) if image else None
    except BadResult:
        return None
