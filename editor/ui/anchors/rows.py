"""The anchors as rows under the places that they are pinned to, from wide to narrow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel

from editor.document.records import Anchor, Document, Pin
from editor.session.tallies import Tally
from editor.steps.pins import SCOPES
from editor.ui.anchors.words import bare, kind_name, line, place_name

HELD = Qt.ItemDataRole.UserRole
FORMAT = "application/x-patchboard-anchors"
Index = QModelIndex | QPersistentModelIndex


class Section(NamedTuple):
    """A place that anchors are pinned to; without a pin: those that hold nowhere."""

    pin: Pin | None
    name: str


class Row(NamedTuple):
    """An anchor by one of its pins; None where it has none."""

    anchor: Anchor
    pin: Pin | None

    @property
    def on(self) -> bool:
        return self.pin is not None and self.pin.enabled

    @property
    def key(self) -> tuple[str, str, str]:
        """The same for the same anchor in the same place."""
        return (self.anchor.id, *_place(self.pin))


class AnchorRows(QStandardItemModel):
    """Changes nothing by itself: `moved(row, into, after, before)` says what is wanted of the document.

    `into` is the pin of the place that a row was dropped in; `after` and `before` are the ids of the anchors that it
    was dropped between, "" for the ends. `tallies` tells by id what an anchor did; of those in the document only the
    ones that have all of `words` in their name, kind or text are shown. `offered` are places that are shown even where
    nothing is pinned to them; `remarks` are what is to be said against an anchor in the prompt of now, by its id.
    """

    moved = Signal(object, object, str, str)

    def __init__(self) -> None:
        super().__init__()
        self.tallies: Mapping[str, Tally] = {}
        self.words = ""
        self.remarks: Mapping[str, Sequence[str]] = {}
        self.offered: Sequence[Pin | None] = ()
        self._shown: list[tuple[Section, list[Row]]] = []

    def show_document(self, document: Document) -> bool:
        """Show the anchors that are in it; whether other rows came of it, or the same in another order."""
        wanted, before = sections(document, self.words, self.offered), self._shown
        self._shown = wanted
        if _keys(wanted) == _keys(before):
            self._rewrite(wanted)
            return False
        self.clear()
        for section, rows in wanted:
            head = QStandardItem(section.name)
            head.setData(section, HELD)
            head.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsDropEnabled)
            for row in rows:
                head.appendRow(_item(row))
            self.appendRow(head)
        return True

    def _rewrite(self, wanted: list[tuple[Section, list[Row]]]) -> None:
        """The same rows, which may say something else."""
        for number, (_, rows) in enumerate(wanted):
            head = self.item(number)
            for place, row in enumerate(rows):
                item = head.child(place)
                if item.data(HELD) != row:
                    _write(item, row)

    @property
    def rows(self) -> list[Row]:
        """All of them, from above."""
        return [row for _, rows in self._shown for row in rows]

    def beside(self, row: Row) -> list[Row]:
        """Those in the same place, in their order."""
        return next((rows for _, rows in self._shown if any(one.key == row.key for one in rows)), [])

    def index_of(self, key: tuple[str, str, str]) -> QModelIndex:
        """Of a row by its key; invalid where there is none."""
        for number, (_, rows) in enumerate(self._shown):
            for place, row in enumerate(rows):
                if row.key == key:
                    return self.index(place, 0, self.index(number, 0))
        return QModelIndex()

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [FORMAT]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(FORMAT, "\n".join(indexes[0].data(HELD).key).encode())
        return data

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Only within a place; between two rows, or behind all where it lands on the place itself."""
        section = parent.data(HELD) if parent.isValid() else None
        key = tuple(bytes(data.data(FORMAT).data()).decode().split("\n"))
        dragged = next((one for one in self.rows if one.key == key), None)
        if not isinstance(section, Section) or dragged is None:
            return False
        ids = [one.anchor.id for one in self._shown[parent.row()][1]]
        place = len(ids) if row < 0 else row
        above = [id for id in ids[:place] if id != dragged.anchor.id]
        below = [id for id in ids[place:] if id != dragged.anchor.id]
        self.moved.emit(dragged, section.pin, above[-1] if above else "", below[0] if below else "")
        return False  # the rows move when the document does


def sections(
    document: Document, words: str = "", offered: Sequence[Pin | None] = ()
) -> list[tuple[Section, list[Row]]]:
    """The places that anchors are pinned to, from wide to narrow, each with its anchors in their order.

    Only those that have all of `words`; with the places that are `offered`, too.
    """
    found: dict[tuple[str, str], tuple[Pin | None, list[Row]]] = {_place(pin): (pin, []) for pin in offered}
    for anchor in sorted(_like(document, words.casefold().split()), key=lambda one: (one.order, one.id)):
        for pin in anchor.pins or (None,):
            found.setdefault(_place(pin), (pin, []))[1].append(Row(anchor, pin))
    named = [(_section(document, pin), rows) for pin, rows in found.values()]
    return sorted(named, key=lambda one: (_width(one[0].pin), one[0].name.casefold()))


def _like(document: Document, words: list[str]) -> Iterator[Anchor]:
    for anchor in document.anchors.values():
        colours = " ".join(colour.name for colour in anchor.colours)
        said = f"{anchor.name} {kind_name(anchor.kind)} {anchor.text} {colours}".casefold() if words else ""
        if all(word in said for word in words):
            yield anchor


def _keys(shown: list[tuple[Section, list[Row]]]) -> list[tuple[Section, list[tuple[str, str, str]]]]:
    return [(section, [row.key for row in rows]) for section, rows in shown]


def _section(document: Document, pin: Pin | None) -> Section:
    return Section(bare(pin) if pin is not None else None, place_name(document, pin))


def _width(pin: Pin | None) -> int:
    return len(SCOPES) if pin is None else SCOPES.index(pin.scope)


def _place(pin: Pin | None) -> tuple[str, str]:
    return ("", "") if pin is None else (pin.scope, pin.place)


def _item(row: Row) -> QStandardItem:
    item, flags = QStandardItem(), Qt.ItemFlag
    item.setFlags(flags.ItemIsEnabled | flags.ItemIsSelectable | flags.ItemIsDragEnabled)
    _write(item, row)
    return item


def _write(item: QStandardItem, row: Row) -> None:
    said = line(row.anchor)
    item.setText(row.anchor.name)
    item.setData(row, HELD)
    item.setToolTip("\n".join(part for part in (f"{kind_name(row.anchor.kind)}: {row.anchor.name}", said) if part))
    item.setAccessibleDescription(said)
