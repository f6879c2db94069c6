"""A request as the form that Stability takes; a form is sent even where it holds no file."""

from __future__ import annotations

from typing import Any

import numpy as np

from editor.engine.borders import borders, kept_box
from editor.engine.contract import Request
from editor.engine.errors import BadRequest
from editor.engine.marked import laid_out
from editor.engine.ratios import nearest
from editor.pixels.encode import encode

from .services import RATIOS, WIDEST

LARGEST = 9_500_000  # bytes of the pictures: a form may have ten megabytes in all
SIDES = {"left": "left", "right": "right", "top": "up", "bottom": "down"}

Form = dict[str, tuple[str | None, Any, str] | tuple[None, str]]


def form(model: str, service: str, request: Request, *, avoid: bool) -> Form:
    """The form without a seed. Raises BadRequest where the service cannot do what is asked."""
    values: dict[str, Any] = {"output_format": "png", "prompt": request.prompt.strip()}
    pictures: dict[str, np.ndarray] = {}
    if avoid:
        values["negative_prompt"] = request.avoid.strip()
    if service in ("sd3", "turbo"):
        values |= {"model": model, "mode": "text-to-image" if request.image is None else "image-to-image"}
    if request.image is None:
        values["aspect_ratio"] = nearest(request.size, RATIOS)
    elif request.mask is not None and service == "outpaint":
        box = kept_box(request.mask, WIDEST)
        values |= {SIDES[side]: width for side, width in borders(box, request.mask).items()}
        pictures["image"] = laid_out(request.image[box.slices])
    else:
        pictures["image"] = laid_out(request.image)
        if request.mask is not None:
            pictures["mask"] = request.mask
        elif request.kind == "image":
            values["strength"] = request.strength
    texts: Form = {name: (None, str(value)) for name, value in values.items() if value != ""}
    return texts | _files(pictures)


def _files(pictures: dict[str, np.ndarray]) -> Form:
    """PNG where all of it is small enough, else JPEG for what is no mask."""
    mask = encode(pictures["mask"], "PNG") if "mask" in pictures else b""
    files: Form = {"mask": ("mask.png", mask, "image/png")} if mask else {}
    if "image" not in pictures:
        return files
    for mime, quality in (("image/png", None), ("image/jpeg", 95), ("image/jpeg", 85)):
        data = encode(pictures["image"], mime, quality=quality)
        if len(data) + len(mask) <= LARGEST:
            return {**files, "image": (f"image.{mime[6:]}", data, mime)}
    raise BadRequest("The picture is too large to be sent.", "Mark a smaller area.")
