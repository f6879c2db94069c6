"""What the gestures of tools tell of: another selection, other options, a spot to fill, a note to write on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from editor.session.gesture import Become, Fill, Notice, Say, Select, Write
from editor.session.healing import Healing
from editor.tools.colour_picker import ColourPicker
from editor.ui.note_editor import NoteEditor

if TYPE_CHECKING:
    from editor.ui.desk import Desk


class Notices(QObject):
    """Hears them on behalf of a desk."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._healing = Healing(desk.generations, desk.asking.say)

    def hear(self, notice: Notice) -> None:
        desk = self._desk
        if isinstance(notice, Become):
            desk.tools.put(notice.tool)
            if isinstance(notice.tool, ColourPicker):
                self._picked(notice.tool)
        elif isinstance(notice, Select):
            desk.session.select(notice.ids)
        elif isinstance(notice, Fill):
            desk.attempt(lambda: self._healing.heal(notice.mask))
        elif isinstance(notice, Say):
            what, _, advice = notice.words.partition(": ")
            desk.bar.show_said(f"{what[:1].upper()}{what[1:]}. {advice[:1].upper()}{advice[1:]}.")
        elif isinstance(notice, Write):
            QTimer.singleShot(0, self, lambda: self._write(notice.note))  # a new one is in the document by then

    def _picked(self, picker: ColourPicker) -> None:
        if picker.colour is not None:
            self._desk.tools.paint_with(picker.colour)
        QGuiApplication.clipboard().setText(picker.words)
        self._desk.bar.show_ready(self.tr("{0} is in the clipboard and on the paint brush.").format(picker.words))

    def _write(self, id: str) -> None:
        if id in self._desk.session.document.notes:
            NoteEditor(self._desk.session, id, self._desk.canvas)
