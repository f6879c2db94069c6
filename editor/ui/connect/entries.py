"""The list at the left of the engines' page: what is connected, what was found here, what else can be connected."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Literal, NamedTuple

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from editor.engine.embedder import carried
from editor.engine.provider import Connection, Found, Provider
from editor.engine.weights import weights_of
from editor.ui.connect.connecting import Connecting, unconnected
from editor.ui.sentences import embedder_title, trouble
from editor.ui.theme import icons, shapes
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

ROW, HEAD, INSET = 44, 28, 10
ENTRY = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


def tr(text: str) -> str:
    return QCoreApplication.translate("Entries", text)


class Entry(NamedTuple):
    """One row: a connection that there is, or one that could be made. `line` says how it stands."""

    kind: Literal["connected", "nearby", "more"]
    provider: Provider
    connection: Connection
    line: str
    well: bool = True

    @property
    def title(self) -> str:
        return self.connection.title or self.provider.title


class Entries(QListView):
    """`chosen(entry)` when another row is current."""

    chosen = Signal(object)

    def __init__(self, connecting: Connecting, theme: Theme) -> None:
        super().__init__()
        self._connecting = connecting
        self._by_hand = False
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Row(self, theme))
        self.setObjectName("paletteList")
        self.setAccessibleName(tr("Engines to connect"))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.selectionModel().currentChanged.connect(self._choose)

    @property
    def entries(self) -> list[Entry]:
        """What is listed now."""
        found = (self._rows.item(row).data(ENTRY) for row in range(self._rows.rowCount()))
        return [entry for entry in found if isinstance(entry, Entry)]

    @property
    def current(self) -> Entry | None:
        entry = self.currentIndex().data(ENTRY)
        return entry if isinstance(entry, Entry) else None

    def fill(self) -> None:
        """List what there is now; what was current stays so."""
        before = self.current
        self.selectionModel().blockSignals(True)
        self._rows.clear()
        heads = {"connected": tr("Connected"), "nearby": tr("Found on this computer"), "more": tr("To connect")}
        head = ""
        for entry in entries(self._connecting):
            if heads[entry.kind] != head:
                head = heads[entry.kind]
                self._append(head, head)
            self._append(entry, entry.title)
        self.selectionModel().blockSignals(False)
        if before is not None:
            self.show_entry(before)

    def show_entry(self, wanted: Entry) -> None:
        """Have this one current: by its connection where that is made now, else by its provider."""
        listed = self.entries
        same = [one for one in listed if one[:3] == wanted[:3]]
        named = [one for one in listed if one.kind == "connected" and one.connection.name == wanted.connection.name]
        others = [one for one in listed if one.provider.name == wanted.provider.name]
        for found in (*same[:1], *named[:1], *others[:1]):
            self._make_current(found)
            return

    def choose_first(self) -> None:
        """What is connected, or was found here, unless somebody has chosen another one."""
        if (self.current is None or not self._by_hand) and (listed := self.entries):
            self._make_current(listed[0])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_hand = True
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._by_hand = True
        super().keyPressEvent(event)

    def _make_current(self, entry: Entry) -> None:
        for row in range(self._rows.rowCount()):
            if self._rows.item(row).data(ENTRY) == entry:
                self.setCurrentIndex(self._rows.index(row, 0))

    def _append(self, data: Entry | str, words: str) -> None:
        item = QStandardItem(words)
        item.setData(data, ENTRY)
        if isinstance(data, Entry):
            item.setToolTip(data.line)
            item.setData(data.line, Qt.ItemDataRole.AccessibleDescriptionRole)
        else:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        self._rows.appendRow(item)

    def _choose(self) -> None:
        self.viewport().update()
        if (entry := self.current) is not None:
            self.chosen.emit(entry)


def entries(connecting: Connecting) -> Iterator[Entry]:
    """What there is, what runs here, and what else there could be: several of each provider."""
    registry = connecting.registry
    for connection in registry.connections:
        with contextlib.suppress(LookupError):  # nothing that is installed can use it
            provider = registry.provider(connection.plugin)
            yield Entry("connected", provider, connection, *_standing(connecting, provider, connection))
    for provider, tested in unconnected(connecting):
        yield Entry("nearby", provider, tested.connection, tested.connection.address)
    for provider in connecting.providers:
        there = any(one.plugin == provider.name for one in registry.connections)
        weights = weights_of(provider)
        if not (there and weights):  # one place of its weights is enough
            line = tr("Another one") if there else wanted(provider)
            yield Entry("more", provider, Connection(name="", plugin=provider.name), line)


def wanted(provider: Provider) -> str:
    """What connecting it takes, in a few words."""
    if weights_of(provider):
        return tr("Its weights are not installed")
    if "key" in provider.needs:
        return tr("With a key")
    if "file" in provider.needs or "folder" in provider.needs:
        return tr("With files on this computer")
    return tr("On this computer or in its network")


def told(entry: Entry) -> tuple[str, bool | None]:
    """How it stands in sentences, and whether that is well; None where it is neither."""
    found, weights = entry.connection.found, weights_of(entry.provider)
    if entry.kind == "connected" and not entry.well:
        return entry.line, False
    if entry.kind == "connected" and weights and not found.says:
        return tr("Its weights are installed. What they hold is looked at when they are used, or by Test."), True
    if entry.kind == "connected":
        return told_of(found), True
    lacking = weights.lacking if weights else None
    return (trouble(lacking), False) if lacking else ("", None)


def told_of(found: Found) -> str:
    """What was found at the other end, in sentences; its version unless they say it."""
    version = "" if any(found.version in said for said in found.says) else tr("Version {0}.").format(found.version)
    return " ".join(part for part in (version if found.version else "", *found.says) if part)


def stays(provider: Provider) -> str:
    """Why one that the user did not connect cannot be disconnected, and what to do."""
    if weights := weights_of(provider):
        carriers = ", ".join(sorted({file.carrier for file in weights.files}))
        return tr("It is connected as long as its weights are installed: uninstall {0}.").format(carriers)
    variables = " / ".join(provider.variables)
    return tr("It is connected by {0}: take that out of the environment.").format(variables)


def _standing(connecting: Connecting, provider: Provider, connection: Connection) -> tuple[str, bool]:
    if lacks := connecting.lacks(connection.name):
        return lacks, False
    where = f"{connection.plugin}@{connection.name}"
    for problem in connecting.registry.problems:
        if problem.path == where:
            return problem.reason, False
    engines = [offer for offer in connecting.offers if offer.engine.name.startswith(f"{connection.name}/")]
    if not engines and (weights := weights_of(provider)):
        return ", ".join(embedder_title(one) for one in carried(weights)), True
    shown = sum(not offer.hidden for offer in engines)
    if shown == len(engines):
        return (tr("{0} models").format(shown) if shown != 1 else tr("1 model")), True
    return tr("{0} of {1} models").format(shown, len(engines)), True


class _Row(QStyledItemDelegate):
    def __init__(self, view: QListView, theme: Theme) -> None:
        super().__init__(view)
        self._view, self._theme = view, theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, ROW if isinstance(index.data(ENTRY), Entry) else HEAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry, tokens, row = index.data(ENTRY), self._theme.tokens, option.rect
        if not isinstance(entry, Entry):
            painter.setFont(font(11, 500))
            painter.setPen(QColor(tokens.low))
            painter.drawText(row.adjusted(INSET, 4, 0, 0), Qt.AlignmentFlag.AlignVCenter, str(entry))
            return
        current, inner = self._view.currentIndex() == index, row.adjusted(4, 1, -4, -1)
        if current or option.state & QStyle.StateFlag.State_MouseOver:
            edge = tokens.hair if tokens.contrast and current else ""
            shapes.fill(painter, inner, 5, tokens.pressed if current else tokens.hover, edge)
        if current and self._view.hasFocus():
            shapes.ring(painter, inner, 5, tokens.accent_text)
        left = INSET
        if not entry.well:
            icons.paint(painter, "circle-alert", shapes.middle_left(row, row.width() - INSET - 14, 14), tokens.bad)
        room = row.width() - 2 * INSET - (0 if entry.well else 20)
        for top, face, colour, words in (
            (6, font(13, 500), tokens.high, entry.title),
            (23, font(11), tokens.mid if current else tokens.low, entry.line),
        ):
            painter.setFont(face)
            painter.setPen(QColor(colour))
            shown = QFontMetrics(face).elidedText(words, Qt.TextElideMode.ElideRight, room)
            at = row.adjusted(left, top, 0, 0)
            at.setHeight(16)
            painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, shown)
