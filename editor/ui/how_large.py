"""How large a picture is to become: so many times, 4K, in pixels, or for a print of so many millimetres."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from editor.engine.checked import LARGEST_SIDE
from editor.pixels.geometry import Size
from editor.steps.enlarge import FOUR_K, Goal, printed
from editor.ui.parts.field import Field
from editor.ui.parts.segments import Segments

FACTORS = (2, 3, 4)
FOUR, PIXELS, PRINT = 3, 4, 5  # places behind the factors
PAPER, LARGEST_PAPER = (210, 297), 20_000  # millimetres
BETWEEN = 8


class HowLarge(QWidget):
    """`edited` when another size is wanted, or when it needs more room, or less."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.far = Segments(self.tr("How large"), [""] * 6)
        self.sides = tuple(Field(name, 1, LARGEST_SIDE, self.tr("px")) for name in (self.tr("W"), self.tr("H")))
        self.paper = tuple(Field(name, 1, LARGEST_PAPER, self.tr("mm")) for name in (self.tr("W"), self.tr("H")))
        self.dpi = Field(self.tr("Density"), 10, 4800, self.tr("dpi"))
        self._shape, self._numbers = Size(1, 1), QWidget()
        self._name()
        self._lay_out()
        self._connect()
        self.far.show_place(0)
        self._show_fields()

    @property
    def goal(self) -> Goal:
        """How large it is to be."""
        place = self.far.place
        if place == FOUR:
            return Goal(fill=FOUR_K, turns=True)
        if place == PIXELS:
            return Goal(fill=Size(*(field.value for field in self.sides)))
        if place == PRINT:
            return printed(self.paper[0].value, self.paper[1].value, self.dpi.value)
        return Goal(float(FACTORS[place]))

    def begin(self, shape: Size) -> None:
        """For a picture of this size; in pixels it begins with twice that."""
        self.keep_shape(shape)
        for field, side in zip(self.sides, shape, strict=True):
            field.show_value(2 * side)

    def keep_shape(self, shape: Size) -> None:
        """One side in pixels follows the other as in a picture of this size."""
        self._shape = shape

    def _name(self) -> None:
        tips = [self.tr("{0} times as wide and as high.").format(factor) for factor in FACTORS]
        shape = self.tr("As many pixels as you say; the picture keeps its shape.")
        paper = self.tr("Large enough to fill a print of this size, turned as the picture is.")
        tips += [self.tr("Large enough to fill 3840 × 2160 px, or 2160 × 3840 px where it is upright."), shape, paper]
        names = [f"{factor} ×" for factor in FACTORS]
        self.far.name_them([*names, "4K", self.tr("Pixels"), self.tr("Print")], tips)
        for fields, said in ((self.sides, shape), (self.paper, paper)):
            for field, name in zip(fields, (self.tr("Width"), self.tr("Height")), strict=True):
                field.number.setAccessibleName(name)
                field.setToolTip(said)
        for field, value in zip((*self.paper, self.dpi), (*PAPER, 300), strict=True):
            field.show_value(value)
        self.dpi.setToolTip(self.tr("Pixels to the inch of the print."))

    def _lay_out(self) -> None:
        far, numbers, column = QHBoxLayout(), QHBoxLayout(self._numbers), QVBoxLayout(self)
        for row, parts in ((far, (self.far,)), (numbers, (*self.sides, *self.paper, self.dpi))):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(BETWEEN)
            for part in parts:
                row.addWidget(part)
            row.addStretch(1)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(BETWEEN)
        column.addLayout(far)
        column.addWidget(self._numbers)

    def _connect(self) -> None:
        self.far.chosen.connect(self._show_fields)
        for here, there in ((0, 1), (1, 0)):
            self.sides[here].changed.connect(lambda side, here=here, there=there: self._follow(side, here, there))
        for field in (*self.paper, self.dpi):
            field.changed.connect(lambda _value: self.edited.emit())

    def _follow(self, side: int, here: int, there: int) -> None:
        self.sides[there].show_value(max(1, round(side * self._shape[there] / self._shape[here])))
        self.edited.emit()

    def _show_fields(self) -> None:
        """Those of the way in which the size is told."""
        self._numbers.setVisible(self.far.place in (PIXELS, PRINT))
        for field in self.sides:
            field.setVisible(self.far.place == PIXELS)
        for field in (*self.paper, self.dpi):
            field.setVisible(self.far.place == PRINT)
        self.edited.emit()
