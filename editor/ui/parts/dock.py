"""A dock: a panel with a header that says what it is and how much is in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from editor.ui.theme.fonts import font

WIDTH, NARROWEST, WIDEST, HEADER = 304, 264, 440, 32


class Dock(QDockWidget):
    """Holds `content` under a header with these actions as buttons."""

    def __init__(self, name: str, title: str, content: QWidget, actions: Sequence[QAction] = ()) -> None:
        super().__init__(title)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._header = _Header(title, actions)
        self.setTitleBarWidget(self._header)
        content.setMinimumWidth(NARROWEST)
        content.setMaximumWidth(WIDEST)
        self.setWidget(content)

    def show_count(self, count: int) -> None:
        self._header.count.setText(f"{count:,}".replace(",", "\u2009") if count else "")


class _Header(QWidget):
    def __init__(self, title: str, actions: Sequence[QAction]) -> None:
        super().__init__()
        self.setObjectName("dockHeader")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        gap = QFrame()
        gap.setObjectName("gap")
        name = QLabel(title)
        name.setProperty("tone", "high")
        name.setFont(font(12, 600))
        self.count = QLabel()
        self.count.setProperty("tone", "low")
        self.count.setFont(font(11, tabular=True))
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(name)
        row.addWidget(self.count)
        row.addStretch(1)
        for action in actions:
            row.addWidget(tool_button(action, 24))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(gap)
        column.addLayout(row, 1)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEADER)


def tool_button(action: QAction, side: int, icon: int = 16) -> QToolButton:
    """A square button for an action: its icon alone, its name and key in the tip."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    button.setIconSize(QSize(icon, icon))
    button.setFixedSize(side, side)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(action.iconText() or action.text())
    return button
