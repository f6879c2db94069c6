"""The heal brush: what is painted over is filled from its surroundings as soon as the pointer is released."""

from __future__ import annotations

from typing import ClassVar

from editor.document.ids import new_id
from editor.document.records import Document, Mask
from editor.pixels.tiles import Tiles
from editor.session.gesture import Fill, Gesture, Pointer
from editor.steps.mask import active_mask
from editor.tools.mask_brush import MaskBrush
from editor.tools.mask_shape import markable


class HealBrush(MaskBrush, frozen=True):
    """The mask in use stays as it is; the stroke has one of its own."""

    name: ClassVar[str] = "Heal"
    key: ClassVar[str] = "J"
    icon: ClassVar[str] = "bandage"
    hint: ClassVar[str] = "Paint over a spot: it is filled from what is around it. Ctrl-drag sets the size."

    size: float = 40.0

    def gesture(self, document: Document, target: str, press: Pointer) -> Gesture:
        """Asks for a fill of what was painted; the document itself stays. Nothing happens on a layer that is locked or
        holds no picture."""
        layer = markable(document, target)
        if layer is None or layer.pixels is None:
            return None
        if press.ctrl:
            yield from self.sizing(document, document.placed(layer).scale, press)
            return None
        old = active_mask(document, target)
        spot = Mask(id=new_id(), name="Heal", target=target, tiles=Tiles(layer.pixels.size, 1))
        shown = document.without(old) if old else document
        mask, _ = yield from self.painting(shown, document.placed(layer), spot, press._replace(alt=False))
        if mask is not spot:
            yield Fill(mask)
        return None
