"""The mask brush and eraser: one press-to-release paints into the mask of a layer."""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import Any, ClassVar

import msgspec
import numpy as np

from editor.document.records import Document, Mask
from editor.pixels.brush import Brush, Stroke, erased, painted
from editor.pixels.geometry import Affine, Rect
from editor.session.gesture import Become, Gesture, Pointer, Preview
from editor.session.marks import Line
from editor.steps.mask import begun, mask_values, repainted
from editor.tools.tool import Tool

SMALLEST, LARGEST = 1.0, 2000.0
STEP = 0.1  # of hardness
SIZING = 200.0  # screen pixels of drag that double the size, or go from soft to hard
NOWHERE = Rect(0, 0, 0, 0)
CIRCLE = 48  # corners of the circle that shows a size


class MaskBrush(Tool, frozen=True):
    """A round brush; `size` is its diameter in the target layer's pixels, `smoothing` 0..1 how much it lags behind.

    `last` is where the stroke before ended, in canvas pixels: with Shift the next begins there and goes straight.
    """

    name: ClassVar[str] = "Mask brush"
    key: ClassVar[str] = "B"
    icon: ClassVar[str] = "brush"
    hint: ClassVar[str] = "Paint over what is to change. Shift goes straight, Alt erases, Ctrl-drag sets the size."
    on_picture: ClassVar[bool] = True
    cursor: ClassVar[str] = "brush"

    size: float = 90.0
    hardness: float = 0.85
    erase: bool = False
    smoothing: float = 0.0
    last: tuple[float, float] | None = None

    @property
    def label(self) -> str:
        return "Erase mask" if self.erase else "Paint mask"

    def sized(self, factor: float) -> MaskBrush:
        return msgspec.structs.replace(self, size=min(max(self.size * factor, SMALLEST), LARGEST))

    def hardened(self, by: float) -> MaskBrush:
        """Harder by a share of 0..1, softer where it is negative."""
        return msgspec.structs.replace(self, hardness=min(max(round(self.hardness + by, 2), 0.0), 1.0))

    def erasing(self, erase: bool) -> MaskBrush:
        return msgspec.structs.replace(self, erase=erase)

    def gesture(self, document: Document, target: str, press: Pointer) -> Gesture:
        """Paints on the mask of the layer `target` until the pointer is released; with Ctrl it is sized instead.

        Nothing happens on a layer that is locked or holds no picture.
        """
        layer = document.layers.get(target)
        if layer is None or layer.pixels is None or layer.locked:
            return None
        placed = document.placed(layer)
        if press.ctrl:
            yield from self._sizing(document, placed, press)
            return None
        base = begun(document, layer)
        mask, end = yield from self._painting(document, placed, base, press)
        yield Become(msgspec.structs.replace(self, last=(end.x, end.y)))
        return document.with_(mask) if mask is not base else None

    def _painting(
        self, document: Document, placed: Affine, base: Mask, press: Pointer
    ) -> Generator[Preview, Any, tuple[Mask, Pointer]]:
        """The mask after the stroke, and where it ended."""
        to_layer, lay = placed.inverted(), erased if self.erase != press.alt else painted
        stroke = Stroke(
            Brush(diameter=self.size, hardness=self.hardness), base.tiles.size.rect.translated(base.x, base.y)
        )
        damage = stroke.move(*to_layer.apply(*self.last)) if press.shift and self.last else NOWHERE
        mask, pointer, lag = base, press, press
        while True:
            lag = self._behind(lag, pointer)
            x, y = to_layer.apply(lag.x, lag.y)
            damage = damage.united((stroke.line if pointer.shift else stroke.move)(x, y, pointer.pressure))
            if pointer.kind == "release":
                damage = damage.united(stroke.finish())
            if not damage.empty:
                values: np.ndarray = lay(mask_values(base, damage), stroke, damage)
                mask = repainted(mask, damage, values)
            if pointer.kind == "release":
                return mask, pointer
            pointer = yield Preview(document.with_(mask), placed.bounds(damage))
            damage = NOWHERE

    def _behind(self, lag: Pointer, pointer: Pointer) -> Pointer:
        """Where the brush is: drawn after the pointer, and there at the end."""
        if pointer.kind == "release" or pointer.shift:
            return pointer
        pull = 1 - min(max(self.smoothing, 0.0), 0.95)
        return pointer._replace(x=lag.x + pull * (pointer.x - lag.x), y=lag.y + pull * (pointer.y - lag.y))

    def _sizing(self, document: Document, placed: Affine, press: Pointer) -> Generator[Any, Any, None]:
        """Right is larger, up is harder; the brush stays where it was pressed."""
        brush, pointer = self, press
        while pointer.kind != "release":
            radius = brush.size * placed.scale / 2
            pointer = yield Preview(
                document, NOWHERE, (_circle(press, radius), _circle(press, radius * brush.hardness))
            )
            right, up = ((pointer.x - press.x) / self.bench.pixel, (press.y - pointer.y) / self.bench.pixel)
            brush = self.sized(2 ** (right / SIZING)).hardened(up / SIZING)
        yield Become(brush)


class MaskEraser(MaskBrush, frozen=True):
    """The same brush, the other way round."""

    name: ClassVar[str] = "Eraser"
    key: ClassVar[str] = "E"
    icon: ClassVar[str] = "eraser"
    hint: ClassVar[str] = "Take off what is marked. Shift goes straight, Alt paints, Ctrl-drag sets the size."

    erase: bool = True


def _circle(centre: Pointer, radius: float) -> Line:
    angles = [2 * math.pi * n / CIRCLE for n in range(CIRCLE)]
    return Line(tuple((centre.x + radius * math.cos(a), centre.y + radius * math.sin(a)) for a in angles), True)
