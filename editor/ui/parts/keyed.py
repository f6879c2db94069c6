"""A list that shows a focus ring only while it is used by keys, and is painted anew as the focus comes and goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractItemView

REASONS = Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason

View = QAbstractItemView if TYPE_CHECKING else object


class Keyed(View):
    """Stands before the view among the bases of a list; "keyed" is its property."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.setProperty("keyed", event.reason() in REASONS)
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            self.setProperty("keyed", True)
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress:
            self.setProperty("keyed", False)
        return super().viewportEvent(event)
