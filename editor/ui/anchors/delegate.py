"""One row of the anchors: tile with the kind's icon, name, version, used-by count, switch; beneath, what it says."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip, QTreeView

from editor.session.tallies import Tally
from editor.ui.anchors.rows import HELD, AnchorRows, Row, Section
from editor.ui.anchors.words import KINDS, line, made_before
from editor.ui.theme import icons, shapes
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme
from editor.ui.theme.tokens import Tokens

ROW, HEAD, TILE, ICON, SWATCH, INSET, MOST, DOT = 44, 26, 28, 16, 11, 12, 8, 8
Index = QModelIndex | QPersistentModelIndex


class Places(NamedTuple):
    """Where the parts of a row are, in the pixels of the list."""

    fill: QRect
    tile: QRect
    name: QRect
    words: QRect
    switch: QRect


def places(row: QRect) -> Places:
    """Of the row that is there."""
    left, right = row.left() + INSET + TILE + 8, row.right() + 1 - INSET
    width, height = shapes.SWITCH
    switch = QRect(right - width, row.top() + 8, width, height)
    name = QRect(left, row.top() + 6, switch.left() - 8 - left, 17)
    words = QRect(left, row.top() + 24, right - left, 15)
    return Places(row.adjusted(4, 0, -4, 0), QRect(row.left() + INSET, row.top() + 8, TILE, TILE), name, words, switch)


class AnchorDelegate(QStyledItemDelegate):
    """`switched(row)` where a switch is pressed, `counted(row)` where the count of what it guided is."""

    switched = Signal(object)
    counted = Signal(object)

    def __init__(self, view: QTreeView, theme: Theme, rows: AnchorRows) -> None:
        super().__init__(view)
        self._view, self._theme, self._rows = view, theme, rows
        self._strong, self._small, self._plain = font(13, 500), font(11, tabular=True), font(12)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, ROW if isinstance(index.data(HELD), Row) else HEAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        held, tokens = index.data(HELD), self._theme.tokens
        if isinstance(held, Section):
            self._paint_head(painter, option.rect, index, held.name)
            return
        row: Row = held
        at, state = places(option.rect), option.state
        selected, focused = bool(state & QStyle.StateFlag.State_Selected), self._view.hasFocus()
        if selected or state & QStyle.StateFlag.State_MouseOver:
            colour = (tokens.selected if focused else tokens.pressed) if selected else tokens.hover
            shapes.fill(painter, at.fill, 5, colour, tokens.hair if tokens.contrast and selected else "")
        if focused and self._view.currentIndex() == index and self._view.property("keyed"):
            shapes.ring(painter, at.fill, 5, tokens.accent_text)
        low = tokens.mid if selected else tokens.low
        shapes.fill(painter, at.tile, 5, tokens.control, tokens.hair if tokens.contrast else "")
        glyph = shapes.middle_left(at.tile, (TILE - ICON) // 2, ICON)
        icons.paint(painter, KINDS[row.anchor.kind], glyph, tokens.high if row.on else low)
        if self._tally(row).of_others(row.anchor.version):
            shapes.fill(painter, QRect(at.tile.right() - DOT + 3, at.tile.top() - 2, DOT, DOT), DOT / 2, tokens.warn)
        self._paint_name(painter, row, at.name, tokens.high if row.on else low, low)
        shapes.switch(painter, at.switch, tokens, on=row.on, enabled=row.pin is not None)
        self._paint_words(painter, row, at.words, low, tokens)

    def editorEvent(self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index) -> bool:
        held = index.data(HELD)
        if isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton and isinstance(held, Row):
            at, point = places(option.rect), event.position().toPoint()
            boxes = ((at.switch, self.switched), (self.count_box(held, at.name), self.counted))
            for box, signal in boxes:
                if box.adjusted(-4, -4, 4, 4).contains(point):
                    if event.type() == QEvent.Type.MouseButtonRelease:
                        signal.emit(held)
                    return True
        return False

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """The row's own tip, with what is to be said against the anchor."""
        held = index.data(HELD)
        if isinstance(held, Row) and event.type() == QEvent.Type.ToolTip:
            said = self._rows.remarks.get(held.anchor.id, ())
            QToolTip.showText(event.globalPos(), "\n".join((str(index.data(Qt.ItemDataRole.ToolTipRole)), *said)), view)
            return True
        return super().helpEvent(event, view, option, index)  # pyright: ignore[reportArgumentType]

    def count_box(self, row: Row, name: QRect) -> QRect:
        """Where in the room of a row's name the count of what it guided is; empty where it guided nothing."""
        uses = self._tally(row).generations
        width = 16 + QFontMetrics(self._small).horizontalAdvance(_grouped(uses)) if uses else 0
        return QRect(name.right() + 1 - width, name.top(), width, name.height())

    def _paint_head(self, painter: QPainter, at: QRect, index: Index, name: str) -> None:
        tokens = self._theme.tokens
        is_open = self._view.isExpanded(index)  # pyright: ignore[reportArgumentType]
        icons.paint(painter, "chevron-down" if is_open else "chevron-right", shapes.middle_left(at, 8, 14), tokens.mid)
        left = _say(
            painter, name, QRect(at.left() + 28, at.top(), at.width() - 64, at.height()), self._plain, tokens.mid
        )
        _say(
            painter,
            str(self._rows.rowCount(index)),
            at.adjusted(left - at.left() + 6, 0, -8, 0),
            self._small,
            tokens.low,
        )

    def _paint_name(self, painter: QPainter, row: Row, at: QRect, high: str, low: str) -> None:
        """The name gives way to the version and to how much the anchor guided."""
        version, box, metrics = f"v{row.anchor.version}", self.count_box(row, at), QFontMetrics(self._small)
        right = at.right() + 1
        if not box.isEmpty():
            icons.paint(painter, "link", QRect(box.left(), at.top() + 2, 12, 12), low)
            _say(painter, _grouped(self._tally(row).generations), box.adjusted(16, 0, 0, 0), self._small, low)
            right = box.left() - 8
        if row.anchor.id in self._rows.remarks:
            right -= 18
            icons.paint(painter, "triangle-alert", QRect(right, at.top() + 2, 12, 12), self._theme.tokens.warn)
        room = right - at.left() - 6 - metrics.horizontalAdvance(version)
        end = _say(painter, row.anchor.name, QRect(at.left(), at.top(), room, at.height()), self._strong, high)
        _say(painter, version, QRect(end + 6, at.top(), right - end - 6, at.height()), self._small, low)

    def _tally(self, row: Row) -> Tally:
        return self._rows.tallies.get(row.anchor.id, Tally())

    def _paint_words(self, painter: QPainter, row: Row, at: QRect, low: str, tokens: Tokens) -> None:
        left = at.left()
        if stale := self._tally(row).of_others(row.anchor.version):
            _say(painter, made_before(stale), at, self._plain, tokens.mid)
            return
        if row.anchor.kind == "palette":
            for colour in row.anchor.colours[:MOST]:
                box = QRect(left, at.top() + 2, SWATCH, SWATCH)
                shapes.fill(painter, box, 2, f"#{bytes(colour.rgb).hex()}")
                _edge(painter, box, tokens)
                left += SWATCH + 3
            left += 5 if row.anchor.colours else 0
        _say(painter, line(row.anchor), QRect(left, at.top(), at.right() + 1 - left, at.height()), self._plain, low)


def _grouped(count: int) -> str:
    return f"{count:,}".replace(",", "\u2009")


def _edge(painter: QPainter, box: QRect, tokens: Tokens) -> None:
    """So that a colour like the panel's own is seen, too."""
    edge = QColor(255, 255, 255, 36) if tokens.dark else QColor(0, 0, 0, 51)
    painter.setPen(edge)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box.adjusted(0, 0, -1, -1))


def _say(painter: QPainter, words: str, at: QRect, face: QFont, colour: str) -> int:
    """In one line, cut where there is no room; where it ends."""
    painter.setFont(face)
    painter.setPen(QColor(colour))
    metrics = QFontMetrics(face)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0, at.width()))
    painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    return at.left() + metrics.horizontalAdvance(shown)
