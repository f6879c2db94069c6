"""The rail: a button for each tool, from the list of tools; at its foot what shows and hides the panels."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from editor.ui.actions import Actions
from editor.ui.parts.dock import tool_button
from editor.ui.theme.theme import Theme

WIDTH, BUTTON, ICON, EDGE, ENDS, BETWEEN = 44, 32, 18, 6, 5, 2
PARTED = ("tool.MaskBrush", "tool.Heal", "tool.FrameTool")  # a line stands before these


class Rail(QWidget):
    """Buttons for actions, by their ids."""

    def __init__(self, actions: Actions, theme: Theme, tools: Sequence[str], foot: Sequence[str]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Tools"))
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, ENDS, EDGE, ENDS)
        column.setSpacing(BETWEEN)
        self.buttons: list[QToolButton] = []
        for id in tools:
            if id in PARTED:
                column.addWidget(_Part(theme))
            column.addWidget(self._button(actions, id))
        column.addStretch(1)
        for id in foot:
            column.addWidget(self._button(actions, id))

    def _button(self, actions: Actions, id: str) -> QToolButton:
        button = tool_button(actions[id], BUTTON, ICON)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.buttons.append(button)
        return button


class _Part(QWidget):
    """The line between two groups of tools."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(QSize(BUTTON, 7))
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(QRect((BUTTON - 15) // 2, 3, 15, 1), QColor(self._theme.tokens.hair))
