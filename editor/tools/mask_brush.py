"""The mask brush and eraser: one press-to-release paints into the mask of a layer."""

from __future__ import annotations

import msgspec
import numpy as np

from editor.document.records import Document, Mask
from editor.pixels.brush import Brush, Stroke, erased, painted
from editor.pixels.geometry import Rect
from editor.session.gesture import Gesture, Pointer, Preview
from editor.steps.mask import begun, mask_values, repainted

SMALLEST, LARGEST = 1.0, 2000.0


class MaskBrush(msgspec.Struct, frozen=True):
    """A round brush; `size` is its diameter in the target layer's pixels."""

    size: float = 90.0
    hardness: float = 0.85
    erase: bool = False

    def sized(self, factor: float) -> MaskBrush:
        return msgspec.structs.replace(self, size=min(max(self.size * factor, SMALLEST), LARGEST))

    def erasing(self, erase: bool) -> MaskBrush:
        return msgspec.structs.replace(self, erase=erase)

    def gesture(self, document: Document, target: str, press: Pointer) -> Gesture:
        """Paints on the mask of the layer `target` until the pointer is released; Shift goes straight.

        Nothing happens on a layer that is locked or holds no picture.
        """
        layer = document.layers.get(target)
        if layer is None or layer.pixels is None or layer.locked:
            return None
        placed = document.placed(layer)
        to_layer = placed.inverted()
        base = begun(document, layer)
        clip = base.tiles.size.rect.translated(base.x, base.y)
        stroke = Stroke(Brush(diameter=self.size, hardness=self.hardness), clip)
        mask, pointer = base, press
        while True:
            x, y = to_layer.apply(pointer.x, pointer.y)
            damage = (stroke.line if pointer.shift else stroke.move)(x, y, pointer.pressure)
            if pointer.kind == "release":
                damage = damage.united(stroke.finish())
            mask = self._laid(base, mask, stroke, damage)
            after = document.with_(mask)
            if pointer.kind == "release":
                return after if mask is not base else None
            pointer = yield Preview(after, placed.bounds(damage))

    def _laid(self, base: Mask, mask: Mask, stroke: Stroke, damage: Rect) -> Mask:
        """The mask with the stroke as it is now laid over what was there before it, where that changed."""
        if damage.empty:
            return mask
        lay = erased if self.erase else painted
        values: np.ndarray = lay(mask_values(base, damage), stroke, damage)
        return repainted(mask, damage, values)
