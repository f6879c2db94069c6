"""A bar: one row in the tone of the panels, with the line that parts it from what is next to it."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from editor.ui.theme.theme import Theme


class Bar(QWidget):
    """`height` logical pixels, the line at its top or bottom included; what it holds goes into `row`."""

    def __init__(self, theme: Theme, height: int, line: Literal["top", "bottom"], spacing: int = 8) -> None:
        super().__init__()
        self._theme, self._line, self._lined = theme, line, True
        self.setFixedHeight(height)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(12, line == "top", 12, line == "bottom")
        self.row.setSpacing(spacing)
        theme.changed.connect(self.update)

    def show_line(self, shown: bool) -> None:
        """The line is there unless a neighbour has one in its place."""
        self._lined = shown

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(tokens.panel))
            if not self._lined:
                return
            top = 0 if self._line == "top" else self.height() - 1
            painter.fillRect(QRect(0, top, self.width(), 1), QColor(tokens.gap))
