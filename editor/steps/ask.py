"""Ask: a target, a mask and some words become the complete request of one generation, and the record of it."""

from __future__ import annotations

import cv2
import msgspec
import numpy as np

from editor.document.archive import Generation, Recipe
from editor.document.edge import Edge
from editor.document.ids import new_id
from editor.document.records import Document, Layer, Mask
from editor.engine.contract import Colour, Engine, Kind, Reference, Request
from editor.engine.errors import BadRequest
from editor.pixels.geometry import Affine, Rect, Size
from editor.pixels.tiles import Tiles
from editor.steps.context import framing
from editor.steps.flatten import flatten
from editor.steps.mask import mask_box, mask_values


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What the user wants, apart from where: words as typed and as composed, how many, which edge."""

    words: str = ""
    prompt: str = ""  # final; empty: the words as typed
    avoid: str = ""
    seed: int = 0
    count: int = 1
    strength: float = 1.0
    edge: Edge = Edge()
    model: str = ""
    palette: tuple[Colour, ...] = ()
    references: tuple[Reference, ...] = ()


class Asked(msgspec.Struct, frozen=True, eq=False):
    """The record to be kept and the request to be sent."""

    generation: Generation
    request: Request


def asked(document: Document, target: Layer, mask: Mask, engine: Engine, wish: Wish, *, made: float) -> Asked:
    """A masked edit of `target`; where the mask reaches outside the layer's picture it is an extension.

    The region is chosen around the mask for this engine's abilities. Raises BadRequest where the engine cannot do
    it or the mask marks nothing.
    """
    if target.pixels is None:
        raise BadRequest("There is no picture under the mask.", "Select a picture first.")
    box = mask_box(mask)
    if box.empty:
        raise BadRequest("The mask marks nothing.", "Paint over what is to change.")
    size = target.pixels.size
    kind: Kind = "inpaint" if size.rect.contains(box) else "outpaint"
    if refusal := engine.abilities.refuses(kind):
        raise BadRequest(refusal, "Choose another engine.")
    frame = framing(box, size.rect.united(box), engine.abilities)
    values = mask_values(mask, frame.region)
    generation = _generation(kind, engine, wish, frame.region, frame.sent, made, target.id, Tiles.from_array(values))
    image = seen(document, generation)
    request = _request(generation, wish, *_sent(image, values, frame.sent))
    return Asked(generation, request)


def asked_from_words(engine: Engine, wish: Wish, region: Rect, *, made: float) -> Asked:
    """A new picture from words alone, to be put at `region` of the canvas."""
    if refusal := engine.abilities.refuses("generate"):
        raise BadRequest(refusal, "Choose another engine.")
    generation = _generation("generate", engine, wish, region, region.size, made, "", None)
    return Asked(generation, _request(generation, wish, None, None))


def seen(document: Document, generation: Generation) -> np.ndarray:
    """What the user sees in a generation's region: uint8 (h, w, 4), straight alpha, sRGB, in the target's grid.

    That is the visible stack up to and including the target and what was accepted onto it. Raises BadRequest where
    the target is gone.
    """
    target = document.layers.get(generation.target)
    if target is None:
        raise BadRequest("The picture that this was asked for is no longer on the canvas.", "Undo its removal first.")
    region = generation.region
    to_region = document.placed(target).inverted().then(Affine.translation(-region.x, -region.y))
    return flatten(document, region.size, to_region, upto=target.id)


def _generation(
    kind: Kind, engine: Engine, wish: Wish, region: Rect, sent: Size, made: float, target: str, mask: Tiles | None
) -> Generation:
    recipe = Recipe(
        engine=engine.name,
        version=engine.version,
        kind=kind,
        size=sent,
        prompt=wish.prompt or wish.words,
        avoid=wish.avoid,
        seed=wish.seed,
        count=wish.count,
        strength=wish.strength,
        model=wish.model,
        words=wish.words,
    )
    return Generation(
        id=new_id(),
        made=made,
        recipe=recipe,
        region=region,
        target=target,
        mask=mask,
        edge=wish.edge,
        native=engine.abilities.masks == "native",
    )


def _request(generation: Generation, wish: Wish, image: np.ndarray | None, mask: np.ndarray | None) -> Request:
    recipe = generation.recipe
    return Request(
        id=generation.id,
        kind=recipe.kind,
        size=recipe.size,
        prompt=recipe.prompt,
        avoid=recipe.avoid,
        image=image,
        mask=mask,
        references=wish.references,
        palette=wish.palette,
        seed=recipe.seed,
        count=recipe.count,
        strength=recipe.strength,
        model=recipe.model,
        options=recipe.options,
    )


def _sent(image: np.ndarray, mask: np.ndarray, sent: Size) -> tuple[np.ndarray, np.ndarray]:
    """Picture and mask at the size that the engine is sent."""
    if (image.shape[1], image.shape[0]) == sent:
        return image, mask
    way = cv2.INTER_AREA if sent.w < image.shape[1] else cv2.INTER_CUBIC
    return cv2.resize(image, sent, interpolation=way), cv2.resize(mask, sent, interpolation=cv2.INTER_LINEAR)
