"""Select and move: a click picks, a drag moves, handles scale and turn, a drag over nothing draws a marquee."""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import Any, ClassVar

from editor.document.records import Document
from editor.pixels.geometry import Affine, Rect
from editor.session.gesture import Gesture, Pointer, Preview, Select, Work
from editor.session.marks import Box, Guide, Label, Mark
from editor.steps.extent import Extent, extent
from editor.steps.hit import chosen, frame_named_at, note_at, topmost, touched
from editor.steps.snap import Lines, Snapped, lines, snapped
from editor.steps.transform import transformed
from editor.tools.handles import Grip
from editor.tools.select_handles import turning
from editor.tools.tool import Tool

NOWHERE = Rect(0, 0, 0, 0)
STILL = 3.0  # screen pixels that a click may tremble


class SelectTool(Tool, frozen=True):
    """What it moves and scales comes to rest on what is near."""

    name: ClassVar[str] = "Select"
    key: ClassVar[str] = "V"
    icon: ClassVar[str] = "mouse-pointer-2"
    hint: ClassVar[str] = "Click picks, drag moves; corners scale, and turn from outside. Ctrl goes into groups."
    cursor: ClassVar[str] = "arrow"

    @property
    def label(self) -> str:
        return "Move"

    def gesture(self, document: Document, target: str, press: Pointer) -> Gesture:
        """Works on the selection, whatever the target is. Ctrl picks what is in a group, or was accepted onto another
        picture; Shift adds to the selection or takes away from it."""
        grip = Grip.of(document, self.bench.selection)
        if grip is not None and (held := grip.held_at(press.x, press.y, self.bench.pixel)) is not None:
            return (yield from turning(document, grip, held, press, self.bench))
        held = note_at(document, press.x, press.y) or frame_named_at(document, press.x, press.y, self.bench.pixel)
        if held is not None:
            return (yield from self._moving(document, held.id, press))
        hit = yield Work(lambda: topmost(document, press.x, press.y, self.bench.pixel))
        if hit is None:
            yield from self._marquee(document, press)
            return None
        picked = hit.id if press.ctrl else chosen(document, hit).id
        return (yield from self._moving(document, picked, press))

    def resting(self, document: Document, target: str) -> tuple[Mark, ...]:
        """The handles of what is picked."""
        grip = Grip.of(document, self.bench.selection)
        return (grip.marks,) if grip else ()

    def _moving(self, document: Document, picked: str, press: Pointer) -> Generator[Any, Any, Document | None]:
        before = self.bench.selection
        ids = before if picked in before else before | {picked} if press.shift else frozenset({picked})
        start = extent(document, ids)
        assert start is not None, "something was hit"
        to = lines(document, ids, snaps=self.bench.snaps)
        after, box = document, start
        pointer = yield Preview(document, NOWHERE, self._held(document, ids))
        moved = False
        while True:
            moved = moved or self._far(press, pointer)
            if moved:
                stop = self._stop(start, to, press, pointer)
                dx, dy = _whole(start, press, pointer)
                after = transformed(document, ids, Affine.translation(dx + stop.dx, dy + stop.dy))
                last, box = box, start.moved(dx + stop.dx, dy + stop.dy)
                shown = Preview(after, last.united(box).rect, (*self._held(after, ids), *guides(stop)))
            else:
                shown = Preview(after, NOWHERE, self._held(after, ids))
            if pointer.kind == "release":
                yield Select(ids if moved else self._clicked(picked, press))
                return after if moved else None
            pointer = yield shown

    def _clicked(self, picked: str, press: Pointer) -> frozenset[str]:
        return self.bench.selection ^ {picked} if press.shift else frozenset({picked})

    def _stop(self, start: Extent, to: Lines, press: Pointer, pointer: Pointer) -> Snapped:
        if pointer.ctrl and not press.ctrl:
            return Snapped()
        return snapped(start.moved(*_whole(start, press, pointer)), to, self.bench.near, self.bench.snaps.grid)

    def _held(self, document: Document, ids: frozenset[str]) -> tuple[Mark, ...]:
        grip = Grip.of(document, ids)
        return (grip.marks,) if grip else ()

    def _far(self, press: Pointer, pointer: Pointer) -> bool:
        return math.hypot(pointer.x - press.x, pointer.y - press.y) > STILL * self.bench.pixel

    def _marquee(self, document: Document, press: Pointer) -> Generator[Any, Any, None]:
        """Picks what the rectangle touches; a click on nothing picks nothing."""
        pointer, kept = press, self.bench.selection if press.shift else frozenset[str]()
        while pointer.kind != "release":
            box = Extent.around(((press.x, press.y), (pointer.x, pointer.y)))
            pointer = yield Preview(document, NOWHERE, (Box(box.rect, "marquee"),))
        box = Extent.around(((press.x, press.y), (pointer.x, pointer.y)))
        yield Select(kept | (touched(document, box) if self._far(press, pointer) else frozenset()))


def guides(stop: Snapped) -> tuple[Mark, ...]:
    """The lines that were met, and how far away what they belong to is."""
    labels = (Label((x1 + x2) / 2, (y1 + y2) / 2, f"{max(x2 - x1, y2 - y1):.0f}") for x1, y1, x2, y2 in stop.gaps)
    return (*(Guide(*line) for line in stop.guides), *labels)


def _whole(start: Extent, press: Pointer, pointer: Pointer) -> tuple[float, float]:
    """How far it is dragged, so that its corner comes to a whole pixel; with Shift along one direction alone."""
    dx, dy = pointer.x - press.x, pointer.y - press.y
    if pointer.shift and not press.shift:
        dx, dy = (dx, 0.0) if abs(dx) >= abs(dy) else (0.0, dy)
    return (
        round(start.left + dx) - start.left if dx else 0.0,
        round(start.top + dy) - start.top if dy else 0.0,
    )
