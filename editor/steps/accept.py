"""Accept: a fitted candidate becomes a layer with its mask and edge as layer mask; what lies beneath is untouched."""

from __future__ import annotations

import cv2
import numpy as np

from editor.document.archive import Generation, Offer
from editor.document.ids import new_id
from editor.document.records import Document, Layer, LayerMask, Mask, changed
from editor.engine.errors import BadRequest
from editor.pixels.geometry import Affine
from editor.pixels.profiles import convert
from editor.pixels.tiles import SIDE, Tiles, cells
from editor.steps.enlarge import put_larger
from editor.steps.mask import active_mask, mask_values
from editor.steps.place import above, highest, top

LONGEST_NAME = 40


def accepted(
    document: Document, generation: Generation, offer: Offer, pixels: np.ndarray, alpha: np.ndarray
) -> tuple[Document, Layer]:
    """The document with the candidate directly above its target, and without the mask in use where it was asked for.

    `pixels` is uint8 (h, w, 3 or 4) over the generation's region, straight alpha, as fit gives them; `alpha`
    uint8 (h, w) is what of it shows: 0 leaves what is beneath bit for bit as it was. Raises BadRequest where the
    target is gone.
    """
    target = target_of(document, generation)
    layer = brought(generation, offer, pixels, alpha, target.profile if target else b"")
    after = put(document, generation, layer)
    return after, after.layers[layer.id]


def brought(generation: Generation, offer: Offer, pixels: np.ndarray, alpha: np.ndarray, profile: bytes) -> Layer:
    """The layer of a candidate, in the colour space of the ICC profile `profile`, not placed yet.

    `pixels` are in sRGB, but of what was made larger in that space.
    Colours change here once, with the whole crop: what shows of it is blended over the target in the target's own
    space, so that what is beneath is never converted.
    """
    return Layer(
        id=new_id(),
        name=_name(generation),
        pixels=Tiles.from_array(convert(pixels, profile if generation.recipe.kind == "upscale" else b"", profile)),
        mask=None if (alpha == 255).all() else LayerMask(Tiles.from_array(alpha)),
        profile=profile,
        generation=generation.id,
        candidate=offer.id,
    )


def put(document: Document, generation: Generation, layer: Layer) -> Document:
    """The document with a brought layer in its place, and without the mask in use where it was asked for.

    What was made larger takes the place of its source, which is hidden. Raises BadRequest where the target is gone.
    """
    target = target_of(document, generation)
    order = above(document, highest(document, target)) if target else top(document)
    if target is not None and generation.recipe.kind == "upscale":
        return put_larger(document, generation, target, layer, order)
    corner = Affine.translation(generation.region.x, generation.region.y)
    placed = changed(
        layer,
        parent=target.parent if target else "",
        order=order,
        transform=corner.then(target.transform) if target else corner,
        onto=target.id if target else "",
    )
    return document.with_(placed).without(*_spent(document, generation))


def target_of(document: Document, generation: Generation) -> Layer | None:
    """The layer that a generation is about; None for a picture from words alone.

    Raises BadRequest where that layer is gone.
    """
    if generation.target and generation.target not in document.layers:
        raise BadRequest("The picture that this was asked for is no longer on the canvas.", "Undo its removal first.")
    return document.layers.get(generation.target)


def _spent(document: Document, generation: Generation) -> list[Mask]:
    """The target's mask in use, unless it marks other pixels, as one painted on the picture beside an extension."""
    found, asked = active_mask(document, generation.target), generation.mask
    if found is None or asked is None:
        return []
    x, y, *_ = generation.region
    marked = (cell for key, cell in cells(asked.size.rect, SIDE) if key in asked.map)
    parts = (cell.intersected(asked.size.rect) for cell in marked)
    both = (cv2.min(asked.crop(part), mask_values(found, part.translated(x, y))) for part in parts)
    return [found] if any(values.any() for values in both) else []


def _name(generation: Generation) -> str:
    words = " ".join(generation.recipe.words.split())
    if words:
        return words if len(words) <= LONGEST_NAME else words[: LONGEST_NAME - 1].rstrip() + "…"
    return {"inpaint": "Fill", "outpaint": "Extension"}.get(generation.recipe.kind, "Picture")
