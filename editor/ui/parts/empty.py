"""An empty state: what would be here, how it comes to be, and one link that begins."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

from editor.ui.theme.fonts import font
from editor.ui.theme.icons import pixmap
from editor.ui.theme.theme import Theme

INSET, WITHIN = 12, 6  # around all of it; left of the words within a button


class Empty(QWidget):
    """`link` is heard when its one link, `begin`, is followed."""

    link = Signal()

    def __init__(self, theme: Theme, icon: str, title: str, words: str, link: str) -> None:
        super().__init__()
        self._theme, self._icon = theme, icon
        self._picture = QLabel()
        head, text = QLabel(title), QLabel(words)
        head.setFont(font(13, 600))
        head.setProperty("tone", "high")
        text.setFont(font(12))
        text.setWordWrap(True)
        self.begin = begin = QToolButton()
        begin.setText(link)
        begin.setProperty("role", "link")
        begin.setFont(font(12, 500))
        begin.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        begin.clicked.connect(self.link)
        column = QVBoxLayout(self)
        column.setContentsMargins(INSET - WITHIN, INSET, INSET, INSET)
        column.setSpacing(8)
        for label in (self._picture, head, text):
            label.setContentsMargins(WITHIN, 0, 0, 0)
            column.addWidget(label)
        column.addWidget(begin, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        theme.changed.connect(self._tint)
        self._tint()

    def _tint(self) -> None:
        ratio = self.devicePixelRatioF()
        self._picture.setPixmap(pixmap(self._icon, 20, self._theme.tokens.low, ratio))
