"""What can be told of a project without opening it: its thumbnail, how much is in it, when it was changed last."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale
from PySide6.QtGui import QImage

from editor.ui.poster import SUFFIX, looked_up, stored_thumbnail


class Glimpse(NamedTuple):
    """`changed` in seconds since 1970; without it the file is gone. `layers` is None where that cannot be told."""

    path: Path
    changed: float | None
    layers: int | None
    picture: QImage


def glimpse(path: Path) -> Glimpse:
    """Reads files; safe on any thread. A project that is open anywhere is not looked into."""
    try:
        changed = path.stat().st_mtime
    except OSError:
        return Glimpse(path, None, None, QImage())
    return Glimpse(path, changed, _layers(path), stored_thumbnail(path))


def _layers(path: Path) -> int | None:
    row = looked_up(path, "SELECT count(*) FROM record WHERE kind = 'layers'") if path.suffix == SUFFIX else None
    return int(row[0]) if row else None


def _tr(text: str) -> str:
    return QCoreApplication.translate("Glimpse", text)


def told(one: Glimpse) -> str:
    """When it was changed and how many layers it has, in one line."""
    if one.changed is None:
        return _tr("Moved or deleted")
    words = [when(one.changed)]
    if one.layers is not None:
        words.append(_tr("1 layer") if one.layers == 1 else _tr("{0} layers").format(one.layers))
    return " · ".join(words)


def when(seconds: float) -> str:
    """Today and yesterday with the time, then the day."""
    moment, now, locale = QDateTime.fromSecsSinceEpoch(int(seconds)), QDateTime.currentDateTime(), QLocale()
    clock = locale.toString(moment.time(), QLocale.FormatType.ShortFormat)
    days = moment.date().daysTo(now.date())
    if days == 0:
        return _tr("Today {0}").format(clock)
    if days == 1:
        return _tr("Yesterday {0}").format(clock)
    return locale.toString(moment.date(), "d MMMM" if moment.date().year() == now.date().year() else "d MMMM yyyy")
