"""The fields that each family of FLUX's models takes, from a request."""

from __future__ import annotations

from typing import Any

import numpy as np

from editor.engine.borders import borders, kept_box
from editor.engine.contract import Request
from editor.engine.errors import BadRequest
from editor.engine.marked import laid_out, spoken, told
from editor.engine.ratios import nearest
from editor.pixels.encode import png_text

from .models import RATIOS

PAD = 2048  # pixels at most that one side is extended by


def body(family: str, request: Request) -> dict[str, Any]:
    """The JSON body, without a seed. Raises BadRequest where the family cannot do what is asked."""
    return {"output_format": "png", **_FAMILIES[family](request)}


def _fill(request: Request) -> dict[str, Any]:
    """Picture and mask, white where it is to be painted."""
    image, mask = _edited(request)
    return {"prompt": request.prompt, "image": png_text(laid_out(image)), "mask": png_text(mask)}


def _expand(request: Request) -> dict[str, Any]:
    """The part to keep, and by how much it grows on each side."""
    image, mask = _edited(request)
    box = kept_box(mask, PAD)
    return {"prompt": request.prompt, "image": png_text(laid_out(image[box.slices])), **borders(box, mask)}


def _flux2(request: Request) -> dict[str, Any]:
    """Words that number the pictures, and the pictures."""
    words, pictures = told(request)
    fields = (f"input_image_{number}" if number > 1 else "input_image" for number in range(1, len(pictures) + 1))
    sent = dict(zip(fields, map(png_text, pictures), strict=True))
    return {"prompt": words, "width": request.size.w, "height": request.size.h, **sent}


def _kontext(request: Request) -> dict[str, Any]:
    """One picture at most, so that only words can say where it is to change."""
    sent: dict[str, Any] = {"prompt": spoken(request), "aspect_ratio": nearest(request.size, RATIOS)}
    if request.image is not None:
        sent["input_image"] = png_text(laid_out(request.image))
    return sent


def _words(request: Request) -> dict[str, Any]:
    sent: dict[str, Any] = {"prompt": spoken(request), "width": request.size.w, "height": request.size.h}
    if request.references:
        sent["image_prompt"] = png_text(laid_out(request.references[0].image))
    return sent


def _ultra(request: Request) -> dict[str, Any]:
    sent: dict[str, Any] = {"prompt": spoken(request), "aspect_ratio": nearest(request.size, RATIOS)}
    if request.references:
        sent["image_prompt"] = png_text(laid_out(request.references[0].image))
        sent["image_prompt_strength"] = request.references[0].strength
    return sent


def _edited(request: Request) -> tuple[np.ndarray, np.ndarray]:
    if request.image is None or request.mask is None:
        raise BadRequest("There is no picture with a mask to work on.", "Mark something first.")
    return request.image, request.mask


_FAMILIES = {
    "fill": _fill,
    "expand": _expand,
    "flux2": _flux2,
    "kontext": _kontext,
    "words": _words,
    "ultra": _ultra,
}
