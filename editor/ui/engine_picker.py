"""The picker of engines: grouped by connection, each with its tier and price, or why it cannot be asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from editor.engine.contract import Abilities
from editor.engine.offers import Offer
from editor.engine.tiers import Tier
from editor.ui.sentences import tier_and_price
from editor.ui.theme import shapes
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

ROW, HEAD, INSET, WIDEST = 28, 26, 8, 340
OFFER, NAME = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole
CONNECT = "\n"  # a name that no engine has
TIER_ROWS: dict[str, Tier] = {"\ndraft": "draft", "\nfinal": "final"}
Index = QModelIndex | QPersistentModelIndex


class EnginePicker(QComboBox):
    """Its last rows are no engines and leave the choice as it was: `connecting`, and `tiering(tier)` where what is
    chosen is to be the engine of a tier, or is so no more."""

    connecting = Signal()
    tiering = Signal(str)

    def __init__(self, theme: Theme, offers: Sequence[Offer]) -> None:
        super().__init__()
        self._theme = theme
        self._refuses: Callable[[Abilities], str] = lambda _abilities: ""
        self._why_not: Callable[[str], str] = lambda _engine: ""
        self._offers: dict[str, Offer] = {}
        self._tiers: dict[str, Tier] | None = None  # by engine, as the user chose them
        self._before = 0
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setMaxVisibleItems(16)
        self.currentIndexChanged.connect(self._hold)
        self.offer(offers)

    @property
    def chosen(self) -> Offer:
        """The engine that is asked."""
        return self._offers[str(self.currentData())]

    def offer(self, offers: Sequence[Offer]) -> None:
        """These are there now; the one that is chosen stays so, also where it is hidden, as long as it is there.

        Nobody is told that another is chosen.
        """
        before = str(self.currentData() or "")
        self._offers = {offer.engine.name: offer for offer in offers}
        self._fill(before if before in self._offers else "")

    def choose(self, engine: str) -> None:
        """Have this one asked from now on, also one that is hidden, where it is there."""
        if engine not in self._offers:
            return
        if (at := self.findData(engine)) >= 0:
            self.setCurrentIndex(at)
        else:
            self._fill(engine)
            self.currentIndexChanged.emit(self.currentIndex())

    def refuse(self, by: Callable[[Abilities], str], why_not: Callable[[str], str]) -> None:
        """Grey out those that cannot do what is wanted now, or cannot be asked at all, each with its reason."""
        self._refuses, self._why_not = by, why_not
        self._explain()

    def show_tiers(self, draft: str, final: str) -> None:
        """The engines that the user chose for these, empty where none; they can be chosen in the list from now on."""
        chosen: tuple[tuple[str, Tier], ...] = ((final, "final"), (draft, "draft"))
        tiers: dict[str, Tier] = {engine: tier for engine, tier in chosen if engine}
        if tiers != self._tiers:
            self._tiers = tiers
            self._fill(str(self.currentData() or ""))

    def showPopup(self) -> None:
        """With the rows that are no engines, as they are for the one that is chosen."""
        if self.view().minimumWidth() < WIDEST:  # the list is made once it is wanted
            self.setItemDelegate(_Row(self, self._theme))
            self.view().setMinimumWidth(WIDEST)
        for row in self._besides:
            row.setEnabled(True)
            if tier := TIER_ROWS.get(str(row.data(NAME))):
                row.setText(self._tier_words(tier))
        super().showPopup()

    def hidePopup(self) -> None:
        """Keys that step through the engines do not come to the rows that are none."""
        super().hidePopup()
        for row in self._besides:
            row.setEnabled(False)

    @property
    def _besides(self) -> list[QStandardItem]:
        rows = (self._model.item(row) for row in range(self._model.rowCount()))
        return [row for row in rows if row.data(NAME) == CONNECT or row.data(NAME) in TIER_ROWS]

    def _tier_words(self, tier: Tier) -> str:
        offer = self.chosen
        if (self._tiers or {}).get(offer.engine.name) == tier:
            words = self.tr("Use {0} for drafts no more") if tier == "draft" else self.tr("Use {0} for finals no more")
        else:
            words = self.tr("Use {0} for drafts") if tier == "draft" else self.tr("Use {0} for finals")
        return words.format(offer.engine.title)

    def _fill(self, chosen: str) -> None:
        self.blockSignals(True)
        self._model.clear()
        group = ""
        for name, offer in self._offers.items():
            if offer.hidden and name != chosen:
                continue
            if offer.group != group:
                group = offer.group
                self._append(group, None, None)
            tier = (self._tiers or {}).get(name, offer.tier)
            self._append(offer.engine.title, name, offer._replace(tier=tier))
        for row in TIER_ROWS if self._tiers is not None else ():
            self._append("", row, None)
        self._append(self.tr("Connect an engine…"), CONNECT, None)
        self.setCurrentIndex(max(self.findData(chosen), self._first))
        self._before = self.currentIndex()
        self.blockSignals(False)
        self._explain()

    @property
    def _first(self) -> int:
        return next((row for row in range(self._model.rowCount()) if self._model.item(row).data(OFFER)), 0)

    def _append(self, text: str, name: str | None, offer: Offer | None) -> None:
        item = QStandardItem(text)
        item.setData(name, NAME)
        item.setData(offer, OFFER)
        item.setEnabled(offer is not None)
        self._model.appendRow(item)

    def _explain(self) -> None:
        for row in range(self._model.rowCount()):
            item = self._model.item(row)
            offer = item.data(OFFER)
            if isinstance(offer, Offer):
                reason = self._why_not(offer.engine.name) or self._refuses(offer.engine.abilities)
                told = " ".join(part for part in (offer.group, tier_and_price(offer)) if part)
                item.setEnabled(not reason)
                item.setToolTip(reason)
                item.setData(reason or told, Qt.ItemDataRole.AccessibleDescriptionRole)

    def _hold(self, row: int) -> None:
        """Rows that are no engine are no choice."""
        name = self.itemData(row)
        if name != CONNECT and name not in TIER_ROWS:
            self._before = row
            return
        self.blockSignals(True)
        self.setCurrentIndex(self._before)
        self.blockSignals(False)
        if name == CONNECT:
            self.connecting.emit()
        else:
            self.tiering.emit(TIER_ROWS[name])


class _Row(QStyledItemDelegate):
    def __init__(self, picker: EnginePicker, theme: Theme) -> None:
        super().__init__(picker)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(WIDEST, ROW if index.data(NAME) else HEAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens, row, offer = self._theme.tokens, option.rect, index.data(OFFER)
        middle, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        if not index.data(NAME):
            painter.setFont(font(11, 500))
            painter.setPen(QColor(tokens.low))
            painter.drawText(row.adjusted(INSET, 4, 0, 0), middle, str(index.data()))
            return
        enabled = bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)
        if option.state & QStyle.StateFlag.State_Selected and enabled:
            shapes.fill(painter, row, 5, tokens.pressed, tokens.hair if tokens.contrast else "")
        told = tier_and_price(offer) if isinstance(offer, Offer) else ""
        painter.setFont(font(12, tabular=True))
        painter.setPen(QColor(tokens.mid if enabled else tokens.off))
        painter.drawText(row.adjusted(0, 0, -INSET, 0), right, told)
        face = font(13)
        painter.setFont(face)
        painter.setPen(QColor(tokens.accent_text if offer is None else tokens.high if enabled else tokens.off))
        room = row.width() - 2 * INSET - QFontMetrics(font(12)).horizontalAdvance(told) - 16
        words = QFontMetrics(face).elidedText(str(index.data()), Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(row.adjusted(INSET, 0, 0, 0), middle, words)
