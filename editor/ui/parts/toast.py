"""A toast: a few words at the foot of the canvas that go by themselves, with one thing that can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from editor.ui.theme.fonts import font

HEIGHT, FROM_FOOT, SECONDS = 36, 24, 6
LINE_SECONDS = 3  # that each further line stays
WIDEST = 640
ABOVE = 8  # logical pixels over what floats at the foot


class Toast(QFrame):
    """One at a time over `host`; it stays while the pointer is on it, or the focus."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._follow: Callable[[], object] | None = None
        self._stays = False
        self.setObjectName("floating")
        self.setMinimumHeight(HEIGHT)
        self._words, self.link = QLabel(), QToolButton()
        self._words.setProperty("tone", "high")
        self._words.setFont(font(12, tabular=True))
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self.link.setProperty("role", "link")
        self.link.setFont(font(12, 500))
        self.link.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.link.setAccessibleName(self.tr("What can be done"))
        self.link.clicked.connect(self._followed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(self._words)
        row.addWidget(self.link)
        self._timer = QTimer(self, singleShot=True, interval=1000 * SECONDS)
        self._timer.timeout.connect(self._leave)
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text() if not self.isHidden() else ""

    def say(
        self, words: str, link: str = "", follow: Callable[[], object] | None = None, *, stays: bool = False
    ) -> None:
        """`follow` is done when `link` is clicked. One that `stays` is there until the next is said."""
        self._put(words)
        self.link.setText(link)
        self.link.setToolTip(link)
        self.link.setAccessibleName(link)
        self.link.setVisible(bool(link))
        self._follow, self._stays = follow, stays
        self._timer.setInterval(1000 * (SECONDS + LINE_SECONDS * words.count("\n")))
        self.setAccessibleName(words)
        self.adjustSize()
        for other in self._others():
            other.installEventFilter(self)
        self._stand()
        self.show()
        self.raise_()
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and not self.isHidden():
            self._stand()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        self._host.installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        self._host.removeEventFilter(self)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()

    def _leave(self) -> None:
        if self._stays:
            return
        if self.link.hasFocus():
            self._timer.start()
        else:
            self.hide()

    def _followed(self) -> None:
        if self._follow is not None:
            self._follow()

    def _put(self, words: str) -> None:
        """In one line where there is room, else in as many as it takes."""
        self._words.setText(words)
        self._words.setWordWrap(False)
        widest = min(WIDEST, self._host.width() - 2 * FROM_FOOT) - 24
        if self._words.sizeHint().width() > widest:
            self._words.setWordWrap(True)
            self._words.setFixedSize(widest, self._words.heightForWidth(widest))
        else:
            self._words.setFixedSize(self._words.sizeHint())

    def _stand(self) -> None:
        """At the foot, or above what floats there."""
        host = self._host
        at = QRect(0, 0, self.width(), self.height())
        at.moveTo((host.width() - self.width()) // 2, host.height() - self.height() - FROM_FOOT)
        for other in sorted((one.geometry() for one in self._others()), key=QRect.bottom, reverse=True):
            if at.adjusted(0, -ABOVE, 0, ABOVE).intersects(other) and other.top() - ABOVE - self.height() >= 0:
                at.moveBottom(other.top() - ABOVE)
        self.move(at.topLeft())

    def _others(self) -> list[QFrame]:
        """What else floats over the host now."""
        found = self._host.findChildren(QFrame, self.objectName(), Qt.FindChildOption.FindDirectChildrenOnly)
        return [one for one in found if one is not self and one.isVisible()]
