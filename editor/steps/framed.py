"""Framed: which frame something lies in; the document keeps no list of it, the middle of each thing decides."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from editor.document.records import Document, Frame, Layer, Note
from editor.pixels.geometry import Rect
from editor.steps.extent import Extent, corners


def frame_of(document: Document, thing: Layer | Note, frames: Sequence[Frame]) -> Frame | None:
    """The first of these frames that holds the middle of a layer, a group or a note; None where none does.

    What is in a group lies where its group does.
    """
    if isinstance(thing, Note):
        x, y = Extent.of(thing.rect).centre
    else:
        places = corners(document, thing)
        if places is None:
            return None
        x, y = Extent.around(places).centre
    return next((frame for frame in frames if _holds(frame.rect, x, y)), None)


def stacked_frames(document: Document) -> list[Frame]:
    """The frames, uppermost first."""
    return sorted(document.frames.values(), key=lambda frame: (frame.order, frame.id), reverse=True)


def holding(document: Document, x: float, y: float) -> Frame | None:
    """The uppermost frame that holds a canvas place."""
    return next((frame for frame in stacked_frames(document) if _holds(frame.rect, x, y)), None)


def inside(document: Document, frames: Collection[str]) -> frozenset[str]:
    """The layers in no group, and the notes, that lie in one of these frames."""
    if not frames:
        return frozenset()  # most of what is dragged: not looked for among thousands at each move
    stack = stacked_frames(document)
    things = (*document.children(), *document.notes.values())
    found = ((thing.id, frame_of(document, thing, stack)) for thing in things)
    return frozenset(id for id, frame in found if frame is not None and frame.id in frames)


def _holds(rect: Rect, x: float, y: float) -> bool:
    return rect.x <= x < rect.right and rect.y <= y < rect.bottom
