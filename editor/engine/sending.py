"""A request as the input of a model that is known by its schema."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np

from editor.engine.borders import borders, kept_box
from editor.engine.contract import Request
from editor.engine.errors import BadRequest
from editor.engine.marked import laid_out, reference_words, spoken, told
from editor.engine.ratios import nearest
from editor.engine.schema import Field
from editor.engine.takes import Takes, listed_sizes
from editor.pixels.encode import encode
from editor.pixels.geometry import Size

Put = Callable[[bytes], str]
"""Brings a PNG file to where the model can read it, and tells what stands for it in the input."""

WIDEST = 4096  # pixels of a border, where no more is told
NEUTRAL = {"zoom_out_percentage": 0}  # what would do something else besides, unless it is told not to
TIMES = 2  # larger, where no more is asked for


def sent(model: Takes, request: Request, put: Put) -> dict[str, Any]:
    """The input, without seed and count. Raises BadRequest where the model cannot do what is asked."""
    body = _shape(model, request.size)
    body |= {name: value for name, value in {**NEUTRAL, **request.options}.items() if name in model.fields}
    if model.format and "png" in model.fields[model.format].choices:
        body[model.format] = "png"
    if model.strength and not model.mask and request.kind == "image":
        body[model.strength] = request.strength
    if model.enlarge and request.kind == "upscale":
        body.setdefault(model.enlarge, _times(model.fields[model.enlarge], request.options.get("factor", TIMES)))
    if model.avoid:
        body[model.avoid] = request.avoid
        request = msgspec.structs.replace(request, avoid="")
    words, pictures, more = _shown(model, request)
    if model.prompt and (words or model.fields[model.prompt].required):
        body[model.prompt] = words
    return body | more | _pictures(model, request, pictures, lambda pixels: put(encode(pixels, "PNG")))


def _times(field: Field, factor: float) -> float:
    """How many times as large the model is to make it: as much as is wanted, or the next that it does."""
    choices = sorted(float(choice) for choice in field.choices)
    if choices:
        return next((_whole(one) for one in choices if one >= factor), _whole(choices[-1]))
    if field.type == "integer":
        factor = math.ceil(factor)
    return _whole(max(field.low or 1, min(factor, field.high or factor)))


def _whole(number: float) -> float:
    return int(number) if number == int(number) else number


def _shown(model: Takes, request: Request) -> tuple[str, list[np.ndarray], dict[str, Any]]:
    """The words, the pictures that they may number, and what says how far the picture is to be extended."""
    image, several = request.image, bool(model.images or model.references)
    spoken_of = request if several else msgspec.structs.replace(request, references=())
    if image is not None and request.mask is not None and (model.mask or model.pads):
        more: dict[str, Any] = {}
        if not model.mask:
            box = kept_box(request.mask, int(min(model.fields[name].high or WIDEST for name in model.pads.values())))
            more = {model.pads[side]: width for side, width in borders(box, request.mask).items()}
            image = image[box.slices]
        bare = msgspec.structs.replace(request, image=None, mask=None, references=())
        first = 2 if model.images and not model.image else 1
        words = (spoken(bare), *reference_words(spoken_of.references, first))
        return " ".join(words), [laid_out(image), *_references(spoken_of)], more
    if model.marked or image is None:
        found = told(spoken_of)
        return found.words, list(found.pictures), {}
    if model.strength or request.kind == "upscale":  # these follow a description, no instructions
        spoken_of = msgspec.structs.replace(spoken_of, image=None, mask=None)
    return spoken(spoken_of), [laid_out(image)], {}


def _pictures(
    model: Takes, request: Request, pictures: list[np.ndarray], put: Callable[[np.ndarray], str]
) -> dict[str, Any]:
    """The pictures in their fields, and the mask."""
    body: dict[str, Any] = {}
    if request.image is not None and model.image:
        body[model.image] = put(pictures.pop(0))
    if pictures and (several := model.images or model.references):
        most = model.fields[several].most
        if most is not None and len(pictures) > most:
            raise BadRequest(f"This engine takes at most {most} pictures at once.", "Use fewer references.")
        body[several] = [put(picture) for picture in pictures]
    if model.reference and request.references and not (model.images or model.references):
        body[model.reference] = put(laid_out(request.references[0].image))
    if model.mask and request.mask is not None:
        body[model.mask] = put(_mask(model, request.mask))
    return body


def _mask(model: Takes, mask: np.ndarray) -> np.ndarray:
    if model.by_alpha:
        return np.dstack([mask, mask, mask, 255 - mask])
    return 255 - mask if model.paints_black else mask


def _references(request: Request) -> list[np.ndarray]:
    return [laid_out(reference.image) for reference in request.references]


def _shape(model: Takes, size: Size) -> dict[str, Any]:
    """What asks for a size, in the ways that the model has for it."""
    body: dict[str, Any] = {}
    if model.sides:
        body["width"], body["height"] = (
            _as(model.fields[side], value) for side, value in zip(_SIDES, size, strict=True)
        )
    elif model.size and model.fields[model.size].type == "size":
        body[model.size] = dict(zip(_SIDES, size, strict=True))
    elif model.size and (listed := listed_sizes(model.fields[model.size])):
        body[model.size] = min(listed, key=lambda choice: _apart(listed[choice], size))
    elif model.ratio and not model.mask and (ratio := nearest(size, map(str, model.fields[model.ratio].choices))):
        body[model.ratio] = ratio
    if model.resolution and (choice := _resolution(model.fields[model.resolution], size)):
        body[model.resolution] = choice
    return body


_SIDES = ("width", "height")


def _as(field: Field, value: int) -> int | str:
    return str(value) if field.type == "string" else value


def _apart(one: tuple[int, int], size: Size) -> float:
    """How unlike two sizes are: their ratios first, then how large they are."""
    ratio = math.log(one[0] / one[1]) - math.log(size.w / size.h)
    return 10 * abs(ratio) + abs(math.log(one[0] * one[1] / size.area))


def _resolution(field: Field, size: Size) -> str:
    """The smallest class, such as "2K" or "1 MP", that is as large as the size; the largest where none is."""
    pixels: dict[str, float] = {}
    for choice in map(str, field.choices):
        if match := re.fullmatch(r"(\d+(?:\.\d+)?)\s*(k|mp)", choice.strip().lower()):
            number = float(match[1])
            pixels[choice] = number * 1_048_576 if match[2] == "mp" else (number * 1024) ** 2
    enough = [choice for choice in pixels if pixels[choice] >= 0.9 * size.area]
    return min(enough, key=pixels.__getitem__) if enough else max(pixels, key=pixels.__getitem__, default="")
