"""Tells the status bar where the pointer is on the canvas, and the colour that is there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QTimer
from PySide6.QtGui import QMouseEvent

from editor.ui.canvas import Canvas
from editor.ui.shell.status_bar import StatusBar

READING = 80  # milliseconds between two figures: more often nobody reads them; in a gesture, that the hand must rest


class Reading(QObject):
    """Follows the pointer over a canvas."""

    def __init__(self, canvas: Canvas, status: StatusBar) -> None:
        super().__init__(canvas)
        self._canvas, self._status = canvas, status
        self._place = self._before = QPointF()
        self._timer = QTimer(self, interval=READING, singleShot=True)
        self._timer.timeout.connect(self._read)
        canvas.hear(self._pointed, QEvent.Type.MouseMove)

    def _pointed(self, event: QMouseEvent) -> None:
        self._place = event.position()
        if not self._timer.isActive():
            self._timer.start()

    def _read(self) -> None:
        canvas, ratio = self._canvas, self._canvas.devicePixelRatioF()
        if canvas.gesturing and self._place != self._before:
            self._before = self._place
            self._timer.start()
            return
        self._status.show_place(*canvas.view.to_canvas(self._place.x(), self._place.y()))
        self._status.show_colour(canvas.renderer.colour_at(int(self._place.x() * ratio), int(self._place.y() * ratio)))
