"""A dock: a panel with a header that says what it is and how much is in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction, QPaintEvent
from PySide6.QtWidgets import QDockWidget, QLabel, QMainWindow, QToolButton, QWidget

from editor.ui.parts.bar import Bar
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

WIDTH, NARROWEST, WIDEST, HEADER = 304, 264, 440, 32


class Dock(QDockWidget):
    """Holds `content` under a header with these actions as buttons."""

    def __init__(self, name: str, title: str, content: QWidget, theme: Theme, actions: Sequence[QAction] = ()) -> None:
        super().__init__(title)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._header = _Header(title, theme, actions)
        self.setTitleBarWidget(self._header)
        content.setMinimumWidth(NARROWEST)
        content.setMaximumWidth(WIDEST)
        self.setWidget(content)

    def show_count(self, count: int) -> None:
        self._header.count.setText(f"{count:,}".replace(",", "\u2009") if count else "")


class _Header(Bar):
    def __init__(self, title: str, theme: Theme, actions: Sequence[QAction]) -> None:
        super().__init__(theme, HEADER, "top")
        name = QLabel(title)
        name.setProperty("tone", "high")
        name.setFont(font(12, 600))
        self.count = QLabel()
        self.count.setProperty("tone", "low")
        self.count.setFont(font(11, tabular=True))
        self.row.setContentsMargins(12, 1, 8, 0)
        self.row.addWidget(name)
        self.row.addWidget(self.count)
        self.row.addStretch(1)
        for action in actions:
            self.row.addWidget(tool_button(action, 24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Without its line where it is directly under the title bar, which has one."""
        window = self.window()
        title = window.menuWidget() if isinstance(window, QMainWindow) else None
        under = title is not None and self.mapTo(window, QPoint(0, 0)).y() == title.height()
        self.show_line(not under)
        super().paintEvent(event)

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


def icon_button(theme: Theme, icon: str, tip: str, side: int = 24) -> QToolButton:
    """A square button with an icon alone; the tip is its name, too."""
    button = QToolButton()
    button.setIcon(theme.icon(icon))
    button.setIconSize(QSize(16, 16))
    button.setFixedSize(side, side)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    return button
