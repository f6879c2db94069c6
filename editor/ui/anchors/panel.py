"""The Anchors panel: what guides every request, under the places where it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QFocusEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QStackedWidget, QTreeView, QVBoxLayout, QWidget

from editor.document.records import Document
from editor.project.archive import Archive
from editor.session.session import Session
from editor.ui.anchors.delegate import AnchorDelegate
from editor.ui.anchors.rows import HELD, AnchorRows, Row
from editor.ui.offload import Offload
from editor.ui.parts.dock import bring_up
from editor.ui.parts.empty import Empty
from editor.ui.theme.theme import Theme

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


class AnchorsPanel(QWidget):
    """Changes nothing by itself. `switched(row)` where a switch is pressed, `edited(row)` where a row is opened.

    `picked` as other rows are chosen; `rows.moved` where one was dragged.
    """

    switched = Signal(object)
    edited = Signal(object)
    picked = Signal()

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("anchorsPanel")
        self.setAccessibleName(self.tr("Anchors"))
        self.context: QMenu | None = None
        self._session, self._asked = session, 0
        self._offload = Offload(1, "anchors")
        self.rows, self.list = AnchorRows(), AnchorList()
        self.list.setModel(self.rows)
        delegate = AnchorDelegate(self.list, theme, self.rows)
        self.list.setItemDelegate(delegate)
        self.empty = Empty(
            theme,
            "feather",
            self.tr("No anchors yet"),
            self.tr(
                "An anchor is a style, a light, a palette or a character that every request is told, so that a set"
                " stays one. It holds everywhere, in a frame, in a group, or where you painted. Pictures that you"
                " select give some, too."
            ),
            self.tr("Add an anchor…"),
        )
        self._pages = QStackedWidget()
        for page in (self.list, self.empty):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        delegate.switched.connect(self.switched)
        self.list.doubleClicked.connect(lambda index: self._open(index.data(HELD)))
        self.list.selectionModel().selectionChanged.connect(lambda *_: self.picked.emit())
        self.list.customContextMenuRequested.connect(self._open_context)
        theme.changed.connect(self.list.viewport().update)
        self.show_document(session.document)

    @property
    def chosen(self) -> list[Row]:
        """The rows that are selected, from above."""
        keys = {index.data(HELD).key for index in self.list.selectedIndexes()}
        return [row for row in self.rows.rows if row.key in keys]

    def show_document(self, document: Document) -> None:
        """What was chosen and what was folded stays so."""
        before = [row.key for row in self.chosen]
        current = self.list.currentIndex().data(HELD)
        folded = {name for name, index in self._heads() if not self.list.isExpanded(index)}
        if self.rows.show_document(document):
            for name, index in self._heads():
                self.list.setExpanded(index, name not in folded)
            self.choose(*before, current=current.key if isinstance(current, Row) else None)
        self._pages.setCurrentWidget(self.list if self.rows.rowCount() else self.empty)

    def choose(self, *keys: tuple[str, str, str], current: tuple[str, str, str] | None = None) -> None:
        """Have these rows selected, where they are."""
        flags, model = QItemSelectionModel.SelectionFlag, self.list.selectionModel()
        model.clearSelection()
        for key in keys:
            model.select(self.rows.index_of(key), flags.Select)
        if (now := self.rows.index_of(current or (keys[0] if keys else ("", "", "")))).isValid():
            model.setCurrentIndex(now, flags.NoUpdate)

    def choose_anchor(self, id: str) -> None:
        """Have an anchor selected, by the first of its pins."""
        self.choose(*[row.key for row in self.rows.rows if row.anchor.id == id][:1])

    def reload(self) -> None:
        """What anchors guided is counted anew, off the window's thread."""
        if self.isVisible() and self.rows.rowCount():
            self._asked += 1
            archive, asked = self._session.project.archive, self._asked
            self._offload.run(lambda: uses(archive), lambda found: self._show_uses(found, asked))

    def bring_up(self) -> None:
        """Come into view, with the focus on the list or on how to begin."""
        bring_up(self)
        first = self.list if self.rows.rowCount() else self.empty.begin
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_threads(self) -> None:
        """What is being counted is waited for, and not shown any more."""
        self._offload.close()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    def _show_uses(self, found: Any, asked: int) -> None:
        if asked == self._asked and isinstance(found, Mapping):
            self.rows.uses = found
            self.list.viewport().update()

    def _heads(self) -> list[tuple[str, Any]]:
        indexes = (self.rows.index(number, 0) for number in range(self.rows.rowCount()))
        return [(index.data(HELD).name, index) for index in indexes]

    def _open(self, held: object) -> None:
        if isinstance(held, Row):
            self.edited.emit(held)

    def _open_context(self, at: QPoint) -> None:
        if self.context is not None:
            self.context.popup(self.list.viewport().mapToGlobal(at))


def uses(archive: Archive) -> Mapping[str, int]:
    """How many generations each anchor guided in all its versions, by its id."""
    found: Counter[str] = Counter()
    for use in archive.anchor_uses():
        found[use.anchor] += use.generations
    return found


class AnchorList(QTreeView):
    """Places and the anchors in them; the delegate paints all of it. `wanted(action)` as its own keys are pressed."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
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
            drag.exec(actions, Qt.DropAction.MoveAction)

    def focusInEvent(self, event: QFocusEvent) -> None:
        reasons = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
        self.setProperty("keyed", event.reason() in reasons)
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.setProperty("keyed", True)
        pressed = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if action := KEYS.get(pressed):
            self.wanted.emit(action)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setProperty("keyed", False)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and not isinstance(index.data(HELD), Row):
            self.setExpanded(index, not self.isExpanded(index))
        super().mousePressEvent(event)
