"""What round brushes share: size, hardness and smoothing, and how a drag sets them."""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import Any, ClassVar, TypeVar

import msgspec

from editor.document.records import Document
from editor.pixels.geometry import Rect
from editor.session.gesture import Become, Pointer, Preview
from editor.session.marks import Line, Style
from editor.tools.tool import Tool

SMALLEST, LARGEST = 1.0, 2000.0
STEP = 0.1  # of hardness
SIZING = 200.0  # screen pixels of drag that double the size, or go from soft to hard
NOWHERE = Rect(0, 0, 0, 0)
CIRCLE = 48  # corners of the circle that shows a size

B = TypeVar("B", bound="RoundBrush")


class RoundBrush(Tool, frozen=True):
    """`size` is its diameter in the target layer's pixels, `smoothing` 0..1 how much it lags behind the pointer."""

    cursor: ClassVar[str] = "brush"
    on_picture: ClassVar[bool] = True

    size: float = 90.0
    hardness: float = 0.85
    smoothing: float = 0.0

    def reach(self, document: Document, target: str) -> float:
        """Its diameter in canvas pixels where it is used on the layer `target`; 0 where that is none."""
        layer = document.layers.get(target)
        return 0.0 if layer is None else self.size * document.placed(layer).scale

    def sized(self: B, factor: float) -> B:
        return msgspec.structs.replace(self, size=min(max(self.size * factor, SMALLEST), LARGEST))

    def hardened(self: B, by: float) -> B:
        """Harder by a share of 0..1, softer where it is negative."""
        return msgspec.structs.replace(self, hardness=min(max(round(self.hardness + by, 2), 0.0), 1.0))

    def behind(self, lag: Pointer, pointer: Pointer) -> Pointer:
        """Where the brush is: drawn after the pointer from where it was, and there at the end."""
        if not self.smoothing or pointer.kind == "release" or pointer.shift:
            return pointer
        pull = 1 - min(max(self.smoothing, 0.0), 0.95)
        return pointer._replace(x=lag.x + pull * (pointer.x - lag.x), y=lag.y + pull * (pointer.y - lag.y))

    def sizing(self, document: Document, scale: float, press: Pointer) -> Generator[Any, Any, None]:
        """Right is larger, up is harder; it stays where it was pressed. `scale` is the target's on the canvas."""
        brush, pointer = self, press
        while pointer.kind != "release":
            radius = brush.size * scale / 2
            rims = circle(press.x, press.y, radius), circle(press.x, press.y, radius * brush.hardness)
            pointer = yield Preview(document, NOWHERE, rims)
            right, up = ((pointer.x - press.x) / self.bench.pixel, (press.y - pointer.y) / self.bench.pixel)
            brush = self.sized(2 ** (right / SIZING)).hardened(up / SIZING)
        yield Become(brush)


def circle(x: float, y: float, radius: float, style: Style = "mask") -> Line:
    """A circle of canvas pixels, as a line."""
    angles = [2 * math.pi * n / CIRCLE for n in range(CIRCLE)]
    return Line(tuple((x + radius * math.cos(a), y + radius * math.sin(a)) for a in angles), True, style)
