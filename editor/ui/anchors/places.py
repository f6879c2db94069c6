"""Where an anchor holds, as a list of places with a tick each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from editor.document.records import Pin
from editor.ui.anchors.words import Spot, bare
from editor.ui.parts.tick import SIDE, tick
from editor.ui.theme import shapes
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

ROW = 26
SPOT = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class Places(QListWidget):
    """A click or Space puts a tick, or takes it away."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("paletteList")
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Where it holds"))
        self.setItemDelegate(_Rows(self, theme))
        self.itemClicked.connect(_turn)

    @property
    def ticked(self) -> list[Spot]:
        items = (self.item(row) for row in range(self.count()))
        return [item.data(SPOT) for item in items if item.checkState() == Qt.CheckState.Checked]

    def show_spots(self, spots: Sequence[Spot], held: Sequence[Pin]) -> None:
        """These can be chosen, and those that are held are ticked."""
        self.clear()
        places = {bare(pin) for pin in held}
        for spot in spots:
            item = QListWidgetItem(spot.name)
            item.setData(SPOT, spot)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if spot.pin in places else Qt.CheckState.Unchecked)
            self.addItem(item)
        self.setCurrentRow(0)


def _turn(item: QListWidgetItem) -> None:
    on = item.checkState() == Qt.CheckState.Checked
    item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)


class _Rows(QStyledItemDelegate):
    def __init__(self, view: Places, theme: Theme) -> None:
        super().__init__(view)
        self._view, self._theme = view, theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens, row = self._theme.tokens, option.rect
        here = self._view.hasFocus() and self._view.currentIndex() == index
        if here or option.state & QStyle.StateFlag.State_MouseOver:
            shapes.fill(painter, row, 5, tokens.pressed if here else tokens.hover)
        if here:
            shapes.ring(painter, row, 5, tokens.accent_text)
        on = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
        tick(painter, shapes.middle_left(row, 8, SIDE), tokens, on=on)
        painter.setFont(font(13))
        painter.setPen(QColor(tokens.high))
        at = row.adjusted(8 + SIDE + 8, 0, -8, 0)
        name = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideMiddle, at.width())
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
