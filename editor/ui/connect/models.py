"""The models of a connection: which are offered in the picker, and others by their id where the provider takes any."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from editor.engine.offers import Offer, model_of
from editor.ui.parts.tick import SIDE, tick
from editor.ui.sentences import can, tier_and_price
from editor.ui.theme import shapes
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

ROW, INSET = 26, 8
OFFER = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


def tr(text: str) -> str:
    return QCoreApplication.translate("Models", text)


class Models(QWidget):
    """`ticked` when others are to be offered; `added(id)` when a model of this id is wanted."""

    ticked = Signal()
    added = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._model = QStandardItemModel(self)
        self._hidden: set[str] = set()
        self.count, self.all, self.list, self.can = QLabel(), QPushButton(), _List(), QLabel()
        self.id, self.add = QLineEdit(), QPushButton(self.tr("Add"))
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Row(self.list, theme, self))
        self.list.setObjectName("paletteList")
        self.list.setAccessibleName(self.tr("Models that the picker offers"))
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setMouseTracking(True)
        self.list.turned.connect(self._turn)
        self.list.clicked.connect(self._turn)
        self.list.selectionModel().currentChanged.connect(lambda now, _before: self._tell_of(now))
        self.all.clicked.connect(self._turn_all)
        self.id.setPlaceholderText(self.tr("Another model: its id, or a workflow's file"))
        self.id.setAccessibleName(self.tr("Another model"))
        self.id.setToolTip(
            self.tr("As the provider writes it, such as owner/name; for ComfyUI the path of a workflow.")
        )
        self.id.returnPressed.connect(self._add)
        self.add.clicked.connect(self._add)
        self.add.setAccessibleName(self.tr("Add the model"))
        self._lay_out()

    @property
    def hidden(self) -> list[str]:
        """The ids without a tick."""
        return sorted(self._hidden)

    @property
    def shown(self) -> list[str]:
        """The titles of all that are listed."""
        return [self._model.item(row).text() for row in range(self._model.rowCount())]

    def show_models(self, offers: Sequence[Offer], hidden: frozenset[str], *, more: bool) -> None:
        """List these; with `more`, any others can be added."""
        self._hidden = set(hidden)
        self._model.clear()
        for offer in offers:
            item = QStandardItem(offer.engine.title)
            item.setData(offer, OFFER)
            item.setToolTip(f"{offer.engine.name}: {can(offer.engine.abilities)}")
            self._model.appendRow(item)
        if offers:
            self.list.setCurrentIndex(self._model.index(0, 0))
        self._tell_of(self.list.currentIndex())
        self.id.setVisible(more)
        self.add.setVisible(more)
        self._tell()

    def on(self, index: Index) -> bool:
        """Whether a row has its tick."""
        return _id(index) not in self._hidden and not _retired(index)

    def _turn(self, index: Index) -> None:
        if _retired(index):
            return
        self._hidden ^= {_id(index)}
        self._tell()
        self.ticked.emit()

    def _turn_all(self) -> None:
        """All on, or where they are, all off."""
        rows = [self._model.index(row, 0) for row in range(self._model.rowCount())]
        ids = {_id(index) for index in rows if not _retired(index)}
        self._hidden = self._hidden - ids if self._hidden & ids else self._hidden | ids
        self._tell()
        self.ticked.emit()

    def _add(self) -> None:
        if id := self.id.text().strip():
            self.id.clear()
            self.added.emit(id)

    def _tell(self) -> None:
        rows = [self._model.index(row, 0) for row in range(self._model.rowCount())]
        shown, most = sum(map(self.on, rows)), sum(not _retired(index) for index in rows)
        self.count.setText(self.tr("{0} of {1} in the picker").format(shown, len(rows)) if rows else "")
        self.all.setText(self.tr("None") if shown == most else self.tr("All"))
        self.all.setAccessibleName(
            self.tr("No model in the picker") if shown == most else self.tr("All models in the picker")
        )
        self.all.setVisible(len(rows) > 1)
        for row, index in enumerate(rows):
            words = self.tr("in the picker") if self.on(index) else self.tr("not in the picker")
            self._model.item(row).setData(words, Qt.ItemDataRole.AccessibleDescriptionRole)
        self.list.viewport().update()

    def _tell_of(self, index: Index) -> None:
        """What the model in this row can do."""
        offer = index.data(OFFER)
        words = can(offer.engine.abilities) if isinstance(offer, Offer) else ""
        self.can.setText(words)
        self.can.setVisible(bool(words))

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Models"))
        title.setFont(font(12, 600))
        title.setProperty("tone", "high")
        self.count.setFont(font(11, tabular=True))
        self.count.setProperty("tone", "low")
        self.can.setFont(font(11))
        self.can.setProperty("tone", "low")
        self.can.setWordWrap(True)
        head, more, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        for box in (head, more):
            box.setSpacing(8)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head.addWidget(title)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.all)
        more.addWidget(self.id, 1)
        more.addWidget(self.add)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addWidget(self.can)
        column.addLayout(more)


def _id(index: Index) -> str:
    offer: Offer = index.data(OFFER)
    return model_of(offer.engine.name)


def _retired(index: Index) -> bool:
    offer: Offer = index.data(OFFER)
    return offer.retired


class _List(QListView):
    """`turned(index)` by the space bar."""

    turned = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.turned.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class _Row(QStyledItemDelegate):
    def __init__(self, view: QListView, theme: Theme, models: Models) -> None:
        super().__init__(view)
        self._view, self._theme, self._models = view, theme, models

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        offer, tokens, row = index.data(OFFER), self._theme.tokens, option.rect
        current, on = self._view.currentIndex() == index and self._view.hasFocus(), self._models.on(index)
        if current or option.state & QStyle.StateFlag.State_MouseOver:
            shapes.fill(painter, row, 5, tokens.pressed if current else tokens.hover)
        if not offer.retired:
            tick(painter, shapes.middle_left(row, INSET, SIDE), tokens, on=on)
        told = tr("Retired") if offer.retired else tier_and_price(offer)
        painter.setFont(font(12, tabular=True))
        painter.setPen(QColor(tokens.mid if current else tokens.low))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(row.adjusted(0, 0, -INSET, 0), middle | Qt.AlignmentFlag.AlignRight, told)
        face, left = font(13), INSET + SIDE + 8
        painter.setFont(face)
        painter.setPen(QColor(tokens.high if on else tokens.low if offer.retired else tokens.mid))
        room = row.width() - left - INSET - QFontMetrics(font(12)).horizontalAdvance(told) - 12
        words = QFontMetrics(face).elidedText(offer.engine.title, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(QRect(row.left() + left, row.top(), room, row.height()), middle, words)
