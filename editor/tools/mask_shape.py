"""What mask tools that draw an outline share: it comes onto the mask, alone, added with Shift, taken off with Alt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from editor.document.records import Document, Layer
from editor.pixels.geometry import Rect
from editor.pixels.mask_ops import polygon
from editor.session.gesture import Gesture, Pointer, Preview
from editor.session.marks import Line, Mark, Place
from editor.steps.combine import How, combined
from editor.steps.mask import begun
from editor.steps.transform import upright
from editor.tools.tool import Tool

NOWHERE = Rect(0, 0, 0, 0)


class MaskShape(Tool, frozen=True):
    """A shape dragged from a corner. Shift and Alt at the press say how it is combined; pressed later, Shift makes the
    sides equal and Alt drags from the centre."""

    on_picture: ClassVar[bool] = True

    def outline(self, box: tuple[float, float, float, float]) -> tuple[Place, ...]:
        """The shape within left, top, right, bottom, in canvas pixels."""
        raise NotImplementedError

    def gesture(self, document: Document, target: str, press: Pointer) -> Gesture:
        """Nothing happens where nothing is dragged, or on a layer that is locked or holds no picture."""
        layer = markable(document, target)
        if layer is None:
            return None
        pointer = press
        while True:
            points = self.outline(dragged(press, pointer))
            if pointer.kind == "release":
                return marked(document, layer, points, how_of(press))
            pointer = yield Preview(document, NOWHERE, self.shown(points))

    def shown(self, points: tuple[Place, ...]) -> tuple[Mark, ...]:
        return (Line(points, closed=True),)


def markable(document: Document, target: str) -> Layer | None:
    """The layer, where something of it can be marked."""
    layer = document.layers.get(target)
    return None if layer is None or layer.pixels is None or layer.locked else layer


def how_of(press: Pointer) -> How:
    return "add" if press.shift else "take" if press.alt else "replace"


def dragged(press: Pointer, pointer: Pointer) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of what is dragged from the press to the pointer."""
    dx, dy = pointer.x - press.x, pointer.y - press.y
    if pointer.shift and not press.shift:
        side = max(abs(dx), abs(dy))
        dx, dy = side if dx >= 0 else -side, side if dy >= 0 else -side
    x, y = press.x, press.y
    if pointer.alt and not press.alt:
        x, y, dx, dy = x - dx, y - dy, 2 * dx, 2 * dy
    return min(x, x + dx), min(y, y + dy), max(x, x + dx), max(y, y + dy)


def marked(document: Document, layer: Layer, points: Sequence[Place], how: How) -> Document | None:
    """The document with the closed outline, in canvas pixels, on the layer's mask; None where it holds nothing."""
    path = np.array([document.placed(layer).inverted().apply(x, y) for x, y in points]).reshape(-1, 2)
    if len(path) < 3 or layer.pixels is None:
        return None
    if upright(document.placed(layer)) and len(path) == 4 and _is_box(path):
        path = np.rint(path)  # a rectangle has crisp sides
    (left, top), (right, bottom) = path.min(0), path.max(0)
    box = Rect.from_edges(left, top, right, bottom).intersected(_reach(document, layer))
    if box.empty:
        return None
    values = polygon(box.size, path - (box.x, box.y))
    return combined(document, layer, values, box.x, box.y, how) if values.any() else None


def _is_box(path: np.ndarray) -> bool:
    return len(set(path[:, 0].round(6))) == 2 and len(set(path[:, 1].round(6))) == 2


def _reach(document: Document, layer: Layer) -> Rect:
    mask = begun(document, layer)
    return mask.tiles.size.rect.translated(mask.x, mask.y)
