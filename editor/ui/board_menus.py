"""What is under the pointer on the board: its menu by the right button or the Menu key, its words by a double click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QMenu

from editor.document.records import Frame, Note
from editor.steps.extent import extent
from editor.steps.framed import holding
from editor.steps.hit import chosen, frame_named_at, note_at, under
from editor.ui.frame_name import FrameName
from editor.ui.note_editor import NoteEditor

if TYPE_CHECKING:
    from editor.ui.actions import Actions
    from editor.ui.desk import Desk

WRITING = ("Select", "Frame", "Note")  # the tools with which a double click writes
CLIPBOARD = ("edit.copy", "edit.paste")
MENUS = {
    "layer": (
        ("layer.rename", "layer.duplicate", "layer.delete"),
        CLIPBOARD,
        ("layer.group", "layer.ungroup"),
        ("layer.raise", "layer.lower"),
        ("layer.locked",),
        ("anchor.make", "reference.use", "generate.start"),
        ("layer.remove-background", "layer.upscale", "file.export"),
    ),
    "frame": (
        ("layer.rename", "layer.duplicate", "layer.delete", "layer.delete-inside"),
        ("edit.paste",),
        ("anchor.make", "layer.merge-frame"),
        ("view.selection", "file.export"),
    ),
    "note": (("note.write", "layer.duplicate", "layer.delete"),),
    "board": (("edit.paste", "file.place"), ("edit.all",), ("view.fit", "view.life")),
}


class BoardMenus(QObject):
    """Hears the canvas on behalf of a desk. A click on what is not selected selects it first."""

    def __init__(self, desk: Desk, actions: Actions) -> None:
        super().__init__(desk.canvas)
        self._desk, self._canvas, self._session = desk, desk.canvas, desk.session
        self.menus = {name: actions.menu("", groups, desk.canvas) for name, groups in MENUS.items()}
        desk.canvas.hear(self._open, QEvent.Type.ContextMenu)
        desk.canvas.hear(self._written, QEvent.Type.MouseButtonDblClick)

    def rename_frame(self) -> bool:
        """Type the name of the selected frame in its place. False where no frame alone is selected."""
        frame = self._only()
        if isinstance(frame, Frame):
            FrameName(frame, self._canvas, lambda name: self._desk.layers.rename(frame.id, name))
        return isinstance(frame, Frame)

    def write_note(self) -> None:
        """Write on the selected note, in its place."""
        note = self._only()
        if isinstance(note, Note):
            NoteEditor(self._session, note.id, self._canvas)

    def _only(self) -> object:
        (id,) = self._session.selection if len(self._session.selection) == 1 else ("",)
        return self._session.document.thing(id)

    def _open(self, event: QContextMenuEvent) -> bool:
        if self._desk.candidates:
            return True
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self._menu().popup(self._canvas.mapToGlobal(self._middle()))
            return True
        self._pick(self._at(event.pos()))
        self._menu().popup(event.globalPos())
        return True

    def _menu(self) -> QMenu:
        document, ids = self._session.document, self._session.selection
        if not ids:
            return self.menus["board"]
        if ids <= document.notes.keys():
            return self.menus["note"]
        return self.menus["frame" if ids <= document.frames.keys() else "layer"]

    def _pick(self, id: str) -> None:
        if not id or id not in self._session.selection:
            self._session.select([id])

    def _at(self, pos: QPoint) -> str:
        """The id of what is there, by its rectangle, since pixels may have to be decoded first; "" for the board."""
        document = self._session.document
        x, y = self._canvas.view.to_canvas(pos.x(), pos.y())
        thing = note_at(document, x, y) or frame_named_at(document, x, y, 1 / self._canvas.view.zoom)
        if thing is None and (layer := next(under(document, x, y), None)) is not None:
            thing = chosen(document, layer)
        thing = thing or holding(document, x, y)
        return thing.id if thing else ""

    def _middle(self) -> QPoint:
        """Of what is selected and in view, else of the canvas."""
        box = extent(self._session.document, self._session.selection)
        whole = self._canvas.rect()
        if box is None:
            return whole.center()
        x, y = self._canvas.view.to_widget.apply(*box.centre)
        return QPoint(min(max(0, round(x)), whole.width()), min(max(0, round(y)), whole.height()))

    def _written(self, event: QMouseEvent) -> bool:
        """Whether a double click begins to write."""
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        document, tool = self._session.document, self._desk.tools.current.name
        x, y = self._canvas.view.to_canvas(event.position().x(), event.position().y())
        thing = note_at(document, x, y) or frame_named_at(document, x, y, 1 / self._canvas.view.zoom)
        if thing is None or tool not in WRITING or self._session.project.read_only:
            return False
        self._canvas.cancel_gesture()
        self._session.select([thing.id])
        if not self.rename_frame():
            self.write_note()
        return True
