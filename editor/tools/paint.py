"""The paint brush and its eraser: colour on a layer of its own, over a picture or on the board."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any, ClassVar

import cv2
import msgspec
import numpy as np

from editor.document.records import Document, Layer, repainted
from editor.pixels.brush import Brush, Stroke
from editor.pixels.geometry import Rect
from editor.pixels.paint import painted, taken_off
from editor.pixels.tiles import Tiles
from editor.session.gesture import Become, Gesture, Pointer, Preview, Say
from editor.steps.paint import sheet_at
from editor.tools.brush import LARGEST, NOWHERE, SMALLEST, RoundBrush
from editor.tools.colour_picker import Colour, picking

Lay = Callable[[np.ndarray, np.ndarray], np.ndarray]  # what was there and how much of each pixel, to what is there


class PaintEraser(RoundBrush, frozen=True):
    """Takes paint off, and leaves pictures alone; `size` is in canvas pixels, `opacity` 0..1 bounds a stroke.

    `last` is where the stroke before ended, in canvas pixels: with Shift the next begins there and goes straight.
    """

    name: ClassVar[str] = "Paint eraser"
    key: ClassVar[str] = "Shift+P"
    icon: ClassVar[str] = "droplet-off"
    hint: ClassVar[str] = "Take paint off again. Shift goes straight, Ctrl-drag sets the size."
    on_picture: ClassVar[bool] = False

    size: float = 24.0
    opacity: float = 1.0
    pressure: bool = True
    last: tuple[float, float] | None = None

    def reach(self, document: Document, target: str) -> float:
        return self.size

    def gesture(self, document: Document, target: str, press: Pointer) -> Gesture:
        """Until the pointer is released; with Ctrl it is sized instead."""
        if press.ctrl:
            yield from self.sizing(document, 1.0, press)
            return None
        return (yield from self.stroke(document, press, taken_off))

    def stroke(self, document: Document, press: Pointer, lay: Lay) -> Gesture:
        """A new layer is only begun for what is laid on; where there is none to take off from, that is said."""
        bench = self.bench
        sheet = sheet_at(document, bench.selection, press.x, press.y, bench.view)
        if lay is taken_off and sheet.id not in document.layers:
            yield Say("there is no paint here: paint some first")
            return None
        after, end = yield from self._stroke(document, sheet, press, lay)
        yield Become(msgspec.structs.replace(self, last=(end.x, end.y)))
        return after

    def _stroke(
        self, document: Document, sheet: Layer, press: Pointer, lay: Lay
    ) -> Generator[Preview, Any, tuple[Document | None, Pointer]]:
        """The document after it, None where nothing was touched, and where it ended."""
        base = sheet.pixels
        assert base is not None, "a layer that is painted on has pixels"
        placed = document.placed(sheet)
        to_sheet = placed.inverted()
        size = min(max(self.size / placed.scale, SMALLEST), LARGEST)
        stroke = Stroke(Brush(size, self.hardness, pressure_sizes=self.pressure), base.size.rect)
        damage = stroke.move(*to_sheet.apply(*self.last)) if press.shift and self.last else NOWHERE
        pixels, pointer, lag = base, press, press
        while True:
            lag = self.behind(lag, pointer)
            x, y = to_sheet.apply(lag.x, lag.y)
            damage = damage.united((stroke.line if pointer.shift else stroke.move)(x, y, pointer.pressure))
            if pointer.kind == "release":
                damage = damage.united(stroke.finish())
            pixels = self._laid(pixels, base, stroke, damage, lay)
            after = None if pixels is base else document.with_(repainted(sheet, pixels))
            if pointer.kind == "release":
                return after, pointer
            pointer = yield Preview(after or document, NOWHERE if damage.empty else placed.bounds(damage))
            damage = NOWHERE

    def _laid(self, now: Tiles, base: Tiles, stroke: Stroke, damage: Rect, lay: Lay) -> Tiles:
        """`now`, with the pixels in `damage` as the stroke makes them of those of `base`."""
        if damage.empty:
            return now
        share = cv2.convertScaleAbs(stroke.crop(damage), alpha=self.opacity)
        return now.pasted(damage.x, damage.y, lay(base.crop(damage), share))


class PaintBrush(PaintEraser, frozen=True):
    """Lays on `paint`, a colour in sRGB; the other end of a pen takes it off."""

    name: ClassVar[str] = "Paint"
    key: ClassVar[str] = "P"
    icon: ClassVar[str] = "paintbrush"
    hint: ClassVar[str] = "Paint on a layer of its own. Shift goes straight, Alt takes a colour, Ctrl-drag sizes."

    paint: Colour = (226, 181, 74)

    def gesture(self, document: Document, target: str, press: Pointer) -> Gesture:
        """Until the pointer is released; with Ctrl it is sized instead, with Alt the colour there becomes its own."""
        if press.alt and not press.ctrl:
            colour = yield from picking(document, self.bench, press)
            if colour is not None:
                yield Become(msgspec.structs.replace(self, paint=colour))
            return None
        if press.ctrl or press.eraser:
            return (yield from super().gesture(document, target, press))
        return (yield from self.stroke(document, press, self._painted))

    def _painted(self, under: np.ndarray, share: np.ndarray) -> np.ndarray:
        return painted(under, share, self.paint)
