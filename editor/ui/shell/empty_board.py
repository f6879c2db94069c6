"""What an empty board says in its middle: drop pictures here, and three keys to begin with."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from editor.document.records import Document
from editor.session.session import Session
from editor.ui.actions import Actions
from editor.ui.navigation import Navigation
from editor.ui.theme import icons, shapes
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

OFFERED = ("file.place", "edit.paste", "edit.palette")
WIDTH, ICON, TITLE, ROW = 280, 20, 48, 28
ABOVE = 64  # pixels over the middle: the prompt bar is at the foot


class EmptyBoard(QWidget):
    """Over the canvas while nothing is on it; the pointer goes through it."""

    def __init__(self, canvas: Navigation, session: Session, actions: Actions, theme: Theme) -> None:
        super().__init__(canvas)
        self._canvas, self._actions, self._theme = canvas, actions, theme
        self._title = self.tr("Drop pictures here")
        self.setAccessibleName(self._title)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedSize(WIDTH, ICON + TITLE + len(OFFERED) * ROW)
        canvas.hear(lambda _event: self._stand(), QEvent.Type.Resize)
        theme.changed.connect(self.update)
        actions.rekeyed.connect(self.update)
        session.changed.connect(lambda _before, after: self._follow(after))
        self._follow(session.document)

    def _follow(self, document: Document) -> None:
        self.setVisible(not (document.layers or document.frames or document.notes))

    def _stand(self) -> None:
        left, top = (self._canvas.width() - WIDTH) // 2, (self._canvas.height() - self.height()) // 2 - ABOVE
        self.move(left, max(0, top))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, middle = self._theme.tokens, Qt.AlignmentFlag.AlignVCenter
        with QPainter(self) as painter:
            icons.paint(painter, "image-plus", QRect((WIDTH - ICON) // 2, 0, ICON, ICON), tokens.low)
            painter.setFont(font(13, 600))
            painter.setPen(QColor(tokens.high))
            painter.drawText(QRect(0, ICON, WIDTH, TITLE), Qt.AlignmentFlag.AlignCenter, self._title)
            for place, id in enumerate(OFFERED):
                row = QRect(0, ICON + TITLE + place * ROW, WIDTH, ROW)
                key = self._actions.key(id)
                painter.setFont(font(12))
                painter.setPen(QColor(tokens.mid))
                painter.drawText(row, middle | Qt.AlignmentFlag.AlignLeft, self._actions[id].iconText())
                shapes.caps(painter, WIDTH - shapes.caps_width(key), row.center().y() + 1, key, tokens)
