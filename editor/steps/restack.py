"""Restack: things dropped elsewhere in the list of layers: among others, into a group, into a frame."""

from __future__ import annotations

from collections.abc import Collection

from editor.document.order import spread
from editor.document.records import Document, changed
from editor.steps import stacking
from editor.steps.extent import Extent, extent
from editor.steps.framed import inside
from editor.steps.transform import nudged


def restacked(document: Document, ids: Collection[str], parent: str, below: str) -> Document:
    """The document with these put into `parent`, a group, a frame or the board (""), directly above `below` there.

    Into a frame they are moved, to its middle, where they do not lie in it yet. Frames change places among frames
    alone; notes lie over all and have no order.
    """
    layers = [id for id in ids if id in document.layers]
    if parent in document.frames:
        return _into_frame(document, ids, layers, parent, below)
    if not parent and below not in document.layers:
        if below in document.frames or (not below and not layers):
            document = _frames_above(document, [id for id in ids if id in document.frames], below)
        row = [layer.id for layer in document.children() if layer.id not in layers]
        return stacking.moved(document, layers, "", row[-1] if row and below in document.frames else "")
    return stacking.moved(document, layers, parent, below)


def _into_frame(document: Document, ids: Collection[str], layers: list[str], frame: str, below: str) -> Document:
    there = inside(document, [frame])
    row = [layer.id for layer in document.children() if layer.id not in layers]
    if below not in document.layers:
        lowest = next((place for place, id in enumerate(row) if id in there), len(row))
        below = row[lowest - 1] if lowest else ""
    document = stacking.moved(document, layers, "", below)
    coming = [id for id in ids if id not in there and id not in document.frames]
    box = extent(document, coming)
    if box is None:
        return document
    (x, y), (cx, cy) = box.centre, Extent.of(document.frames[frame].rect).centre
    return nudged(document, coming, round(cx - x), round(cy - y))


def _frames_above(document: Document, ids: Collection[str], below: str) -> Document:
    """In the order that they have, directly above a frame, or beneath all."""
    moving = sorted((document.frames[id] for id in ids), key=lambda frame: frame.order)
    orders = sorted(frame.order for frame in document.frames.values() if frame.id not in ids)
    low = document.frames[below].order if below else None
    high = next((order for order in orders if low is None or order > low), None)
    keys = spread(len(moving), low, high)
    return document.with_(*(changed(frame, order=key) for frame, key in zip(moving, keys, strict=True)))
