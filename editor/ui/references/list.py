"""The list of cards: their parts are pressed, their order dragged, their strengths moved; all of it by keys as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QDrag,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView

from editor.ui.parts.keyed import Keyed
from editor.ui.references.delegate import HEIGHT, Part, part_at, places, strength_at
from editor.ui.references.rows import CARD, ReferenceRows
from editor.ui.references.words import Card
from editor.ui.theme.theme import Theme

if TYPE_CHECKING:
    pass

PLAIN, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
KEYS: dict[tuple[int, Qt.KeyboardModifier], str] = {
    (Qt.Key.Key_Return, PLAIN): "reference.edit",
    (Qt.Key.Key_Enter, PLAIN): "reference.edit",
    (Qt.Key.Key_Space, PLAIN): "reference.on",
    (Qt.Key.Key_Delete, PLAIN): "reference.remove",
    (Qt.Key.Key_Left, ALT): "reference.earlier",
    (Qt.Key.Key_Right, ALT): "reference.later",
    (Qt.Key.Key_Up, ALT): "reference.earlier",
    (Qt.Key.Key_Down, ALT): "reference.later",
}
"""What the list's own keys do, besides those that hold in the whole window."""
WEIGHT = {Qt.Key.Key_Plus: 0.05, Qt.Key.Key_Equal: 0.05, Qt.Key.Key_Minus: -0.05}
REST = 400  # milliseconds after which a strength that was set by keys is kept


class ReferenceList(Keyed, QListView):
    """`wanted(action)` as its own keys are pressed, `pressed_part(card, part, screen place)` as a part of one is.

    `weighed(card, strength)` once another is settled, `hovered(card or None)` as the pointer comes to another, `pasted`
    as something is to be put in from the clipboard.
    """

    wanted = Signal(str)
    pressed_part = Signal(object, str, QPoint)
    weighed = Signal(object, float)
    hovered = Signal(object)
    pasted = Signal()

    def __init__(self, rows: ReferenceRows, theme: Theme) -> None:
        super().__init__()
        self._rows, self._theme = rows, theme
        self._sliding = ""  # whose strength is being dragged
        self._hot, self._drop = "", -1
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._settle)
        self.setModel(rows)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setMinimumHeight(HEIGHT + 4)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("References"))
        self.viewport().setAcceptDrops(False)  # the panel takes what is dropped, also while there is no list
        self.setAcceptDrops(False)

    def show_drop(self, place: int) -> None:
        """Where something would be put in; -1: nowhere."""
        if place != self._drop:
            self._drop = place
            self.viewport().update()

    def place_at(self, at: QPoint) -> int:
        """Before which card something is dropped there; behind all where it is beside them."""
        index = self.indexAt(at)
        if not index.isValid():
            return self._rows.rowCount()
        return index.row() + (at.x() > self.visualRect(index).center().x())

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Cards move when the document does, so none is taken away here."""
        if rows := self.selectedIndexes()[:1]:
            drag = QDrag(self)
            drag.setMimeData(self._rows.mimeData(rows))
            drag.setPixmap(self.viewport().grab(self.visualRect(rows[0])))
            drag.exec(Qt.DropAction.MoveAction)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._drop >= 0 and (count := self._rows.rowCount()):
            last = self._drop >= count
            cell = self.visualRect(self._rows.index(min(self._drop, count - 1)))
            x = cell.right() - 1 if last else cell.left()
            with QPainter(self.viewport()) as painter:
                painter.fillRect(QRect(max(0, x), cell.top(), 2, cell.height()), QColor(self._theme.tokens.accent))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self._rows.index(0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if action := KEYS.get(pressed):
            self.wanted.emit(action)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif event.key() in WEIGHT and not event.modifiers() & ALT:
            self._weigh_by(WEIGHT[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        part, index = self._part(at), self.indexAt(at)
        if event.button() != Qt.MouseButton.LeftButton or not part:
            super().mousePressEvent(event)
            return
        card: Card = index.data(CARD)
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if index not in self.selectedIndexes():
            self.setCurrentIndex(index)
        if part == "strength":
            self._sliding = card.reference.id
            self._weigh(card, strength_at(self.visualRect(index), event.position().x()))
        else:
            below = places(self.visualRect(index)).role.bottomLeft() + QPoint(0, 2)
            self.pressed_part.emit(card, part, self.viewport().mapToGlobal(below))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        self._hover(at)
        if self._sliding:
            index = self._rows.index_of(self._sliding)
            self._weigh(index.data(CARD), strength_at(self.visualRect(index), event.position().x()))
        elif not event.buttons() or self.selectedIndexes():
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._sliding:
            self._settle()
        else:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if self._part(event.position().toPoint()):
            self.mousePressEvent(event)
        elif index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.wanted.emit("reference.edit")

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(QPoint(-1, -1))

    def _hover(self, at: QPoint) -> None:
        card: Card | None = self.indexAt(at).data(CARD)
        hot = card.reference.id if card is not None else ""
        if hot != self._hot:
            self._hot = hot
            self.hovered.emit(card)

    def _part(self, at: QPoint) -> Part:
        index = self.indexAt(at)
        if not index.isValid():
            return ""
        used = bool(self._rows.uses.get(index.data(CARD).reference.id))
        return part_at(self.visualRect(index), at, used=used)

    def _weigh_by(self, by: float) -> None:
        """The one with the focus, by keys; kept once they rest."""
        if (card := self.currentIndex().data(CARD)) is not None:
            self._weigh(card, max(0.0, min(1.0, round(self._rows.strength(card) + by, 2))))
            self._rest.start()

    def _weigh(self, card: Card, strength: float) -> None:
        self._rows.weighing[card.reference.id] = strength
        self.viewport().update()

    def _settle(self) -> None:
        self._sliding = ""
        weighing, self._rows.weighing = dict(self._rows.weighing), {}
        for card in self._rows.cards:
            if (strength := weighing.get(card.reference.id)) not in (None, card.reference.strength):
                self.weighed.emit(card, strength)
        self.viewport().update()
