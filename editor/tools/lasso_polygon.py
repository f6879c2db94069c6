"""The polygon lasso: a mask with straight sides, a click for each corner."""

from __future__ import annotations

import math
from typing import ClassVar

from editor.document.records import Document
from editor.session.gesture import Gesture, Pointer, Preview
from editor.session.marks import Line, Place
from editor.tools.mask_shape import NOWHERE, how_of, markable, marked
from editor.tools.tool import Tool


class LassoPolygon(Tool, frozen=True):
    """It closes with a click on the first corner, a second one on the last, or Return. Shift keeps to 45 degrees."""

    name: ClassVar[str] = "Polygon lasso"
    key: ClassVar[str] = "Shift+L"
    icon: ClassVar[str] = "pentagon"
    hint: ClassVar[str] = "Click from corner to corner; click the first, or press Return, to close."
    on_picture: ClassVar[bool] = True

    def gesture(self, document: Document, target: str, press: Pointer) -> Gesture:
        """Goes on over several presses. Nothing happens where nothing is enclosed, or on a layer that is locked or
        holds no picture."""
        layer = markable(document, target)
        if layer is None:
            return None
        corners: list[Place] = [(press.x, press.y)]
        here = corners[0]
        while True:
            pointer = yield Preview(document, NOWHERE, (Line((*corners, here), closed=True),))
            here = _straight(corners[-1], pointer) if pointer.shift and not press.shift else (pointer.x, pointer.y)
            if pointer.kind == "confirm":
                return marked(document, layer, corners, how_of(press))
            if pointer.kind == "press":
                if self._closes(here, corners):
                    return marked(document, layer, corners, how_of(press))
                corners.append(here)
            elif pointer.kind == "release" and math.dist(here, corners[-1]) > self.bench.near:
                corners.append(here)  # dragged from corner to corner

    def _closes(self, here: Place, corners: list[Place]) -> bool:
        near = self.bench.near
        return math.dist(here, corners[0]) <= near or math.dist(here, corners[-1]) <= near / 4


def _straight(start: Place, pointer: Pointer) -> Place:
    dx, dy = pointer.x - start[0], pointer.y - start[1]
    angle = round(math.atan2(dy, dx) / (math.pi / 4)) * math.pi / 4
    along = dx * math.cos(angle) + dy * math.sin(angle)
    return start[0] + along * math.cos(angle), start[1] + along * math.sin(angle)
