"""A note being written on, in its place on the canvas."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from editor.document.records import changed
from editor.session.session import Session
from editor.ui.canvas import Canvas
from editor.ui.parts.in_place import InPlace

LEAST = (160, 60)  # pixels


class NoteEditor(QPlainTextEdit):
    """Keeps what was written as one undo step when it is left, by Escape, Ctrl+Return or a click elsewhere."""

    def __init__(self, session: Session, note: str, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._session, self._note, self._canvas = session, note, canvas
        self._open = True
        self.setAccessibleName(self.tr("Note"))
        self.setPlainText(session.document.notes[note].text)
        box = canvas.view.to_widget.bounds(session.document.notes[note].rect)
        self.setGeometry(QRect(box.x, box.y, max(box.w, LEAST[0]), max(box.h, LEAST[1])))
        InPlace(self, self.leave)
        self.selectAll()
        self.show()
        self.setFocus()

    def leave(self) -> None:
        """Keep what is written and give the canvas the focus back."""
        if not self._open:
            return
        self._open = False
        note = self._session.document.notes.get(self._note)
        if note is not None and note.text != self.toPlainText():
            self._session.commit(
                self.tr("Write note"), self._session.document.with_(changed(note, text=self.toPlainText()))
            )
        self._canvas.setFocus()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape or (held and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)):
            self.leave()
        else:
            super().keyPressEvent(event)
