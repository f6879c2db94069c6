"""The queue as a list for a view: rows by id, moved where they are moved, and told in words for those who listen."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from editor.document.records import Document, Layer
from editor.session.queue import Entry, Queue
from editor.ui.panels import queue_words as words

ENTRY = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class QueueRows(QAbstractListModel):
    """`titles` names the engines; `document` is the one in which the pictures are."""

    def __init__(
        self, queue: Queue, titles: dict[str, str], document: Callable[[], Document], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._queue, self._engines, self._document = queue, titles, document
        self._rows: list[Entry] = []
        self._places: dict[str, int] = {}
        self._titles: dict[str, str] = {}

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self.entry(index)
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title(entry)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self.told(entry)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return flags | Qt.ItemFlag.ItemIsDragEnabled if self.entry(index).state == "waiting" else flags

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def moveRows(self, parent: Index, first: int, count: int, to: Index, place: int) -> bool:
        """Have one that waits begin before what stands at `place` now."""
        if count != 1 or self._rows[first].state != "waiting":
            return False
        before = self._rows[place] if place < len(self._rows) else None
        if before is not None and before.state == "running":
            before = next(entry for entry in self._rows if entry.state == "waiting")
        self._queue.move(self._rows[first].id, before.id if before else None)
        return True

    def entry(self, index: Index) -> Entry:
        return self._rows[index.row()]

    def index_of(self, id: str) -> QModelIndex:
        """Invalid where it is not in the list."""
        return self.index(self._places[id], 0) if id in self._places else QModelIndex()

    def title(self, entry: Entry) -> str:
        if entry.id not in self._titles:
            self._titles[entry.id] = words.title(entry.generation, self._document())
        return self._titles[entry.id]

    def layer(self, entry: Entry) -> Layer | None:
        """The picture that it is about, while it is there."""
        return self._document().layers.get(entry.generation.target)

    def engine(self, entry: Entry) -> str:
        name = entry.generation.recipe.engine
        return self._engines.get(name, name)

    def state(self, entry: Entry) -> str:
        """How far it is, at this moment."""
        queue = self._queue
        over = queue.over is not None and queue.over.id == entry.id
        return words.state(entry, queue.passed(entry), queue.left(entry), paused=queue.paused, over=over)

    def told(self, entry: Entry) -> str:
        """All of a row in words."""
        said = words.trouble(entry) if entry.state in ("failed", "interrupted") else self.state(entry)
        return ". ".join((self.title(entry), self.engine(entry), said))

    def show_entries(self, entries: Iterable[Entry]) -> None:
        """These are in the queue now; who is chosen, and how far it is scrolled, stays.

        A view lays all rows out again for whatever it hears, so it hears of no more than what happened.
        """
        wanted = list(entries)
        ids = {entry.id for entry in wanted}
        for row in reversed(range(len(self._rows))):
            if self._rows[row].id not in ids:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._rows[row]
                self.endRemoveRows()
        self._titles = {id: title for id, title in self._titles.items() if id in ids}
        held = {entry.id for entry in self._rows}
        new = [entry for entry in wanted if entry.id not in held]
        if new:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(new) - 1)
            self._rows += new
            self.endInsertRows()
        self._arrange(wanted)
        self._places = {entry.id: place for place, entry in enumerate(wanted)}

    def get_on(self, entries: Iterable[Entry]) -> None:
        """These have got on; their places and heights stay, so that a view has only to be painted anew."""
        for entry in entries:
            if entry.id in self._places:
                self._rows[self._places[entry.id]] = entry

    def _arrange(self, wanted: list[Entry]) -> None:
        if not wanted:
            return
        if all(a.id == b.id and a.state == b.state for a, b in zip(wanted, self._rows, strict=True)):
            self._rows = wanted
            self.dataChanged.emit(self.index(0, 0), self.index(len(wanted) - 1, 0))
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        places = {entry.id: place for place, entry in enumerate(wanted)}
        after = [self.index(places[self._rows[index.row()].id], 0) for index in before]
        self._rows = wanted
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()
