"""The chip of the queue in the title bar: how many requests there are and, in a lower tone, what they cost."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionToolButton, QToolButton

from editor.ui.theme import icons, shapes
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

HEIGHT, INSET, ICON, GAP = 24, 8, 14, 6


class QueueChip(QToolButton):
    """Hidden where there is nothing to tell."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._price = theme, ""
        self.setProperty("role", "chip")
        self.setFixedHeight(HEIGHT)
        self.setFont(font(12, 500, tabular=True))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(self.tr("Queue: what is being made, what waits and what failed"))
        theme.changed.connect(self.update)
        self.show_words("", "")

    def show_words(self, words: str, price: str) -> None:
        self._price = price
        self.setText(words)
        self.setAccessibleName(", ".join(part for part in (self.tr("Queue"), words, price) if part))
        self.setVisible(bool(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        price = GAP + metrics.horizontalAdvance(self._price) if self._price else 0
        return QSize(2 * INSET + ICON + GAP + metrics.horizontalAdvance(self.text()) + price, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        words, option.text = option.text, ""
        tokens, metrics = self._theme.tokens, QFontMetrics(self.font())
        with QPainter(self) as painter:
            self.style().drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option, painter, self)
            icons.paint(painter, "list-video", shapes.middle_left(self.rect(), INSET, ICON), tokens.mid)
            painter.setFont(self.font())
            left = INSET + ICON + GAP
            for text, colour in ((words, tokens.high), (self._price, tokens.low)):
                at = QRect(left, 0, metrics.horizontalAdvance(text) + 1, self.height())
                painter.setPen(QColor(colour))
                painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
                left = at.right() + GAP
