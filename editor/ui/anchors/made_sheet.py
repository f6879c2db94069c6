"""The sheet of anchors that pictures give: each with its numbers, to be ticked, renamed, changed, and then added."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QCheckBox,
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

from editor.document.records import Anchor
from editor.session.anchors_from import Proposed
from editor.ui.anchors.colours import Colours
from editor.ui.anchors.words import KINDS, Spot, kind_name, number_name
from editor.ui.parts.overlay import Overlay
from editor.ui.parts.ticks import TickRow, Ticks
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

WIDTH, HEIGHT, INSET, LIST, PLACE = 680, 520, 20, 232, 200


class MadeSheet(Overlay):
    """Changes nothing by itself: `settled(anchors, as references, too)` once they are chosen; `left` as it closes."""

    settled = Signal(object, bool)
    left = Signal()

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window, theme, WIDTH, HEIGHT)
        self.setAccessibleName(self.tr("Make anchors from pictures"))
        self._proposed: dict[str, Proposed] = {}
        self._current, self._filling = "", False
        self.list = Ticks(theme, self.tr("What is proposed"), turns_whole=False)
        self.name, self.words, self.colours = QLineEdit(), QPlainTextEdit(), Colours(theme)
        self.numbers, self.told = QLabel(), QLabel()
        self.where, self.references = QComboBox(), QCheckBox(self.tr("The pictures as references, too"))
        self.go, self.leave = QPushButton(), QPushButton(self.tr("Cancel"))
        self._title, self._says, self._page = QLabel(), QStackedWidget(), QWidget()
        self._name_parts()
        self._lay_out()
        self.list.currentRowChanged.connect(self._show_row)
        self.list.turned.connect(self._follow)
        self.name.textChanged.connect(lambda _text: self._keep())
        self.words.textChanged.connect(self._keep)
        self.colours.changed.connect(self._keep)
        self.name.returnPressed.connect(self._settle)
        self.go.clicked.connect(self._settle)
        self.leave.clicked.connect(self.close_sheet)

    @property
    def chosen(self) -> list[Anchor]:
        """Those that are ticked, as they were changed."""
        pin = self.where.currentData()
        return [msgspec.structs.replace(self._proposed[id].anchor, pins=(pin,)) for id in self.list.ticked]

    def begin(self, count: int, spots: Sequence[Spot]) -> None:
        """Come up while so many pictures are looked at; the anchors can hold in these places."""
        many = self.tr("Make anchors from {0} pictures").format(count)
        self._title.setText(self.tr("Make anchors from this picture") if count == 1 else many)
        self.where.clear()
        for spot in spots:
            self.where.addItem(spot.name, spot.pin)
        self.references.setChecked(False)
        self.show_proposed([])
        self.show_progress(1, count)
        self.open(self.leave)

    def show_progress(self, number: int, count: int) -> None:
        self.told.setText(self.tr("Looking at picture {0} of {1}").format(number, count))

    def show_proposed(self, found: Sequence[Proposed]) -> None:
        """What they give; all of it is ticked at first."""
        self._proposed = {one.anchor.id: one for one in found}
        self.list.show_rows([TickRow(id, one.anchor.name, icon=KINDS[one.anchor.kind]) for id, one in self._items()])
        self._page.setVisible(bool(found))
        self._show_row(self.list.currentRow())
        self._follow()
        if found:
            self.name.setFocus()
        else:
            self.say(self.tr("Nothing can be made of these: they are wholly transparent."))

    def say(self, words: str) -> None:
        """What stands in the way."""
        self.told.setText(words)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.left.emit()

    def _items(self) -> list[tuple[str, Proposed]]:
        return [*self._proposed.items()]

    def _show_row(self, row: int) -> None:
        """The chosen one is there to be changed."""
        ids = [*self._proposed]
        self._current = ids[row] if 0 <= row < len(ids) else ""
        if not self._current:
            return
        anchor, numbers = self._proposed[self._current]
        self._filling = True
        self.name.setText(anchor.name)
        self.words.setPlainText(anchor.text)
        self.colours.show_colours(anchor.colours)
        self._says.setCurrentWidget(self.colours if anchor.kind == "palette" else self.words)
        self.numbers.setText(_told(numbers, shares=anchor.kind == "palette"))
        self.numbers.setVisible(bool(numbers))
        self._filling = False

    def _keep(self) -> None:
        """What was changed of the chosen one."""
        if self._filling or not self._current:
            return
        anchor, numbers = self._proposed[self._current]
        fields: dict[str, Any] = {"name": self.name.text().strip(), "text": self.words.toPlainText().strip()}
        if anchor.kind == "palette":
            fields = {"name": fields["name"], "colours": self.colours.colours}
        self._proposed[self._current] = Proposed(msgspec.structs.replace(anchor, **fields), numbers)
        self.list.currentItem().setText(fields["name"] or kind_name(anchor.kind))
        self._follow()

    def _follow(self) -> None:
        """Say what is missing, and how many would be added."""
        chosen = [self._proposed[id].anchor for id in self.list.ticked]
        lacks = "" if chosen else self.tr("Tick what is wanted.")
        if self._current in self.list.ticked and self._proposed[self._current].anchor.kind == "palette":
            lacks = self.colours.lacks
        for anchor in chosen:
            if not anchor.name:
                lacks = self.tr("Give each of them a name.")
            elif not (anchor.colours or anchor.text):
                lacks = self.tr("“{0}” says nothing: write what it is to say, or leave it out.").format(anchor.name)
        self.told.setText(lacks)
        self.go.setEnabled(not lacks)
        self.go.setText(self.tr("Add {0} anchors").format(len(chosen)) if len(chosen) != 1 else self.tr("Add 1 anchor"))
        self.go.setAccessibleName(self.go.text())

    def _settle(self) -> None:
        if self.go.isEnabled():
            chosen, references = self.chosen, self.references.isChecked()
            self.close_sheet()
            self.settled.emit(chosen, references)

    def _name_parts(self) -> None:
        self.name.setAccessibleName(self.tr("Name"))
        self.words.setAccessibleName(self.tr("What it says"))
        self.words.setTabChangesFocus(True)
        self.where.setAccessibleName(self.tr("Where it holds"))
        self.where.setToolTip(self.tr("Where the anchors hold. Each can be pinned elsewhere later."))
        self.where.setFixedWidth(PLACE)
        self.where.setProperty("floating", True)
        self.references.setToolTip(self.tr("Engines that look at pictures are shown these, as they are at the time."))
        self.leave.setAccessibleName(self.tr("Cancel"))
        self.references.setAccessibleName(self.references.text())
        self.go.setProperty("role", "primary")
        self.go.setAccessibleName(self.tr("Add {0} anchors").format(0))

    def _lay_out(self) -> None:
        self._title.setFont(font(15, 600))
        self._title.setProperty("tone", "high")
        for label in (self.numbers, self.told):
            label.setFont(font(12, tabular=True))
            label.setWordWrap(True)
        self.numbers.setProperty("tone", "low")
        for page in (self.words, self.colours):
            self._says.addWidget(page)
        right, middle, whither, foot = QVBoxLayout(self._page), QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self.name)
        right.addWidget(self._says, 1)
        right.addWidget(self.numbers)
        self.list.setFixedWidth(LIST)
        middle.addWidget(self.list)
        middle.addWidget(self._page, 1)
        middle.setSpacing(16)
        whither.addWidget(self.where)
        whither.addWidget(self.references)
        whither.addStretch(1)
        foot.addWidget(self.told, 1)
        for button in (self.leave, self.go):
            button.setFixedHeight(32)
            foot.addWidget(button)
        for box in (right, whither, foot):
            box.setSpacing(8)
        column = QVBoxLayout(self.sheet)
        column.setContentsMargins(INSET, INSET, INSET, INSET)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addLayout(middle, 1)
        column.addLayout(whither)
        column.addLayout(foot)


def _told(numbers: Sequence[tuple[str, float]], *, shares: bool) -> str:
    """Of a palette how much of the pictures each colour is; of a light what was measured, in OKLab."""
    if shares:
        return "   ".join(f"{name} {100 * share:.0f} %" for name, share in numbers)
    return "   ".join(f"{number_name(name)} {value:.2f}" for name, value in numbers)
