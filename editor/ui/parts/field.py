"""A field: its label, which is dragged to change it, and its number, which is typed, stepped or wheeled."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSpinBox, QWidget

from editor.ui.theme.fonts import font

HEIGHT = 24
REST = 300  # milliseconds
PER_STEP = 3  # pixels that the label is dragged for one step


class Field(QFrame):
    """A whole number from `low` to `high`.

    `changed(value)` as it changes, by whatever means; `settled(value)` once it has rested.
    """

    changed = Signal(int)
    settled = Signal(int)

    def __init__(
        self, label: str, low: int, high: int, unit: str = "", step: int = 1, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "field")
        self.setFixedHeight(HEIGHT)
        self._label = _Label(label)
        self.number = _Number()
        self.number.setRange(low, high)
        self.number.setSingleStep(step)
        self.number.setSuffix(f" {unit}" if unit else "")
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.number.setFont(font(12, 500, tabular=True))
        self.number.setAccessibleName(label)
        self.number.setKeyboardTracking(False)
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(lambda: self.settled.emit(self.value))
        self.number.valueChanged.connect(self.changed)
        self.number.valueChanged.connect(lambda _value: self._rest.start())
        self.number.installEventFilter(self)
        self._label.dragged.connect(self.number.stepBy)
        widest = self.number.fontMetrics().horizontalAdvance(f"{high}{self.number.suffix()}")
        self.number.setFixedWidth(widest + 8)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 4, 0)
        row.setSpacing(8)
        row.addWidget(self._label)
        row.addStretch(1)
        row.addWidget(self.number)

    @property
    def value(self) -> int:
        return self.number.value()

    def show_value(self, value: int) -> None:
        """Show what it is now, without telling anybody."""
        if self.number.shows(value):
            return
        self.number.blockSignals(True)
        self.number.fill()
        self.number.setValue(value)
        self.number.blockSignals(False)

    def show_none(self, words: str, start: int) -> None:
        """Show that there is no one number, in these words or in none; steps begin at `start`."""
        self._rest.stop()
        self.number.blockSignals(True)
        self.number.empty(words, start)
        self.number.blockSignals(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.setProperty("focused", event.type() == QEvent.Type.FocusIn)
            self.style().unpolish(self)
            self.style().polish(self)
        return super().eventFilter(watched, event)


class _Number(QSpinBox):
    """One that may be empty: it stands one beneath its least then, where it has words."""

    def __init__(self) -> None:
        super().__init__()
        self._start: int | None = None
        self.valueChanged.connect(lambda value: self.fill() if value > self.minimum() else None)

    def shows(self, value: int) -> bool:
        """Whether it stands there already: to set it again would paint it anew."""
        return self._start is None and value == self.value() and self.text() == self.lineEdit().text()

    def empty(self, words: str, start: int) -> None:
        if self._start is None:
            self.setMinimum(self.minimum() - 1)
        self._start = start
        if self.specialValueText() != (words or " "):  # it is painted anew and laid out even for the same
            self.setSpecialValueText(words or " ")
        self.setValue(self.minimum())

    def fill(self) -> None:
        if self._start is not None:
            self._start = None
            self.setSpecialValueText("")
            self.setMinimum(self.minimum() + 1)

    def stepBy(self, steps: int) -> None:
        if self._start is not None:
            start = self._start
            self.fill()
            self.setValue(start)
        super().stepBy(steps)


class _Label(QLabel):
    """Dragged to the right it asks for more, to the left for less."""

    dragged = Signal(int)

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setProperty("tone", "low")
        self.setFont(font(12))
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self._from = 0.0

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._from = event.position().x()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        steps = int((event.position().x() - self._from) / PER_STEP)
        if steps:
            self._from += steps * PER_STEP
            self.dragged.emit(steps)
