"""A sheet over the window, on a scrim or beside what can still be used; Escape puts it away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from editor.ui.theme.theme import Theme

TOP, MARGIN = 120, 16


class Overlay(QWidget):
    """`sheet` is what floats; the focus goes round in it, and comes back to where it was.

    With a `scrim` the window is covered, and a click beside the sheet puts it away as well.
    """

    def __init__(self, window: QWidget, theme: Theme, width: int, height: int, *, scrim: bool = True) -> None:
        super().__init__(window)
        self._theme, self._window, self._scrim = theme, window, scrim
        self._wanted = width, height
        self._before: QWidget | None = None
        self.sheet = QFrame(self)
        self.sheet.setObjectName("floating")
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

    def fit(self, width: int, height: int) -> None:
        """Another size for what is in it now."""
        self._wanted = width, height
        self._stand()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._stand()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        self._window.installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        self._window.removeEventFilter(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.sheet.geometry().contains(event.position().toPoint()):
            self.close_sheet()

    def focusNextPrevChild(self, forward: bool) -> bool:
        stops = sorted(filter(_takes_focus, self.sheet.findChildren(QWidget)), key=self._reading_order)
        focused = QApplication.focusWidget()
        if stops:
            at = stops.index(focused) + (1 if forward else -1) if focused in stops else 0
            reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
            stops[at % len(stops)].setFocus(reason)
        return True

    def _reading_order(self, part: QWidget) -> tuple[int, int]:
        middle = part.mapTo(self, part.rect().center())
        return middle.y(), middle.x()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._scrim:
            return
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(0, 0, 0, round(2.55 * self._theme.tokens.scrim)))

    def _stand(self) -> None:
        room = self._window.rect()
        width = min(self._wanted[0], room.width() - 2 * MARGIN)
        height = min(self._wanted[1], room.height() - 2 * MARGIN)
        top = min(TOP, (room.height() - height) // 2)
        at = QRect((room.width() - width) // 2, top, width, height)
        self.setGeometry(room if self._scrim else at)
        self.sheet.setGeometry(at if self._scrim else self.rect())


def _takes_focus(part: QWidget) -> bool:
    proxied = part.focusProxy() is not None
    return not proxied and part.isVisible() and part.isEnabled() and bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)
