"""The ellipse mask: drag the box that it touches."""

from __future__ import annotations

import math
from typing import ClassVar

from editor.session.marks import Place
from editor.tools.mask_shape import MaskShape


class MaskEllipse(MaskShape, frozen=True):
    """Drawn by chords that stay within a hundredth of a canvas pixel of the curve."""

    name: ClassVar[str] = "Ellipse mask"
    key: ClassVar[str] = "Shift+M"
    icon: ClassVar[str] = "circle-dashed"
    hint: ClassVar[str] = "Drag an ellipse over what is to change. Shift adds, Alt takes away."

    def outline(self, box: tuple[float, float, float, float]) -> tuple[Place, ...]:
        left, top, right, bottom = box
        x, y, rx, ry = (left + right) / 2, (top + bottom) / 2, (right - left) / 2, (bottom - top) / 2
        count = 16 + math.ceil(math.pi * math.sqrt(max(rx, ry, 1) / 0.02))
        angles = [2 * math.pi * n / count for n in range(count)]
        return tuple((x + rx * math.cos(a), y + ry * math.sin(a)) for a in angles)
