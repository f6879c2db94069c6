"""What a field that floats on the canvas needs: keys of its own, and to be left when the focus goes elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget


class InPlace(QObject):
    """Watches `field` while it lives; `leave()` when it loses the focus, but to its own menu."""

    def __init__(self, field: QWidget, leave: Callable[[], object]) -> None:
        super().__init__(field)
        self._leave = leave
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Its keys are not those of the window."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        popup = Qt.FocusReason.PopupFocusReason
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() != popup:
            self._leave()
        return super().eventFilter(watched, event)
