"""The chart of a series: a dot for each result, the limit, and where the look became another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from editor.session.drift import Change, Point
from editor.ui.drift.words import change_words, point_words, tr
from editor.ui.theme import shapes
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 184, 46, 12, 28, 22
DOT, NEAR = 3.5, 14.0  # logical pixels: radius of a dot, how far from one it is still meant
LEAST = 1.5  # limits that the chart is high, at least
NUMBERS = 8  # along the axis, at most


class Chart(QWidget):
    """By time to the right, the score upward; 1 is the limit. `chosen(number)` when a hand picks a result."""

    chosen = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._points: Sequence[Point] = ()
        self._changes: Sequence[Change] = ()
        self._number = 0
        self.setFixedHeight(HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Chart of the results by time"))
        theme.changed.connect(self.update)

    def show_series(self, points: Sequence[Point], changes: Sequence[Change]) -> None:
        self._points, self._changes = points, changes
        self.update()

    def show_number(self, number: int) -> None:
        """This result is the one that is looked at; 0: none."""
        self._number = number
        found = [point for point in self._points if point.number == number]
        self.setAccessibleDescription(f"{number}: {point_words(found[0])}" if found else "")
        self.update()

    def place(self, point: Point) -> QPointF:
        """Where a result is, in the widget's pixels."""
        area = self._area()
        return QPointF(self._x(point.number), area.bottom() - area.height() * min(point.score / self._most(), 1.0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if found := self._nearest(event.position()):
            self.chosen.emit(found.number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        numbers = [point.number for point in self._points]
        step = (event.key() == Qt.Key.Key_Right) - (event.key() == Qt.Key.Key_Left)
        if numbers and step:
            at = numbers.index(self._number) + step if self._number in numbers else 0
            self.chosen.emit(numbers[max(0, min(at, len(numbers) - 1))])
        elif numbers and event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.chosen.emit(numbers[0 if event.key() == Qt.Key.Key_Home else -1])
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._nearest(event.pos().toPointF())
            QToolTip.showText(event.globalPos(), f"{found.number}: {point_words(found)}" if found else "", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, area = self._theme.tokens, self._area()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(font(11, tabular=True))
            self._paint_scale(painter, area)
            for change in self._changes:
                self._paint_change(painter, area, change)
            for point in self._points:
                at = self.place(point)
                colour = QColor(tokens.bad if point.over else tokens.mid)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour)
                painter.drawEllipse(at, DOT, DOT)
                if point.known:
                    self._ring(painter, at, DOT + 2.5, tokens.ok)
                if point.number == self._number:
                    self._ring(painter, at, DOT + 5, tokens.accent)
            if self.hasFocus():
                shapes.ring(painter, self.rect(), 6, tokens.accent_text)

    def _ring(self, painter: QPainter, at: QPointF, radius: float, colour: str) -> None:
        painter.setPen(QPen(QColor(colour), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, radius, radius)

    def _paint_scale(self, painter: QPainter, area: QRectF) -> None:
        tokens, metrics = self._theme.tokens, QFontMetrics(font(11))
        limit = area.bottom() - area.height() / self._most()
        painter.fillRect(QRectF(area.left(), area.bottom(), area.width(), 1), QColor(tokens.hair))
        painter.setPen(QPen(QColor(tokens.warn), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(area.left(), limit), QPointF(area.right(), limit))
        painter.setPen(QColor(tokens.low))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for y, words in ((area.bottom(), "0"), (limit, tr("Limit"))):
            painter.drawText(QRectF(0, y - 8, LEFT - 6, 16), int(right), words)
        numbers = [point.number for point in self._points]
        for number in numbers[:: max(1, -(-len(numbers) // NUMBERS))]:
            at = QRectF(self._x(number) - 24, area.bottom() + 4, 48, metrics.height())
            painter.drawText(at, Qt.AlignmentFlag.AlignHCenter, str(number))

    def _paint_change(self, painter: QPainter, area: QRectF, change: Change) -> None:
        tokens, metrics = self._theme.tokens, QFontMetrics(font(11))
        x = self._x(change.number) - self._step() / 2
        painter.setPen(QPen(QColor(tokens.warn), 1))
        painter.drawLine(QPointF(x, area.top() - 6), QPointF(x, area.bottom()))
        words = change_words(change)
        wide = metrics.horizontalAdvance(words) + 8
        left = x + 6 if x + 6 + wide <= self.width() else max(float(LEFT), x - 6 - wide)
        painter.setPen(QColor(tokens.high))
        painter.drawText(QRect(round(left), 4, wide, 18), Qt.AlignmentFlag.AlignVCenter, words)

    def _area(self) -> QRectF:
        return QRectF(LEFT, TOP, self.width() - LEFT - RIGHT, HEIGHT - TOP - BOTTOM)

    def _most(self) -> float:
        """How many limits the chart is high."""
        return max([LEAST, *(point.score * 1.08 for point in self._points)])

    def _step(self) -> float:
        """From one number to the next."""
        span = self._points[-1].number - self._points[0].number + 1 if self._points else 1
        return self._area().width() / span

    def _x(self, number: int) -> float:
        first = self._points[0].number if self._points else 1
        return self._area().left() + (number - first + 0.5) * self._step()

    def _nearest(self, at: QPointF) -> Point | None:
        def away(point: Point) -> float:
            off = self.place(point) - at
            return QPointF.dotProduct(off, off)

        nearest = min(self._points, key=away, default=None)
        return nearest if nearest is not None and away(nearest) <= NEAR * NEAR else None
