"""Lift: what a mask marks, or what is selected, taken out as pixels: for a new layer, or for another program."""

from __future__ import annotations

from collections.abc import Callable, Collection

import cv2
import numpy as np

from editor.document.ids import new_id
from editor.document.records import Document, Layer, LayerMask, changed
from editor.pixels.geometry import Affine, Rect
from editor.pixels.tiles import Tiles
from editor.steps.combine import cleared
from editor.steps.extent import extent, pictures, with_accepted
from editor.steps.look import Look, flattened
from editor.steps.mask import active_mask, mask_box, mask_values
from editor.steps.place import above, highest

Looking = Callable[[Look], np.ndarray]


def lifted(document: Document, layer: Layer, by: Looking = flattened) -> tuple[Document, Layer]:
    """The document with what is marked on a layer as a layer of its own above it, the mask as its layer mask.

    It is what is seen there, with all that was accepted onto the layer. Nothing is marked afterwards. `by` flattens.
    Raises ValueError where nothing is marked.
    """
    mask = active_mask(document, layer.id)
    box = _marked(document, layer)
    assert mask is not None, "something is marked"
    made = Layer(
        id=new_id(),
        name=layer.name,
        parent=layer.parent,
        order=above(document, highest(document, layer)),
        transform=Affine.translation(box.x, box.y).then(layer.transform),
        pixels=Tiles.from_array(seen(looking(document, layer, box), by)),
        mask=LayerMask(Tiles.from_array(mask_values(mask, box))),
        profile=layer.profile,
    )
    return cleared(document, layer).with_(made), made


def marked_pixels(document: Document, layer: Layer, by: Looking = flattened) -> np.ndarray:
    """What is seen where a layer is marked, in its own grid and colour space: uint8 (h, w, 4), straight alpha.

    What is half marked is half transparent. Raises ValueError where nothing is marked.
    """
    mask = active_mask(document, layer.id)
    box = _marked(document, layer)
    assert mask is not None, "something is marked"
    pixels = seen(looking(document, layer, box), by).copy()
    pixels[..., 3] = cv2.multiply(np.ascontiguousarray(pixels[..., 3]), mask_values(mask, box), scale=1 / 255)
    return pixels


def selected_pixels(document: Document, ids: Collection[str], by: Looking = flattened) -> tuple[np.ndarray, bytes]:
    """What the layers show, without those around them: uint8 (h, w, 4), straight alpha, and its ICC profile.

    One picture comes in its own grid and colour space, with what was accepted onto it; several as they lie on the
    canvas, in sRGB. Raises ValueError where none of them holds a picture.
    """
    chosen = pictures(document, with_accepted(document, ids))
    roots = [layer for layer in chosen if layer.onto not in document.layers]
    alone = only(document, chosen)
    if len(roots) == 1 and (pixels := roots[0].pixels) is not None:
        return seen(looking(alone, roots[0], pixels.size.rect), by), roots[0].profile
    box = extent(document, [layer.id for layer in chosen])
    if box is None:
        raise ValueError("nothing is selected that holds a picture")
    rect = box.rect
    return seen(Look(alone, rect.size, Affine.translation(-rect.x, -rect.y)), by), b""


def only(document: Document, chosen: Collection[Layer]) -> Document:
    """The layers of a document with no pictures in view but these."""
    layers = document.layers.values()
    others = (changed(layer, visible=False) for layer in layers if layer.pixels and layer not in chosen)
    return Document().with_(*layers).with_(*others)


def looking(document: Document, layer: Layer, box: Rect) -> Look:
    """A rectangle of a layer's grid as it is seen there, in the layer's colour space."""
    grid = document.placed(layer).inverted().then(Affine.translation(-box.x, -box.y))
    return Look(document, box.size, grid, upto=layer.id, profile=layer.profile)


def seen(look: Look, by: Looking) -> np.ndarray:
    """Flattened by `by` only where it is more than a copy of one layer."""
    copy = look.copied()
    return by(look) if copy is None else copy


def _marked(document: Document, layer: Layer) -> Rect:
    mask = active_mask(document, layer.id)
    box = mask_box(mask) if mask else Rect(0, 0, 0, 0)
    if box.empty:
        raise ValueError("nothing is marked: paint over what is to be taken")
    return box
