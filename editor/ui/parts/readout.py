"""A readout: figures that change with every move of the pointer, without any layout being made anew."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from editor.ui.theme import shapes
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

SWATCH = 10
GAP = 6  # between a swatch and its words


class Readout(QWidget):
    """One line in the tone of the panels, aligned right, as wide as `widest` would be."""

    def __init__(self, theme: Theme, widest: str) -> None:
        super().__init__()
        self._theme, self._words, self._widest = theme, "", widest
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # so that nothing beneath is painted with it
        theme.changed.connect(self.update)

    @property
    def words(self) -> str:
        return self._words

    def say(self, words: str) -> None:
        if words != self._words:
            self._words = words
            self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(font(11, tabular=True))
        return QSize(metrics.horizontalAdvance(self._widest), metrics.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(tokens.panel))
            painter.setFont(font(11, tabular=True))
            painter.setPen(QColor(tokens.mid))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._words)


class ColourReadout(Readout):
    """A colour as words and the swatch before them; nothing where there are no words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "#DDDDDD")

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(SWATCH + GAP, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.words:
            with QPainter(self) as painter:
                at = QRectF(0, (self.height() - SWATCH) / 2, SWATCH, SWATCH)
                shapes.fill(painter, at, 2, self.words, self._theme.tokens.hair)
