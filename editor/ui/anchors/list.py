"""The list of anchors: places and the anchors in them, with its own keys; the delegate paints all of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeView

from editor.ui.anchors.rows import HELD, Row
from editor.ui.parts.keyed import Keyed

PLAIN, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
KEYS: dict[tuple[int, Qt.KeyboardModifier], str] = {
    (Qt.Key.Key_Return, PLAIN): "anchor.edit",
    (Qt.Key.Key_Enter, PLAIN): "anchor.edit",
    (Qt.Key.Key_Space, PLAIN): "anchor.on",
    (Qt.Key.Key_Delete, PLAIN): "anchor.remove",
    (Qt.Key.Key_Up, ALT): "anchor.up",
    (Qt.Key.Key_Down, ALT): "anchor.down",
}
"""What the list's own keys do, besides those that hold in the whole window."""


class AnchorList(Keyed, QTreeView):
    """`wanted(action)` as its own keys are pressed; `hovered(row)` as the pointer comes to one, None as it leaves;
    `dragging(whether)` before a row is dragged and after."""

    wanted = Signal(str)
    hovered = Signal(object)
    dragging = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._over: Row | None = None
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("Anchors"))

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Rows move when the document does, so none is taken away here."""
        if rows := self.selectedIndexes()[:1]:
            drag = QDrag(self)
            drag.setMimeData(self.model().mimeData(rows))
            drag.setPixmap(self.viewport().grab(self.visualRect(rows[0])))
            self.dragging.emit(True)
            drag.exec(actions, Qt.DropAction.MoveAction)
            self.dragging.emit(False)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Leave, QEvent.Type.Hide):
            self._hover(QModelIndex())
        return super().viewportEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if action := KEYS.get(pressed):
            self.wanted.emit(action)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and not isinstance(index.data(HELD), Row):
            self.setExpanded(index, not self.isExpanded(index))
        super().mousePressEvent(event)

    def _hover(self, index: QModelIndex) -> None:
        held = index.data(HELD) if index.isValid() else None
        over = held if isinstance(held, Row) else None
        if (over and over.key) != (self._over and self._over.key):
            self._over = over
            self.hovered.emit(over)
