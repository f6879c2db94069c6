"""The mask brush and eraser: one press-to-release paints into the mask of a layer."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, ClassVar

import msgspec

from editor.document.records import Document, Mask, changed
from editor.pixels.brush import Brush, Stroke, laid
from editor.pixels.geometry import Affine
from editor.session.gesture import Become, Gesture, Pointer, Preview
from editor.steps.mask import begun
from editor.tools.brush import NOWHERE, RoundBrush
from editor.tools.mask_shape import markable


class MaskBrush(RoundBrush, frozen=True):
    """With `pressure` a pen that presses less paints thinner; its other end erases.

    `last` is where the stroke before ended, in canvas pixels: with Shift the next begins there and goes straight.
    """

    name: ClassVar[str] = "Mask brush"
    key: ClassVar[str] = "B"
    icon: ClassVar[str] = "brush"
    hint: ClassVar[str] = "Paint over what is to change. Shift goes straight, Alt erases, Ctrl-drag sets the size."

    erase: bool = False
    pressure: bool = True
    last: tuple[float, float] | None = None

    @property
    def label(self) -> str:
        return "Erase mask" if self.erase else "Paint mask"

    def gesture(self, document: Document, target: str, press: Pointer) -> Gesture:
        """Paints on the mask of the layer `target` until the pointer is released; with Ctrl it is sized instead.

        Nothing happens on a layer that is locked or holds no picture.
        """
        layer = markable(document, target)
        if layer is None:
            return None
        placed = document.placed(layer)
        if press.ctrl:
            yield from self.sizing(document, placed.scale, press)
            return None
        base = begun(document, layer)
        mask, end = yield from self.painting(document, placed, base, press)
        yield Become(msgspec.structs.replace(self, last=(end.x, end.y)))
        return document.with_(mask) if mask is not base else None

    def painting(
        self, document: Document, placed: Affine, base: Mask, press: Pointer
    ) -> Generator[Preview, Any, tuple[Mask, Pointer]]:
        """The mask after the stroke, and where it ended; meanwhile it is shown in the document."""
        to_mask = placed.inverted().then(Affine.translation(-base.x, -base.y))
        brush = Brush(diameter=self.size, hardness=self.hardness, pressure_sizes=self.pressure)
        stroke = Stroke(brush, base.tiles.size.rect)
        damage = stroke.move(*to_mask.apply(*self.last)) if press.shift and self.last else NOWHERE
        tiles, pointer, lag = base.tiles, press, press
        erase = press.eraser or self.erase != press.alt
        while True:
            lag = self.behind(lag, pointer)
            x, y = to_mask.apply(lag.x, lag.y)
            damage = damage.united((stroke.line if pointer.shift else stroke.move)(x, y, pointer.pressure))
            if pointer.kind == "release":
                stroke.finish()
                tiles = laid(base.tiles, base.tiles, stroke, stroke.box, erase=erase)
                return base if stroke.box.empty else changed(base, tiles=tiles), pointer
            tiles = laid(tiles, base.tiles, stroke, damage, erase=erase, passing=True)
            mask = base if stroke.box.empty else changed(base, tiles=tiles)
            pointer = yield Preview(document.with_(mask), placed.bounds(damage.translated(base.x, base.y)))
            damage = NOWHERE


class MaskEraser(MaskBrush, frozen=True):
    """The same brush, the other way round."""

    name: ClassVar[str] = "Eraser"
    key: ClassVar[str] = "E"
    icon: ClassVar[str] = "eraser"
    hint: ClassVar[str] = "Take off what is marked. Shift goes straight, Alt paints, Ctrl-drag sets the size."

    erase: bool = True
