"""Keeps the thumbnail in the project: some time after a change, and when the window is closed."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage

from editor.document.records import Document
from editor.project.errors import ProjectError
from editor.session.session import Session
from editor.steps.extent import board_box
from editor.ui.canvas import Canvas
from editor.ui.poster import THUMBNAIL, encoded_thumbnail
from editor.ui.view import View
from editor.ui.viewport.renderer import Renderer

REST = 3000  # milliseconds without a change
TRIES = 5


class Thumbnails(QObject):
    """What the next opening shows first. A project that is only read keeps the one that it has."""

    def __init__(self, session: Session, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._session = session
        self._canvas = canvas
        self._stored: Document | None = session.document if session.project.thumbnail else None
        self._timer = QTimer(self, singleShot=True, interval=REST)
        self._timer.timeout.connect(self._rested)
        self._tries = 0
        session.changed.connect(lambda _before, _after: self._changed())

    def _changed(self) -> None:
        self._tries = TRIES
        self._timer.start()

    def _rested(self) -> None:
        if self._canvas.gesturing:
            self._timer.start()  # it would be a jerk in a stroke
            return
        self._tries -= 1
        if not self.store() and self._tries > 0:
            self._timer.start()  # pictures are still being read

    def store(self) -> bool:
        """Write it, where the document differs from what the stored one shows. False where there is none yet."""
        self._timer.stop()
        document, project = self._session.document, self._session.project
        if project.read_only or document is self._stored:
            return True
        image = thumbnail(self._canvas.renderer, document)
        if image is None:
            return False
        with suppress(ProjectError):  # what else is wrong with the file is told where it matters
            project.set_thumbnail(encoded_thumbnail(image))
            self._stored = document
        return True


def thumbnail(renderer: Renderer, document: Document) -> QImage | None:
    """The whole board that is shown, never larger than life; None where it is empty, or not read yet: ask later."""
    box = board_box(document)
    if not document.layers:
        return None
    view = View(min(1.0, THUMBNAIL / max(box.size)), box.x, box.y)
    w, h = (max(1, round(side * view.zoom)) for side in box.size)
    return renderer.picture(w, h, view.to_widget)
