"""Colour range: a click marks all that has about the colour there; a drag sets how far colours may differ."""

from __future__ import annotations

import math
from typing import ClassVar

import msgspec
import numpy as np

from editor.document.records import Document, Layer
from editor.pixels.select import colour_range
from editor.session.gesture import Become, Gesture, Pointer, Preview, Work
from editor.steps.combine import How, combined
from editor.steps.lift import looking, seen
from editor.tools.mask_shape import how_of, markable
from editor.tools.tool import Tool

DOUBLING = 100.0  # screen pixels of drag that double the tolerance
MOST = 100.0


class ColourRange(Tool, frozen=True):
    """`tolerance` is a distance in OKLab times 100; `contiguous` marks only what is joined to the place."""

    name: ClassVar[str] = "Colour range"
    key: ClassVar[str] = "Shift+W"
    icon: ClassVar[str] = "wand"
    hint: ClassVar[str] = "Click a colour to mark it; drag right for more of it. Shift adds, Alt takes away."
    on_picture: ClassVar[bool] = True

    tolerance: float = 8.0
    contiguous: bool = True

    def gesture(self, document: Document, target: str, press: Pointer) -> Gesture:
        """Looks at what is seen of the layer. Nothing happens beside it, or on a layer that is locked or holds no
        picture."""
        layer = markable(document, target)
        if layer is None or layer.pixels is None:
            return None
        placed, size = document.placed(layer), layer.pixels.size
        x, y = (math.floor(at) for at in placed.inverted().apply(press.x, press.y))
        if not (0 <= x < size.w and 0 <= y < size.h):
            return None
        look = msgspec.structs.replace(looking(document, layer, size.rect), profile=b"")
        image = yield Work(lambda: seen(look, self.bench.look))
        pointer, tool, after, how = press, self, document, how_of(press)
        damage = placed.bounds(size.rect)
        while True:
            tool = self._dragged(press, pointer)
            after = yield Work(tool.work(document, layer, image, (x, y), how))
            if pointer.kind == "release":
                yield Become(tool)
                return after
            pointer = yield Preview(after, damage)

    def work(self, document: Document, layer: Layer, image: np.ndarray, at: tuple[int, int], how: How) -> _Marking:
        """What is slow: to compare all colours, and to put the answer into tiles."""
        return _Marking(self.tolerance, self.contiguous, document, layer, image, at, how)

    def _dragged(self, press: Pointer, pointer: Pointer) -> ColourRange:
        right = (pointer.x - press.x) / self.bench.pixel
        return msgspec.structs.replace(self, tolerance=min(self.tolerance * 2 ** (right / DOUBLING), MOST))


class _Marking(msgspec.Struct, frozen=True, eq=False):
    tolerance: float
    contiguous: bool
    document: Document
    layer: Layer
    image: np.ndarray
    at: tuple[int, int]
    how: How

    def __call__(self) -> Document:
        values = colour_range(self.image, *self.at, self.tolerance, contiguous=self.contiguous)
        return combined(self.document, self.layer, values, 0, 0, self.how)
