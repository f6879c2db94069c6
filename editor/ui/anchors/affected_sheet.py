"""The sheet of what a changed anchor affects: pictures with engine and price, of which a chosen part is asked again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from editor.document.archive import Generation
from editor.document.records import Layer
from editor.engine.contract import Price
from editor.ui.panels.queue_words import total
from editor.ui.panels.thumbs import Thumbs
from editor.ui.parts.overlay import Overlay
from editor.ui.parts.ticks import TALL, TickRow, Ticks
from editor.ui.sentences import money
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

WIDTH, TALLEST, AROUND, INSET = 520, 560, 200, 20


class Part(NamedTuple):
    """A request that may be asked again: what came of it on the board, by which version, and why it cannot be."""

    generation: Generation
    layers: tuple[Layer, ...]
    version: int
    engine: str
    why_not: str = ""


class AffectedSheet(Overlay):
    """Changes nothing by itself: `settled(ids)` with the generations that are to be asked again."""

    settled = Signal(object)

    def __init__(self, window: QWidget, theme: Theme, thumbs: Thumbs) -> None:
        super().__init__(window, theme, WIDTH, TALLEST)
        self._parts: dict[str, Part] = {}
        self._thumbs = thumbs
        self.list = Ticks(theme, self.tr("What is affected"), pictured=self._picture)
        self.all, self.leave, self.go = QPushButton(), QPushButton(self.tr("Cancel")), QPushButton()
        self._title, self._says = QLabel(), QLabel()
        self._lay_out()
        thumbs.arrived.connect(self.list.viewport().update)
        self.list.turned.connect(self._follow)
        self.all.clicked.connect(self._turn_all)
        self.leave.clicked.connect(self.close_sheet)
        self.go.clicked.connect(self._settle)

    def ask(self, name: str, parts: Sequence[Part]) -> None:
        """Come up with what an anchor of this name affects."""
        self._parts = {part.generation.id: part for part in parts}
        many = self.tr("“{0}” was changed: {1} pictures are of another version").format(name, len(parts))
        one = self.tr("“{0}” was changed: 1 picture is of another version").format(name)
        self._title.setText(one if len(parts) == 1 else many)
        self.setAccessibleName(self._title.text())
        rows = [TickRow(id, _named(part), on=not part.why_not, note=_noted(part)) for id, part in self._parts.items()]
        self.list.show_rows(rows)
        self.fit(WIDTH, min(TALLEST, AROUND + TALL * len(rows)))
        self._follow()
        self.open(self.list)

    @property
    def chosen(self) -> list[Generation]:
        """Those that are ticked and can be asked."""
        parts = (self._parts[id] for id in self.list.ticked)
        return [part.generation for part in parts if not part.why_not]

    def _picture(self, id: str, side: int) -> QImage | None:
        return self._thumbs.picture(self._parts[id].layers[0], side)

    def _follow(self) -> None:
        """Say how many would be asked, and what that costs."""
        chosen = self.chosen
        prices = [one.price for one in chosen]
        cost = self.tr("an unknown price") if None in prices else total(prices) or money(Price(0))
        self.go.setText(self.tr("Re-run {0} for {1}").format(len(chosen), cost) if chosen else self.tr("Re-run"))
        self.go.setAccessibleName(self.go.text())
        self.go.setEnabled(bool(chosen))
        self.go.setToolTip("" if chosen else self.tr("Tick what is to be asked again."))
        every = len(self.list.ticked) == self.list.count()
        self.all.setText(self.tr("Tick none") if every else self.tr("Tick all"))
        self.all.setAccessibleName(self.all.text())

    def _turn_all(self) -> None:
        self.list.turn_all(on=len(self.list.ticked) < self.list.count())

    def _settle(self) -> None:
        ids = [one.id for one in self.chosen]
        self.close_sheet()
        self.settled.emit(ids)

    def _lay_out(self) -> None:
        self._title.setFont(font(15, 600))
        self._title.setProperty("tone", "high")
        self._title.setWordWrap(True)
        self._says.setText(
            self.tr(
                "What is ticked is asked again as it was then, with what the anchor says now. New candidates come, "
                "in the background; what is there stays."
            )
        )
        self._says.setWordWrap(True)
        self._says.setFont(font(12))
        self.leave.setAccessibleName(self.tr("Cancel"))
        for button in (self.all, self.go):
            button.setAccessibleName(self.tr("Re-run"))
        self.go.setProperty("role", "primary")
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.all)
        foot.addStretch(1)
        foot.addWidget(self.leave)
        foot.addWidget(self.go)
        for button in (self.all, self.leave, self.go):
            button.setFixedHeight(32)
        column = QVBoxLayout(self.sheet)
        column.setContentsMargins(INSET, INSET, INSET, INSET)
        column.setSpacing(12)
        for part in (self._title, self._says):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        column.addLayout(foot)


def _named(part: Part) -> str:
    return ", ".join(layer.name for layer in part.layers)


def _noted(part: Part) -> str:
    """Version, engine, how many, price; or why it cannot be asked."""
    count = part.generation.recipe.count
    told = part.why_not or f"{count} × · {money(part.generation.price)}"
    return " · ".join((f"v{part.version}", part.engine, told))
