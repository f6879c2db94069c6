"""Actions: what a key does, on the whole window or on one widget alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QWidget


def add_action(owner: QWidget, name: str, key: str, run: Callable[[], object]) -> QAction:
    """Run it on the key: everywhere where `owner` is the window, else only while that widget has the focus."""
    everywhere = isinstance(owner, QMainWindow)
    action = QAction(name, owner)
    action.setShortcut(QKeySequence(key))
    action.setShortcutContext(Qt.ShortcutContext.WindowShortcut if everywhere else Qt.ShortcutContext.WidgetShortcut)
    action.triggered.connect(lambda _checked: run())
    owner.addAction(action)
    return action
