"""How much of a widget is painted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class Painted(QObject):
    """Counts from when it is made, once what is due has been painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        QApplication.processEvents()
        self.pixels = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            rects = list(event.region())  # pyright: ignore[reportArgumentType] - it has an iterator
            self.pixels += sum(rect.width() * rect.height() for rect in rects)
        return super().eventFilter(watched, event)
