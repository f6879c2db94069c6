"""Sent: what an engine is given of what is seen and recorded, at the size at which it draws."""

from __future__ import annotations

import cv2
import numpy as np

from editor.document.archive import Generation
from editor.engine.contract import Area, Reference, Request
from editor.pixels.geometry import Rect, Size
from editor.pixels.resample import resize
from editor.steps.guides import guide
from editor.steps.start import begun


def requested(generation: Generation, image: np.ndarray | None) -> Request:
    """What is sent of `image`, which is what is seen in the region: picture and marking at the size of the recipe.

    None for a picture from words alone. Where the whole picture is to be another, or larger, nothing is marked. The
    references of the generation are frozen.
    """
    references, start = tuple(guide(one) for one in generation.references), generation.start
    if image is None and start is not None:
        assert start.pixels is not None, "it is settled"
        return request_of(generation, references, resize(start.pixels.array(), generation.recipe.size), None)
    if image is None or generation.recipe.kind == "upscale":
        return request_of(generation, references, image, None)
    marked = generation.marked or generation.mask
    assert marked is not None and generation.mask is not None, "a masked edit has a mask"
    if start is not None:
        image = begun(image, generation.mask.array(), start)
    image, mask = _sent(image, marked.array(), generation.recipe.size)
    return request_of(generation, references, image, None if generation.recipe.kind == "image" else mask)


def request_of(
    generation: Generation, references: tuple[Reference, ...], image: np.ndarray | None, mask: np.ndarray | None
) -> Request:
    """The record as a request, with these pixels."""
    recipe = generation.recipe
    return Request(
        id=generation.id,
        kind=recipe.kind,
        size=recipe.size,
        prompt=recipe.prompt,
        avoid=recipe.avoid,
        image=image,
        mask=mask,
        references=references,
        palette=recipe.palette,
        areas=_areas(generation),
        seed=recipe.seed,
        count=recipe.count,
        strength=recipe.strength,
        model=recipe.model,
        options=recipe.options,
    )


def _areas(generation: Generation) -> tuple[Area, ...]:
    """Those that lie in the region, in the pixels that are sent."""
    region, sent = generation.region, generation.recipe.size
    across, down = sent.w / region.w, sent.h / region.h
    found: list[Area] = []
    for area in generation.recipe.areas:
        left, top, w, h = area.box.translated(-region.x, -region.y)
        box = Rect.from_edges(left * across, top * down, (left + w) * across, (top + h) * down).intersected(sent.rect)
        if not box.empty:
            found.append(Area(area.words, box))
    return tuple(found)


def _sent(image: np.ndarray, mask: np.ndarray, sent: Size) -> tuple[np.ndarray, np.ndarray]:
    """Picture and mask at the size that the engine is sent."""
    if (image.shape[1], image.shape[0]) == sent:
        return image, mask
    way = cv2.INTER_AREA if sent.w < image.shape[1] else cv2.INTER_CUBIC
    return cv2.resize(image, sent, interpolation=way), cv2.resize(mask, sent, interpolation=cv2.INTER_LINEAR)
