"""The results of a series in a list: picture, number, score, and what sets each apart."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from editor.session.drift import Point
from editor.ui.drift.words import part_name, tr
from editor.ui.panels.answer_thumbs import AnswerThumbs
from editor.ui.theme import icons, shapes
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

ROW, THUMB, INSET, BAR = 44, 36, 8, 96
POINT = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class ResultRows(QStyledItemDelegate):
    """Paints a row from the Point in it."""

    def __init__(self, view: QListView, theme: Theme, thumbs: AnswerThumbs) -> None:
        super().__init__(view)
        self._view, self._theme, self._thumbs = view, theme, thumbs

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens, point, at = self._theme.tokens, index.data(POINT), QRect(option.rect)
        if not isinstance(point, Point):
            return
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            focused = self._view.hasFocus()
            shapes.fill(painter, at, 4, (tokens.selected if focused else tokens.pressed) if chosen else tokens.hover)
        self._paint_picture(painter, shapes.middle_left(at, INSET, THUMB), point)
        left = at.left() + INSET + THUMB + 10
        painter.setFont(font(13, 500, tabular=True))
        painter.setPen(QColor(tokens.high))
        painter.drawText(QRect(left, at.top(), 44, ROW), Qt.AlignmentFlag.AlignVCenter, str(point.number))
        self._paint_score(painter, QRectF(left + 44, at.center().y() - 2, BAR, 4), point)
        painter.setFont(font(12, tabular=True))
        painter.setPen(QColor(tokens.bad if point.over else tokens.mid))
        words = QRect(left + 44 + BAR + 12, at.top(), at.right() - left - 44 - BAR - 12 - 28, ROW)
        said = f"{point.score:.2f}  {part_name(point.part)}"
        said += f"  ·  {tr('the same as another')}" if point.twin else ""
        said = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, said)
        if point.known:
            mark = shapes.middle_left(at, at.width() - INSET - 16, 16)
            icons.paint(painter, "shield-check", mark, tokens.ok)
        painter.restore()

    def _paint_picture(self, painter: QPainter, at: QRect, point: Point) -> None:
        ratio = self._view.devicePixelRatioF()
        image = self._thumbs.picture(point.offer, round(THUMB * ratio))
        if image is None:
            shapes.fill(painter, at, 3, self._theme.tokens.control_float)
            return
        place = QRect(0, 0, round(image.width() / ratio), round(image.height() / ratio))
        place.moveCenter(at.center())
        shapes.picture(painter, place, 3, image)

    def _paint_score(self, painter: QPainter, at: QRectF, point: Point) -> None:
        """Half of the bar is the limit."""
        tokens = self._theme.tokens
        shapes.fill(painter, at, 2, tokens.control_float, tokens.hair if tokens.contrast else "")
        share = QRectF(at.left(), at.top(), max(2.0, at.width() * min(point.score / 2, 1.0)), at.height())
        shapes.fill(painter, share, 2, tokens.bad if point.over else tokens.mid)
        painter.fillRect(QRectF(at.center().x(), at.top() - 3, 1, at.height() + 6), QColor(tokens.warn))
