"""The colours of a palette, a row for each: swatch, name, hexadecimal value, tolerance."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from editor.engine.contract import Colour
from editor.ui.parts.dock import icon_button
from editor.ui.theme import shapes
from editor.ui.theme.theme import Theme

HEX = re.compile(r"#?([0-9a-fA-F]{6})")
TALL, SWATCH, LARGEST = 128, 20, 50.0


class Colours(QWidget):
    """`changed` as one is written, added or taken away."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._rows = theme, list[_Row]()
        self.add_button = QPushButton(self.tr("Add a colour"))
        self.add_button.setAccessibleName(self.add_button.text())
        self.add_button.setIcon(theme.icon("plus"))
        self.add_button.clicked.connect(self.add_colour)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setMinimumHeight(TALL)
        area.setWidget(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(area, 1)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def rows(self) -> Sequence[_Row]:
        return tuple(self._rows)

    @property
    def colours(self) -> tuple[Colour, ...]:
        """Those that are whole; one without a name is called by its value."""
        return tuple(colour for row in self._rows if (colour := row.colour) is not None)

    @property
    def lacks(self) -> str:
        """What keeps them from being a palette; "" where nothing does."""
        if not self._rows:
            return self.tr("Add a colour first.")
        wrong = [row.value.text() for row in self._rows if row.colour is None]
        return self.tr("“{0}” is no colour: write it as #E2B54A.").format(wrong[0]) if wrong else ""

    def add_colour(self) -> None:
        """One more, to be named first."""
        self._add(Colour("", (128, 128, 128))).name.setFocus()

    def show_colours(self, colours: Sequence[Colour]) -> None:
        for row in self.rows:
            self._drop(row)
        for colour in colours:
            self._add(colour)

    def _add(self, colour: Colour) -> _Row:
        row = _Row(colour, self._theme)
        row.changed.connect(self.changed)
        row.remove.clicked.connect(lambda: self._drop(row))
        self._rows.append(row)
        self._column.insertWidget(self._column.count() - 1, row)
        self.changed.emit()
        return row

    def _drop(self, row: _Row) -> None:
        self._rows.remove(row)
        row.setParent(None)
        row.deleteLater()
        self.changed.emit()


class _Row(QWidget):
    changed = Signal()

    def __init__(self, colour: Colour, theme: Theme) -> None:
        super().__init__()
        self.name, self.value, self.tolerance = QLineEdit(colour.name), QLineEdit(), QDoubleSpinBox()
        self.value.setText(f"#{bytes(colour.rgb).hex()}".upper())
        self.name.setPlaceholderText(self.tr("Name"))
        self.name.setAccessibleName(self.tr("Name of the colour"))
        self.value.setAccessibleName(self.tr("Value of the colour, as #E2B54A"))
        self.value.setFixedWidth(84)
        self.tolerance.setAccessibleName(self.tr("Tolerance in ΔE"))
        self.tolerance.setToolTip(
            self.tr("How far a picture may be from it (CIEDE2000): 1 is just seen, 10 is far off.")
        )
        self.tolerance.setRange(0.5, LARGEST)
        self.tolerance.setSingleStep(0.5)
        self.tolerance.setDecimals(1)
        self.tolerance.setPrefix("± ")
        self.tolerance.setValue(colour.tolerance)
        self.tolerance.setFixedWidth(72)
        self.remove = icon_button(theme, "x", self.tr("Remove the colour"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(_Swatch(self, theme))
        row.addWidget(self.name, 1)
        for widget in (self.value, self.tolerance, self.remove):
            row.addWidget(widget)
        for line in (self.name, self.value):
            line.textChanged.connect(lambda _text: self._follow())
        self.tolerance.valueChanged.connect(lambda _value: self.changed.emit())

    @property
    def colour(self) -> Colour | None:
        found = HEX.fullmatch(self.value.text().strip())
        if found is None:
            return None
        r, g, b = bytes.fromhex(found[1])
        return Colour(self.name.text().strip() or f"#{found[1].upper()}", (r, g, b), self.tolerance.value())

    def _follow(self) -> None:
        wrong = self.colour is None
        if self.value.property("invalid") != wrong:
            self.value.setProperty("invalid", wrong)
            self.value.style().unpolish(self.value)
            self.value.style().polish(self.value)
        self.update()
        self.changed.emit()


class _Swatch(QWidget):
    def __init__(self, row: _Row, theme: Theme) -> None:
        super().__init__(row)
        self._row, self._theme = row, theme
        self.setFixedSize(QSize(SWATCH, SWATCH))

    def paintEvent(self, event: QPaintEvent) -> None:
        colour, tokens = self._row.colour, self._theme.tokens
        with QPainter(self) as painter:
            shown = f"#{bytes(colour.rgb).hex()}" if colour is not None else tokens.control_float
            shapes.fill(painter, self.rect(), 4, shown, tokens.hair)
