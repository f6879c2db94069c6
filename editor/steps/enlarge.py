"""Enlarge: a picture with more pixels in the same place: how many, what is asked for, and the layer that it becomes."""

from __future__ import annotations

import math

import cv2
import msgspec
import numpy as np

from editor.document.archive import Generation, Recipe
from editor.document.ids import new_id
from editor.document.records import Document, Layer, LayerMask, changed
from editor.document.stack import accepted_onto
from editor.engine.checked import LARGEST_AREA, LARGEST_SIDE
from editor.engine.contract import Abilities, Engine
from editor.engine.errors import BadRequest
from editor.pixels.geometry import Affine, Rect, Size
from editor.pixels.tiles import Tiles
from editor.steps.extend import covered
from editor.steps.gather import gathering
from editor.steps.look import Look

FOUR_K = Size(3840, 2160)
INCH = 25.4  # millimetres


class Goal(msgspec.Struct, frozen=True):
    """How large a picture is to be: so many times as large, or, where `fill` is given, large enough to fill that.

    `dpi` are the dots to the inch of a print, 0 where it is none.
    """

    factor: float = 2.0
    fill: Size | None = None
    turns: bool = False  # `fill` is turned with the picture: upright for one that is
    dpi: float = 0

    def of(self, size: Size) -> Size:
        """The size of a picture that had `size`, in its own shape."""
        if self.fill is None:
            return Size(max(1, round(size.w * self.factor)), max(1, round(size.h * self.factor)))
        other_way = (size.w < size.h) != (self.fill.w < self.fill.h)
        to = Size(self.fill.h, self.fill.w) if self.turns and other_way else self.fill
        scale = max(to.w / size.w, to.h / size.h)
        return Size(max(to.w, round(size.w * scale)), max(to.h, round(size.h * scale)))


def printed(w: float, h: float, dpi: float) -> Goal:
    """Large enough for a print of so many millimetres, turned as the picture is, with so many dots to the inch."""
    dots = Size(math.ceil(w / INCH * dpi - 1e-6), math.ceil(h / INCH * dpi - 1e-6))
    return Goal(fill=dots, turns=True, dpi=dpi)


def wanted_size(recipe: Recipe) -> Size:
    """How many pixels a picture that is made larger is to have."""
    return Size(*recipe.options["to"])


def planned_larger(
    document: Document, target: Layer, engine: Engine, goal: Goal, words: str = "", seed: int = 0, *, made: float
) -> Generation:
    """The record of having a layer, with all that was accepted onto it, made larger. No picture is looked at.

    Raises BadRequest where the engine cannot do it, or where there is nothing to be gained.
    """
    if target.pixels is None:
        raise BadRequest("There is no picture to make larger.", "Select a picture first.")
    region = covered(document, target)
    return planned_size(region, goal.of(region.size), engine, words, seed, target=target.id, made=made)


def planned_size(
    region: Rect, to: Size, engine: Engine, words: str = "", seed: int = 0, *, target: str = "", made: float
) -> Generation:
    """The record of having a region of a layer's grid, or, without a target, a picture of that size, made as large.

    Raises BadRequest as `planned_larger`.
    """
    if refusal := refused(engine.abilities, region.size, to):
        raise BadRequest(refusal, "Choose another size, or another engine.")
    factor = to.w / region.w
    options = {"factor": int(factor) if factor == int(factor) else factor, "to": [to.w, to.h]}
    recipe = Recipe(
        engine=engine.name,
        version=engine.version,
        kind="upscale",
        size=region.size,
        prompt=words,
        words=words,
        seed=seed,
        options=options,
    )
    return Generation(id=new_id(), made=made, recipe=recipe, region=region, target=target)


def refused(abilities: Abilities, size: Size, to: Size) -> str:
    """Why an engine cannot make a picture of `size` as large as `to`, as a sentence; empty where it can."""
    if refusal := abilities.refuses("upscale"):
        return refusal
    if to.w < size.w or to.h < size.h or to == size:
        return f"The picture has {size.w} x {size.h} pixels already: {to.w} x {to.h} is not larger."
    if max(to) > LARGEST_SIDE or to.area > LARGEST_AREA:
        return f"{to.w} x {to.h} pixels are too many: at most {LARGEST_AREA // 10**6} megapixels."
    if max(size) > abilities.largest_side:
        return f"This engine takes pictures of at most {abilities.largest_side} pixels a side: this has {max(size)}."
    if abilities.largest_area is not None and size.area > abilities.largest_area:
        most, has = abilities.largest_area / 1e6, size.area / 1e6
        return f"This engine takes pictures of at most {most:.1f} megapixels: this has {has:.1f}."
    if min(size) < abilities.smallest_side:
        return f"This engine takes pictures of at least {abilities.smallest_side} pixels a side: this has {min(size)}."
    return ""


def looking_alone(document: Document, target: Layer, region: Rect) -> Look:
    """A region of the layer with all that was accepted onto it, before its mask and its opacity count.

    In its own colour space: whoever makes a picture larger keeps its numbers, and sRGB would clip a wide one's colours.
    """
    bare = changed(target, mask=None, opacity=1.0, blend="normal")
    look, _ = gathering(document.with_(bare), bare)
    return Look(look.document, region.size, Affine.translation(-region.x, -region.y), profile=target.profile)


def put_larger(document: Document, generation: Generation, target: Layer, layer: Layer, order: str) -> Document:
    """The document with a picture that was made larger in the place of its source, which is hidden beneath it."""
    assert layer.pixels is not None, "it was brought"
    region, size = generation.region, layer.pixels.size
    placed = changed(
        layer,
        name=target.name,
        parent=target.parent,
        order=order,
        transform=Affine.scaling(region.w / size.w, region.h / size.h)
        .then(Affine.translation(region.x, region.y))
        .then(target.transform),
        opacity=target.opacity,
        blend=target.blend,
        mask=_larger_mask(target, region, size),
    )
    hidden = (changed(document.layers[id], visible=False) for id in accepted_onto(document, target.id))
    return document.with_(*hidden, placed)


def with_source(document: Document, before: Document, target: str) -> Document:
    """The document with the source of a larger picture as visible as it was before."""
    return document.with_(*(before.layers[id] for id in accepted_onto(before, target)))


def _larger_mask(target: Layer, region: Rect, size: Size) -> LayerMask | None:
    """The layer mask for a larger picture; what was drawn around the layer has none."""
    mask = target.mask
    if mask is None or target.pixels is None:
        return None
    own = target.pixels.size.rect
    values = np.full((region.h, region.w), 255, np.uint8)
    inside = own.translated(-region.x, -region.y)
    values[inside.slices] = mask.tiles.crop(own.translated(-mask.x, -mask.y))
    larger = cv2.resize(values, tuple(size), interpolation=cv2.INTER_CUBIC)
    return LayerMask(Tiles.from_array(larger), enabled=mask.enabled)
