"""A chip: a quiet button with a small icon beside its words, and what else is to be said in a lower tone."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionToolButton, QToolButton

from editor.ui.theme import icons, shapes
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

HEIGHT, INSET, ICON, GAP = 24, 8, 14, 6


class Chip(QToolButton):
    """The icon is before the words, or behind them where it is `trailing`. As wide as `widest` would be, at least."""

    def __init__(self, theme: Theme, icon: str, *, trailing: bool = False, widest: str = "") -> None:
        super().__init__()
        self._theme, self._icon, self._trailing = theme, icon, trailing
        self._widest, self._low = widest, ""
        self.setProperty("role", "chip")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFixedHeight(HEIGHT)
        self.setFont(font(12, 500, tabular=True))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self.update)

    def show_words(self, words: str, low: str = "") -> None:
        """`low` is said in the lower tone."""
        if (words, low) != (self.text(), self._low):
            self._low = low
            self.setText(words)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        words = max(metrics.horizontalAdvance(text) for text in (self.text(), self._widest))
        low = GAP + metrics.horizontalAdvance(self._low) if self._low else 0
        return QSize(2 * INSET + ICON + (GAP + words if words else 0) + low, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        words, option.text = option.text, ""
        tokens, metrics = self._theme.tokens, QFontMetrics(self.font())
        high, mid, low = (tokens.high, tokens.mid, tokens.low) if self.isEnabled() else 3 * (tokens.off,)
        inner = self.rect().adjusted(INSET, 0, -INSET, 0)
        left = inner.left() if self._trailing else inner.left() + ICON + GAP
        at = shapes.middle_left(inner, inner.width() - ICON if self._trailing else 0, ICON)
        with QPainter(self) as painter:
            self.style().drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option, painter, self)
            self.paint_icon(painter, at, mid)
            painter.setFont(self.font())
            for text, colour in ((words, high), (self._low, low)):
                place = QRect(left, 0, metrics.horizontalAdvance(text) + 1, self.height())
                painter.setPen(QColor(colour))
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
                left = place.right() + GAP

    def paint_icon(self, painter: QPainter, at: QRect, colour: str) -> None:
        """Its icon, in a tone; another picture takes its place where this is another's."""
        icons.paint(painter, self._icon, at, colour)
