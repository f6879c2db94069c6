"""The board by itself, in its place, while what comes around it is still to be made."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from editor.project.project import Project
from editor.session.aside import Process
from editor.session.session import Session
from editor.ui.canvas import Canvas
from editor.ui.kept_view import kept_view
from editor.ui.poster import ROOM
from editor.ui.settings import memory

if TYPE_CHECKING:
    from editor.ui.window import Window

LONGEST = 0.15  # seconds that a board which takes long to become sharp is waited for
POLL = 5  # milliseconds


class FirstLook(QWidget):
    """Has the session and its canvas, which a desk takes over. `seen` once the board is on the screen, or takes long.

    Raises ProjectError.
    """

    seen = Signal()

    def __init__(self, window: Window, project: Project) -> None:
        super().__init__(window)
        self.session, self.aside = Session(project), Process()
        self.canvas = Canvas(self.session.document, lambda _document, _press: None, lambda _document: None)
        self.canvas.renderer.compose_by(self.aside)
        self.canvas.tint(window.theme.tokens)
        memory.share_out(window.settings, project.cache, self.canvas.renderer)
        if (view := kept_view(window.settings, project.path)) is not None:
            self.canvas.look(view)
        column = QVBoxLayout(self)
        column.setContentsMargins(ROOM)
        column.addWidget(self.canvas)
        self._enough = time.perf_counter() + LONGEST
        self._poll = QTimer(self, interval=POLL)
        self._poll.timeout.connect(self._look)
        self._poll.start()

    def close_threads(self) -> None:
        """Where no desk takes over."""
        self._poll.stop()
        self.canvas.close_threads()
        self.aside.close()
        self.session.close()

    def _look(self) -> None:
        if self.canvas.sharp or time.perf_counter() > self._enough:
            self._poll.stop()
            self.seen.emit()
