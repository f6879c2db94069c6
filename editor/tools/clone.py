"""The clone brush: paints with the layer's own pixels from another place."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from editor.document.records import Document, Layer, repainted
from editor.pixels.brush import Brush, Stroke
from editor.pixels.geometry import Rect
from editor.pixels.lay import laid
from editor.session.gesture import Become, Gesture, Pointer, Preview, Work
from editor.session.marks import Mark
from editor.tools.brush import NOWHERE, RoundBrush, circle
from editor.tools.mask_shape import markable


class CloneBrush(RoundBrush, frozen=True):
    """`source` is where it takes from, in canvas pixels; once a stroke was made, `offset` is how far that is from the
    pointer, and stays so for the strokes that follow."""

    name: ClassVar[str] = "Clone"
    key: ClassVar[str] = "Shift+J"
    icon: ClassVar[str] = "stamp"
    hint: ClassVar[str] = "Alt-click sets where it takes from; then paint. Ctrl-drag sets the size."

    size: float = 60.0
    source: tuple[float, float] | None = None
    offset: tuple[float, float] | None = None

    def gesture(self, document: Document, target: str, press: Pointer) -> Gesture:
        """Changes the pixels of the layer itself, taking them as they were at the press. Nothing happens without a
        source, or on a layer that is locked or holds no picture."""
        layer = markable(document, target)
        if layer is None or layer.pixels is None:
            return None
        if press.ctrl:
            yield from self.sizing(document, document.placed(layer).scale, press)
            return None
        if press.alt:
            yield Become(msgspec.structs.replace(self, source=(press.x, press.y), offset=None))
            return None
        if self.source is None:
            return None
        away = self.offset or (self.source[0] - press.x, self.source[1] - press.y)
        return (yield from self._painting(document, layer, press, away))

    def resting(self, document: Document, target: str) -> tuple[Mark, ...]:
        """Where it takes from."""
        layer = document.layers.get(target)
        if self.source is None or self.offset is not None or layer is None:
            return ()
        return (circle(*self.source, self.size * document.placed(layer).scale / 2, "source"),)

    def _painting(self, document: Document, layer: Layer, press: Pointer, away: tuple[float, float]) -> Gesture:
        placed = document.placed(layer)
        to_layer, radius = placed.inverted(), self.size * placed.scale / 2
        base = layer.pixels
        assert base is not None, "it holds a picture"
        x, y = to_layer.apply(press.x, press.y)
        sx, sy = to_layer.apply(press.x + away[0], press.y + away[1])
        step = round(sx - x), round(sy - y)
        yield Work(lambda: base.crop(Rect(round(x), round(y), 1, 1)))  # decoded once, off the thread
        stroke = Stroke(Brush(diameter=self.size, hardness=self.hardness), base.size.rect)
        pixels, pointer, lag = base, press, press
        while True:
            lag = self.behind(lag, pointer)
            move = stroke.line if pointer.shift else stroke.move
            damage = move(*to_layer.apply(lag.x, lag.y), pointer.pressure)
            if pointer.kind == "release":
                damage = damage.united(stroke.finish())
            there = damage.intersected(base.size.rect.translated(-step[0], -step[1]))
            if not there.empty:
                taken = base.crop(there.translated(*step))
                pixels = pixels.pasted(there.x, there.y, laid(base.crop(there), taken, stroke.crop(there)))
            after = document.with_(repainted(layer, pixels)) if pixels is not base else document
            if pointer.kind == "release":
                yield Become(msgspec.structs.replace(self, offset=away))
                return after if pixels is not base else None
            shown = placed.bounds(damage) if not damage.empty else NOWHERE
            pointer = yield Preview(after, shown, (circle(lag.x + away[0], lag.y + away[1], radius, "source"),))
