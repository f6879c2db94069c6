"""The lasso: a mask drawn freely round what is to change."""

from __future__ import annotations

import math
from typing import ClassVar

from editor.document.records import Document
from editor.session.gesture import Gesture, Pointer, Preview
from editor.session.marks import Line, Place
from editor.tools.mask_shape import NOWHERE, how_of, markable, marked
from editor.tools.tool import Tool


class Lasso(Tool, frozen=True):
    """The outline closes from where it is released to where it began."""

    name: ClassVar[str] = "Lasso"
    key: ClassVar[str] = "L"
    icon: ClassVar[str] = "lasso"
    hint: ClassVar[str] = "Draw round what is to change. Shift adds, Alt takes away."
    on_picture: ClassVar[bool] = True

    def gesture(self, document: Document, target: str, press: Pointer) -> Gesture:
        """Nothing happens where nothing is enclosed, or on a layer that is locked or holds no picture."""
        layer = markable(document, target)
        if layer is None:
            return None
        points: list[Place] = [(press.x, press.y)]
        while True:
            pointer = yield Preview(document, NOWHERE, (Line(tuple(points), closed=True),))
            if math.hypot(pointer.x - points[-1][0], pointer.y - points[-1][1]) >= self.bench.pixel / 2:
                points.append((pointer.x, pointer.y))
            if pointer.kind == "release":
                return marked(document, layer, points, how_of(press))
