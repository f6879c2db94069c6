"""Smart select: a box round an object marks the object; strokes with Shift add to it, with Alt take away."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, ClassVar

import msgspec
import numpy as np

from editor.document.records import Document, Layer, Mask
from editor.pixels.brush import Brush, Stroke
from editor.pixels.geometry import Rect
from editor.pixels.select import grab_cut, refined, settled
from editor.session.gesture import Gesture, Pointer, Preview, Say, Work
from editor.session.marks import Box, Line, Place
from editor.steps.combine import combined
from editor.steps.extent import Extent
from editor.steps.lift import looking, seen
from editor.steps.mask import active_mask, mask_box, mask_values
from editor.tools.mask_shape import NOWHERE, markable
from editor.tools.tool import Find, Tool

AROUND = 48  # px of the picture around a box or stroke that are looked at, at least


class SmartSelect(Tool, frozen=True):
    """`width` is that of a stroke, in screen pixels. `settle`: what a net is not sure of is told by colour."""

    name: ClassVar[str] = "Smart select"
    key: ClassVar[str] = "W"
    icon: ClassVar[str] = "scan"
    hint: ClassVar[str] = "Drag a box round an object; then strokes with Shift add, with Alt take away."
    on_picture: ClassVar[bool] = True

    width: float = 12.0
    settle: bool = True

    def gesture(self, document: Document, target: str, press: Pointer) -> Gesture:
        """What cannot be told apart is said in words. Nothing happens on a layer that is locked or holds no picture."""
        layer = markable(document, target)
        if layer is None:
            return None
        mask = active_mask(document, target)
        if mask is not None and (press.shift or press.alt):
            return (yield from self._refining(document, layer, mask, press))
        return (yield from self._boxing(document, layer, press))

    def _boxing(self, document: Document, layer: Layer, press: Pointer) -> Generator[Any, Any, Document | None]:
        pointer = press
        while pointer.kind != "release":
            box = Extent.around(((press.x, press.y), (pointer.x, pointer.y)))
            pointer = yield Preview(document, NOWHERE, (Box(box.rect, "marquee"),))
        box = Extent.around(((press.x, press.y), (pointer.x, pointer.y)))
        if min(box.w, box.h) < self.bench.pixel:
            return None
        inside = document.placed(layer).inverted().bounds(box.rect)
        region = _region(layer, inside)

        def found() -> Document:
            image, place = self._image(document, layer, region), inside.translated(-region.x, -region.y)
            values = object_in(image, place, self.bench.find, settle=self.settle)
            return combined(document, layer, values, region.x, region.y)

        return (yield from _worked(found))

    def _refining(
        self, document: Document, layer: Layer, mask: Mask, press: Pointer
    ) -> Generator[Any, Any, Document | None]:
        placed = document.placed(layer)
        to_layer, points, pointer = placed.inverted(), list[Place](), press
        diameter = min(max(self.width * self.bench.pixel / placed.scale, 1.0), 2000.0)
        stroke = Stroke(Brush(diameter, 1.0), mask.tiles.size.rect.translated(mask.x, mask.y))
        while True:
            stroke.move(*to_layer.apply(pointer.x, pointer.y))
            points.append((pointer.x, pointer.y))
            if pointer.kind == "release":
                break
            pointer = yield Preview(document, NOWHERE, (Line(tuple(points), False, "mask"),))
        stroke.finish()
        region = _region(layer, stroke.box.united(mask_box(mask)))

        def better() -> Document:
            image = self._image(document, layer, region)
            values = refined(image, mask_values(mask, region), stroke.crop(region), erase=press.alt)
            return combined(document, layer, values, region.x, region.y)

        return (yield from _worked(better))

    def _image(self, document: Document, layer: Layer, region: Rect) -> np.ndarray:
        look = msgspec.structs.replace(looking(document, layer, region), profile=b"")
        return seen(look, self.bench.look)


def object_in(image: np.ndarray, box: Rect, find: Find | None, *, settle: bool = True) -> np.ndarray:
    """The mask uint8 (h, w) of the object in a box of uint8 (h, w, 4) sRGB: by colour, or as `find` tells it.

    With `settle`, what that is not sure of is told by colour. Raises ValueError where there is nothing to be found.
    """
    if find is None:
        return grab_cut(image, box)
    values = find(image, box)
    return settled(image, box, values) if settle else values


def _region(layer: Layer, box: Rect) -> Rect:
    """What is looked at around a box: an eighth of it to each side."""
    assert layer.pixels is not None, "it can be marked"
    return box.grown(max(AROUND, max(box.w, box.h) // 8)).intersected(layer.pixels.size.rect)


def _worked(work: Any) -> Generator[Any, Any, Document | None]:
    try:
        return (yield Work(work))
    except ValueError as error:
        yield Say(str(error))
        return None
