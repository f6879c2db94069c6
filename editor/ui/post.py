"""Carries calls from other threads to the window's."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Post(QObject):
    """Signals that may be emitted on any thread; connect them queued."""

    woken = Signal()
    saved = Signal(float)
    unsaved = Signal(float, str)
