"""A sheet over the whole window, on a scrim; Escape or a click beside it puts it away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from editor.ui.theme.theme import Theme

TOP, MARGIN = 120, 16


class Overlay(QWidget):
    """`sheet` is what floats; the focus comes back to where it was."""

    def __init__(self, window: QWidget, theme: Theme, width: int, height: int) -> None:
        super().__init__(window)
        self._theme, self._window = theme, window
        self._wanted = width, height
        self._before: QWidget | None = None
        self.sheet = QFrame(self)
        self.sheet.setObjectName("floating")
        window.installEventFilter(self)
        self.hide()

    def open(self, first: QWidget) -> None:
        """Come up, with the focus on `first`."""
        if self.isHidden():
            self._before = QApplication.focusWidget()
        self._stand()
        self.show()
        self.raise_()
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_sheet(self) -> None:
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._before = None

    def fit_height(self, height: int) -> None:
        """Another height for what is in it now."""
        self._wanted = self._wanted[0], height
        self._stand()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._stand()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.sheet.geometry().contains(event.position().toPoint()):
            self.close_sheet()

    def focusNextPrevChild(self, forward: bool) -> bool:
        return True  # the focus stays in the sheet

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(0, 0, 0, round(2.55 * self._theme.tokens.scrim)))

    def _stand(self) -> None:
        self.setGeometry(self._window.rect())
        width = min(self._wanted[0], self.width() - 2 * MARGIN)
        height = min(self._wanted[1], self.height() - 2 * MARGIN)
        top = min(TOP, (self.height() - height) // 2)
        self.sheet.setGeometry((self.width() - width) // 2, top, width, height)
