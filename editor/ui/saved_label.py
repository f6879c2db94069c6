"""The promise in the status bar: since when all is saved, since when it is not, or that nothing can be."""

from __future__ import annotations

import time

from PySide6.QtCore import Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel

from editor.project.project import Project
from editor.ui.theme.icons import pixmap
from editor.ui.theme.tokens import Tokens


class SavedLabel(QLabel):
    """Says one thing at a time; to begin with, how the project was found. `told(safe)` whenever it says another."""

    told = Signal(bool)

    def __init__(self, project: Project) -> None:
        super().__init__()
        self.safe = False
        if project.read_only:
            self.show_read_only(project.held_by)
        else:
            self.show_saved(project.saved_at)

    def show_saved(self, when: float) -> None:
        self._say(self.tr("Saved {0}").format(time.strftime("%H:%M:%S", time.localtime(when))), True)

    def show_unsaved(self, since: float, why: str) -> None:
        clock = time.strftime("%H:%M", time.localtime(since))
        self._say(self.tr("Not saved since {0}: {1}").format(clock, why), False)

    def show_read_only(self, held_by: str) -> None:
        """`held_by` names who has the project open for writing, where somebody has."""
        who = self.tr("Read-only: {0} has it open").format(held_by) if held_by else self.tr("Read-only")
        self._say(who, False)

    def sign(self, tokens: Tokens, ratio: float) -> QPixmap:
        """A glyph to stand beside the words, since colour alone is no sign."""
        name, colour = ("check", tokens.ok) if self.safe else ("circle-alert", tokens.bad)
        return pixmap(name, 12, colour, ratio)

    def _say(self, words: str, safe: bool) -> None:
        self.safe = safe
        self.setText(words)
        self.told.emit(safe)
