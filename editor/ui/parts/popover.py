"""A popover: a small sheet beneath the button that opens it; Escape or a press beside it puts it away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

INSET, BELOW = 8, 4


class Popover(QFrame):
    """Holds `content`, which has the focus when it comes up; the focus goes back to where it was."""

    def __init__(self, owner: QWidget, content: QWidget, width: int, height: int) -> None:
        super().__init__(owner)
        self._owner, self._content = owner, content
        self._before: QWidget | None = None
        self.setObjectName("floating")
        self.setFixedSize(width, height)
        column = QVBoxLayout(self)
        column.setContentsMargins(INSET, INSET, INSET, INSET)
        column.addWidget(content)
        self.hide()

    def open(self) -> None:
        """Come up beneath the owner, inside of its window."""
        window = self._owner.window()
        self.setParent(window)
        at = self._owner.mapTo(window, QPoint(0, self._owner.height() + BELOW))
        self.move(max(0, min(at.x(), window.width() - self.width())), at.y())
        self._before = QApplication.focusWidget()
        if (app := QApplication.instance()) is not None:
            app.installEventFilter(self)
        self.show()
        self.raise_()
        self._content.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            inside = watched is self or self.isAncestorOf(watched) or watched.window() is not self.window()
            if not inside:
                self.hide()
                return watched is self._owner
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        if (app := QApplication.instance()) is not None:
            app.removeEventFilter(self)
        if self._before is not None and self.isAncestorOf(QApplication.focusWidget() or self):
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._before = None
        super().hideEvent(event)
