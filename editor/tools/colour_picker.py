"""The colour picker: the colour that is seen at a place of the canvas."""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import Any, ClassVar

import msgspec

from editor.document.records import Document
from editor.pixels.geometry import Affine, Rect, Size
from editor.session.gesture import Become, Gesture, Pointer, Preview, Work
from editor.session.marks import Label
from editor.steps.lift import seen
from editor.steps.look import Look
from editor.tools.tool import Bench, Tool

NOWHERE = Rect(0, 0, 0, 0)

Colour = tuple[int, int, int]


class ColourPicker(Tool, frozen=True):
    """`colour` is what was picked last, sRGB."""

    name: ClassVar[str] = "Colour picker"
    key: ClassVar[str] = "I"
    icon: ClassVar[str] = "pipette"
    hint: ClassVar[str] = "Click a colour to copy it."

    colour: Colour | None = None

    @property
    def words(self) -> str:
        """The colour as it is written, such as #1a4fd0; empty where none was picked."""
        return "" if self.colour is None else written(self.colour)

    def gesture(self, document: Document, target: str, press: Pointer) -> Gesture:
        """Follows the pointer until the release; on an empty place nothing is picked."""
        colour = yield from picking(document, self.bench, press)
        if colour is not None:
            yield Become(msgspec.structs.replace(self, colour=colour))
        return None


def picking(document: Document, bench: Bench, press: Pointer) -> Generator[Any, Any, Colour | None]:
    """The colour that is seen where the pointer is released, sRGB; the last that was passed where nothing is there."""
    pointer, colour = press, None
    while True:
        grid = Affine.translation(-math.floor(pointer.x), -math.floor(pointer.y))
        look = Look(document, Size(1, 1), grid)
        r, g, b, a = (int(value) for value in (yield Work(lambda look=look: seen(look, bench.look)))[0, 0])
        if a:
            colour = r, g, b
        if pointer.kind == "release":
            return colour
        marks = (Label(pointer.x, pointer.y, written(colour)),) if a and colour else ()
        pointer = yield Preview(document, NOWHERE, marks)


def written(colour: Colour) -> str:
    """As #1a4fd0."""
    return "#{:02x}{:02x}{:02x}".format(*colour)
