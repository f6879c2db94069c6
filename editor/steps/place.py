"""Place: a picture becomes a layer on the canvas."""

from __future__ import annotations

from editor.document.ids import new_id
from editor.document.order import between
from editor.document.records import Document, Layer, Origin
from editor.document.stack import accepted_onto
from editor.pixels.geometry import Affine, Rect
from editor.pixels.tiles import Tiles

GAP = 64  # canvas pixels between pictures that were placed one after the other


def placed(
    document: Document,
    pixels: Tiles,
    *,
    name: str,
    at: tuple[float, float] | None = None,
    profile: bytes = b"",
    origin: Origin | None = None,
) -> tuple[Document, Layer]:
    """The document with the picture on top, its upper left corner at `at` in canvas pixels, unscaled.

    Without `at` it goes to the right of all that is there.
    """
    x, y = beside(document) if at is None else at
    layer = Layer(
        id=new_id(),
        name=name,
        order=top(document),
        transform=Affine.translation(x, y),
        pixels=pixels,
        profile=profile,
        origin=origin or Origin(),
    )
    return document.with_(layer), layer


def top(document: Document, parent: str = "") -> str:
    """The order key above everything in a group (of the canvas itself: "")."""
    orders = [layer.order for layer in document.layers.values() if layer.parent == parent]
    return between(max(orders), None) if orders else between(None, None)


def above(document: Document, layer: Layer) -> str:
    """The order key directly above `layer`, among those with the same parent."""
    higher = [a.order for a in document.layers.values() if a.parent == layer.parent and a.order > layer.order]
    return between(layer.order, min(higher, default=None))


def highest(document: Document, target: Layer) -> Layer:
    """The uppermost of the target and what was accepted onto it, so that what comes above it covers that."""
    onto = accepted_onto(document, target.id)
    family = [a for a in document.layers.values() if a.id in onto and a.parent == target.parent]
    return max(family, key=lambda a: (a.order, a.id))


def bounds(document: Document, layer: Layer) -> Rect:
    """The canvas pixels that a picture may cover; empty for a group."""
    if layer.pixels is None:
        return Rect(0, 0, 0, 0)
    return document.placed(layer).bounds(layer.pixels.size.rect)


def beside(document: Document) -> tuple[float, float]:
    """The upper left corner of a free place right of everything; the origin on an empty canvas."""
    boxes = [bounds(document, layer) for layer in document.layers.values()]
    boxes += [frame.rect for frame in document.frames.values()]
    boxes = [box for box in boxes if not box.empty]
    if not boxes:
        return 0.0, 0.0
    return float(max(box.right for box in boxes) + GAP), float(min(box.y for box in boxes))
