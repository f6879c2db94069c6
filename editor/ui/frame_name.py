"""The name of a frame being typed, in its place above the frame."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from editor.document.records import Frame
from editor.ui.canvas import Canvas
from editor.ui.parts.in_place import InPlace
from editor.ui.theme.fonts import font

LEAST, HEIGHT = 120, 24  # pixels


class FrameName(QLineEdit):
    """`keep(name)` by Return, or when it is left; Escape leaves the name as it was."""

    def __init__(self, frame: Frame, canvas: Canvas, keep: Callable[[str], object]) -> None:
        super().__init__(frame.name, canvas)
        self._canvas, self._keep, self._open = canvas, keep, True
        self.setAccessibleName(self.tr("Name of the frame"))
        self.setFont(font(11, 500))
        x, y = canvas.view.to_widget.apply(frame.rect.x, frame.rect.y)
        width = max(LEAST, self.fontMetrics().horizontalAdvance(frame.name) + 24)
        left = min(max(0, round(x) - 6), max(0, canvas.width() - width))
        self.setGeometry(QRect(left, max(0, round(y) - HEIGHT), width, HEIGHT))
        self.returnPressed.connect(self.leave)
        InPlace(self, self.leave)
        self.selectAll()
        self.show()
        self.setFocus()

    def leave(self, *, kept: bool = True) -> None:
        """Give the canvas the focus back."""
        if not self._open:
            return
        self._open = False
        if kept and (name := self.text().strip()):
            self._keep(name)
        self._canvas.setFocus()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave(kept=False)
        else:
            super().keyPressEvent(event)
