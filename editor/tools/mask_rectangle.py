"""The rectangle mask: drag from corner to corner."""

from __future__ import annotations

from typing import ClassVar

from editor.session.marks import Place
from editor.tools.mask_shape import MaskShape


class MaskRectangle(MaskShape, frozen=True):
    """Its sides fall on whole pixels of a layer that is not turned."""

    name: ClassVar[str] = "Rectangle mask"
    key: ClassVar[str] = "M"
    icon: ClassVar[str] = "square-dashed"
    hint: ClassVar[str] = "Drag a rectangle over what is to change. Shift adds, Alt takes away."

    def outline(self, box: tuple[float, float, float, float]) -> tuple[Place, ...]:
        left, top, right, bottom = box
        return (left, top), (right, top), (right, bottom), (left, bottom)
