"""The colour picker: the colour that is seen at a place of the canvas."""

from __future__ import annotations

import math
from typing import ClassVar

import msgspec

from editor.document.records import Document
from editor.pixels.geometry import Affine, Rect, Size
from editor.session.gesture import Become, Gesture, Pointer, Preview, Work
from editor.session.marks import Label
from editor.steps.lift import seen
from editor.steps.look import Look
from editor.tools.tool import Tool

NOWHERE = Rect(0, 0, 0, 0)


class ColourPicker(Tool, frozen=True):
    """`colour` is what was picked last, sRGB."""

    name: ClassVar[str] = "Colour picker"
    key: ClassVar[str] = "I"
    icon: ClassVar[str] = "pipette"
    hint: ClassVar[str] = "Click a colour to copy it."

    colour: tuple[int, int, int] | None = None

    @property
    def words(self) -> str:
        """The colour as it is written, such as #1a4fd0; empty where none was picked."""
        return "" if self.colour is None else "#{:02x}{:02x}{:02x}".format(*self.colour)

    def gesture(self, document: Document, target: str, press: Pointer) -> Gesture:
        """Follows the pointer until the release; on an empty place nothing is picked."""
        pointer, tool = press, self
        while True:
            grid = Affine.translation(-math.floor(pointer.x), -math.floor(pointer.y))
            look = Look(document, Size(1, 1), grid)
            r, g, b, a = (int(value) for value in (yield Work(lambda look=look: seen(look, self.bench.look)))[0, 0])
            if a:
                tool = msgspec.structs.replace(self, colour=(r, g, b))
            if pointer.kind == "release":
                if tool.colour is not None:
                    yield Become(tool)
                return None
            pointer = yield Preview(document, NOWHERE, (Label(pointer.x, pointer.y, tool.words),) if a else ())
