"""The sheet of keys: everything that has one, by menu, in columns."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from editor.ui.actions import Action, Actions
from editor.ui.parts.overlay import Overlay
from editor.ui.theme import shapes
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

WIDTH, HIGHEST, COLUMNS, ROW, HEAD, INSET, BETWEEN = 1180, 720, 4, 26, 34, 20, 24


class KeysSheet(Overlay):
    def __init__(self, window: QWidget, actions: Actions, theme: Theme) -> None:
        super().__init__(window, theme, WIDTH, HIGHEST)
        self.page = _Page(actions, theme)
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
        self.fit_height(min(HIGHEST, self.page.sizeHint().height() + 2))
        self.open(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.close_sheet()


class _Page(QWidget):
    def __init__(self, actions: Actions, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        keyed = [(menu.name, [action for action in menu if action.key]) for menu in actions.menus]
        self.columns = _spread([(name, rows) for name, rows in keyed if rows], COLUMNS)
        self.setAccessibleName(", ".join(f"{action.name} {action.key}" for _, rows in keyed for action in rows))

    def sizeHint(self) -> QSize:
        highest = max(sum(HEAD + ROW * len(rows) for _, rows in column) for column in self.columns)
        return QSize(WIDTH - 2, 2 * INSET + 32 + highest)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        width = (self.width() - 2 * INSET - BETWEEN * (COLUMNS - 1)) // COLUMNS
        with QPainter(self) as painter:
            painter.setFont(font(15, 600))
            painter.setPen(QColor(tokens.high))
            painter.drawText(QRect(INSET, INSET, 400, 24), Qt.AlignmentFlag.AlignVCenter, self.tr("All keys"))
            for number, column in enumerate(self.columns):
                left, top = INSET + number * (width + BETWEEN), INSET + 32
                for name, rows in column:
                    painter.setFont(font(11, 500))
                    painter.setPen(QColor(tokens.low))
                    painter.drawText(QRect(left, top + 8, width, HEAD - 8), Qt.AlignmentFlag.AlignVCenter, name)
                    top += HEAD
                    for action in rows:
                        self._paint_row(painter, QRect(left, top, width, ROW), action)
                        top += ROW

    def _paint_row(self, painter: QPainter, row: QRect, action: Action) -> None:
        tokens = self._theme.tokens
        painter.setFont(font(13))
        painter.setPen(QColor(tokens.high))
        painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, action.name)
        left = row.right() + 1 - shapes.caps_width(action.key)
        shapes.caps(painter, left, row.center().y(), action.key, tokens, tokens.control_float)


def _spread(groups: list[tuple[str, list[Action]]], columns: int) -> list[list[tuple[str, list[Action]]]]:
    """The groups in order, in columns about as high as each other."""
    made: list[list[tuple[str, list[Action]]]] = [[] for _ in range(columns)]
    room = sum(HEAD + ROW * len(rows) for _, rows in groups) / columns
    used = 0.0
    for name, rows in groups:
        height = HEAD + ROW * len(rows)
        made[min(columns - 1, int((used + height / 2) / room))].append((name, rows))
        used += height
    return [column for column in made if column]
