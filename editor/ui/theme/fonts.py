"""The typeface: Inter in three weights, loaded once, and fonts of the sizes that the look has."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QGuiApplication

from editor.resources import resource

FILES = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf")
BEHIND = ("Noto Sans CJK SC", "Noto Sans CJK JP")  # for what Inter lacks, where the system has them


def load() -> None:
    """Make the typeface known to the application; where a file is missing the system's font serves."""
    if "Inter" in QFontDatabase.families():
        return
    for name in FILES:
        QFontDatabase.addApplicationFont(str(resource("fonts", name)))


def font(size: int, weight: int = 400, *, tabular: bool = False) -> QFont:
    """`size` in logical pixels; `tabular` gives every digit one width, for numbers that change."""
    return QFont(_found(size, weight, tabular, QGuiApplication.font().family(), _hinting()))


@lru_cache(256)
def _found(size: int, weight: int, tabular: bool, behind: str, hinting: QFont.HintingPreference) -> QFont:
    """Copies share what was looked up for the first: most of what it costs to write a word."""
    made = QFont(["Inter", *BEHIND, QFontInfo(QFont(behind)).family()])
    made.setPixelSize(size)
    made.setWeight(QFont.Weight(weight))
    made.setHintingPreference(hinting)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def _hinting() -> QFont.HintingPreference:
    """Hinted in height alone; from 150 % on not at all."""
    screen = QGuiApplication.primaryScreen()
    fine = screen is not None and screen.devicePixelRatio() >= 1.5
    return QFont.HintingPreference.PreferNoHinting if fine else QFont.HintingPreference.PreferVerticalHinting
