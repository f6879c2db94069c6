"""Mask: what of a layer is to change, in that layer's own pixel grid."""

from __future__ import annotations

import numpy as np

from editor.document.ids import new_id
from editor.document.records import Document, Layer, Mask, changed
from editor.pixels.geometry import Rect
from editor.pixels.tiles import Tiles


def active_mask(document: Document, target: str) -> Mask | None:
    """The mask in use on a layer; None where nothing is marked."""
    return next((mask for mask in document.masks.values() if mask.target == target and mask.active), None)


def begun(document: Document, target: Layer) -> Mask:
    """The mask in use on a layer, or a new, empty one of the layer's size (not yet in the document)."""
    if target.pixels is None:
        raise ValueError(f"{target.name or 'this layer'} holds no picture: a mask needs one")
    return active_mask(document, target.id) or Mask(
        id=new_id(), name="Mask", target=target.id, tiles=Tiles(target.pixels.size, channels=1)
    )


def masked(document: Document, target: str, values: np.ndarray, x: int = 0, y: int = 0) -> Document:
    """The document with `values` (uint8 (h, w)) as the mask in use of layer `target`, its corner at (x, y).

    It takes the place of the mask that was in use. Raises ValueError where the layer holds no picture or the values
    mark nothing.
    """
    layer = document.layers.get(target)
    if layer is None or layer.pixels is None:
        raise ValueError("there is no picture of that name to put a mask on")
    if not values.any():
        raise ValueError("the mask marks nothing: paint what is to change in white (255)")
    old = active_mask(document, target)
    tiles = Tiles.from_array(values)
    mask = Mask(id=old.id if old else new_id(), name="Mask", target=target, tiles=tiles, x=x, y=y)
    return document.with_(mask)


def repainted(mask: Mask, rect: Rect, values: np.ndarray) -> Mask:
    """A copy with new values in `rect`, which is in the target's grid; what lies outside the mask is cut off."""
    return changed(mask, tiles=mask.tiles.pasted(rect.x - mask.x, rect.y - mask.y, values))


def mask_box(mask: Mask) -> Rect:
    """The smallest rectangle of the target's grid that holds every marked pixel; empty where nothing is."""
    return mask.tiles.bounds().translated(mask.x, mask.y)


def mask_values(mask: Mask, region: Rect) -> np.ndarray:
    """The mask's values uint8 (h, w) in `region` of the target's grid."""
    return mask.tiles.crop(region.translated(-mask.x, -mask.y))
