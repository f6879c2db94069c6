"""Transform: layers moved, scaled, turned and flipped on the canvas; pixels stay as they are."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from editor.document.records import Document, Layer, changed
from editor.pixels.geometry import Affine
from editor.steps.extent import extent, family, groups


def transformed(document: Document, ids: Collection[str], change: Affine) -> Document:
    """The document with `change`, a map of canvas pixels, done to these layers and all that was accepted onto them.

    Groups move as one; locked layers, and those in locked groups, stay.
    """
    found = (document.layers[id] for id in family(document, ids))
    return document.with_(*(_placed(document, layer, change) for layer in found if not locked(document, layer)))


def nudged(document: Document, ids: Collection[str], dx: float, dy: float) -> Document:
    """The document with these layers moved by canvas pixels."""
    return transformed(document, ids, Affine.translation(dx, dy))


def flipped(document: Document, ids: Collection[str], way: Literal["across", "down"]) -> Document:
    """The document with these layers mirrored about the middle of all of them: left and right, or top and bottom."""
    box = extent(document, ids)
    if box is None:
        return document
    x, y = box.centre
    return transformed(document, ids, about(x, y, Affine.scaling(-1, 1) if way == "across" else Affine.scaling(1, -1)))


def about(x: float, y: float, change: Affine) -> Affine:
    """The same change with (x, y) in the place of the origin."""
    return Affine.translation(-x, -y).then(change).then(Affine.translation(x, y))


def locked(document: Document, layer: Layer) -> bool:
    """Whether a layer, or a group that holds it, is locked."""
    return layer.locked or any(group.locked for group in groups(document, layer))


def upright(placed: Affine) -> bool:
    """Whether the layer's sides are the canvas' own directions."""
    return abs(placed.b) + abs(placed.c) < 1e-9 or abs(placed.a) + abs(placed.d) < 1e-9


def _placed(document: Document, layer: Layer, change: Affine) -> Layer:
    group = document.layers.get(layer.parent)
    if group is not None:
        outside = document.placed(group)
        change = outside.then(change).then(outside.inverted())
    return changed(layer, transform=layer.transform.then(change))
