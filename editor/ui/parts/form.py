"""A sheet that is filled in: Ctrl+Return settles it, also from words in which Return begins another line."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from editor.ui.parts.overlay import Overlay

CONFIRM = Qt.Key.Key_Return, Qt.Key.Key_Enter


class Form(Overlay):
    """While it is open Ctrl+Return asks no engine."""

    def settle(self) -> None:
        """Take what is filled in, where nothing is missing."""
        raise NotImplementedError

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _confirms(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _confirms(event):
            self.settle()
        else:
            super().keyPressEvent(event)


def _confirms(event: QKeyEvent) -> bool:
    return event.key() in CONFIRM and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
