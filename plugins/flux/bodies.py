"""The fields that each family of FLUX's models takes, from a request."""

from __future__ import annotations

import base64
from typing import Any

import numpy as np

from editor.engine.contract import Request
from editor.engine.errors import BadRequest
from editor.engine.marked import laid_out, spoken_limits, told
from editor.engine.ratios import nearest
from editor.pixels.encode import encode
from editor.pixels.geometry import Rect

from .models import RATIOS

PAD = 2048  # pixels at most that one side is extended by


def body(family: str, request: Request) -> dict[str, Any]:
    """The JSON body, without a seed. Raises BadRequest where the family cannot do what is asked."""
    return {"output_format": "png", **_FAMILIES[family](request)}


def _fill(request: Request) -> dict[str, Any]:
    """Picture and mask, white where it is to be painted."""
    image, mask = _edited(request)
    return {"prompt": request.prompt, "image": _png(laid_out(image)), "mask": _png(mask)}


def _expand(request: Request) -> dict[str, Any]:
    """The part to keep, and by how much it grows on each side. Raises BadRequest where that is no rectangle."""
    image, mask = _edited(request)
    kept = mask < 128
    rows, columns = np.flatnonzero(kept.any(axis=1)), np.flatnonzero(kept.any(axis=0))
    if not rows.size:
        raise BadRequest("Nothing of the picture is kept, so there is nothing to extend.", "Mark less.")
    box = Rect.from_edges(columns[0], rows[0], columns[-1] + 1, rows[-1] + 1)
    pads = {
        "top": box.y,
        "bottom": request.size.h - box.bottom,
        "left": box.x,
        "right": request.size.w - box.right,
    }
    if not kept[box.slices].all():
        raise BadRequest("It extends whole rectangles, and what is marked reaches inside.", "Choose FLUX Fill for it.")
    if max(pads.values()) > PAD:
        raise BadRequest(f"It extends by at most {PAD} pixels at once.", "Go in several steps.")
    return {"prompt": request.prompt, "image": _png(laid_out(image[box.slices])), **pads}


def _flux2(request: Request) -> dict[str, Any]:
    """Words that number the pictures, and the pictures."""
    words, pictures = told(request)
    fields = (f"input_image_{number}" if number > 1 else "input_image" for number in range(1, len(pictures) + 1))
    sent = dict(zip(fields, map(_png, pictures), strict=True))
    return {"prompt": words, "width": request.size.w, "height": request.size.h, **sent}


def _kontext(request: Request) -> dict[str, Any]:
    """One picture at most, so that only words can say where it is to change."""
    sent: dict[str, Any] = {"prompt": _spoken(request), "aspect_ratio": nearest(request.size, RATIOS)}
    if request.image is not None:
        sent["input_image"] = _png(laid_out(request.image))
        sent["prompt"] += " Keep everything else exactly as it is: place, size, framing, light and colours."
    return sent


def _words(request: Request) -> dict[str, Any]:
    sent: dict[str, Any] = {"prompt": _spoken(request), "width": request.size.w, "height": request.size.h}
    if request.references:
        sent["image_prompt"] = _png(laid_out(request.references[0].image))
    return sent


def _ultra(request: Request) -> dict[str, Any]:
    sent: dict[str, Any] = {"prompt": _spoken(request), "aspect_ratio": nearest(request.size, RATIOS)}
    if request.references:
        sent["image_prompt"] = _png(laid_out(request.references[0].image))
        sent["image_prompt_strength"] = request.references[0].strength
    return sent


def _spoken(request: Request) -> str:
    words = request.prompt.strip()
    if limits := spoken_limits(request):
        words = " ".join((words if words.endswith((".", "!", "?")) else f"{words}.", *limits))
    return words


def _edited(request: Request) -> tuple[np.ndarray, np.ndarray]:
    if request.image is None or request.mask is None:
        raise BadRequest("There is no picture with a mask to work on.", "Mark something first.")
    return request.image, request.mask


def _png(pixels: np.ndarray) -> str:
    return base64.b64encode(encode(pixels, "PNG")).decode()


_FAMILIES = {
    "fill": _fill,
    "expand": _expand,
    "flux2": _flux2,
    "kontext": _kontext,
    "words": _words,
    "ultra": _ultra,
}
