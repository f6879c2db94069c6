"""Segments: a few choices side by side of which one holds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QHBoxLayout, QToolButton

from editor.ui.theme.fonts import font

HEIGHT = 24


class Segments(QFrame):
    """`chosen(place)` when a hand chooses one."""

    chosen = Signal(int)

    def __init__(self, name: str, words: Sequence[str]) -> None:
        super().__init__()
        self.setProperty("role", "segments")
        self.setAccessibleName(name)
        self.setFixedHeight(HEIGHT)
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place in range(len(words)):
            button = QToolButton()
            button.setProperty("role", "segment")
            button.setCheckable(True)
            button.setFont(font(12, 500))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(button, place)
            row.addWidget(button)
        self.name_them(words)
        self._group.idClicked.connect(self.chosen)

    @property
    def place(self) -> int:
        """Which one holds; -1: none."""
        return self._group.checkedId()

    def button(self, place: int) -> QAbstractButton:
        return self._group.button(place)

    def name_them(self, words: Sequence[str], tips: Sequence[str] = ()) -> None:
        """Other words for the same places."""
        for place, text in enumerate(words):
            button = self._group.button(place)
            button.setText(text)
            button.setAccessibleName(f"{self.accessibleName()}: {text}")
            button.setToolTip(tips[place] if tips else text)

    def show_place(self, place: int) -> None:
        """Show which one holds, -1 for none, without telling anybody."""
        if place < 0:
            self._group.setExclusive(False)
            for button in self._group.buttons():
                button.setChecked(False)
            self._group.setExclusive(True)
        else:
            self._group.button(place).setChecked(True)
