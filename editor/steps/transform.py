"""Transform: layers, frames and notes moved, scaled, turned and flipped on the canvas; pixels stay as they are."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from editor.document.records import Document, Layer, changed
from editor.pixels.geometry import Affine, Rect
from editor.steps.extent import Extent, extent, family, groups
from editor.steps.framed import inside


def transformed(document: Document, ids: Collection[str], change: Affine) -> Document:
    """The document with `change`, a map of canvas pixels, done to these layers and all that was accepted onto them.

    Groups move as one; locked layers, and those in locked groups, stay. A frame that is moved takes along what lies in
    it; one that is scaled does not. Frames and notes stay upright.
    """
    if change == Affine.translation(change.e, change.f):
        ids = frozenset(ids) | inside(document, [id for id in ids if id in document.frames])
    found = (document.layers[id] for id in family(document, ids))
    boxes = (box for id in ids if (box := document.frames.get(id) or document.notes.get(id)))
    return document.with_(
        *(_placed(document, layer, change) for layer in found if not locked(document, layer)),
        *(changed(box, rect=_upright(box.rect, change)) for box in boxes),
    )


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


def _upright(rect: Rect, change: Affine) -> Rect:
    """Where whole pixels come to; turned, they keep their size about their middle."""
    if change.b == change.c == 0:
        box = Extent.of(rect)
        (left, top), (right, bottom) = change.apply(box.left, box.top), change.apply(box.right, box.bottom)
        x, y, right, bottom = (
            round(v) for v in (min(left, right), min(top, bottom), max(left, right), max(top, bottom))
        )
        return Rect(x, y, max(1, right - x), max(1, bottom - y))
    x, y = change.apply(rect.x + rect.w / 2, rect.y + rect.h / 2)
    return Rect(round(x - rect.w / 2), round(y - rect.h / 2), rect.w, rect.h)


def _placed(document: Document, layer: Layer, change: Affine) -> Layer:
    group = document.layers.get(layer.parent)
    if group is not None:
        outside = document.placed(group)
        change = outside.then(change).then(outside.inverted())
    return changed(layer, transform=layer.transform.then(change))
