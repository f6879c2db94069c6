"""The sheet of anchor sets: those of the user, to be added, shared as files or taken from one, and one more saved."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from editor.document.records import Pin
from editor.ui.anchors.words import Spot
from editor.ui.parts.overlay import Overlay
from editor.ui.parts.ticks import TickRow, Ticks
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

WIDTH, HEIGHT, INSET = 520, 480, 20


class SetsSheet(Overlay):
    """Changes nothing by itself.

    `added(files, pin)`, `saved(name)`, `imported()` and `exported(file)` tell what is wanted.
    """

    added = Signal(object, object)
    saved = Signal(str)
    imported = Signal()
    exported = Signal(object)

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window, theme, WIDTH, HEIGHT)
        self.setAccessibleName(self.tr("Anchor sets"))
        self._names: set[str] = set()
        self.list, self.name, self.where, self.told = (
            Ticks(theme, self.tr("Your sets")),
            QLineEdit(),
            QComboBox(),
            QLabel(),
        )
        self.save, self.bring, self.share = (
            QPushButton(),
            QPushButton(self.tr("Import…")),
            QPushButton(self.tr("Export…")),
        )
        self.leave, self.go = QPushButton(self.tr("Cancel")), QPushButton()
        self._lay_out()
        self.list.turned.connect(self._follow)
        self.name.textChanged.connect(lambda _text: self._follow())
        self.name.returnPressed.connect(self._save)
        self.save.clicked.connect(self._save)
        self.bring.clicked.connect(self.imported)
        self.share.clicked.connect(lambda: self.exported.emit(self.list.ticked[0]))
        self.leave.clicked.connect(self.close_sheet)
        self.go.clicked.connect(self._add)

    def ask(self, spots: Sequence[Spot], saves: str) -> None:
        """Come up; the anchors of a set can hold in these places. `saves` says what would be saved; "" for nothing."""
        self.where.clear()
        for spot in spots:
            self.where.addItem(spot.name, spot.pin)
        self.name.clear()
        self.name.setEnabled(bool(saves))
        self.name.setPlaceholderText(saves or self.tr("No anchors yet, so there is nothing to save"))
        self.open(self.list if self.list.count() else self.name if saves else self.bring)

    def show_sets(self, sets: Sequence[TickRow]) -> None:
        """These files; a `note` says what is in one."""
        self._names = {row.name.casefold() for row in sets}
        self.list.show_rows(sets)
        self.say("" if sets else self.tr("No sets yet: save one of this project's anchors, or import a file."))
        self._follow()

    def say(self, words: str) -> None:
        self.told.setText(words)

    def _follow(self) -> None:
        count, name = len(self.list.ticked), self.name.text().strip()
        self.go.setText(self.tr("Add {0} sets").format(count) if count != 1 else self.tr("Add 1 set"))
        self.save.setText(self.tr("Replace") if name.casefold() in self._names else self.tr("Save"))
        for button, can, why in (
            (self.go, count > 0, self.tr("Tick the sets that are wanted.")),
            (self.share, count == 1, self.tr("Tick one set alone for this.")),
            (self.save, bool(name) and self.name.isEnabled(), self.tr("Give the set a name.")),
        ):
            button.setEnabled(can)
            button.setToolTip("" if can else why)
            button.setAccessibleName(button.text())

    def _save(self) -> None:
        if self.save.isEnabled():
            name = self.name.text().strip()
            self.name.clear()
            self.saved.emit(name)

    def _add(self) -> None:
        files: list[Path] = self.list.ticked
        pin: Pin = self.where.currentData()
        self.close_sheet()
        self.added.emit(files, pin)

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Anchor sets"))
        title.setFont(font(15, 600))
        title.setProperty("tone", "high")
        self.told.setFont(font(12))
        self.told.setWordWrap(True)
        self.name.setAccessibleName(self.tr("Name of the set"))
        self.where.setAccessibleName(self.tr("Where it holds"))
        self.where.setProperty("floating", True)
        self.go.setProperty("role", "primary")
        head, saving, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        for button in (self.bring, self.share):
            button.setFixedHeight(28)
            head.addWidget(button)
        saving.addWidget(self.name, 1)
        saving.addWidget(self.save)
        self.save.setFixedHeight(28)
        foot.addWidget(self.where, 1)
        foot.addStretch(1)
        for button in (self.leave, self.go):
            button.setFixedHeight(32)
            foot.addWidget(button)
        for button in (self.bring, self.share, self.leave):
            button.setAccessibleName(button.text())
        for row in (head, saving, foot):
            row.setSpacing(8)
        column = QVBoxLayout(self.sheet)
        column.setContentsMargins(INSET, INSET, INSET, INSET)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addWidget(self.told)
        column.addLayout(saving)
        column.addLayout(foot)
        self._follow()
