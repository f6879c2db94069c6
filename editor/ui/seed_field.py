"""The seed in the prompt bar: a new one for each request, or one that is locked."""

from __future__ import annotations

import random

from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QToolButton

from editor.ui.key_button import HEIGHT
from editor.ui.parts.field import Field
from editor.ui.theme.theme import Theme

LARGEST = (1 << 31) - 1


class SeedField(QObject):
    """`button` locks it; `number` is the locked seed, which may be typed, to be seen while it is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.button, self.number = QToolButton(), Field(self.tr("Seed"), 0, LARGEST)
        self.button.setCheckable(True)
        self.button.setProperty("role", "chip")
        self.button.setIconSize(QSize(16, 16))
        self.button.setFixedSize(HEIGHT, HEIGHT)
        self.number.setToolTip(self.tr("The same words with the same seed give the same picture again."))
        self.button.toggled.connect(self._show)
        self._coming = random.randrange(LARGEST)
        self.fresh()
        self.allow(True)

    @property
    def locked(self) -> bool:
        return self.button.isChecked()

    @property
    def coming(self) -> int:
        """The seed of the next request."""
        return self.number.value if self.locked else self._coming

    def next(self) -> int:
        """The seed of a request that is made now; it is the one that a lock would hold."""
        if not self.locked:
            self.number.show_value(self._coming)
            self._coming = random.randrange(LARGEST)
        return self.number.value

    def fresh(self) -> int:
        """Another seed, drawn by chance."""
        self.number.show_value(random.randrange(LARGEST))
        return self.number.value

    def lock(self, seed: int) -> None:
        """Hold this one."""
        self.number.show_value(seed)
        self.button.setChecked(True)

    def allow(self, seeds: bool) -> None:
        """Whether the engine takes seeds."""
        self.button.setEnabled(seeds)
        self.number.setEnabled(seeds)
        self._show(self.locked)

    def _show(self, locked: bool) -> None:
        name, words = self.tr("New seed"), self.tr("Each request has a new seed. Press to lock the one before.")
        if locked:
            name, words = self.tr("Locked seed"), self.tr("The seed is locked. Press to have a new one each time.")
        self.button.setAccessibleName(name)
        none = "" if self.button.isEnabled() else self.tr("This engine takes no seeds.")
        self.button.setToolTip(none or words)
        self.button.setAccessibleDescription(none)
        self.button.setIcon(self._theme.icon("lock" if locked else "dices"))
        self.number.setVisible(locked)
