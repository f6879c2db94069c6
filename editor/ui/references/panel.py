"""The References panel: the pictures that guide every request, with what the engine makes of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QStackedWidget, QVBoxLayout, QWidget

from editor.document.records import Document
from editor.session.references import guided_by_each
from editor.session.session import Session
from editor.steps.look import Look
from editor.ui import offered
from editor.ui.offload import Offload
from editor.ui.panels.layer_rows import FORMAT as LAYERS
from editor.ui.parts.dock import bring_up
from editor.ui.parts.empty import Empty
from editor.ui.references.delegate import BETWEEN, ReferenceDelegate
from editor.ui.references.list import ReferenceList
from editor.ui.references.pictures import Pictures
from editor.ui.references.rows import FORMAT, ReferenceRows
from editor.ui.references.words import Asked, Card, notices
from editor.ui.theme.fonts import font
from editor.ui.theme.icons import pixmap
from editor.ui.theme.theme import Theme

INSET, LEAST = 12 - BETWEEN // 2, 164


class ReferencesPanel(QWidget):
    """Changes nothing by itself. `dropped(mime, place)` as something is dropped on it: a card of its own, layers, or
    what another program offers; `picked` as other cards are chosen."""

    dropped = Signal(object, int)
    picked = Signal()

    def __init__(self, session: Session, asked: Asked, theme: Theme, by: Callable[[Look], np.ndarray]) -> None:
        super().__init__()
        self.setObjectName("referencesPanel")
        self.setAccessibleName(self.tr("References"))
        self.setAcceptDrops(True)
        self.context: QMenu | None = None
        self._session, self._theme, self._counted = session, theme, 0
        self._offload = Offload(1, "references")
        self.pictures = Pictures(by)
        self.rows = ReferenceRows(session.document, asked)
        self.list = ReferenceList(self.rows, theme)
        self._delegate = ReferenceDelegate(
            self.list, theme, self.rows, lambda one, size: self.pictures.covering(session.document, one, size)
        )
        self.list.setItemDelegate(self._delegate)
        self.empty = Empty(
            theme,
            "image-plus",
            self.tr("No references yet"),
            self.tr("A sketch, a style, a palette, a face: pictures that guide what is made. Drop or paste them here."),
            self.tr("Add a reference…"),
        )
        self.notice, self._glyph = QLabel(), QLabel()
        self._lay_out()
        self.pictures.arrived.connect(self.list.viewport().update)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self.picked.emit())
        self.list.customContextMenuRequested.connect(self._open_context)
        theme.changed.connect(self._tint)
        self._tint()
        self.show_cards(session.document, asked)

    @property
    def chosen(self) -> list[Card]:
        """The cards that are selected, in their order."""
        rows = {index.row() for index in self.list.selectedIndexes()}
        return [card for row, card in enumerate(self.rows.cards) if row in rows]

    def show_cards(self, document: Document, asked: Asked) -> None:
        """What is in the document, as this engine takes it; what was chosen stays so."""
        cards, chosen, row = self.rows.cards, self.chosen, self.list.currentIndex().row()
        current = cards[row].reference.id if 0 <= row < len(cards) else ""
        if self.rows.show(document, asked):
            self.choose(*(card.reference.id for card in chosen), current=current)
            self.reload()
        self._pages.setCurrentWidget(self.list if self.rows.rowCount() else self.empty)
        said = " ".join(notices(self.rows.cards, asked))
        self.notice.setText(said)
        self._foot.setVisible(bool(said))

    def choose(self, *ids: str, current: str = "") -> None:
        """Have these selected, where they are."""
        flags, model = QItemSelectionModel.SelectionFlag, self.list.selectionModel()
        model.clearSelection()
        for id in ids:
            model.select(self.rows.index_of(id), flags.Select)
        if (now := self.rows.index_of(current or (ids[0] if ids else ""))).isValid():
            model.setCurrentIndex(now, flags.NoUpdate)
            self.list.scrollTo(now)

    def reload(self) -> None:
        """What they guided is counted anew, off the window's thread."""
        if self.isVisible() and self.rows.rowCount():
            self._counted += 1
            archive, counted = self._session.project.archive, self._counted
            self._offload.run(lambda: guided_by_each(archive), lambda found: self._show_uses(found, counted))

    def bring_up(self) -> None:
        """Come into view, with the focus on the list or on how to begin."""
        bring_up(self)
        first = self.list if self.rows.rowCount() else self.empty.begin
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_threads(self) -> None:
        """What is being counted or drawn is waited for, and not shown any more."""
        self._offload.close()
        self.pictures.close()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.dragMoveEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        mime, action = event.mimeData(), Qt.DropAction
        if mime.hasFormat(FORMAT) or mime.hasFormat(LAYERS) or offered.holds_any(mime):
            event.setDropAction(action.MoveAction if mime.hasFormat(FORMAT) else action.CopyAction)
            event.accept()
            self.list.show_drop(self._place(event))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.list.show_drop(-1)

    def dropEvent(self, event: QDropEvent) -> None:
        self.list.show_drop(-1)
        event.accept()
        self.dropped.emit(event.mimeData(), self._place(event))

    def _place(self, event: QDropEvent) -> int:
        return self.list.place_at(self.list.viewport().mapFrom(self, event.position().toPoint()))

    def _show_uses(self, found: Any, counted: int) -> None:
        if counted == self._counted and isinstance(found, Mapping):
            self.rows.uses = found
            self.list.viewport().update()

    def _lay_out(self) -> None:
        self._pages, self._foot = QStackedWidget(), QWidget()
        for page in (self.list, self.empty):
            self._pages.addWidget(page)
        self.notice.setFont(font(12))
        self.notice.setWordWrap(True)
        self.notice.setProperty("tone", "mid")
        foot, column = QHBoxLayout(self._foot), QVBoxLayout(self)
        foot.setContentsMargins(12, 6, 12, 8)
        foot.setSpacing(8)
        foot.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self.notice, 1)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pages, 1)
        column.addWidget(self._foot)
        self.list.setViewportMargins(INSET, 0, 0, 0)
        self.empty.setMinimumHeight(LEAST)

    def _tint(self) -> None:
        ratio = self.devicePixelRatioF()
        self._glyph.setPixmap(pixmap("circle-alert", 16, self._theme.tokens.warn, ratio))
        self.list.viewport().update()

    def _open_context(self, at: QPoint) -> None:
        if self.context is not None:
            self.context.popup(self.list.viewport().mapToGlobal(at))
