"""The ledger in a panel: what was paid and what it was good for, in all and by engine, anchor or day."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QShowEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from editor.project.project import Project
from editor.session.ledger import By, Sum, entries, sums, table
from editor.session.money import read_amount
from editor.steps.write import write
from editor.ui.key_button import KeyButton
from editor.ui.offload import Offload
from editor.ui.panels import ledger_words as words
from editor.ui.parts.empty import Empty
from editor.ui.parts.segments import Segments
from editor.ui.sentences import money
from editor.ui.theme import shapes
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

ROW, INSET, BUDGET = 44, 12, 104
REST = 200  # milliseconds in which several changes are one
WAYS: tuple[By, ...] = ("engine", "anchor", "day")
SHOWN = Qt.ItemDataRole.UserRole  # a Shown
Index = QModelIndex | QPersistentModelIndex


class Shown(NamedTuple):
    """A row: the group's name, and its money; `total` where the group is all there is."""

    name: str
    sum: Sum
    total: bool = False


class LedgerPanel(QWidget):
    """Adds up off the thread, while it is in view. `said(words)` has to be told, `asking`: something is to be made,
    `limited(price or None)`: another budget, or none, is wanted.

    `name` tells what the user calls an engine or an anchor.
    """

    said = Signal(str)
    asking = Signal()
    limited = Signal(object)

    def __init__(self, project: Project, name: Callable[[By, str], str], theme: Theme) -> None:
        super().__init__()
        self._project, self._name = project, name
        self._offload = Offload(1, "sums")
        self._soon = QTimer(self, singleShot=True, interval=REST)
        self._soon.timeout.connect(self._look)
        self._totals: tuple[Sum, ...] = ()
        self._by: dict[By, tuple[Sum, ...]] = {}
        self._looking = False
        self.setAccessibleName(self.tr("Ledger"))
        self.notes, self._pages = QLabel(), QStackedWidget()
        self.by = Segments(self.tr("Summed up by"), (self.tr("Engine"), self.tr("Anchor"), self.tr("Day")))
        self.by.show_place(0)
        self.list, self._model = QListView(), QStandardItemModel(self)
        self.budget = QLineEdit()
        self.export_button = KeyButton(theme, self.tr("Export CSV…"))
        self.empty = Empty(
            theme,
            "receipt",
            self.tr("Nothing was paid yet"),
            self.tr("Every call is written down here with its price: also those that failed, and what was not used."),
            self.tr("Write the prompt"),
        )
        self._lay_out(theme)
        self._connect()

    @property
    def shown(self) -> list[Shown]:
        """What is listed."""
        return [self._model.item(row).data(SHOWN) for row in range(self._model.rowCount())]

    def show_budget(self) -> None:
        """As it is now."""
        price = self._project.archive.budget
        self.budget.setText(money(price) if price else "")
        self.budget.setProperty("invalid", False)
        self.budget.style().polish(self.budget)

    def ask_budget(self) -> None:
        """Have it written anew, also where nothing was paid yet."""
        self._pages.setCurrentIndex(0)
        self.budget.setFocus(Qt.FocusReason.OtherFocusReason)
        self.budget.selectAll()

    def reload(self) -> None:
        """Something was paid or chosen; it is added up in a moment, where it is looked at."""
        if self.isVisible():
            self._soon.start()

    def export(self) -> None:
        """Ask for a file and write every call to it."""
        path = self._project.path
        name = str(path.with_name(self.tr("{0}, ledger.csv").format(path.stem)))
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Export the ledger"), name, self.tr("Tables (*.csv)"))
        if chosen:
            self._offload.run(lambda: self._written(Path(chosen)), self._tell)

    def close_threads(self) -> None:
        self._soon.stop()
        self._offload.close()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.show_budget()
        self._look()

    def _look(self) -> None:
        if self._looking:
            self._soon.start()
            return
        self._looking = True
        self._offload.run(self._added_up, self._show)

    def _added_up(self) -> tuple[tuple[Sum, ...], dict[By, tuple[Sum, ...]]]:
        found = entries(self._project.archive)
        return tuple(sums(found)), {by: tuple(sums(found, by)) for by in WAYS}

    def _show(self, answer: tuple[tuple[Sum, ...], dict[By, tuple[Sum, ...]]] | Exception) -> None:
        self._looking = False
        if isinstance(answer, Exception):
            self.notes.setText(f"{answer}")
            return
        self._totals, self._by = answer
        self._pages.setCurrentIndex(0 if self._totals or self.budget.hasFocus() or self.budget.text() else 1)
        self.notes.setText(words.notes(self._totals))
        self._list()

    def _limit(self) -> None:
        """What was typed becomes the budget."""
        if not self.budget.isModified():
            return
        text = self.budget.text().strip()
        try:
            price = read_amount(text) if text else None
        except ValueError:
            self.budget.setProperty("invalid", True)
            self.budget.style().polish(self.budget)
            self.said.emit(self.tr("{0} is no amount: write it as 5, 5.00 or 5 EUR.").format(text))
            return
        self.limited.emit(price)
        self.show_budget()

    def _written(self, path: Path) -> str:
        found = entries(self._project.archive)
        names = {id: self._name("anchor", id) for entry in found for id in entry.anchors}
        write(path, table(found, names).encode())
        return self.tr("{0} calls are in {1}.").format(len(found), path.name)

    def _tell(self, answer: str | Exception) -> None:
        if isinstance(answer, OSError):
            answer = self.tr("The ledger was not written: {0}.").format(answer.strerror or answer)
        self.said.emit(str(answer))

    def _list(self) -> None:
        by = WAYS[self.by.place]
        current = self.list.currentIndex().row()
        self._model.clear()
        rows = [Shown(self.tr("All"), one, total=True) for one in self._totals]
        for shown in (*rows, *(Shown(self._named(by, one.key), one) for one in self._by.get(by, ()))):
            item = QStandardItem(shown.name)
            item.setData(shown, SHOWN)
            item.setToolTip(words.told(shown.name, shown.sum))
            item.setAccessibleText(words.told(shown.name, shown.sum))
            self._model.appendRow(item)
        if self._model.rowCount():
            self.list.setCurrentIndex(self._model.index(min(max(current, 0), self._model.rowCount() - 1), 0))

    def _named(self, by: By, key: str) -> str:
        return time.strftime("%x", time.strptime(key, "%Y-%m-%d")) if by == "day" else self._name(by, key)

    def _lay_out(self, theme: Theme) -> None:
        self.notes.setFont(font(11))
        self.notes.setProperty("tone", "low")
        self.notes.setWordWrap(True)
        self.list.setModel(self._model)
        self.list.setAccessibleName(self.tr("What was paid"))
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setMouseTracking(True)
        self.list.setMinimumHeight(3 * ROW)
        self.list.setItemDelegate(_Rows(self.list, theme))
        self.budget.setPlaceholderText(self.tr("No budget"))
        self.budget.setAccessibleName(self.tr("Budget"))
        self.budget.setToolTip(
            self.tr("What may be spent in this project, such as 5 or 5 EUR; what would go beyond it waits.")
        )
        self.budget.addAction(theme.icon("wallet"), QLineEdit.ActionPosition.LeadingPosition)
        self.budget.setFixedWidth(BUDGET)
        self.budget.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.budget.setFont(font(12, 500, tabular=True))
        self.export_button.setToolTip(self.tr("Writes every call with its price to a file."))
        ledger, head, foot = QWidget(), QHBoxLayout(), QHBoxLayout()
        for row, widgets in ((head, (self.by, None, self.budget)), (foot, (self.export_button, self.notes))):
            row.setContentsMargins(INSET, 8, INSET, 8)
            row.setSpacing(8)
            for widget in widgets:
                row.addWidget(widget, int(widget is self.notes)) if widget else row.addStretch(1)
        column, whole = QVBoxLayout(ledger), QVBoxLayout(self)
        for box in (column, whole):
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        self._pages.addWidget(ledger)
        self._pages.addWidget(self.empty)
        self._pages.setCurrentIndex(1)
        whole.addWidget(self._pages)

    def _connect(self) -> None:
        self.by.chosen.connect(lambda _place: self._list())
        self.budget.editingFinished.connect(self._limit)
        self.export_button.clicked.connect(self.export)
        self.empty.link.connect(self.asking)


class _Rows(QStyledItemDelegate):
    def __init__(self, view: QListView, theme: Theme) -> None:
        super().__init__(view)
        self._view, self._theme = view, theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown: Shown = index.data(SHOWN)
        tokens, state, row = self._theme.tokens, option.state, option.rect
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            colour = (tokens.selected if self._view.hasFocus() else tokens.pressed) if selected else tokens.hover
            shapes.fill(painter, row.adjusted(4, 0, -4, 0), 5, colour)
        low = tokens.mid if selected else tokens.low
        paid = words.about(shown.sum.paid) if shown.sum.currency else words.head(shown.sum)
        upper = QRect(row.left() + INSET, row.top() + 5, row.width() - 2 * INSET, 17)
        painter.setFont(font(13, 600 if shown.total else 500, tabular=True))
        painter.setPen(QColor(tokens.high))
        _write(painter, upper, shown.name, paid)
        painter.setFont(font(11, tabular=True))
        painter.setPen(QColor(low))
        _write(painter, upper.translated(0, 18), words.use(shown.sum), words.waste(shown.sum))


def _write(painter: QPainter, at: QRect, left: str, right: str) -> None:
    """Words at either end of a line; those at the left give way."""
    middle, metrics = Qt.AlignmentFlag.AlignVCenter, painter.fontMetrics()
    painter.drawText(at, middle | Qt.AlignmentFlag.AlignRight, right)
    room = at.adjusted(0, 0, -metrics.horizontalAdvance(right) - 8, 0)
    painter.drawText(room, middle, metrics.elidedText(left, Qt.TextElideMode.ElideRight, room.width()))
