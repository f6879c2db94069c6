"""Paint: the layer that a brush paints on at a place of the canvas, an old one or a new one; no picture is changed."""

from __future__ import annotations

from collections.abc import Collection

from editor.document.ids import new_id
from editor.document.records import Document, Layer
from editor.document.stack import accepted_base, accepted_onto
from editor.pixels.geometry import Affine, Rect
from editor.pixels.tiles import Tiles
from editor.steps.framed import holding
from editor.steps.hit import under
from editor.steps.place import above, highest, top

LEAST, MOST = 256, 8192  # canvas pixels along a side of a new layer that is in no frame


def sheet_at(document: Document, selection: Collection[str], x: float, y: float, view: Rect) -> Layer:
    """The layer to paint on at a place in canvas pixels; what is selected there goes before what is uppermost.

    Over a picture it is the paint directly above that and what was accepted onto it, or else a new layer there in its
    grid, which belongs to it as if accepted: what is asked of the picture sees the paint. Where no picture is, a new
    one is as large as the frame there, or as the `view`. A new one is empty and not in the document yet. What is
    hidden or locked is left alone.
    """
    there = list(under(document, x, y))
    hit = next((layer for layer in there if layer.id in selection), there[0] if there else None)
    if hit is None:
        return _on_the_board(document, x, y, view)
    if hit.painted:
        return hit
    base = accepted_base(document, hit)
    family = accepted_onto(document, base.id)
    uppermost = next(layer for layer in there if layer.id in family)
    return uppermost if uppermost.painted else _over(document, base)


def _over(document: Document, base: Layer) -> Layer:
    assert base.pixels is not None, "a picture was hit"
    return Layer(
        id=new_id(),
        name="Paint",
        parent=base.parent,
        order=above(document, highest(document, base)),
        transform=base.transform,
        pixels=Tiles(base.pixels.size),
        onto=base.id,
        painted=True,
    )


def _on_the_board(document: Document, x: float, y: float, view: Rect) -> Layer:
    frame = holding(document, x, y)
    rect = frame.rect if frame is not None else _bounded(view, x, y)
    return Layer(
        id=new_id(),
        name="Paint",
        order=top(document),
        transform=Affine.translation(rect.x, rect.y),
        pixels=Tiles(rect.size),
        painted=True,
    )


def _bounded(view: Rect, x: float, y: float) -> Rect:
    """What is seen, where that is neither too small to paint in nor too large to be kept; else what is about (x, y)."""
    w, h = min(max(view.w, LEAST), MOST), min(max(view.h, LEAST), MOST)
    return Rect(view.x if w == view.w else round(x) - w // 2, view.y if h == view.h else round(y) - h // 2, w, h)
