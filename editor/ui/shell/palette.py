"""The palette: every action by its name; what cannot be done now stays in it, with the reason."""

from __future__ import annotations

import re
from typing import NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from editor.ui.actions import Action, Actions
from editor.ui.parts.overlay import Overlay
from editor.ui.shell.status_bar import Hint
from editor.ui.theme import icons, shapes
from editor.ui.theme.fonts import font
from editor.ui.theme.icons import pixmap
from editor.ui.theme.theme import Theme

WIDTH, HIGHEST, QUERY, ROW, HEAD, FOOT = 640, 500, 50, 34, 28, 34
FOUND = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class Found(NamedTuple):
    """An action, where its name matches (begin, end), and why it cannot be done now."""

    action: Action
    spans: tuple[tuple[int, int], ...]
    reason: str


class Palette(Overlay):
    """Arrows choose, Return does it."""

    def __init__(self, window: QWidget, actions: Actions, theme: Theme) -> None:
        super().__init__(window, theme, WIDTH, HIGHEST)
        self._actions = actions
        self.query, self._count, self._glass = QLineEdit(), QLabel(), QLabel()
        self.query.setProperty("role", "query")
        self.query.setPlaceholderText(self.tr("What do you want to do?"))
        self.query.setAccessibleName(self.tr("Find an action"))
        self.query.textChanged.connect(self._find)
        self.query.installEventFilter(self)
        self._count.setFont(font(12, tabular=True))
        self._model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setObjectName("paletteList")
        self.list.setModel(self._model)
        self._delegate = _Row(self.list, theme)
        self.list.setItemDelegate(self._delegate)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(self.tr("Actions"))
        self.list.setMouseTracking(True)
        self.list.entered.connect(self._point_at)
        self.list.clicked.connect(self._run)
        self._lay_out(theme)

    def ask(self) -> None:
        """Come up with an empty query."""
        self.query.clear()
        self._find("")
        self.open(self.query)
        self._glass.setPixmap(pixmap("search", 16, self._theme.tokens.mid, self.devicePixelRatioF()))

    @property
    def found(self) -> list[Found]:
        """What is listed now, best first within its menu."""
        rows = (self._model.index(row, 0).data(FOUND) for row in range(self._model.rowCount()))
        return [row for row in rows if isinstance(row, Found)]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.query and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run(self.list.currentIndex())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_sheet()
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self, theme: Theme) -> None:
        head, line, line_below = QHBoxLayout(), QFrame(), QFrame()
        for one in (line, line_below):
            one.setObjectName("line")
        head.setContentsMargins(18, 0, 16, 0)
        head.setSpacing(12)
        for widget in (self._glass, self.query, self._count):
            head.addWidget(widget)
        keys = Hint(theme)
        keys.say(self.tr("Up Down move    Return runs it    Escape closes"))
        keys.setFixedHeight(FOOT - 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(18, 0, 16, 0)
        foot.addWidget(keys)
        column = QVBoxLayout(self.sheet)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(line)
        column.addWidget(self.list, 1)
        column.addWidget(line_below)
        column.addLayout(foot)

    def _find(self, query: str) -> None:
        self._model.clear()
        total = count = 0
        for menu in self._actions.menus:
            rows = [
                Found(action, spans, action.why_not())
                for action in menu
                if (spans := matches(action, query)) is not None
            ]
            total, count = total + sum(1 for _ in menu), count + len(rows)
            if rows:
                self._append(menu.name, False)
            for row in sorted(rows, key=lambda row: (bool(row.reason), bool(query) and not row.spans)):
                self._append(row, True)
        self._count.setText(self.tr("{0} of {1} actions").format(count, total))
        self._choose(self._next(-1, 1))
        listed = sum(self._height(n) for n in range(self._model.rowCount()))
        self.fit(WIDTH, min(HIGHEST, QUERY + FOOT + 12 + listed))

    def _append(self, data: Found | str, enabled: bool) -> None:
        item = QStandardItem(data.action.name if isinstance(data, Found) else data)
        item.setData(data, FOUND)
        item.setEnabled(enabled)
        item.setEditable(False)
        self._model.appendRow(item)

    def _height(self, row: int) -> int:
        return ROW if isinstance(self._model.index(row, 0).data(FOUND), Found) else HEAD

    def _step(self, by: int) -> None:
        self._choose(self._next(self.list.currentIndex().row(), by))

    def _next(self, row: int, by: int) -> int:
        """The next row that is an action, or the one where it is."""
        place = row + by
        while 0 <= place < self._model.rowCount():
            if isinstance(self._model.index(place, 0).data(FOUND), Found):
                return place
            place += by
        return row

    def _choose(self, row: int) -> None:
        self.list.setCurrentIndex(self._model.index(row, 0))
        if row == 1:
            self.list.scrollToTop()

    def _point_at(self, index: QModelIndex) -> None:
        if isinstance(index.data(FOUND), Found):
            self.list.setCurrentIndex(index)

    def _run(self, index: QModelIndex) -> None:
        found = index.data(FOUND)
        if isinstance(found, Found):
            self.close_sheet()
            self._actions.run(found.action.id)


def matches(action: Action, query: str) -> tuple[tuple[int, int], ...] | None:
    """Where each word of the query stands in the name; nowhere if in the tip alone; None where a word is missing."""
    spans: list[tuple[int, int]] = []
    for word in query.casefold().split():
        at = re.search(r"(?:\b|^)" + re.escape(word), action.name.casefold()) or re.search(
            re.escape(word), action.name.casefold()
        )
        if at:
            spans.append(at.span())
        elif word not in action.tip.casefold():
            return None
    return tuple(sorted(spans))


class _Row(QStyledItemDelegate):
    def __init__(self, view: QListView, theme: Theme) -> None:
        super().__init__(view)
        self._view, self._theme = view, theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW if isinstance(index.data(FOUND), Found) else HEAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        found, tokens, row = index.data(FOUND), self._theme.tokens, option.rect
        if not isinstance(found, Found):
            painter.setFont(font(11, 500))
            painter.setPen(QColor(tokens.low))
            painter.drawText(row.adjusted(18, 4, 0, 0), Qt.AlignmentFlag.AlignVCenter, found)
            return
        if option.state & QStyle.StateFlag.State_Selected or self._view.currentIndex() == index:
            shapes.fill(painter, row.adjusted(8, 0, -8, 0), 6, tokens.pressed, tokens.hair if tokens.contrast else "")
        chosen = self._view.currentIndex() == index
        tone = tokens.mid if found.reason and chosen else tokens.low if found.reason else tokens.high
        icons.paint(painter, found.action.icon, shapes.middle_left(row, 18, 16), tone)
        x = self._paint_name(painter, found, row.left() + 46, row, tone)
        caps = shapes.caps_width(found.action.key)
        right = row.right() - 18 - caps
        painter.setFont(font(12))
        painter.setPen(QColor(tokens.mid if chosen else tokens.low))
        note = QFontMetrics(font(12)).elidedText(
            found.reason or found.action.tip, Qt.TextElideMode.ElideRight, max(0, right - x - 20)
        )
        painter.drawText(QRect(x + 10, row.top(), right - x - 20, ROW), Qt.AlignmentFlag.AlignVCenter, note)
        shapes.caps(painter, right, row.center().y(), found.action.key, tokens, tokens.control_float)

    def _paint_name(self, painter: QPainter, found: Found, x: int, row: QRect, tone: str) -> int:
        """The name with what matches in a heavier weight; where it ends."""
        painter.setPen(QColor(tone))
        at = 0
        for begin, end in (*found.spans, (len(found.action.name), len(found.action.name))):
            for text, weight in ((found.action.name[at:begin], 400), (found.action.name[max(at, begin) : end], 600)):
                face = font(13, weight)
                painter.setFont(face)
                painter.drawText(QRect(x, row.top(), 400, ROW), Qt.AlignmentFlag.AlignVCenter, text)
                x += QFontMetrics(face).horizontalAdvance(text)
            at = max(at, end)
        return x
