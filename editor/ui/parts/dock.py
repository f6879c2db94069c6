"""A dock: panels under a header that says what they are and how much is in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction, QPaintEvent
from PySide6.QtWidgets import QDockWidget, QLabel, QMainWindow, QStackedWidget, QTabBar, QToolButton, QWidget

from editor.ui.parts.bar import Bar
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

WIDTH, NARROWEST, WIDEST, HEADER = 304, 264, 440, 32


class Page(NamedTuple):
    """A panel with its title, and the actions that stand as buttons beside that."""

    title: str
    content: QWidget
    actions: Sequence[QAction] = ()


class Dock(QDockWidget):
    """Holds one page under a header, or several of which the header's tabs show one at a time."""

    def __init__(self, name: str, theme: Theme, *pages: Page) -> None:
        super().__init__(pages[0].title)
        self.setObjectName(name)
        self.setAccessibleName(" ".join(page.title for page in pages))
        self._header = _Header(theme, pages)
        self._stack = QStackedWidget()
        self.setTitleBarWidget(self._header)
        for page in pages:
            page.content.setMinimumWidth(NARROWEST)
            page.content.setMaximumWidth(WIDEST)
            self._stack.addWidget(page.content)
        self.setWidget(self._stack)
        self._header.tabs.currentChanged.connect(self._stack.setCurrentIndex)

    def show_count(self, count: int) -> None:
        """How much is in it; of use where it has one page."""
        self._header.count.setText(f"{count:,}".replace(",", "\u2009") if count else "")

    def show_page(self, content: QWidget) -> None:
        """Bring this page into view."""
        self._header.tabs.setCurrentIndex(self._stack.indexOf(content))
        self.show()
        self.raise_()


def bring_up(content: QWidget) -> None:
    """Bring a panel into view in the dock that it is in."""
    above = content.parentWidget()
    while above is not None and not isinstance(above, Dock):
        above = above.parentWidget()
    if above is not None:
        above.show_page(content)


class _Header(Bar):
    def __init__(self, theme: Theme, pages: Sequence[Page]) -> None:
        super().__init__(theme, HEADER, "top")
        self.tabs, self.count = QTabBar(), QLabel()
        self.count.setProperty("tone", "low")
        self.count.setFont(font(11, tabular=True))
        self._buttons = [[tool_button(action, 24) for action in page.actions] for page in pages]
        self.row.setContentsMargins(12, 1, 8, 0)
        for page in pages:
            self.tabs.addTab(page.title)
        if len(pages) > 1:
            self.row.setContentsMargins(0, 1, 8, 0)
            self.tabs.setFont(font(12, 600))
            self.tabs.setDrawBase(False)
            self.tabs.setExpanding(False)
            self.tabs.setAccessibleName(" ".join(page.title for page in pages))
            self.row.addWidget(self.tabs)
        else:
            name = QLabel(pages[0].title)
            name.setProperty("tone", "high")
            name.setFont(font(12, 600))
            self.row.addWidget(name)
            self.row.addWidget(self.count)
        self.row.addStretch(1)
        for buttons in self._buttons:
            for button in buttons:
                self.row.addWidget(button)
        self.tabs.currentChanged.connect(self._show_buttons)
        self._show_buttons(0)

    def _show_buttons(self, shown: int) -> None:
        for page, buttons in enumerate(self._buttons):
            for button in buttons:
                button.setVisible(page == shown)

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
