"""The settings: a sheet beside what it changes; nothing in it waits for an OK."""

from __future__ import annotations

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor.engine.contract import Kind
from editor.ui.actions import Actions
from editor.ui.connect.connecting import Connecting
from editor.ui.connect.page import EnginesPage
from editor.ui.parts.closer import closer
from editor.ui.parts.overlay import Overlay
from editor.ui.settings.general import General
from editor.ui.settings.keys_page import KeysPage
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

WIDTH, HEIGHT, INSET = 720, 560, 20


class SettingsSheet(Overlay):
    """`general`, `engines` and, where there are `actions`, `keys` are its pages."""

    def __init__(
        self,
        window: QWidget,
        theme: Theme,
        settings: QSettings,
        connecting: Connecting,
        actions: Actions | None = None,
    ) -> None:
        super().__init__(window, theme, WIDTH, HEIGHT, scrim=False)
        self.setAccessibleName(self.tr("Settings"))
        self.general = General(theme, settings)
        self.engines = EnginesPage(connecting, theme)
        self.keys = KeysPage(actions, theme) if actions is not None else None
        self._pages = QStackedWidget()
        self._tabs = QButtonGroup(self)
        line = QFrame()
        line.setObjectName("line")
        column = QVBoxLayout(self.sheet)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(self._head(theme))
        column.addWidget(line)
        column.addWidget(self._pages, 1)
        self._tabs.idClicked.connect(self._pages.setCurrentIndex)

    def ask(self) -> None:
        """Come up on the page that was shown last."""
        self.general.show_all()
        self.open(self._tabs.checkedButton() or self.general)

    def show_keys(self) -> None:
        """Come up on the page of keys."""
        assert self.keys is not None, "there are actions"
        self._show(self.keys)

    def show_engines(self, kind: Kind | None = None) -> None:
        """Come up on the page of engines, at what brings one for such requests."""
        self._show(self.engines)
        if kind is not None:
            self.engines.look_for(kind)

    def _show(self, page: QWidget) -> None:
        self._tabs.button(self._pages.indexOf(page)).click()
        self.ask()

    def _head(self, theme: Theme) -> QHBoxLayout:
        title, close = QLabel(self.tr("Settings")), closer(theme, self.tr("Close the settings"))
        title.setFont(font(15, 600))
        title.setProperty("tone", "high")
        close.clicked.connect(self.close_sheet)
        head = QHBoxLayout()
        head.setContentsMargins(INSET, 12, INSET - 4, 12)
        head.setSpacing(16)
        head.addWidget(title)
        head.addWidget(self._segments())
        head.addStretch(1)
        head.addWidget(close)
        return head

    def _segments(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "segments")
        row = QHBoxLayout(frame)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(1)
        pages = [(self.tr("General"), self.general), (self.tr("Engines"), self.engines)]
        pages += [(self.tr("Keys"), self.keys)] if self.keys else []
        for number, (name, page) in enumerate(pages):
            tab = QToolButton()
            tab.setText(name)
            tab.setCheckable(True)
            tab.setChecked(number == 0)
            tab.setProperty("role", "segment")
            tab.setFont(font(12, 500))
            tab.setFixedHeight(24)
            tab.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            tab.setAccessibleName(name)
            self._tabs.addButton(tab, number)
            row.addWidget(tab)
            self._pages.addWidget(page)
        return frame
