"""The history panel: what was asked, newest first, to be looked at again, recalled or asked once more."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from editor.document.archive import Generation
from editor.document.records import Anchor
from editor.session.ledger import By
from editor.session.session import Session
from editor.ui.key_button import KeyButton
from editor.ui.paced import Paced
from editor.ui.panels.asked_words import day, mentioned, subtitle
from editor.ui.panels.history_delegate import HistoryDelegate
from editor.ui.panels.history_rows import GENERATION, HistoryRows
from editor.ui.panels.ledger_panel import LedgerPanel
from editor.ui.panels.thumbs import Thumbs
from editor.ui.parts.chip import Chip
from editor.ui.parts.dock import bring_up
from editor.ui.parts.empty import Empty
from editor.ui.steps_list import StepsList
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

INSET, LONGEST = 12, 140
REST = 20  # milliseconds at least between two looks into the archive, while many are asked and answered


class HistoryPanel(QWidget):
    """Changes nothing by itself: `opened`, `recalled`, `again` tell which generation is wanted, and how.

    `promoted` tells which ones.
    """

    opened = Signal(object)
    recalled = Signal(object)
    again = Signal(object)
    promoted = Signal(object)

    def __init__(self, session: Session, titles: dict[str, str], theme: Theme) -> None:
        """`titles` are those of the engines by name, as they are now."""
        super().__init__()
        self._session, self._titles = session, titles
        self._found: tuple[Generation, ...] = ()
        self._newest = ""
        self._anchor: Anchor | None = None  # what it guided is listed, and nothing else
        self.setObjectName("historyPanel")
        self.setAccessibleName(self.tr("History"))
        self.thumbs = Thumbs()
        self.search, self.layer_only, self.list = QLineEdit(), QCheckBox(self.tr("Selected layer only")), QListView()
        self.search.setPlaceholderText(self.tr("Words, engine, date, @reference"))
        self.search.setAccessibleName(self.tr("Search the history"))
        self.search.setClearButtonEnabled(True)
        self.layer_only.setFont(font(12))
        self.guided = Chip(theme, "x", trailing=True)
        self.guided.setToolTip(self.tr("Lists all again."))
        self.guided.setAccessibleName(self.guided.toolTip())
        self.guided.hide()
        self.list.setAccessibleName(self.tr("What was asked"))
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._model = HistoryRows(self)
        self._soon = Paced(self, REST, self.reload)
        self.list.setModel(self._model)
        self.list.setItemDelegate(HistoryDelegate(self.list, theme, self.thumbs, self._titles))
        self.empty = Empty(
            theme,
            "history",
            self.tr("Nothing was asked yet"),
            self.tr("Whatever you ask for stays here, with its words, seed and mask, to be opened or asked again."),
            self.tr("Write the prompt"),
        )
        self.steps = StepsList(session, theme)
        self.ledger = LedgerPanel(session.project, self._name, theme)
        self._make_buttons(theme)
        self._make_pages()
        self._lay_out()
        self._connect()
        self._look()

    @property
    def chosen(self) -> tuple[Generation, ...]:
        """The rows that are selected, in the order of the list; none while they are out of view."""
        rows = sorted(index.row() for index in self.list.selectedIndexes()) if self.list.isVisible() else []
        return tuple(self._model.rows[row] for row in rows)

    @property
    def shown(self) -> tuple[Generation, ...]:
        """Those that are listed, newest first."""
        return self._model.rows

    def reload(self) -> None:
        """What was asked may have changed, or what became of it."""
        self.ledger.reload()
        if self.isVisible():
            self._look()

    def reload_soon(self) -> None:
        """As `reload`, once for all that comes at the same time."""
        self._soon.ask()

    def showEvent(self, event: object) -> None:
        self._look()

    def _look(self) -> None:
        self._found = tuple(reversed(self._session.project.archive.generations()))
        self._list()

    def _list(self) -> None:
        newest = self._found[0].id if self._found else ""
        chosen = self._chosen() if newest == self._newest or self.list.hasFocus() else None
        self._newest = newest  # what was just asked is in view, unless somebody is looking through the list
        searched = self.layer_only.isChecked() or self.search.text().strip()
        held = self._guided()
        self._model.show([one for one in held if self._wanted(one)] if searched else held)
        rows = [row for row, one in enumerate(self.shown) if chosen is not None and one.id == chosen.id]
        if self._model.rowCount():
            self.list.setCurrentIndex(self._model.index(rows[0] if rows else 0, 0))
        self._held.setCurrentIndex(0 if self._found else 1)
        self._allow()

    def close_threads(self) -> None:
        """What is being looked up is waited for, and not shown any more."""
        self._soon.stop()
        self.thumbs.close()
        self.ledger.close_threads()

    def _name(self, by: By, key: str) -> str:
        """Of an engine or an anchor, by what it is called inside."""
        if by == "engine":
            return self._titles.get(key, key)
        anchor = self._session.document.anchors.get(key)
        return anchor.name if anchor else key or self.tr("No anchor")

    def _guided(self) -> tuple[Generation, ...]:
        """All that was asked, or what one anchor guided of it."""
        if self._anchor is None:
            return self._found
        ids = {one.generation for one in self._session.project.archive.guided_by(self._anchor.id)}
        return tuple(one for one in self._found if one.id in ids)

    def _wanted(self, generation: Generation) -> bool:
        if self.layer_only.isChecked() and not self._concerns(generation, self._session.selection):
            return False
        text = f"{generation.recipe.words} {subtitle(generation, self._titles)} {day(generation)}".casefold()
        by = mentioned(generation, self._session.document)
        return all(word in (by if word.startswith("@") else text) for word in self.search.text().casefold().split())

    def _concerns(self, generation: Generation, ids: frozenset[str]) -> bool:
        """Whether it was asked of one of these layers, or one of them came of it."""
        layers = [layer for id in ids if (layer := self._session.document.layers.get(id)) is not None]
        return any(generation.target == a.id or generation.id == a.generation for a in layers)

    def _chosen(self) -> Generation | None:
        index = self.list.currentIndex()
        return index.data(GENERATION) if index.isValid() else None

    def _allow(self) -> None:
        chosen = self._chosen()
        for button in (self.open_button, self.recall_button, self.again_button, self.promote_button):
            button.setEnabled(chosen is not None)
        self.open_button.setEnabled(chosen is not None and bool(self._session.project.archive.offers(chosen.id)))

    def _make_buttons(self, theme: Theme) -> None:
        self.open_button = KeyButton(theme, self.tr("Open"))
        self.recall_button = KeyButton(theme, self.tr("Recall"))
        self.again_button = KeyButton(theme, self.tr("New seed"))
        self.promote_button = KeyButton(theme, self.tr("Promote"))
        self.open_button.setToolTip(self.tr("Shows its candidates in their place again."))
        self.recall_button.setToolTip(self.tr("Brings words, engine, seed and mask back to the prompt bar."))
        self.again_button.setToolTip(self.tr("Asks the same again with a new seed."))
        self.promote_button.setToolTip(self.tr("Asks the final engine for the same, of all rows that are chosen."))

    def _lay_out(self) -> None:
        listed = QWidget()
        head, foot, column = QVBoxLayout(), QHBoxLayout(), QVBoxLayout(listed)
        for box in (head, foot):
            box.setContentsMargins(INSET, 8, INSET, 8)
            box.setSpacing(8)
        head.addWidget(self.search)
        head.addWidget(self.guided, 0, Qt.AlignmentFlag.AlignLeft)
        head.addWidget(self.layer_only)
        for button in (self.open_button, self.recall_button, self.again_button, self.promote_button):
            foot.addWidget(button)
        foot.addStretch(1)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        for page in (listed, self.empty):
            self._held.addWidget(page)

    def _make_pages(self) -> None:
        """What was asked, the steps of undo, and what was paid, one at a time."""
        self._held, self._pages, self.tabs = QStackedWidget(), QStackedWidget(), QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(self.tr("What of the history"))
        pages = (self._held, self.tr("Generations")), (self.steps, self.tr("Steps")), (self.ledger, self.tr("Ledger"))
        for page, name in pages:
            self._pages.addWidget(page)
            self.tabs.addTab(name)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.tabs)
        whole.addWidget(self._pages, 1)
        self.tabs.currentChanged.connect(self._pages.setCurrentIndex)
        self.tabs.currentChanged.connect(self.reload_steps)

    def show_asked(self) -> None:
        """What was asked comes into view, with the focus on the search."""
        self._come(self._held)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_guided(self, anchor: Anchor | None) -> None:
        """What an anchor guided comes into view, and nothing else; None ends that."""
        self._anchor = anchor
        self.guided.setVisible(anchor is not None)
        if anchor is not None:
            cut = QFontMetrics(self.guided.font()).elidedText(anchor.name, Qt.TextElideMode.ElideMiddle, LONGEST)
            self.guided.show_words(self.tr("Guided by “{0}”").format(cut))
            self.guided.setAccessibleName(self.guided.text())
            self._come(self._held)
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._list()

    def show_ledger(self) -> None:
        """What was paid comes into view, with the focus."""
        self._come(self.ledger)
        self.ledger.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_budget(self) -> None:
        """What may be spent comes into view, to be written anew."""
        self._come(self.ledger)
        self.ledger.ask_budget()

    def _come(self, page: QWidget) -> None:
        self.tabs.setCurrentIndex(self._pages.indexOf(page))
        bring_up(self)

    def reload_steps(self) -> None:
        """The document is at another step."""
        if self.steps.isVisible():
            self.steps.reload()

    def _connect(self) -> None:
        self.search.textChanged.connect(self._list)
        self.layer_only.toggled.connect(self._list)
        self.guided.clicked.connect(lambda: self.show_guided(None))
        self.list.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.promote_button.clicked.connect(lambda: self.promoted.emit(self.chosen))
        self.list.activated.connect(lambda _index: self._tell(self.opened))
        self.list.selectionModel().currentChanged.connect(self._allow)
        self.thumbs.arrived.connect(self.list.viewport().update)
        for button, signal in (
            (self.open_button, self.opened),
            (self.recall_button, self.recalled),
            (self.again_button, self.again),
        ):
            button.clicked.connect(lambda _on=False, signal=signal: self._tell(signal))

    def _tell(self, signal: object) -> None:
        if (chosen := self._chosen()) is not None:
            signal.emit(chosen)  # type: ignore[attr-defined]
