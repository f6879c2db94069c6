"""A toast: one sentence at the foot of the canvas that goes by itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from editor.ui.theme.fonts import font

HEIGHT, FROM_FOOT, SECONDS = 36, 24, 6


class Toast(QFrame):
    """One at a time over `host`; it stays while the pointer is on it."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self.setObjectName("floating")
        self.setFixedHeight(HEIGHT)
        self._words = QLabel()
        self._words.setProperty("tone", "high")
        self._words.setFont(font(12))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.addWidget(self._words)
        self._timer = QTimer(self, singleShot=True, interval=1000 * SECONDS)
        self._timer.timeout.connect(self.hide)
        host.installEventFilter(self)
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text() if not self.isHidden() else ""

    def say(self, words: str) -> None:
        self._words.setText(words)
        self.adjustSize()
        self._stand()
        self.show()
        self.raise_()
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._stand()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()

    def _stand(self) -> None:
        host = self._host
        self.move((host.width() - self.width()) // 2, host.height() - self.height() - FROM_FOOT)
