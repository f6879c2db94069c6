"""The projects that were opened last, as the settings keep them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings

KEY, KEPT = "recent", 12


def recent(settings: QSettings) -> list[Path]:
    """Those that are still there, newest first."""
    stored = settings.value(KEY, [])
    names = [stored] if isinstance(stored, str) else list(stored) if isinstance(stored, list) else []
    return [path for path in map(Path, names) if path.is_file()]


def remember(settings: QSettings, path: Path) -> None:
    """This one is the newest now."""
    path = path.absolute()
    others = [other for other in recent(settings) if other != path]
    settings.setValue(KEY, [str(one) for one in (path, *others)[:KEPT]])
