"""The note tool: a drag or click makes a note to be written on; a drag inside one moves it."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, ClassVar

from editor.document.ids import new_id
from editor.document.records import Document, Note, changed
from editor.pixels.geometry import Rect
from editor.session.gesture import Gesture, Pointer, Preview, Write
from editor.session.marks import Box
from editor.steps.hit import note_at
from editor.tools.mask_shape import dragged
from editor.tools.tool import Tool

NOWHERE = Rect(0, 0, 0, 0)
SIZE = (240.0, 120.0)  # screen pixels of a note that was clicked, not dragged
STILL = 3.0  # screen pixels that a click may tremble


class NoteTool(Tool, frozen=True):
    """A click on a note writes on it."""

    name: ClassVar[str] = "Note"
    key: ClassVar[str] = "N"
    icon: ClassVar[str] = "sticky-note"
    hint: ClassVar[str] = "Click or drag where a note should be; click one to write, drag it to move it."
    cursor: ClassVar[str] = "text"

    def gesture(self, document: Document, target: str, press: Pointer) -> Gesture:
        """Made on release, on whole pixels."""
        note = note_at(document, press.x, press.y)
        return (yield from self._moving(document, note, press) if note else self._drawing(document, press))

    def _drawing(self, document: Document, press: Pointer) -> Generator[Any, Any, Document | None]:
        pointer = press
        while pointer.kind != "release":
            pointer = yield Preview(document, NOWHERE, (Box(self._rect(press, pointer), "marquee"),))
        note = Note(id=new_id(), rect=self._rect(press, pointer))
        yield Write(note.id)
        return document.with_(note)

    def _moving(self, document: Document, note: Note, press: Pointer) -> Generator[Any, Any, Document | None]:
        pointer, rect = press, note.rect
        while True:
            if rect != note.rect or self._far(press, pointer):
                rect = note.rect.translated(round(pointer.x - press.x), round(pointer.y - press.y))
            after = document.with_(changed(note, rect=rect))
            if pointer.kind == "release":
                if rect == note.rect:
                    yield Write(note.id)
                    return None
                return after
            pointer = yield Preview(after, rect.united(note.rect))

    def _rect(self, press: Pointer, pointer: Pointer) -> Rect:
        if not self._far(press, pointer):
            w, h = (round(side * self.bench.pixel) for side in SIZE)
            return Rect(round(press.x), round(press.y), max(1, w), max(1, h))
        return Rect.from_edges(*dragged(press, pointer))

    def _far(self, press: Pointer, pointer: Pointer) -> bool:
        return max(abs(pointer.x - press.x), abs(pointer.y - press.y)) > STILL * self.bench.pixel
