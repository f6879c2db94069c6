"""The queue under its chip: what runs, waits, failed and is ready; held, put in order, stopped, retried, shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor.session.queue import Entry, Queue
from editor.ui.floating import Floating
from editor.ui.panels import queue_words as words
from editor.ui.panels.queue_delegate import QueueDelegate, link, troubled
from editor.ui.panels.queue_rows import QueueRows
from editor.ui.panels.thumbs import Thumbs
from editor.ui.parts.dock import tool_button
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

WIDTH, HEAD, FOOT, EMPTY, HIGHEST = 360, 44, 32, 76, 560
INSET, BELOW = 12, 4
KEYS = {Qt.Key.Key_Delete: "close", Qt.Key.Key_Backspace: "close", Qt.Key.Key_Return: "link", Qt.Key.Key_Enter: "link"}


class QueuePanel(Floating):
    """`shown(id)` where the candidates of one are wanted, `retried(id)` where one is to be asked again, `history` where
    all that was asked is wanted, `ledger` what was paid, `budget` what may be.
    """

    shown = Signal(str)
    retried = Signal(str)
    history = Signal()
    ledger = Signal()
    budget = Signal()

    def __init__(
        self,
        window: QWidget,
        queue: Queue,
        rows: QueueRows,
        actions: Sequence[QAction],
        theme: Theme,
    ) -> None:
        super().__init__(window, theme, WIDTH, WIDTH)
        self._queue, self.rows = queue, rows
        self._chip: QWidget | None = None
        self._before: QWidget | None = None
        self.setAccessibleName(self.tr("Queue"))
        self.thumbs = Thumbs()
        self.setFixedWidth(WIDTH)
        self.list = _List()
        self.list.resize(WIDTH - 2, 0)  # what is in a row is as high as this width makes it
        self.list.setModel(rows)
        self._delegate = QueueDelegate(self.list, rows, theme, self.thumbs)
        self.list.setItemDelegate(self._delegate)
        self._count, self._spent, self._pages = QLabel(), QLabel(), QStackedWidget()
        self._lay_out(actions)
        self._connect(theme)
        self.hide()

    @property
    def spent(self) -> str:
        return self._spent.text()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """These are in the queue now."""
        queue = self._queue
        self.list.setUniformItemSizes(not any(troubled(entry) for entry in entries))  # then none of many is measured
        self.rows.show_entries(entries)
        self._count.setText(words.head(entries, paused=queue.paused, over=queue.over is not None))
        self._count.setToolTip(words.exceeded(queue.over) if queue.over else "")
        self._links[2].setVisible(queue.over is not None)
        self._pages.setCurrentIndex(0 if entries else 1)
        if not self.isHidden():
            self._fit()

    def show_running(self, entries: Sequence[Entry]) -> None:
        """These of them are made, and have got on."""
        self.rows.get_on(entries)
        if entries:
            self.list.viewport().update()

    def show_spent(self, told: str) -> None:
        """What was spent today."""
        self._spent.setText(told)

    def open(self, chip: QWidget) -> None:
        """Come up under the chip, with the focus on the list."""
        self._chip, self._before = chip, self.window().focusWidget()
        self.show()
        self._fit()
        if self.rows.rowCount() and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.rows.index(0, 0))
        self._stops()[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def close_panel(self) -> None:
        """The focus goes back to where it was."""
        within = self.isAncestorOf(self.window().focusWidget() or self)
        self.hide()
        if within and self._before is not None:
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Round within the panel."""
        stops, focused = self._stops(), self.window().focusWidget()
        at = stops.index(focused) if focused in stops else -1
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        self.window().installEventFilter(self)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.window().removeEventFilter(self)
        super().hideEvent(event)

    def _stops(self) -> list[QWidget]:
        return [part for part in (self.list, *self._buttons, *self._links) if not part.isHidden() and part.isEnabled()]

    def _fit(self) -> None:
        """As high as what is in it, under the chip and within the window."""
        if self._chip is None:
            return
        host, top = self.window(), self._chip.mapTo(self.window(), self._chip.rect().bottomLeft()).y() + 1 + 4 + BELOW
        most = min(HIGHEST, host.height() - top - INSET)
        height = HEAD + FOOT + 3  # with three hair lines
        if not self.rows.rowCount():
            height += EMPTY
        for row in range(self.rows.rowCount()):
            height += self._delegate.height(self.rows.entry(self.rows.index(row, 0)))
            if height >= most:
                break
        self.setGeometry(QRect(host.width() - INSET - WIDTH, top, WIDTH, min(height, most)))
        self._shadow.stand(self.geometry())

    def _press(self, id: str, part: str) -> None:
        if id not in self._queue:
            return
        entry = self._queue[id]
        if part == "close":
            self._queue.cancel(id)
        elif entry.state == "done":
            self.shown.emit(id)
        elif link(entry):
            self.retried.emit(id)

    def _key(self, part: str) -> None:
        index = self.list.currentIndex()
        if not index.isValid():
            return
        row, entry = index.row(), self.rows.entry(index)
        if part in ("up", "down"):
            place = row - 1 if part == "up" else row + 2
            if place >= 0:
                self.rows.moveRows(index.parent(), row, 1, index.parent(), place)
        else:
            self._press(entry.id, part)

    def _lay_out(self, actions: Sequence[QAction]) -> None:
        name, nothing, line = QLabel(self.tr("Queue")), QLabel(), QFrame()
        name.setFont(font(13, 600))
        name.setProperty("tone", "high")
        nothing.setText(self.tr("Nothing is being made. What you ask for is listed here, with its price."))
        for label in (self._count, self._spent, nothing):
            label.setFont(font(12, tabular=True))
        nothing.setWordWrap(True)
        nothing.setContentsMargins(INSET, 0, INSET, 0)
        self._count.setProperty("tone", "low")
        line.setObjectName("line")
        self._buttons = [tool_button(action, 24) for action in actions]
        self._links = (
            _link(self.tr("History"), self.tr("All that was ever asked, with its candidates")),
            _link(self.tr("Ledger"), self.tr("What was paid, and what it was good for")),
            _link(self.tr("Budget"), self.tr("Raise the budget, or lift it, so that what it holds goes on")),
        )
        head, foot = QWidget(), QWidget()
        for part, height, inside in (
            (head, HEAD, (name, self._count, None, *self._buttons)),
            (foot, FOOT, (self._spent, None, *self._links)),
        ):
            part.setFixedHeight(height)
            row = QHBoxLayout(part)
            row.setContentsMargins(INSET, 0, 8, 0)
            row.setSpacing(8)
            for widget in inside:
                row.addWidget(widget) if widget is not None else row.addStretch(1)
        self._pages.addWidget(self.list)
        self._pages.addWidget(nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (head, self._pages, line, foot):
            column.addWidget(widget)
        column.setStretch(1, 1)

    def _connect(self, theme: Theme) -> None:
        self._delegate.pressed.connect(self._press)
        self.list.keyed.connect(self._key)
        self.thumbs.arrived.connect(self.list.viewport().update)
        for way, signal in zip(self._links, (self.history, self.ledger, self.budget), strict=True):
            way.clicked.connect(signal)
        theme.changed.connect(self.list.viewport().update)


def _link(words: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(words)
    button.setToolTip(tip)
    button.setAccessibleName(words)
    button.setProperty("role", "link")
    button.setFont(font(12, 500))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


class _List(QListView):
    """`keyed(part)` where a key does what a click on that part of the current row would; "up" and "down" move it."""

    keyed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("queueList")
        self.setAccessibleName(self.tr("Requests"))
        self.setAccessibleDescription(
            self.tr("Return retries or shows one, Delete stops it, Alt+Up and Alt+Down change its place")
        )
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setDropIndicatorShown(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down"}
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and key in moves:
            self.keyed.emit(moves[key])
        elif key in KEYS:
            self.keyed.emit(KEYS[key])
        else:
            super().keyPressEvent(event)
