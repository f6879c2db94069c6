"""One row of the history: what was seen or marked, its words, and how it stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from editor.document.archive import Generation
from editor.ui.panels.asked_words import subtitle, title
from editor.ui.panels.history_rows import GENERATION
from editor.ui.panels.thumbs import Thumbs
from editor.ui.theme import icons, shapes
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

ROW, THUMB, INSET = 52, 40, 12
Index = QModelIndex | QPersistentModelIndex


class HistoryDelegate(QStyledItemDelegate):
    def __init__(self, view: QListView, theme: Theme, thumbs: Thumbs, titles: dict[str, str]) -> None:
        super().__init__(view)
        self._view, self._theme, self._thumbs, self._titles = view, theme, thumbs, titles

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        generation: Generation = index.data(GENERATION)
        tokens, state, row = self._theme.tokens, option.state, option.rect
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            colour = (tokens.selected if self._view.hasFocus() else tokens.pressed) if selected else tokens.hover
            shapes.fill(painter, row.adjusted(4, 0, -4, 0), 5, colour)
        self._paint_thumb(painter, generation, shapes.middle_left(row, INSET, THUMB))
        left, right = row.left() + INSET + THUMB + 8, row.right() - INSET
        bad = generation.state in ("failed", "unknown")
        lines: Sequence[tuple[str, int, int, str]] = (
            (title(generation), 13, 9, tokens.high),
            (f"{subtitle(generation, self._titles)}", 11, 28, tokens.mid if selected else tokens.low),
        )
        for words, size, top, colour in lines:
            face = font(size, tabular=True)
            painter.setFont(face)
            painter.setPen(QColor(colour))
            indent = 18 if bad and size == 11 else 0
            at = QRect(left + indent, row.top() + top, right - left - indent, 16)
            shown = QFontMetrics(face).elidedText(words, Qt.TextElideMode.ElideRight, at.width())
            painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        if bad:
            icons.paint(painter, "circle-alert", QRect(left, row.top() + 29, 14, 14), tokens.bad)

    def _paint_thumb(self, painter: QPainter, generation: Generation, at: QRect) -> None:
        tiles = generation.seen or generation.mask
        device = painter.device()
        ratio = device.devicePixelRatioF() if device else 1.0
        image = self._thumbs.of_tiles(tiles, round(THUMB * ratio)) if tiles is not None else None
        if image is None:
            shapes.fill(painter, at, 3, self._theme.tokens.control)
        else:
            painter.drawImage(at, image)
