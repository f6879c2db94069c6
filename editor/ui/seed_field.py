"""The seed in the prompt bar: a new one for each request, or one that is locked."""

from __future__ import annotations

import random

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QToolButton, QWidget

from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

LARGEST = (1 << 31) - 1
HEIGHT = 24


class SeedField(QWidget):
    """Locked, it shows the seed, which may be typed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lock, self._number = QToolButton(), QSpinBox()
        self._lock.setCheckable(True)
        self._lock.setProperty("role", "chip")
        self._lock.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._lock.setIconSize(QSize(14, 14))
        self._lock.setFont(font(12, 500))
        self._lock.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._number.setRange(0, LARGEST)
        self._number.setFont(font(12, 500, tabular=True))
        self._number.setAccessibleName(self.tr("Seed"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for widget in (self._lock, self._number):
            widget.setFixedHeight(HEIGHT)
            row.addWidget(widget)
        self._lock.toggled.connect(self._show)
        self.fresh()
        self._show(False)
        self.allow(True)

    @property
    def locked(self) -> bool:
        return self._lock.isChecked()

    def next(self) -> int:
        """The seed of a request that is made now; it is the one that a lock would hold."""
        return self._number.value() if self.locked else self.fresh()

    def fresh(self) -> int:
        """Another seed, drawn by chance."""
        self._number.setValue(random.randrange(LARGEST))
        return self._number.value()

    def lock(self, seed: int) -> None:
        """Hold this one."""
        self._number.setValue(seed)
        self._lock.setChecked(True)

    def allow(self, seeds: bool) -> None:
        """Whether the engine takes seeds."""
        self._lock.setEnabled(seeds)
        self._number.setEnabled(seeds)
        said = self.tr("A locked seed gives the same picture again.")
        self._lock.setToolTip(said if seeds else self.tr("This engine takes no seeds."))

    def _show(self, locked: bool) -> None:
        self._lock.setText(self.tr("Seed") if locked else self.tr("New seed"))
        self._lock.setIcon(self._theme.icon("lock" if locked else "dices"))
        self._number.setVisible(locked)
