"""The bar of upscaling: how large, by which engine, with which words, at which price; it floats by what is selected."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from editor.engine.checked import LARGEST_SIDE
from editor.engine.contract import Engine, Price
from editor.engine.offers import Offer
from editor.pixels.geometry import Size
from editor.steps.enlarge import FOUR_K, Goal, printed
from editor.ui.engine_picker import EnginePicker
from editor.ui.floating import Floating
from editor.ui.foot import INSET, Foot, hair
from editor.ui.key_button import HEIGHT, KeyButton
from editor.ui.parts.dock import icon_button
from editor.ui.parts.field import Field
from editor.ui.parts.segments import Segments
from editor.ui.sentences import money
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

WIDEST, NARROWEST, BETWEEN = 560, 420, 8
ENGINE = 200  # width
FACTORS = (2, 3, 4)
FOUR, PIXELS, PRINT = 3, 4, 5  # places behind the factors
GLYPHS = {False: ("shield-check", "mid"), True: ("circle-alert", "bad")}
PAPER, LARGEST_PAPER = (210, 297), 20_000  # millimetres


class UpscaleBar(Floating):
    """Changes nothing by itself. `edited` when something else is wanted of it, `left` when it is put away."""

    go = Signal()
    edited = Signal()
    left = Signal()

    def __init__(self, canvas: QWidget, theme: Theme, offers: Sequence[Offer]) -> None:
        super().__init__(canvas, theme, WIDEST, NARROWEST)
        self.setAccessibleName(self.tr("Upscale"))
        self.about = QLabel()
        self.far = Segments(self.tr("How large"), [""] * 6)
        self.sides = tuple(Field(name, 1, LARGEST_SIDE, self.tr("px")) for name in (self.tr("W"), self.tr("H")))
        self.paper = tuple(Field(name, 1, LARGEST_PAPER, self.tr("mm")) for name in (self.tr("W"), self.tr("H")))
        self.dpi = Field(self.tr("Density"), 10, 4800, self.tr("dpi"))
        self.words, self.hide_source = QLineEdit(), QCheckBox(self.tr("Hide the original"))
        self.engines, self.price_label, self.foot = EnginePicker(theme, offers), QLabel(), Foot(theme)
        self._any, self._shape = bool(offers), Size(1, 1)
        self.button = KeyButton(theme, self.tr("Upscale"), "Return", primary=True)
        self._close = icon_button(theme, "x", self.tr("Put it away"))
        self._name()
        self._lay_out()
        self._connect()
        self.far.show_place(0)
        self._show_fields()
        self._engine_chosen()
        self.hide()

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

    @property
    def engine(self) -> Engine | None:
        """The one that is asked; None where there is none that makes larger."""
        return self.engines.chosen.engine if self._any else None

    @property
    def keep(self) -> bool:
        """Whether the original stays in view."""
        return not self.hide_source.isChecked()

    @property
    def sentence(self) -> str:
        """What it says at the moment."""
        return self.foot.sentence

    def ask(self, shape: Size) -> None:
        """Come up for a picture of this size; one in pixels begins with twice that."""
        self.keep_shape(shape)
        for field, side in zip(self.sides, shape, strict=True):
            field.show_value(2 * side)
        self.show()
        self.button.setFocus(Qt.FocusReason.PopupFocusReason)

    def keep_shape(self, shape: Size) -> None:
        """One side in pixels follows the other as in a picture of this size."""
        self._shape = shape

    def offer(self, offers: Sequence[Offer]) -> None:
        """These engines can do it now."""
        self._any = bool(offers)
        self.engines.offer(offers)
        self._engine_chosen()

    def say(self, about: str, sentence: str, *, bad: bool = False, price: Price | None = None, cost: str = "") -> None:
        """What it is about and what would happen, with its price; or, where that is `bad`, why it cannot be done."""
        self.about.setText(about)
        self.foot.say(sentence, *GLYPHS[bad])
        self.button.setEnabled(not bad)
        self.button.explain(sentence if bad else "")
        self.button.setAccessibleDescription(sentence if bad else cost)
        self.price_label.setText("" if bad else money(price))
        self.price_label.setToolTip(cost)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.button.isEnabled():
            self.go.emit()

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
        self.words.setPlaceholderText(self.tr("What the picture shows"))
        self.words.setAccessibleName(self.tr("What the picture shows"))
        self.hide_source.setChecked(True)
        self.hide_source.setAccessibleName(self.hide_source.text())
        self.hide_source.setToolTip(
            self.tr("The larger picture takes its place; the original stays as a hidden layer.")
        )
        self.engines.setAccessibleName(self.tr("Engine"))
        self.engines.setToolTip(self.tr("Engines that make pictures larger"))
        self.engines.setFont(font(12, 500, tabular=True))
        self.engines.setFixedSize(ENGINE, HEIGHT)
        self.engines.setProperty("floating", True)
        self.price_label.setAccessibleName(self.tr("Price"))
        self.price_label.setFont(font(12, 500, tabular=True))

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Upscale"))
        title.setFont(font(13, 600))
        title.setProperty("tone", "high")
        self.about.setFont(font(12, tabular=True))
        self.about.setProperty("tone", "low")
        head, far, numbers, last = QHBoxLayout(), QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row, parts in (
            (head, (title, self.about, None, self._close)),
            (far, (self.far, None)),
            (numbers, (*self.sides, *self.paper, self.dpi, None)),
            (last, (self.engines, self.hide_source, None, self.price_label, self.button)),
        ):
            row.setSpacing(BETWEEN)
            for part in parts:
                row.addStretch(1) if part is None else row.addWidget(part)
        inner, column = QVBoxLayout(), QVBoxLayout(self)
        inner.setContentsMargins(INSET, INSET - 3, INSET, INSET)
        inner.setSpacing(BETWEEN)
        self._numbers = QWidget()
        self._numbers.setLayout(numbers)
        numbers.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(head)
        inner.addLayout(far)
        inner.addWidget(self._numbers)
        inner.addWidget(self.words)
        inner.addLayout(last)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inner)
        column.addWidget(hair())
        column.addWidget(self.foot)

    def _connect(self) -> None:
        self.far.chosen.connect(self._show_fields)
        for here, there in ((0, 1), (1, 0)):
            self.sides[here].changed.connect(lambda side, here=here, there=there: self._follow(side, here, there))
        for field in (*self.paper, self.dpi):
            field.changed.connect(lambda _value: self.edited.emit())
        self.words.textChanged.connect(lambda _text: self.edited.emit())
        self.engines.currentIndexChanged.connect(self._engine_chosen)
        self.button.clicked.connect(self.go)
        self._close.clicked.connect(self.left)

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

    def _engine_chosen(self) -> None:
        self.words.setVisible(self.engine is not None and self.engine.abilities.needs_words)
        self.edited.emit()
