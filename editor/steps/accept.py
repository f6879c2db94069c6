"""Accept: a fitted candidate becomes a layer with its mask and edge as layer mask; what lies beneath is untouched."""

from __future__ import annotations

import numpy as np

from editor.document.archive import Generation, Offer
from editor.document.ids import new_id
from editor.document.records import Document, Layer, LayerMask, Mask
from editor.document.stack import accepted_onto
from editor.pixels.geometry import Affine
from editor.pixels.tiles import Tiles
from editor.steps.mask import active_mask, mask_values
from editor.steps.place import above, top

LONGEST_NAME = 40


def accepted(
    document: Document, generation: Generation, offer: Offer, pixels: np.ndarray, alpha: np.ndarray
) -> tuple[Document, Layer]:
    """The document with the candidate directly above its target, and without the mask in use where it was asked for.

    `pixels` is uint8 (h, w, 3 or 4) over the generation's region, in the target's colour space; `alpha` uint8
    (h, w) is what of it shows: 0 leaves what is beneath bit for bit as it was.
    """
    region, target = generation.region, document.layers.get(generation.target)
    corner = Affine.translation(region.x, region.y)
    layer = Layer(
        id=new_id(),
        name=_name(generation),
        parent=target.parent if target else "",
        order=above(document, _highest(document, target)) if target else top(document),
        transform=corner.then(target.transform) if target else corner,
        pixels=Tiles.from_array(pixels),
        mask=None if (alpha == 255).all() else LayerMask(Tiles.from_array(alpha)),
        profile=target.profile if target else b"",
        onto=target.id if target else "",
        generation=generation.id,
        candidate=offer.id,
    )
    return document.with_(layer).without(*_spent(document, generation)), layer


def _spent(document: Document, generation: Generation) -> list[Mask]:
    """The target's mask in use, unless it marks other pixels, as one painted on the picture beside an extension."""
    found = active_mask(document, generation.target)
    if found is None or generation.mask is None:
        return []
    asked = generation.mask.array() > 0
    return [found] if mask_values(found, generation.region)[asked].any() else []


def _highest(document: Document, target: Layer) -> Layer:
    """The uppermost of the target and what was accepted onto it, so that a second fix covers the first."""
    onto = accepted_onto(document, target.id)
    family = [a for a in document.layers.values() if a.id in onto and a.parent == target.parent]
    return max(family, key=lambda a: (a.order, a.id))


def _name(generation: Generation) -> str:
    words = " ".join(generation.recipe.words.split())
    if words:
        return words if len(words) <= LONGEST_NAME else words[: LONGEST_NAME - 1].rstrip() + "…"
    return {"inpaint": "Fill", "outpaint": "Extension", "upscale": "Enlarged"}.get(generation.recipe.kind, "Picture")
