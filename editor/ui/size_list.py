"""The list of sizes: found by words, grouped by what they are for; own ones are added, renamed and removed in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFontMetrics, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from editor.pixels.geometry import Size
from editor.session.presets import Preset, Sizes
from editor.ui.parts.tick import SIDE, tick
from editor.ui.theme import shapes
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

ROW, HEAD = 28, 26
HELD = Qt.ItemDataRole.UserRole
TYPED = re.compile(r"^(?P<name>.*?)[\s,]*(?P<w>\d{1,5})\s*[x×]\s*(?P<h>\d{1,5})$", re.IGNORECASE)
Index = QModelIndex | QPersistentModelIndex


class Typed(NamedTuple):
    """A size that was typed, not in the list yet; with a name it is kept under that."""

    name: str
    size: Size


class SizeList(QWidget):
    """`chosen(preset)` by Return or a click; where rows are `checked`, a tick is put or taken away: `ticked`.

    "Poster 2000 x 3000" typed into the search adds an own size; F2 renames one, Delete removes it.
    """

    chosen = Signal(object)
    ticked = Signal()
    left = Signal()

    def __init__(self, sizes: Sizes, theme: Theme, *, checked: bool = False) -> None:
        super().__init__()
        self.sizes, self.checked = sizes, checked
        self.ticks: set[str] = set()
        self._model = QStandardItemModel(self)
        self.search, self.list, self.words = QLineEdit(), QListView(), QLabel()
        self.search.setPlaceholderText(self.tr("Find a size, or type one: Poster 2000 x 3000"))
        self.search.setAccessibleName(self.tr("Find a size"))
        self.search.textChanged.connect(lambda _text: self.refresh())
        self.search.installEventFilter(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Row(self.list, theme, self))
        self.list.setObjectName("paletteList")
        self.list.setAccessibleName(self.tr("Sizes"))
        self.list.setEditTriggers(QListView.EditTrigger.EditKeyPressed)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.list.installEventFilter(self)
        self.list.clicked.connect(self._take)
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._offer())
        self.words.setFont(font(11))
        self.words.setWordWrap(True)
        self._renaming = self._action(self.tr("Rename"), lambda: self.list.edit(self.list.currentIndex()))
        self._removing = self._action(self.tr("Remove"), self._remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self.search, self.list, self.words):
            column.addWidget(widget)
        self.setFocusProxy(self.search)
        self.refresh()

    @property
    def presets(self) -> tuple[Preset, ...]:
        """Those with a tick, in the order of the list."""
        return tuple(preset for preset in self.sizes.all if preset.name in self.ticks)

    @property
    def shown(self) -> list[Preset | Typed]:
        """What is listed now."""
        rows = (self._model.index(row, 0).data(HELD) for row in range(self._model.rowCount()))
        return [held for held in rows if not isinstance(held, str)]

    def refresh(self) -> None:
        """The search or the sizes have changed."""
        words = self.search.text().strip()
        self._model.clear()
        group = ""
        for preset in found(self.sizes.all, words):
            if preset.group != group:
                group = preset.group
                self._append(group, preset.group)
            self._append(preset, preset.name)
        if (typed := _typed(words)) and not any(one == typed.name for one in (a.name for a in self.sizes.all)):
            self._append(typed, words)
        self.say(self.sizes.trouble)
        self._choose(self._next(-1, 1))

    def say(self, words: str, *, bad: bool = True) -> None:
        """A sentence beneath the list; "" for none."""
        self.words.setText(words)
        self.words.setProperty("tone", "bad" if bad else "low")
        self.words.setVisible(bool(words))

    def rename(self, preset: Preset, name: str) -> None:
        """Another name for an own size; what stands in its way is said."""
        if name != preset.name and self._done(lambda: self.sizes.rename(preset, name)) and preset.name in self.ticks:
            self.ticks = {*self.ticks - {preset.name}, " ".join(name.split())}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key, current = event.key(), self.list.currentIndex()
        if watched is self.search and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._choose(self._next(current.row(), 1 if key == Qt.Key.Key_Down else -1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (watched is self.list and key == Qt.Key.Key_Space):
            self._take(current)
        elif watched is self.list and key == Qt.Key.Key_Delete:
            self._remove()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            return super().eventFilter(watched, event)
        return True

    def _take(self, index: Index) -> None:
        held = index.data(HELD)
        if isinstance(held, Typed):
            self._take_typed(held)
        elif isinstance(held, Preset) and self.checked:
            self.ticks ^= {held.name}
            self.list.viewport().update()
            self.ticked.emit()
        elif isinstance(held, Preset):
            self.chosen.emit(held)

    def _take_typed(self, typed: Typed) -> None:
        name = typed.name or f"{typed.size.w} × {typed.size.h}"
        if not typed.name and not self.checked:
            self.chosen.emit(Preset("", name, typed.size))
        elif self._done(lambda: self.sizes.add(name, typed.size)):
            self.search.clear()
            if self.checked:
                self.ticks.add(name)
                self.list.viewport().update()
                self.ticked.emit()
            else:
                self.chosen.emit(self.sizes.named(name))

    def _remove(self) -> None:
        held = self.list.currentIndex().data(HELD)
        if isinstance(held, Preset) and self._done(lambda: self.sizes.remove(held)):
            self.ticks.discard(held.name)
            self.ticked.emit()

    def _done(self, change: Callable[[], object]) -> bool:
        """Do it and show what there is now; what stands in its way is said instead."""
        try:
            change()
        except (ValueError, OSError) as error:
            text = str(error)
            self.say(f"{text[:1].upper()}{text[1:]}.")
            return False
        self.refresh()
        return True

    def _append(self, held: Preset | Typed | str, text: str) -> None:
        item = QStandardItem(text)
        item.setData(held, HELD)
        item.setEditable(isinstance(held, Preset) and held.own)
        item.setSelectable(not isinstance(held, str))
        self._model.appendRow(item)

    def _next(self, row: int, by: int) -> int:
        """The next row that is no heading, or the one where it is."""
        place = row + by
        while 0 <= place < self._model.rowCount():
            if not isinstance(self._model.index(place, 0).data(HELD), str):
                return place
            place += by
        return row

    def _choose(self, row: int) -> None:
        self.list.setCurrentIndex(self._model.index(row, 0))
        if row == 1:
            self.list.scrollToTop()

    def _offer(self) -> None:
        held = self.list.currentIndex().data(HELD)
        for action in (self._renaming, self._removing):
            action.setEnabled(isinstance(held, Preset) and held.own)

    def _action(self, name: str, run: Callable[[], object]) -> QAction:
        action = QAction(name, self.list)
        action.triggered.connect(lambda _on=False: run())
        self.list.addAction(action)
        return action


def found(presets: Iterable[Preset], words: str) -> list[Preset]:
    """Those in which every word stands, in the name, the group or the size, without regard to case."""
    wanted = words.casefold().replace("×", "x").split()
    return [a for a in presets if all(w in f"{a.name} {a.group} {a.size.w}x{a.size.h}".casefold() for w in wanted)]


def _typed(words: str) -> Typed | None:
    match = TYPED.match(words)
    return Typed(" ".join(match["name"].split()), Size(int(match["w"]), int(match["h"]))) if match else None


class _Row(QStyledItemDelegate):
    def __init__(self, view: QListView, theme: Theme, sizes: SizeList) -> None:
        super().__init__(view)
        self._view, self._theme, self._sizes = view, theme, sizes

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, HEAD if isinstance(index.data(HELD), str) else ROW)

    def setModelData(self, editor: QWidget, _model: object, index: Index) -> None:
        assert isinstance(editor, QLineEdit)
        held = index.data(HELD)
        if isinstance(held, Preset):
            self._sizes.rename(held, editor.text())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        held, tokens, row = index.data(HELD), self._theme.tokens, option.rect
        middle = Qt.AlignmentFlag.AlignVCenter
        if isinstance(held, str):
            painter.setFont(font(11, 500))
            painter.setPen(QColor(tokens.low))
            painter.drawText(row.adjusted(10, 4, 0, 0), middle, held)
            return
        current = self._view.currentIndex() == index
        if current or option.state & QStyle.StateFlag.State_MouseOver:
            shapes.fill(painter, row.adjusted(2, 0, -2, 0), 5, tokens.pressed if current else tokens.hover)
        x = row.left() + 10
        if self._sizes.checked:
            on = isinstance(held, Preset) and held.name in self._sizes.ticks
            tick(painter, shapes.middle_left(row, 10, SIDE), tokens, on=on)
            x += 24
        size = self.tr("Add it") if isinstance(held, Typed) and held.name else f"{held.size.w} × {held.size.h}"
        painter.setFont(font(12, tabular=True))
        painter.setPen(QColor(tokens.mid if current else tokens.low))
        painter.drawText(row.adjusted(0, 0, -10, 0), middle | Qt.AlignmentFlag.AlignRight, size)
        painter.setFont(font(13))
        painter.setPen(QColor(tokens.high))
        room = row.right() - x - QFontMetrics(font(12)).horizontalAdvance(size) - 24
        text = QFontMetrics(font(13)).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room)
        painter.drawText(row.adjusted(x - row.left(), 0, 0, 0), middle, text)
