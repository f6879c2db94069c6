"""A colour chooser: saturation and brightness in a square, the hue beneath it, the value as it is written, swatches."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QLinearGradient, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from editor.ui.theme import shapes
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

HEX = re.compile(r"#?([0-9a-fA-F]{6})")
SIZE, SQUARE, STRIP, GAP, SWATCH, ROOM, RADIUS, KNOB = QSize(216, 220), 140, 14, 8, 18, 8, 4, 5
STEP, FAR = 0.01, 0.1  # by an arrow key, and with Shift
ARROWS = Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down


class ColourChooser(QWidget):
    """`chosen(colour)` whenever a hand chooses another one, a QColor in sRGB."""

    chosen = Signal(QColor)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setFixedSize(SIZE)
        self._theme = theme
        self.square, self.strip, self.value = _Square(theme, SQUARE), _Strip(theme, STRIP), QLineEdit()
        self.square.setAccessibleName(self.tr("Saturation and brightness"))
        self.strip.setAccessibleName(self.tr("Hue"))
        self.setFocusProxy(self.square)
        self.value.setAccessibleName(self.tr("Value of the colour, as #E2B54A"))
        self.value.setFont(font(12, tabular=True))
        self.value.setMaxLength(7)
        self.swatches = QHBoxLayout()
        self.swatches.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for widget in (self.square, self.strip, self.value):
            column.addWidget(widget)
        column.addLayout(self.swatches)
        column.addStretch(1)
        self.square.moved.connect(self._chosen)
        self.strip.moved.connect(self._chosen)
        self.value.textEdited.connect(self._written)

    def show_colour(self, colour: QColor) -> None:
        """Without telling anybody; a grey leaves the hue where it is."""
        if colour != self._colour:
            self._show(colour)
        self.value.setText(colour.name().upper())

    def show_swatches(self, colours: Sequence[tuple[str, QColor]]) -> None:
        """Named colours beneath it, as many as there is room for."""
        while (item := self.swatches.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for name, colour in colours[:ROOM]:
            button = _Swatch(self._theme, name, colour)
            button.clicked.connect(lambda _on=False, colour=colour: self._take(colour))
            self.swatches.addWidget(button)
        self.swatches.addStretch(1)

    @property
    def _colour(self) -> QColor:
        return QColor.fromHsvF(self.strip.hue, self.square.saturation, self.square.brightness).toRgb()

    def _show(self, colour: QColor) -> None:
        if colour.hsvHueF() >= 0:
            self.strip.hue = colour.hsvHueF()
        self.square.saturation, self.square.brightness = colour.hsvSaturationF(), colour.valueF()
        self._repaint()

    def _take(self, colour: QColor) -> None:
        self.show_colour(colour)
        self.chosen.emit(colour)

    def _repaint(self) -> None:
        self.square.hue = self.strip.hue
        self.square.update()
        self.strip.update()

    def _chosen(self) -> None:
        self._repaint()
        self.value.setText(self._colour.name().upper())
        self.chosen.emit(self._colour)

    def _written(self, text: str) -> None:
        if found := HEX.fullmatch(text.strip()):
            colour = QColor(f"#{found[1]}")
            self._show(colour)
            self.chosen.emit(colour)


class _Ground(QWidget):
    """Where something is chosen by its place, by the pointer or by arrow keys; `moved` when a hand has chosen."""

    moved = Signal()

    def __init__(self, theme: Theme, height: int) -> None:
        super().__init__()
        self._theme = theme
        self.hue, self.saturation, self.brightness = 0.0, 1.0, 1.0
        self.setFixedHeight(height)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)

    @property
    def place(self) -> tuple[float, float]:
        """Across and down, 0..1."""
        raise NotImplementedError

    def go(self, across: float, down: float) -> None:
        """What is chosen at a place."""
        raise NotImplementedError

    def gradients(self) -> tuple[QLinearGradient, ...]:
        """What it is painted with, one over the other."""
        raise NotImplementedError

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        self._move(at.x() / (self.width() - 1), at.y() / (self.height() - 1))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, far = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        right, down = (key == ARROWS[1]) - (key == ARROWS[0]), (key == ARROWS[3]) - (key == ARROWS[2])
        if right or down:
            step = FAR if far else STEP
            self._move(self.place[0] + right * step, self.place[1] + down * step)
        else:
            super().keyPressEvent(event)

    def _move(self, across: float, down: float) -> None:
        self.go(min(max(across, 0.0), 1.0), min(max(down, 0.0), 1.0))
        self.update()
        self.moved.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        at = QPointF(self.place[0] * (self.width() - 1), self.place[1] * (self.height() - 1))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            for gradient in self.gradients():
                painter.setBrush(gradient)
                painter.drawRoundedRect(self.rect(), RADIUS, RADIUS)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for width, colour in ((3.0, QColor(0, 0, 0)), (1.5, QColor(255, 255, 255))):  # to be seen on every colour
                painter.setPen(QPen(colour, width))
                painter.drawEllipse(at, KNOB, KNOB)
            if self.hasFocus():
                shapes.ring(painter, self.rect(), RADIUS, self._theme.tokens.accent)


class _Square(_Ground):
    """Saturation to the right, brightness upward."""

    @property
    def place(self) -> tuple[float, float]:
        return self.saturation, 1 - self.brightness

    def go(self, across: float, down: float) -> None:
        self.saturation, self.brightness = across, 1 - down

    def gradients(self) -> tuple[QLinearGradient, ...]:
        across, down = QLinearGradient(0, 0, self.width(), 0), QLinearGradient(0, 0, 0, self.height())
        across.setStops([(0.0, QColor(255, 255, 255)), (1.0, QColor.fromHsvF(self.hue, 1, 1))])
        down.setStops([(0.0, QColor(0, 0, 0, 0)), (1.0, QColor(0, 0, 0))])
        return across, down


class _Strip(_Ground):
    """All hues from left to right."""

    @property
    def place(self) -> tuple[float, float]:
        return self.hue, 0.5

    def go(self, across: float, down: float) -> None:
        self.hue = across

    def gradients(self) -> tuple[QLinearGradient, ...]:
        hues = QLinearGradient(0, 0, self.width(), 0)
        hues.setStops([(share / 6, QColor.fromHsvF(share / 6 % 1, 1, 1)) for share in range(7)])
        return (hues,)


class _Swatch(QToolButton):
    def __init__(self, theme: Theme, name: str, colour: QColor) -> None:
        super().__init__()
        self._theme, self._colour = theme, colour
        self.setFixedSize(SWATCH, SWATCH)
        self.setAccessibleName(name)
        self.setToolTip(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        with QPainter(self) as painter:
            shapes.fill(painter, self.rect(), RADIUS, self._colour.name(), tokens.hair)
            if self.hasFocus():
                shapes.ring(painter, self.rect(), RADIUS, tokens.accent)
