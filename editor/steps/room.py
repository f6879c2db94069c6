"""Room: rectangles put side by side in rows, and the free place on the board that is nearest."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from editor.document.records import Document
from editor.pixels.geometry import Rect
from editor.steps.place import GAP, bounds

Place = tuple[float, float]


def in_rows(sizes: Sequence[tuple[float, float]], gap: float) -> list[Place]:
    """Where the upper left corners of rectangles of these widths and heights go, so that none lies over another.

    From (0, 0), in rows one beneath the other, `gap` apart and about as wide as high; what is as high as another comes
    in its order.
    """
    area = sum((w + gap) * (h + gap) for w, h in sizes)
    width = max([math.sqrt(area), *(w + gap for w, _ in sizes)])
    places: list[Place] = [(0.0, 0.0)] * len(sizes)
    x, y, row = 0.0, 0.0, 0.0
    for index in sorted(range(len(sizes)), key=lambda index: -sizes[index][1]):
        w, h = sizes[index]
        if x and x + w > width:
            x, y, row = 0.0, y + row + gap, 0.0
        places[index] = (x, y)
        x, row = math.ceil(x + w + gap), max(row, math.ceil(h))
    return places


def taken(document: Document, at: Place | None = None) -> list[Rect]:
    """What something new must not lie over: pictures, notes, and frames but for those that hold the place `at`."""
    frames = (frame.rect for frame in document.frames.values())
    boxes = [bounds(document, layer) for layer in document.layers.values()]
    boxes += [note.rect for note in document.notes.values()]
    boxes += [rect for rect in frames if at is None or not _holds(rect, at)]
    return [box for box in boxes if not box.empty]


def free_place(document: Document, w: int, h: int, at: Place) -> Place:
    """The upper left corner, on whole pixels, of w x h canvas pixels that are free, their middle as near to `at` as
    can be; `GAP` is kept from all that is there."""
    x, y = float(round(at[0] - w / 2)), float(round(at[1] - h / 2))
    boxes = np.array(taken(document, at), dtype=float).reshape(-1, 4)
    if not len(boxes):
        return x, y
    left, top = boxes[:, 0] - GAP, boxes[:, 1] - GAP
    right, bottom = boxes[:, 0] + boxes[:, 2] + GAP, boxes[:, 1] + boxes[:, 3] + GAP
    level, upright = np.full(len(boxes), x), np.full(len(boxes), y)
    beside = [(right, upright), (left - w, upright), (level, bottom), (level, top - h)]
    aligned = [(right, boxes[:, 1]), (left - w, boxes[:, 1]), (boxes[:, 0], bottom), (boxes[:, 0], top - h)]
    tries = np.concatenate([[[x, y]], *(np.stack(pair, axis=1) for pair in (*beside, *aligned))])
    for px, py in tries[np.argsort(np.hypot(*(tries - (x, y)).T), kind="stable")]:
        if not ((left < px + w) & (px < right) & (top < py + h) & (py < bottom)).any():
            return float(px), float(py)
    raise AssertionError("right of all that is there it is free")


def _holds(rect: Rect, at: Place) -> bool:
    return rect.x <= at[0] < rect.right and rect.y <= at[1] < rect.bottom
