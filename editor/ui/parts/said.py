"""A sentence on how something stands, with a sign where it is well or bad."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from editor.ui.theme.fonts import font
from editor.ui.theme.icons import pixmap
from editor.ui.theme.theme import Theme

GLYPH = 14


class Said(QWidget):
    """`words` may take several lines, and be marked and copied."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._well: bool | None = None
        self._sign, self._label = QLabel(), QLabel()
        self._label.setFont(font(12))
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label, 1)
        theme.changed.connect(self._tint)

    @property
    def words(self) -> str:
        return self._label.text()

    @property
    def well(self) -> bool | None:
        """Whether it is; None where the words are about neither."""
        return self._well

    def say(self, words: str, *, well: bool | None = None) -> None:
        """Say this instead."""
        self._well = well
        self._label.setText(words)
        self._sign.setVisible(well is not None)
        self.setVisible(bool(words))
        self._tint()

    def _tint(self) -> None:
        if self._well is not None:
            tokens = self._theme.tokens
            name, colour = ("check", tokens.ok) if self._well else ("circle-alert", tokens.bad)
            self._sign.setPixmap(pixmap(name, GLYPH, colour, self.devicePixelRatioF()))
