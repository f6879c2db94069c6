"""The frame tool: a drag draws a named rectangle, moves one by its name or inside, and resizes it by its border."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, ClassVar

from editor.document.ids import new_id
from editor.document.order import between
from editor.document.records import Document, Frame, changed
from editor.pixels.geometry import Rect
from editor.session.gesture import Gesture, Pointer, Preview
from editor.session.marks import Box, Guide, Label, Mark
from editor.session.presets import Preset
from editor.steps.extent import Extent
from editor.steps.framed import stacked_frames
from editor.steps.hit import frame_named_at
from editor.steps.snap import Lines, Snapped, edge_snapped, lines, snapped
from editor.tools.border import Sides, dragged, sides_at
from editor.tools.mask_shape import dragged as boxed
from editor.tools.tool import Tool


class FrameTool(Tool, frozen=True):
    """`sizes` are the presets whose name is shown where a frame has their size."""

    name: ClassVar[str] = "Frame"
    key: ClassVar[str] = "F"
    icon: ClassVar[str] = "frame"
    hint: ClassVar[str] = "Drag a frame; drag its border to resize, its name to move it. Ctrl does not snap."

    sizes: tuple[Preset, ...] = ()

    def gesture(self, document: Document, target: str, press: Pointer) -> Gesture:
        """A click alone draws nothing. What lies in a frame stays where it is when the frame is moved."""
        for frame in stacked_frames(document):
            sides = sides_at(frame.rect, press.x, press.y, self.bench.near)
            if sides is not None:
                return (yield from self._resizing(document, frame, sides, press))
        if (named := frame_named_at(document, press.x, press.y, self.bench.pixel)) is not None:
            return (yield from self._moving(document, named, press))
        return (yield from self._drawing(document, press))

    def _drawing(self, document: Document, press: Pointer) -> Generator[Any, Any, Document | None]:
        to, pointer = lines(document, snaps=self.bench.snaps), press
        x, y = self._stopped(press, to)
        press = press._replace(x=x, y=y)
        while True:
            x, y = self._stopped(pointer, to)
            left, top, right, bottom = boxed(press, pointer._replace(x=x, y=y))
            rect = Rect(round(left), round(top), round(right) - round(left), round(bottom) - round(top))
            if pointer.kind == "release":
                return None if rect.empty else document.with_(_new(document, rect))
            pointer = yield Preview(document, rect, self._shown(rect))

    def _resizing(
        self, document: Document, frame: Frame, sides: Sides, press: Pointer
    ) -> Generator[Any, Any, Document | None]:
        to, pointer, rect = lines(document, frame=frame.id, snaps=self.bench.snaps), press, frame.rect
        while True:
            x, y = self._stopped(pointer, to)
            if (pointer.x, pointer.y) != (press.x, press.y):
                edge_x = frame.rect.x if sides.x < 0 else frame.rect.right
                edge_y = frame.rect.y if sides.y < 0 else frame.rect.bottom
                rect = dragged(frame.rect, sides, x - edge_x, y - edge_y, both=pointer.alt)
            after = document.with_(changed(frame, rect=rect))
            if pointer.kind == "release":
                return after if rect != frame.rect else None
            pointer = yield Preview(after, rect.united(frame.rect), self._shown(rect))

    def _moving(self, document: Document, frame: Frame, press: Pointer) -> Generator[Any, Any, Document | None]:
        to, pointer = lines(document, frame=frame.id, snaps=self.bench.snaps), press
        while True:
            dx, dy = round(pointer.x - press.x), round(pointer.y - press.y)
            stop = Snapped()
            if (dx, dy) != (0, 0) and not pointer.ctrl:
                stop = snapped(Extent.of(frame.rect.translated(dx, dy)), to, self.bench.near, self.bench.snaps.grid)
            rect = frame.rect.translated(dx + round(stop.dx), dy + round(stop.dy))
            after = document.with_(changed(frame, rect=rect))
            if pointer.kind == "release":
                return after if rect != frame.rect else None
            guides = (Guide(*line) for line in stop.guides)
            pointer = yield Preview(after, rect.united(frame.rect), (Box(rect, "snap"), *guides))

    def _stopped(self, pointer: Pointer, to: Lines) -> tuple[float, float]:
        """Where the pointer is, brought to a line that is near unless Ctrl is held, and to a whole pixel."""
        if pointer.ctrl:
            return round(pointer.x), round(pointer.y)
        near, grid = self.bench.near, self.bench.snaps.grid
        dx, _ = edge_snapped(pointer.x, to.upright, near, grid)
        dy, _ = edge_snapped(pointer.y, to.level, near, grid)
        return round(pointer.x + dx), round(pointer.y + dy)

    def _shown(self, rect: Rect) -> tuple[Mark, ...]:
        preset = next((preset.name for preset in self.sizes if preset.size == rect.size), "")
        text = f"{rect.w} × {rect.h} {preset}".strip()
        return Box(rect, "snap"), Label(rect.x + rect.w / 2, rect.bottom, text)


def _new(document: Document, rect: Rect) -> Frame:
    order = max((frame.order for frame in document.frames.values()), default=None)
    return Frame(id=new_id(), name=f"Frame {len(document.frames) + 1}", rect=rect, order=between(order, None))
