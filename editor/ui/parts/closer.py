"""The button at the upper right of a sheet that closes it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton

from editor.ui.theme.theme import Theme


def closer(theme: Theme, name: str) -> QToolButton:
    """`name` says what it closes, to those who hear it and in its tip."""
    made = QToolButton()
    made.setIcon(theme.icon("x"))
    made.setIconSize(QSize(16, 16))
    made.setFixedSize(24, 24)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setAccessibleName(name)
    made.setToolTip(name)
    return made
