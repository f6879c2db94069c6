"""Combine: shapes come onto the mask in use of a layer; it is inverted, grown, shrunk, feathered, cleared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np

from editor.document.records import Document, Layer, Mask, changed
from editor.pixels import mask_ops
from editor.pixels.geometry import Rect
from editor.pixels.tiles import Tiles
from editor.steps.mask import active_mask, begun, mask_box, mask_values, repainted

How = Literal["replace", "add", "take"]


def combined(
    document: Document, target: Layer, values: np.ndarray, x: int = 0, y: int = 0, how: How = "replace"
) -> Document:
    """The document with `values` (uint8 (h, w), their corner at (x, y) of the target's grid) on its mask in use.

    They take its place, are added to it (the greater value counts) or taken away from it. What lies outside the mask
    is cut off; a mask that marks nothing any more is gone. Raises ValueError where the layer holds no picture.
    """
    base = begun(document, target)
    old = changed(base, tiles=Tiles(base.tiles.size, 1)) if how == "replace" else base
    rect = Rect(x, y, values.shape[1], values.shape[0]).intersected(_reach(base))
    part = values[rect.translated(-x, -y).slices] if not rect.empty else values[:0, :0]
    if how != "replace" and not rect.empty:
        before = mask_values(base, rect)
        part = np.maximum(before, part) if how == "add" else np.minimum(before, mask_ops.inverted(part))
    return _settled(document, old if rect.empty else repainted(old, rect, part))


def inverted(document: Document, target: Layer) -> Document:
    """The document with all the rest of the target's picture marked instead; the whole of it where nothing was."""
    base = begun(document, target)
    reach = _reach(base)
    values = mask_values(base, reach)
    return _settled(document, repainted(base, reach, mask_ops.inverted(values)))


def whole(document: Document, target: Layer) -> Document:
    """The document with all of the target's picture marked."""
    return inverted(cleared(document, target), target)


def grown(document: Document, target: Layer, px: int) -> Document:
    """The document with the target's mask in use `px` pixels wider, soft edges moved as they are."""
    return _altered(document, target, px, lambda values: mask_ops.grown(values, px))


def shrunk(document: Document, target: Layer, px: int) -> Document:
    """The document with the target's mask in use `px` pixels narrower; at the picture's border it is not eaten."""
    return _altered(document, target, px, lambda values: mask_ops.shrunk(values, px))


def feathered(document: Document, target: Layer, px: int) -> Document:
    """The document with the edge of the target's mask in use soft, `px` pixels to either side."""
    return _altered(document, target, px, lambda values: mask_ops.feathered(values, px))


def cleared(document: Document, target: Layer) -> Document:
    """The document with nothing marked on the target."""
    mask = active_mask(document, target.id)
    return document.without(mask) if mask else document


def _altered(document: Document, target: Layer, px: int, change: Callable[[np.ndarray], np.ndarray]) -> Document:
    """Only what lies within `px` of what is marked is looked at."""
    mask = active_mask(document, target.id)
    if mask is None:
        return document
    part = mask_box(mask).grown(px + 1).intersected(_reach(mask))
    return document if part.empty else _settled(document, repainted(mask, part, change(mask_values(mask, part))))


def _reach(mask: Mask) -> Rect:
    """All that the mask could mark, in the target's grid."""
    return mask.tiles.size.rect.translated(mask.x, mask.y)


def _settled(document: Document, mask: Mask) -> Document:
    return document.without(mask) if mask_box(mask).empty else document.with_(mask)
