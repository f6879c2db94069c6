"""The projects that were opened last, as the settings keep them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings

KEY, KEPT = "recent", 24


def recent(settings: QSettings) -> list[Path]:
    """Newest first, those whose file is gone too: it may be on a disk that comes back."""
    stored = settings.value(KEY, [])
    names = [stored] if isinstance(stored, str) else list(stored) if isinstance(stored, list) else []
    return [Path(name) for name in names]


def remember(settings: QSettings, path: Path) -> None:
    """This one is the newest now."""
    path = path.absolute()
    _keep(settings, [path, *(other for other in recent(settings) if other != path)])


def forget(settings: QSettings, path: Path) -> None:
    """This one is listed no more; its file stays."""
    _keep(settings, [other for other in recent(settings) if other != path])


def _keep(settings: QSettings, paths: list[Path]) -> None:
    settings.setValue(KEY, [str(path) for path in paths[:KEPT]])
