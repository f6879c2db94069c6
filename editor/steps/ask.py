"""Ask: a target, a mask and some words become the complete request of one generation, and the record of it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import numpy as np

from editor.document.archive import Generation, Recipe
from editor.document.edge import Edge
from editor.document.ids import new_id
from editor.document.records import Document, Layer, Mask, ReferencePicture
from editor.engine.checked import LARGEST_AREA
from editor.engine.contract import Abilities, Area, Colour, Engine, Kind, Request
from editor.engine.errors import BadRequest
from editor.pixels.geometry import Affine, Rect, Size
from editor.pixels.tiles import Tiles
from editor.steps.accept import target_of
from editor.steps.context import Framing, framing, marking, remarked, stays_put
from editor.steps.drawable import drawable
from editor.steps.enlarge import looking_alone
from editor.steps.guides import frozen, stand_in
from editor.steps.look import Look, flattened
from editor.steps.mask import mask_box, mask_values
from editor.steps.sent import request_of, requested
from editor.steps.start import start_of, start_refusal


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What the user wants, apart from where: words as typed and as composed, how many, which edge.

    What is `guided` by the anchors and references of the document is composed first (editor.steps.compose); then
    `anchors` are the ids and versions of those used, what is in `references` is shown in that order, and `areas` are
    words for parts, in the target's grid or, without a target, in canvas pixels. `values` are those of names in braces,
    besides the document's own.
    """

    words: str = ""
    prompt: str = ""  # final; empty: the words as typed
    avoid: str = ""
    seed: int = 0
    count: int = 1
    strength: float = 1.0
    edge: Edge = Edge()
    model: str = ""
    palette: tuple[Colour, ...] = ()
    references: tuple[ReferencePicture, ...] = ()
    start: ReferencePicture | None = None
    anchors: tuple[tuple[str, int], ...] = ()
    values: dict[str, str] = {}
    areas: tuple[Area, ...] = ()
    guided: bool = True


class Asked(msgspec.Struct, frozen=True, eq=False):
    """The record to be kept, the request to be sent, and what was seen of the region: uint8 (h, w, 4), sRGB; None for
    a picture from words alone."""

    generation: Generation
    request: Request
    seen: np.ndarray | None


def asked(document: Document, target: Layer, mask: Mask, engine: Engine, wish: Wish, *, made: float) -> Asked:
    """A masked edit of `target`; where the mask reaches outside the layer's picture it is an extension.

    All of `planned`, `seen` and `requested` in one; raises what they raise.
    """
    generation = with_guides(document, planned(document, target, mask, engine, wish, made=made))
    image = seen(document, generation)
    return Asked(generation, requested(generation, image), image)


def planned(document: Document, target: Layer, mask: Mask, engine: Engine, wish: Wish, *, made: float) -> Generation:
    """The record of a masked edit: its kind, its region around the mask and what is marked there for this engine.

    No picture is looked at. Raises BadRequest where the engine cannot do it or the mask marks nothing.
    """
    kind, frame = _aimed(target, mask, engine.abilities)
    marked = None
    if remarked(engine.abilities, kind):
        values = mask_values(mask, frame.region)
        other = marking(values, engine.abilities, kind)
        marked = None if other is values else Tiles.from_array(other)
    return msgspec.structs.replace(
        _generation(kind, engine, wish, frame.region, frame.sent, made),
        target=target.id,
        mask=mask.tiles.cropped(frame.region.translated(-mask.x, -mask.y)),
        marked=marked,
        native=stays_put(engine.abilities) or kind == "image",  # of which there is no rest to fit it to
    )


def foreseen(document: Document, target: Layer, mask: Mask, engine: Engine, wish: Wish) -> tuple[Request, Rect]:
    """The request that `planned` would lead to, without its pixels, and its region in the target's grid.

    Quick enough for every key that is pressed. Raises BadRequest as `planned`.
    """
    kind, frame = _aimed(target, mask, engine.abilities)
    generation = _generation(kind, engine, wish, frame.region, frame.sent, 0.0)
    return _foreseen(document, generation), frame.region


def foreseen_from_words(document: Document, engine: Engine, wish: Wish, region: Rect) -> Request:
    """The request for a picture from words alone, with nothing but the sizes of its references. Raises BadRequest."""
    return _foreseen(document, planned_from_words(engine, wish, region, made=0.0))


def seen(document: Document, generation: Generation, by: Callable[[Look], np.ndarray] = flattened) -> np.ndarray:
    """What the user sees in a generation's region: uint8 (h, w, 4), straight alpha, sRGB, in the target's grid.

    That is the visible stack up to and including the target and what was accepted onto it, or of what is made larger
    those alone, in their own colour space; `by` flattens it where it is more than a copy of one layer. Raises
    BadRequest where the target is gone, or where the stack holds what this version cannot show.
    """
    target = target_of(document, generation)
    assert target is not None, "a picture from words alone is made from nothing seen"
    region = generation.region
    if generation.recipe.kind == "upscale":
        look = looking_alone(document, target, region)
    else:
        to_region = document.placed(target).inverted().then(Affine.translation(-region.x, -region.y))
        look = Look(document, region.size, to_region, upto=target.id)
    try:
        copy = look.copied()
        return by(look) if copy is None else copy
    except ValueError as error:
        raise _refused(error, "Hide that layer, or open the project with a newer version.") from error


def with_guides(document: Document, generation: Generation, by: Callable[[Look], np.ndarray] = flattened) -> Generation:
    """The generation with its references frozen, and its start image, as they are in the document.

    Raises BadRequest where one is gone.
    """
    references = tuple(frozen(document, one, by) for one in generation.references)
    return msgspec.structs.replace(generation, references=references, start=start_of(document, generation, by))


def asked_from_words(document: Document, engine: Engine, wish: Wish, region: Rect, *, made: float) -> Asked:
    """`planned_from_words` and `requested` in one; raises what they raise."""
    generation = with_guides(document, planned_from_words(engine, wish, region, made=made))
    return Asked(generation, requested(generation, None), None)


def planned_from_words(engine: Engine, wish: Wish, region: Rect, *, made: float) -> Generation:
    """The record of a new picture from words alone, to be put at `region` of the canvas; it is drawn at the nearest
    size that the engine draws. Raises BadRequest."""
    kind: Kind = "generate" if wish.start is None else "image"
    if refusal := engine.abilities.refuses(kind):
        raise BadRequest(refusal, "Choose another engine.")
    try:
        sent = drawable(region.size, engine.abilities)
    except ValueError as error:
        raise _refused(error, "Choose another engine, or another size.") from error
    _check_area(max(region.size.area, sent.area))
    return _generation(kind, engine, wish, region, sent, made)


def kind_of(target: Layer, mask: Mask, abilities: Abilities) -> Kind | None:
    """What this mask asks of an engine; None where there is no picture, or nothing is marked."""
    box = mask_box(mask)
    if target.pixels is None or box.empty:
        return None
    return _kind(target.pixels.size.rect, mask, box, abilities)


def _aimed(target: Layer, mask: Mask, abilities: Abilities) -> tuple[Kind, Framing]:
    """What is asked for by this mask, and the region round it."""
    if target.pixels is None:
        raise BadRequest("There is no picture under the mask.", "Select a picture first.")
    box = mask_box(mask)
    if box.empty:
        raise BadRequest("The mask marks nothing.", "Paint over what is to change.")
    size = target.pixels.size
    kind = _kind(size.rect, mask, box, abilities)
    if refusal := abilities.refuses(kind):
        raise BadRequest(refusal, "Choose another engine.")
    return kind, _framed(box, size.rect.united(box), abilities)


def _kind(picture: Rect, mask: Mask, box: Rect, abilities: Abilities) -> Kind:
    """A mask beyond the picture extends it; one over all of it asks for another picture, where the engine can."""
    if not picture.contains(box):
        return "outpaint"
    if box == picture and "image" in abilities.kinds and mask_values(mask, box).min() == 255:
        return "image"
    return "inpaint"


def _framed(box: Rect, picture: Rect, abilities: Abilities) -> Framing:
    try:
        frame = framing(box, picture, abilities)
    except ValueError as error:
        raise _refused(error, "Choose another engine, or mark another area.") from error
    _check_area(max(frame.region.size.area, frame.sent.area))
    return frame


def _check_area(pixels: int) -> None:
    if pixels > LARGEST_AREA:
        raise BadRequest(
            f"{pixels / 1e6:.0f} megapixels are too many at once: at most {LARGEST_AREA // 10**6}.",
            "Mark a smaller area, or go in several steps.",
        )


def _refused(error: ValueError, advice: str) -> BadRequest:
    text = str(error)
    return BadRequest(f"{text[:1].upper()}{text[1:]}.", advice)


def _generation(kind: Kind, engine: Engine, wish: Wish, region: Rect, sent: Size, made: float) -> Generation:
    if wish.start is not None and (refusal := start_refusal(engine.abilities, kind)):
        raise BadRequest(refusal, "Choose another engine, or take the start image away.")
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
        anchors=wish.anchors,
        palette=wish.palette,
        references=tuple(reference.name for reference in wish.references),
        start=wish.start.name if wish.start is not None else "",
        values=wish.values,
        areas=wish.areas,
    )
    return Generation(
        id=new_id(),
        made=made,
        recipe=recipe,
        region=region,
        edge=wish.edge,
        references=wish.references,
        start=wish.start,
    )


def _foreseen(document: Document, generation: Generation) -> Request:
    return request_of(generation, tuple(stand_in(document, one) for one in generation.references), None, None)
