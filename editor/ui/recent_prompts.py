"""The prompts of before, in a list that opens from the prompt bar and is chosen from by mouse or keys."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QMenu

from editor.session.prompts import recent_words
from editor.session.session import Session
from editor.ui.prompt_bar import PromptBar

MOST, WIDEST = 12, 420  # prompts, logical pixels of one


class RecentPrompts(QObject):
    """What is chosen stands in the prompt bar's words; Ctrl+Z there brings back what they replaced."""

    def __init__(self, bar: PromptBar, session: Session) -> None:
        super().__init__(bar)
        self._bar, self._session = bar, session
        self.menu = QMenu(self.tr("Recent prompts"), bar)
        self.menu.setToolTipsVisible(True)

    def open(self) -> None:
        """List them under the words, the newest first and chosen."""
        self.menu.clear()
        for words in recent_words(self._session.project.archive, MOST):
            self._add(words)
        if self.menu.isEmpty():
            none = self.menu.addAction(self.tr("Nothing has been asked with words yet."))
            none.setEnabled(False)
        else:
            self.menu.setActiveAction(self.menu.actions()[0])
        prompt = self._bar.prompt
        self.menu.popup(prompt.mapToGlobal(QPoint(0, prompt.height())))

    def _add(self, words: str) -> None:
        line = " ".join(words.split())
        metrics = QFontMetrics(self.menu.font())
        shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, WIDEST).replace("&", "&&")
        action = self.menu.addAction(shown)
        action.setToolTip(words)
        action.triggered.connect(lambda: self._put(words))

    def _put(self, words: str) -> None:
        self._bar.prompt.replace(words)
        self._bar.prompt.setFocus()
