"""Hit: which layer is at a place of the canvas, and which are in a rectangle of it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from editor.document.records import Document, Frame, Layer, Note
from editor.document.stack import Node, accepted_base, visible_stack
from editor.pixels.geometry import Rect
from editor.pixels.tiles import DEEPEST
from editor.steps.extent import Extent, corners, groups
from editor.steps.framed import stacked_frames
from editor.steps.transform import locked

LABEL = 20.0  # pixels of the screen above a frame in which its name is


def topmost(document: Document, x: float, y: float, pixel: float = 1.0) -> Layer | None:
    """The uppermost visible, unlocked picture that has something to be seen at a canvas place; None where none has.

    `pixel` is how many canvas pixels a pixel of the screen covers. Reads pixels, which may have to be decoded first.
    """
    return next((layer for layer in under(document, x, y) if _shows(document, layer, x, y, pixel)), None)


def under(document: Document, x: float, y: float) -> Iterator[Layer]:
    """The visible, unlocked pictures whose rectangle holds a canvas place, uppermost first; no pixel is read."""
    for layer in _leaves(visible_stack(document)):
        placed = document.placed(layer)
        if layer.pixels is None or not placed.determinant or locked(document, layer):
            continue
        px, py = placed.inverted().apply(x, y)
        if 0 <= px < layer.pixels.size.w and 0 <= py < layer.pixels.size.h:
            yield layer


def touched(document: Document, box: Extent) -> frozenset[str]:
    """What a rectangle of canvas pixels picks: visible, unlocked layers that reach into it, as `chosen` has them, notes
    that do, and frames that lie in it as a whole."""
    found = {note.id for note in document.notes.values() if Extent.of(note.rect).meets(box)}
    found |= {frame.id for frame in document.frames.values() if Extent.of(frame.rect).united(box) == box}
    for layer in _leaves(visible_stack(document)):
        places = corners(document, layer)
        if places is not None and not locked(document, layer) and Extent.around(places).meets(box):
            found.add(chosen(document, layer).id)
    return frozenset(found)


def note_at(document: Document, x: float, y: float) -> Note | None:
    """The uppermost note at a canvas place; notes lie over all pictures."""
    return next((note for note in reversed(list(document.notes.values())) if _within(note.rect, x, y)), None)


def frame_named_at(document: Document, x: float, y: float, pixel: float = 1.0) -> Frame | None:
    """The uppermost frame whose name, above its upper left corner, is at a canvas place.

    `pixel` is how many canvas pixels a pixel of the screen covers.
    """
    for frame in stacked_frames(document):
        rect = frame.rect
        if _within(Rect(rect.x, math.floor(rect.y - LABEL * pixel), rect.w, math.ceil(LABEL * pixel)), x, y):
            return frame
    return None


def chosen(document: Document, layer: Layer) -> Layer:
    """What a click on a picture picks: the picture that it was accepted onto, and of that the outermost group."""
    base = accepted_base(document, layer)
    return ([base, *groups(document, base)])[-1]


def _within(rect: Rect, x: float, y: float) -> bool:
    return rect.x <= x < rect.right and rect.y <= y < rect.bottom


def _leaves(nodes: Sequence[Node]) -> Iterator[Layer]:
    for node in reversed(nodes):
        if node.layer.kind == "group":
            yield from _leaves(node.children)
        else:
            yield node.layer


def _shows(document: Document, layer: Layer, x: float, y: float, pixel: float) -> bool:
    assert layer.pixels is not None, "only pictures are looked at"
    placed = document.placed(layer)
    px, py = placed.inverted().apply(x, y)
    mask = layer.mask
    if mask is not None and mask.enabled:
        here = Rect(math.floor(px) - mask.x, math.floor(py) - mask.y, 1, 1)
        if not mask.tiles.crop(here).any():
            return False
    level = min(max(0, math.floor(math.log2(pixel / placed.scale))), DEEPEST)
    size = layer.pixels.level_size(level)
    column, row = min(math.floor(px) >> level, size.w - 1), min(math.floor(py) >> level, size.h - 1)
    return bool(layer.pixels.crop(Rect(column, row, 1, 1), level)[0, 0, 3])
