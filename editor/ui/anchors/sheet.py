"""The sheet that adds an anchor or edits one: kind, name, what it says, how much it weighs, where it holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from editor.document.records import Anchor, AnchorKind, Pin
from editor.engine.contract import Colour
from editor.ui.anchors.colours import Colours
from editor.ui.anchors.places import Places
from editor.ui.anchors.words import KINDS, Spot, bare, kind_name
from editor.ui.parts.field import Field
from editor.ui.parts.form import Form
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

WIDTH, HEIGHT, INSET, KIND = 480, 560, 20, 150


class Draft(NamedTuple):
    """What was filled in; `marked` where it is to hold where something is marked now, too."""

    kind: AnchorKind
    name: str
    text: str
    colours: tuple[Colour, ...]
    weight: float
    pins: tuple[Pin, ...]
    marked: bool


class AnchorSheet(Form):
    """Changes nothing by itself: `settled(draft)` once it was filled in."""

    settled = Signal(object)

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window, theme, WIDTH, HEIGHT)
        self._kept: tuple[Pin, ...] = ()
        self.kind, self.name, self.words = QComboBox(), QLineEdit(), QPlainTextEdit()
        self.colours, self.places = Colours(theme), Places(theme)
        self.weight = Field(self.tr("Weight"), 10, 200, "%", step=5)
        self.go, self.leave = QPushButton(), QPushButton(self.tr("Cancel"))
        self._title, self._lacks, self._says = QLabel(), QLabel(), QStackedWidget()
        for kind, icon in KINDS.items():
            self.kind.addItem(theme.icon(icon), kind_name(kind), kind)
        self._name_parts()
        self._lay_out()
        self.kind.currentIndexChanged.connect(lambda _row: self._follow())
        self.name.textChanged.connect(lambda _text: self._follow())
        self.words.textChanged.connect(self._follow)
        self.colours.changed.connect(self._follow)
        self.name.returnPressed.connect(self.settle)
        self.go.clicked.connect(self.settle)
        self.leave.clicked.connect(self.close_sheet)

    @property
    def draft(self) -> Draft:
        """What is filled in now."""
        ticked = self.places.ticked
        pins: list[Pin] = [spot.pin for spot in ticked if spot.pin is not None]
        before = {bare(pin): pin for pin in self._kept}
        palette = self._palette
        return Draft(
            self.kind.currentData(),
            self.name.text().strip(),
            "" if palette else self.words.toPlainText().strip(),
            self.colours.colours if palette else (),
            self.weight.value / 100,
            tuple(before.get(pin, pin) for pin in pins),
            len(pins) < len(ticked),
        )

    def ask(self, anchor: Anchor | None, spots: Sequence[Spot], weightless: str = "") -> None:
        """Come up for an anchor, or for a new one; it can hold in these places.

        `weightless` says why its weight does not count; empty where it does.
        """
        self._kept = anchor.pins if anchor is not None else (Pin(),)
        shown = anchor or Anchor(id="", kind="style")
        self._title.setText(self.tr("Edit anchor") if anchor else self.tr("Add an anchor"))
        self.setAccessibleName(self._title.text())
        self.go.setText(self.tr("Save") if anchor else self.tr("Add"))
        self.go.setAccessibleName(self.go.text())
        self.kind.setCurrentIndex(self.kind.findData(shown.kind))
        self.name.setText(shown.name)
        self.words.setPlainText(shown.text)
        self.colours.show_colours(shown.colours)
        self.weight.show_value(round(100 * shown.weight))
        self.weight.setEnabled(not weightless)
        self.weight.setToolTip(weightless or self.tr("How much it counts, for engines that know weights."))
        self.places.show_spots(spots, self._kept)
        self._follow()
        self.open(self.name)

    @property
    def _palette(self) -> bool:
        return self.kind.currentData() == "palette"

    def _follow(self) -> None:
        """Say what is missing; the words give way to the colours."""
        self._says.setCurrentWidget(self.colours if self._palette else self.words)
        lacks = self.colours.lacks if self._palette else ""
        if not self._palette and not self.words.toPlainText().strip():
            lacks = self.tr("Write what it is to say.")
        if not self.name.text().strip():
            lacks = self.tr("Give it a name.")
        self._lacks.setText(lacks)
        self.go.setEnabled(not lacks)

    def settle(self) -> None:
        if self.go.isEnabled():
            draft = self.draft
            self.close_sheet()
            self.settled.emit(draft)

    def _name_parts(self) -> None:
        self.kind.setAccessibleName(self.tr("Kind"))
        self.kind.setToolTip(self.tr("Kind"))
        self.kind.setProperty("floating", True)
        self.kind.setIconSize(QSize(16, 16))
        self.kind.setFixedWidth(KIND)
        self.name.setPlaceholderText(self.tr("Name, such as: House style"))
        self.name.setAccessibleName(self.tr("Name"))
        self.words.setPlaceholderText(
            self.tr("What every request is told, such as: documentary photograph, soft grain")
        )
        self.words.setAccessibleName(self.tr("What it says"))
        self.words.setTabChangesFocus(True)
        self.go.setAccessibleName(self.tr("Save"))

    def _lay_out(self) -> None:
        self._title.setFont(font(15, 600))
        self._title.setProperty("tone", "high")
        where = QLabel(self.tr("Where it holds"))
        where.setFont(font(12, 500))
        self._lacks.setFont(font(12))
        self._lacks.setWordWrap(True)
        for page in (self.words, self.colours):
            self._says.addWidget(page)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.kind)
        head.addWidget(self.name, 1)
        foot.addWidget(self._lacks, 1)
        for button in (self.leave, self.go):
            button.setFixedHeight(32)
            foot.addWidget(button)
        for row in (head, foot):
            row.setSpacing(8)
        self.go.setProperty("role", "primary")
        self.leave.setAccessibleName(self.tr("Cancel"))
        column = QVBoxLayout(self.sheet)
        column.setContentsMargins(INSET, INSET, INSET, INSET)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addLayout(head)
        column.addWidget(self._says, 2)
        column.addWidget(self.weight)
        column.addWidget(where)
        column.addWidget(self.places, 1)
        column.addLayout(foot)
