"""Layer masks: what of a layer shows, taken from what is marked on it, switched off, softened, removed."""

from __future__ import annotations

from collections.abc import Collection

import msgspec
import numpy as np

from editor.document.records import Document, Layer, LayerMask, changed
from editor.pixels import mask_ops
from editor.pixels.tiles import Tiles
from editor.steps.combine import cleared, combined
from editor.steps.mask import active_mask, mask_values


def shown_where_marked(document: Document, layer: Layer) -> Document:
    """The document in which only what is marked on a layer shows of it; what was hidden before stays hidden.

    Nothing is marked afterwards. Raises ValueError where nothing is marked.
    """
    mask = active_mask(document, layer.id)
    if mask is None or layer.pixels is None:
        raise ValueError("nothing is marked: paint over what is to show")
    box = layer.pixels.size.rect
    values, before = mask_values(mask, box), layer.mask
    if before is not None:
        values = np.minimum(values, before.tiles.crop(box.translated(-before.x, -before.y)))
    made = LayerMask(Tiles.from_array(values), colours=before.colours if before is not None else None)
    return cleared(document, layer).with_(changed(layer, mask=made))


def marked_where_shown(document: Document, layer: Layer) -> Document:
    """The document with what shows of a layer marked on it, to be painted further. Raises ValueError without a mask."""
    if layer.mask is None or layer.pixels is None:
        raise ValueError("this layer has no layer mask")
    box = layer.pixels.size.rect
    return combined(document, layer, layer.mask.tiles.crop(box.translated(-layer.mask.x, -layer.mask.y)))


def switched(document: Document, ids: Collection[str], enabled: bool) -> Document:
    """The document with the layer masks of these layers on or off."""
    found = [document.layers[id] for id in ids if id in document.layers]
    return document.with_(
        *(
            changed(layer, mask=msgspec.structs.replace(layer.mask, enabled=enabled))
            for layer in found
            if layer.mask is not None and layer.mask.enabled != enabled
        )
    )


def feathered(document: Document, layer: Layer, px: int) -> Document:
    """The document with the edge of a layer's mask soft, `px` of its pixels to either side."""
    mask = layer.mask
    if mask is None:
        return document
    box = mask.tiles.size.rect.grown(px if mask.tiles.fill == 0 else 0)
    tiles = Tiles.from_array(mask_ops.feathered(mask.tiles.crop(box), px), mask.tiles.fill)
    softer = msgspec.structs.replace(mask, tiles=tiles, x=mask.x + box.x, y=mask.y + box.y)
    return document.with_(changed(layer, mask=softer))


def removed(document: Document, ids: Collection[str]) -> Document:
    """The document in which all of these layers shows."""
    found = [document.layers[id] for id in ids if id in document.layers]
    return document.with_(*(changed(layer, mask=None) for layer in found if layer.mask is not None))
