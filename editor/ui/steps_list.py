"""The steps of undo in a list, the newest first: a click, or Return, goes to how the document was after one."""

from __future__ import annotations

import time
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from editor.session.session import Session
from editor.ui.theme import shapes
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

STEP = Qt.ItemDataRole.UserRole
SHOWN = STEP + 1  # a Step
ROW, INSET, DOT, DEEP = 28, 12, 6, 16


class Step(NamedTuple):
    """What a row shows: `here` where the document is at it, `left` where it is of a branch that was left."""

    label: str
    when: str
    here: bool
    left: bool


class StepsList(QListWidget):
    """The one that the document is at is marked; those of a branch that was left stand behind an indent.

    Changes nothing by itself: `wanted` tells which step is to be gone to.
    """

    wanted = Signal(int)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self.setAccessibleName(self.tr("Steps"))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setItemDelegate(_Rows(self, theme))
        self.itemClicked.connect(self._tell)
        self.itemActivated.connect(self._tell)
        theme.changed.connect(self.viewport().update)

    def reload(self) -> None:
        """Steps were made, taken back or done again."""
        history, line = self._session.history, self._session.history.line
        self.clear()
        for head in sorted(history.heads.values(), key=lambda head: -head.id):
            self._add(head.id, head.label, head.made, left=head.id not in line)
        self._add(0, self.tr("Empty project"), 0.0, left=False)

    def _add(self, step: int, label: str, made: float, *, left: bool) -> None:
        when = time.strftime("%H:%M:%S", time.localtime(made)) if made else ""
        here = step == self._session.history.pointer
        item = QListWidgetItem(f"{'     ' if left else ''}{'● ' if here else ''}{label}   {when}")
        item.setData(STEP, step)
        item.setData(SHOWN, Step(label, when, here, left))
        item.setToolTip(self.tr("Of a branch that was left; a click goes there.") if left else label)
        self.addItem(item)
        if here:
            self.setCurrentItem(item)

    def _tell(self, item: QListWidgetItem) -> None:
        if (step := item.data(STEP)) != self._session.history.pointer:
            self.wanted.emit(step)


class _Rows(QStyledItemDelegate):
    def __init__(self, view: QListWidget, theme: Theme) -> None:
        super().__init__(view)
        self._view, self._theme = view, theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        step: Step = index.data(SHOWN)
        tokens, state, row = self._theme.tokens, option.state, option.rect
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            colour = (tokens.selected if self._view.hasFocus() else tokens.pressed) if selected else tokens.hover
            shapes.fill(painter, row.adjusted(4, 0, -4, 0), 5, colour)
        left = row.left() + INSET + (DEEP if step.left else 0)
        if step.here:
            shapes.fill(painter, shapes.middle_left(row, INSET, DOT), DOT / 2, tokens.high)
        low = tokens.mid if selected else tokens.low
        small, middle = font(11, tabular=True), Qt.AlignmentFlag.AlignVCenter
        inner = QRect(left + INSET, row.top(), row.right() - INSET - left - INSET, row.height())
        painter.setFont(small)
        painter.setPen(QColor(low))
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, step.when)
        face = font(13, 600 if step.here else 400)
        painter.setFont(face)
        painter.setPen(QColor(low if step.left else tokens.high))
        room = inner.adjusted(0, 0, -QFontMetrics(small).horizontalAdvance(step.when) - 8, 0)
        words = QFontMetrics(face).elidedText(step.label, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft, words)
