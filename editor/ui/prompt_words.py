"""The words of the prompt bar: a plain text that grows with what is written, up to five lines."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy

from editor.ui.theme.fonts import font

SMALLEST, LINES = 32, 5
SOME, COLUMNS = 4, 60  # words in the line itself; letters in a line of the tip
ABOVE = 7  # logical pixels above the first line and beneath the last


class PromptWords(QPlainTextEdit):
    """`left` is told with Escape, `recalling` with Alt+Down; Tab goes on to the next control."""

    left = Signal()
    recalling = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "words")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(font(14))
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.suggest(())
        self.setAccessibleName(self.tr("Prompt"))
        self.document().setDocumentMargin(1)
        self.setViewportMargins(0, ABOVE - 1, 0, ABOVE - 1)
        self.textChanged.connect(self._grow)
        self._grow()

    @property
    def words(self) -> str:
        return self.toPlainText().strip()

    def replace(self, words: str) -> None:
        """Write these instead; Ctrl+Z brings back what was there."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(words)
        self.setTextCursor(cursor)

    def suggest(self, vocabulary: Sequence[str]) -> None:
        """Where nothing is written: what to write for an engine that knows these words alone, or any where none are."""
        if vocabulary:
            said = self.tr("Such as {0}; it knows {1} words").format(", ".join(vocabulary[:SOME]), len(vocabulary))
        else:
            said = self.tr("What should appear here?")
        self.setPlaceholderText(said)
        self.setToolTip("\n".join(textwrap.wrap(", ".join(vocabulary), COLUMNS)))

    def sizeHint(self) -> QSize:
        return QSize(400, self._height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.recalling.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def _height(self) -> int:
        lines = min(LINES, max(1, round(self.document().size().height())))
        return max(SMALLEST, math.ceil(lines * self.fontMetrics().lineSpacing() + 2 * ABOVE))

    def _grow(self) -> None:
        if self.height() != self._height() or self.minimumHeight() != self._height():
            self.setFixedHeight(self._height())
            self.updateGeometry()
