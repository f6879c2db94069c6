"""The sheet of keys: everything that has one, by menu, in as many columns as it takes to see them all."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from editor.ui.actions import Action, Actions
from editor.ui.parts.overlay import MARGIN, Overlay
from editor.ui.theme import shapes
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

FEWEST, MOST = 3, 5  # columns
UNEVEN = 6  # rows, at most so many more in one column than in another
ROW, HEAD, TITLE, INSET, BETWEEN, GAP = 20, 26, 32, 20, 22, 16


class Held(NamedTuple):
    """A key that acts for as long as it is down: no action, for it is not done once."""

    name: str
    key: str


Row = Action | Held
Column = list[str | Row]  # the name of a menu, then what is in it


class KeysSheet(Overlay):
    def __init__(self, window: QWidget, actions: Actions, theme: Theme) -> None:
        super().__init__(window, theme, 0, 0)
        self._actions = actions
        self.page = _Page(theme)
        scroll = QScrollArea()
        scroll.setWidget(self.page)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self.sheet)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(scroll)
        self.setAccessibleName(self.tr("All keys"))

    def ask(self) -> None:
        """Come up with the keys as they are now."""
        around = 2 * MARGIN + 2 + 2 * INSET
        room = QSize(self._window.width() - around, self._window.height() - around - TITLE)
        self.page.fill(self._actions, room)
        size = self.page.sizeHint()
        self.fit(size.width() + 2, size.height() + 2)
        self.open(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.close_sheet()


class _Page(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.columns: list[Column] = []

    def fill(self, actions: Actions, room: QSize) -> None:
        """Every key there is, in columns that there is `room` for where that is possible."""
        keyed: list[tuple[str, list[Row]]] = [
            (menu.name, [action for action in menu if action.key]) for menu in actions.menus
        ]
        held: list[Row] = [Held(self.tr("Original"), "\\"), Held(self.tr("Hand"), "Space")]
        keyed.append((self.tr("While held"), held))
        spreads = [_spread(keyed, count, more) for count in range(FEWEST, MOST + 1) for more in range(UNEVEN)]
        fitting = (a for a in spreads if max(map(_height, a)) <= room.height() and _across(a) <= room.width())
        self.columns = next(fitting, _spread(keyed, MOST))
        self.setAccessibleName(", ".join(f"{row.name} {row.key}" for _, rows in keyed for row in rows))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(2 * INSET + _across(self.columns), 2 * INSET + TITLE + max(map(_height, self.columns), default=0))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, middle = self._theme.tokens, Qt.AlignmentFlag.AlignVCenter
        with QPainter(self) as painter:
            painter.setFont(font(15, 600))
            painter.setPen(QColor(tokens.high))
            painter.drawText(QRect(INSET, INSET, self.width(), 20), middle, self.tr("All keys"))
            left = INSET
            for column in self.columns:
                width, top = _width(column), INSET + TITLE
                for one in column:
                    height = _high(one)
                    if isinstance(one, str):
                        painter.setFont(font(11, 500))
                        painter.setPen(QColor(tokens.low))
                        painter.drawText(QRect(left, top + 6, width, height - 6), middle, one)
                    else:
                        self._paint_row(painter, QRect(left, top, width, height), one)
                    top += height
                left += width + BETWEEN

    def _paint_row(self, painter: QPainter, row: QRect, told: Row) -> None:
        tokens = self._theme.tokens
        painter.setFont(font(12))
        painter.setPen(QColor(tokens.high))
        painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, told.name)
        left = row.right() + 1 - shapes.caps_width(told.key)
        shapes.caps(painter, left, row.center().y(), told.key, tokens, tokens.control_float)


def _across(columns: list[Column]) -> int:
    return sum(map(_width, columns)) + (len(columns) - 1) * BETWEEN


def _width(column: Column) -> int:
    """What its widest row takes."""
    metrics = QFontMetrics(font(12))
    rows = (one for one in column if not isinstance(one, str))
    return max((metrics.horizontalAdvance(row.name) + GAP + shapes.caps_width(row.key) for row in rows), default=0)


def _high(one: str | Row) -> int:
    return HEAD if isinstance(one, str) else ROW


def _height(column: Column) -> int:
    return sum(map(_high, column))


def _spread(groups: list[tuple[str, list[Row]]], count: int, more: int = 0) -> list[Column]:
    """In order, in columns about as high as each other, the first ones so many rows higher than the last.

    A group may go on in the next column, a name never ends one.
    """
    rows: Column = [one for name, listed in groups if listed for one in (name, *listed)]
    highest, columns, used = _height(rows) / count + more * ROW, [[]], 0
    for one in rows:
        step = _high(one) + (ROW if isinstance(one, str) else 0)
        if used + step > highest + ROW / 2 and len(columns) < count:
            columns.append([])
            used = 0
        columns[-1].append(one)
        used += _high(one)
    return columns
