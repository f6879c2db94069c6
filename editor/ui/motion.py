"""Whether what moves by itself is to stand still: the ants of a mask, the way to another zoom, what fades."""

from __future__ import annotations

from PySide6.QtCore import QSettings

KEY = "motion/reduced"


def reduced(settings: QSettings) -> bool:
    """Asked each time that something would move, so that a change acts at once."""
    return bool(settings.value(KEY, False, type=bool))


def reduce(settings: QSettings, still: bool) -> None:
    settings.setValue(KEY, still)
