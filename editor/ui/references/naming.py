"""Naming references in the words: after an @ those that guide are offered, and what is chosen is written out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from editor.steps.guides import mention
from editor.ui.prompt_words import PromptWords
from editor.ui.references.words import ROLES, Card, role_name
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

BEGUN = re.compile(r"(?<![\w@])@[\w-]*$")
MOST, WIDE, ROW, EDGE = 6, 260, 24, 5  # rows at once; logical pixels
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
TAKE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class Naming(QObject):
    """`cards` tells the references; those that are off are not offered.

    While some are offered the focus stays with the words: Up and Down choose, Return and Tab take, Escape puts away.
    """

    def __init__(self, words: PromptWords, cards: Callable[[], Sequence[Card]], theme: Theme) -> None:
        super().__init__(words)
        self._words, self._cards, self._theme = words, cards, theme
        self.offer = offer = QListWidget(words.window())
        offer.setObjectName("offered")
        offer.setAccessibleName(self.tr("References"))
        offer.setFont(font(13))
        offer.setIconSize(QSize(24, 16))  # with room on both sides
        offer.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        offer.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        offer.hide()
        offer.itemClicked.connect(self._write)
        words.textChanged.connect(self._follow)
        words.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.offer.hide()
        if self.offer.isVisible() and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._press(event)
        return False

    def _press(self, event: QKeyEvent) -> bool:
        """Whether it was for the offer."""
        key, offer = event.key(), self.offer
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        if key in STEPS:
            offer.setCurrentRow((offer.currentRow() + STEPS[Qt.Key(key)]) % offer.count())
        elif key in TAKE:
            self._write(offer.currentItem())
        elif key == Qt.Key.Key_Escape:
            offer.hide()
        else:
            return False
        return True

    def _follow(self) -> None:
        """Offer what holds the letters that were written; a name that is whole needs no offer."""
        begun, offer = self._begun.casefold(), self.offer
        named = [(mention(card.reference.name), card) for card in self._cards() if card.number]
        found = [(name, card) for name, card in named if begun and begun[1:] in name.casefold()]
        if not found or [name.casefold() for name, _ in found] == [begun] or not self._words.hasFocus():
            offer.hide()
            return
        offer.clear()
        for name, card in found:
            item = QListWidgetItem(self._theme.icon(ROLES[card.reference.role]), name, offer)
            item.setToolTip(role_name(card.reference.role))
        offer.setCurrentRow(0)
        self._stand(min(MOST, len(found)))

    def _stand(self, rows: int) -> None:
        """Beneath what is written, or above where there is no room."""
        offer, window, words = self.offer, self._words.window(), self._words.viewport()
        line = self._words.cursorRect()
        offer.setParent(window)
        offer.resize(WIDE, rows * ROW + 2 * EDGE)
        at = words.mapTo(window, QPoint(line.left(), line.bottom() + EDGE))
        if at.y() + offer.height() > window.height():
            at = words.mapTo(window, QPoint(line.left(), line.top() - EDGE - offer.height()))
        offer.move(min(at.x(), window.width() - offer.width()), at.y())
        offer.show()
        offer.raise_()

    @property
    def _begun(self) -> str:
        """What stands from an @ to the cursor; "" where there is none."""
        cursor = self._words.textCursor()
        found = BEGUN.search(cursor.block().text()[: cursor.positionInBlock()])
        return found[0] if found else ""

    def _write(self, chosen: QListWidgetItem) -> None:
        """In the place of what was begun, as one step of the words' own undo."""
        name, cursor = chosen.text(), self._words.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(self._begun))
        cursor.insertText(f"{name} ")
        self._words.setTextCursor(cursor)
