"""A list of rows with a tick each: a name, an icon or a picture, and a note beneath where there is one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QImage, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from editor.ui.parts.tick import SIDE, tick
from editor.ui.theme import icons, shapes
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

ROW, TALL, ICON, THUMB, INSET = 26, 48, 16, 40, 8
HELD, STATE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.CheckStateRole
Index = QModelIndex | QPersistentModelIndex
Pictured = Callable[[Any, int], QImage | None]


class TickRow(NamedTuple):
    """`held` is what the row stands for."""

    held: Any
    name: str
    on: bool = True
    note: str = ""
    icon: str = ""


class Ticks(QListWidget):
    """`turned` as a tick is put or taken away: by Space, by a click on it, or anywhere on a row that `turns_whole`.

    `pictured` gives the picture of what a row stands for, so many device pixels wide; rows are tall then.
    """

    turned = Signal()

    def __init__(self, theme: Theme, name: str, *, turns_whole: bool = True, pictured: Pictured | None = None) -> None:
        super().__init__()
        self.setObjectName("paletteList")
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(name)
        self.setItemDelegate(_Rows(self, theme, pictured, turns_whole=turns_whole))
        self.itemChanged.connect(lambda _item: self.turned.emit())

    @property
    def ticked(self) -> list[Any]:
        """What the rows with a tick stand for, from above."""
        items = (self.item(row) for row in range(self.count()))
        return [item.data(HELD).held for item in items if item.checkState() == Qt.CheckState.Checked]

    def show_rows(self, rows: Sequence[TickRow]) -> None:
        """These, the first of them the current one."""
        self.blockSignals(True)
        self.clear()
        for row in rows:
            item = QListWidgetItem(row.name)
            item.setData(HELD, row)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if row.on else Qt.CheckState.Unchecked)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, row.note)
            self.addItem(item)
        self.blockSignals(False)
        self.setCurrentRow(0)

    def turn_all(self, *, on: bool) -> None:
        """A tick on all of them, or on none."""
        self.blockSignals(True)
        for row in range(self.count()):
            self.item(row).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.blockSignals(False)
        self.turned.emit()
        self.viewport().update()


class _Rows(QStyledItemDelegate):
    def __init__(self, view: Ticks, theme: Theme, pictured: Pictured | None, *, turns_whole: bool) -> None:
        super().__init__(view)
        self._view, self._theme, self._pictured, self._whole = view, theme, pictured, turns_whole

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, TALL if self._pictured or index.data(HELD).note else ROW)

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        if isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton:
            at = shapes.middle_left(option.rect, INSET, SIDE).adjusted(-INSET, -5, 4, 5)
            inside = self._whole or at.contains(event.position().toPoint())
            turns = event.type() == QEvent.Type.MouseButtonRelease and inside
        else:
            turns = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select)
        if turns:
            on = Qt.CheckState(index.data(STATE)) == Qt.CheckState.Checked
            model.setData(index, Qt.CheckState.Unchecked if on else Qt.CheckState.Checked, STATE)  # type: ignore[arg-type]
        return turns

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens, at = self._theme.tokens, option.rect
        row: TickRow = index.data(HELD)
        current, focused = self._view.currentIndex() == index, self._view.hasFocus()
        chosen = current and (focused or not self._whole)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            shapes.fill(painter, at, 5, tokens.pressed if chosen else tokens.hover)
        if current and focused:
            shapes.ring(painter, at, 5, tokens.accent_text)
        on = Qt.CheckState(index.data(STATE)) == Qt.CheckState.Checked
        tick(painter, shapes.middle_left(at, INSET, SIDE), tokens, on=on)
        left = INSET + SIDE + INSET
        if row.icon:
            icons.paint(painter, row.icon, shapes.middle_left(at, left, ICON), tokens.mid)
            left += ICON + 6
        if self._pictured is not None:
            self._paint_picture(painter, row, shapes.middle_left(at, left, THUMB))
            left += THUMB + INSET
        place = at.adjusted(left, 0, -INSET, 0)
        if row.note:
            _say(painter, row.name, QRect(place.left(), at.top() + 6, place.width(), 18), font(13), tokens.high)
            low = tokens.mid if chosen else tokens.low
            place = QRect(place.left(), at.top() + 25, place.width(), 16)
            _say(painter, row.note, place, font(11, tabular=True), low)
        else:
            _say(painter, str(index.data()), place, font(13), tokens.high)

    def _paint_picture(self, painter: QPainter, row: TickRow, at: QRect) -> None:
        device = painter.device()
        ratio = device.devicePixelRatioF() if device else 1.0
        image = self._pictured(row.held, round(THUMB * ratio)) if self._pictured else None
        if image is None:
            shapes.fill(painter, at, 3, self._theme.tokens.control)
        else:
            shapes.picture(painter, at, 3, image)


def _say(painter: QPainter, words: str, at: QRect, face: QFont, colour: str) -> None:
    painter.setFont(face)
    painter.setPen(QColor(colour))
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, at.width())
    painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
