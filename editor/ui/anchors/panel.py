"""The Anchors panel: what guides every request, under the places where it holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QStackedWidget, QVBoxLayout, QWidget

from editor.document.records import Document
from editor.session.session import Session
from editor.session.tallies import Tally, tallies
from editor.ui.anchors.delegate import AnchorDelegate
from editor.ui.anchors.facts import Facts
from editor.ui.anchors.list import AnchorList
from editor.ui.anchors.rows import HELD, AnchorRows, Row
from editor.ui.anchors.words import spots
from editor.ui.offload import Offload
from editor.ui.parts.dock import bring_up
from editor.ui.parts.empty import Empty
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

INSET = 12


class AnchorsPanel(QWidget):
    """Changes nothing by itself. `switched(row)` where a switch is pressed, `edited(row)` where a row is opened.

    `picked` as other rows are chosen; `counted(anchor)` where what it guided is to be listed, `rerun(anchor)` where
    some of that is to be asked again; `lit(layers)` as the pointer comes to what they came of; `rows.moved` where a
    row was dragged.
    """

    switched = Signal(object)
    edited = Signal(object)
    picked = Signal()
    counted = Signal(object)
    rerun = Signal(object)
    lit = Signal(object)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("anchorsPanel")
        self.setAccessibleName(self.tr("Anchors"))
        self.context: QMenu | None = None
        self._session, self._asked, self._layers = session, 0, session.document.layers
        self._offload = Offload(1, "anchors")
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._count)
        self.rows, self.list, self.search, self._none = AnchorRows(), AnchorList(), QLineEdit(), QLabel()
        self.facts = Facts(session)
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
        self._pages, self._listed = QStackedWidget(), QWidget()
        self._lay_out()
        delegate.switched.connect(self.switched)
        delegate.counted.connect(lambda row: self.counted.emit(row.anchor))
        self.facts.counted.connect(self.counted)
        self.facts.rerun.connect(self.rerun)
        self.search.textChanged.connect(self._search)
        self.list.hovered.connect(self._hover)
        self.list.dragging.connect(self._offer_places)
        self.list.doubleClicked.connect(lambda index: self._open(index.data(HELD)))
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._pick())
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
        self._none.setVisible(bool(document.anchors) and not self.rows.rowCount())
        self._pages.setCurrentWidget(self._listed if document.anchors else self.empty)
        self._show_facts()
        if document.layers is not self._layers:
            self._layers = document.layers
            self.reload()

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
        """What anchors guided is counted anew, once for all that is done in this turn of the window's loop."""
        self._soon.start()

    def _count(self) -> None:
        """Off the window's thread."""
        if self.isVisible() and self._session.document.anchors:
            self._asked += 1
            archive, document, asked = self._session.project.archive, self._session.document, self._asked
            self._offload.run(lambda: tallies(archive, document), lambda found: self._show_tallies(found, asked))

    def show_remarks(self, remarks: Mapping[str, Sequence[str]]) -> None:
        """What is to be said against anchors in the prompt of now, by their ids."""
        self.rows.remarks = remarks
        self.list.viewport().update()

    def bring_up(self) -> None:
        """Come into view, with the focus on the list or on how to begin."""
        bring_up(self)
        first = self.list if self._session.document.anchors else self.empty.begin
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_threads(self) -> None:
        """What is being counted is waited for, and not shown any more."""
        self._soon.stop()
        self._offload.close()
        self.facts.close_threads()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    def _show_tallies(self, found: Any, asked: int) -> None:
        if asked == self._asked and isinstance(found, Mapping):
            self.rows.tallies = found
            self.list.viewport().update()
            self._show_facts()

    def _search(self) -> None:
        self.rows.words = self.search.text()
        self.show_document(self._session.document)

    def _offer_places(self, dragging: bool) -> None:
        """While a row is dragged all places are shown that it can be dropped on."""
        document = self._session.document
        known = [spot.pin for spot in spots(document, self._session.selection, None, None)]
        self.rows.offered = [*known, None] if dragging else ()
        self.show_document(document)

    def _pick(self) -> None:
        self.picked.emit()
        self._show_facts()

    def _show_facts(self) -> None:
        """Of the anchor that alone is chosen."""
        chosen = {row.anchor.id: row.anchor for row in self.chosen}
        anchor = next(iter(chosen.values())) if len(chosen) == 1 else None
        self.facts.show_anchor(anchor, self.rows.tallies.get(anchor.id, Tally()) if anchor is not None else Tally())

    def _hover(self, row: Row | None) -> None:
        tally = self.rows.tallies.get(row.anchor.id, Tally()) if row is not None else Tally()
        self.lit.emit([id for id, _ in tally.layers])

    def _lay_out(self) -> None:
        self.search.setPlaceholderText(self.tr("Name, kind, words"))
        self.search.setAccessibleName(self.tr("Search the anchors"))
        self.search.setClearButtonEnabled(True)
        self._none.setText(self.tr("None is like that."))
        self._none.setFont(font(12))
        self._none.setContentsMargins(INSET, 0, INSET, 0)
        head, listed = QVBoxLayout(), QVBoxLayout(self._listed)
        head.setContentsMargins(INSET, 8, INSET, 8)
        head.addWidget(self.search)
        listed.setContentsMargins(0, 0, 0, 0)
        listed.setSpacing(0)
        listed.addLayout(head)
        listed.addWidget(self._none)
        listed.addWidget(self.list, 1)
        listed.addWidget(self.facts)
        for page in (self._listed, self.empty):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)

    def _heads(self) -> list[tuple[str, Any]]:
        indexes = (self.rows.index(number, 0) for number in range(self.rows.rowCount()))
        return [(index.data(HELD).name, index) for index in indexes]

    def _open(self, held: object) -> None:
        if isinstance(held, Row):
            self.edited.emit(held)

    def _open_context(self, at: QPoint) -> None:
        if self.context is not None:
            self.context.popup(self.list.viewport().mapToGlobal(at))
