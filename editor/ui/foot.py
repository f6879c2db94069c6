"""The foot of what floats over the canvas: a glyph and a sentence, in the tone of the panels, under a hair line."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from editor.ui.theme.fonts import font
from editor.ui.theme.icons import pixmap
from editor.ui.theme.theme import Theme

HEIGHT, INSET = 30, 11  # besides the hair line around


class Foot(QFrame):
    """Says one thing at a time; the sentence wraps where there is no room for it in a line."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._glyph, self._tone = "", "mid"
        self._icon, self._sentence = QLabel(), QLabel()
        self._sentence.setFont(font(12))
        self._sentence.setWordWrap(True)
        self.setObjectName("foot")
        self.setMinimumHeight(HEIGHT)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(INSET, 6, INSET, 7)
        self.row.setSpacing(8)
        self.row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self.row.addWidget(self._sentence, 1)
        theme.changed.connect(self._tint)

    @property
    def sentence(self) -> str:
        return self._sentence.text()

    def say(self, sentence: str, glyph: str, tone: str) -> None:
        """`glyph` is an icon's name, `tone` the token that tints it."""
        self._glyph, self._tone = glyph, tone
        self._sentence.setText(sentence)
        self._sentence.setAccessibleName(sentence)
        self._tint()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._tint()
        super().changeEvent(event)

    def _tint(self) -> None:
        if self._glyph:
            colour = getattr(self._theme.tokens, self._tone)
            self._icon.setPixmap(pixmap(self._glyph, 16, colour, self.devicePixelRatioF()))


def hair() -> QWidget:
    """The line of one pixel above a foot."""
    line = QFrame()
    line.setObjectName("line")
    return line
