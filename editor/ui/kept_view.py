"""Keeps in the settings how each project was looked at, and the brushes, so that the next start goes on there."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtGui import QColor

from editor.tools.brush import LARGEST, SMALLEST, RoundBrush
from editor.tools.paint import PaintBrush
from editor.ui.view import View

if TYPE_CHECKING:
    from editor.ui.desk import Desk

KEY, KEPT = "views", 50
BRUSHES, PAINT = "brushes", "paint"
REST = 500  # milliseconds without a change before it is written


class KeptView(QObject):
    """View, selection and tool of one desk; they are no part of the project, and looking changes no file.

    The size and hardness of each brush, and the colour of the paint, are those of every project.
    """

    def __init__(self, desk: Desk, settings: QSettings) -> None:
        super().__init__(desk)
        self._desk, self._settings = desk, settings
        self._path = _named(desk.session.project.path)
        self._soon = QTimer(self, singleShot=True, interval=REST)
        self._soon.timeout.connect(self._rested)
        self._restore()
        desk.canvas.looked.connect(self._soon.start)
        desk.session.selected.connect(lambda _ids: self._soon.start())
        desk.tools.changed.connect(self._soon.start)

    def _rested(self) -> None:
        """In the midst of a gesture it would be felt."""
        if self._desk.canvas.gesturing:
            self._soon.start()
        else:
            self.store()

    def store(self) -> None:
        """Now, and on the disk."""
        self._soon.stop()
        desk, views = self._desk, _stored(self._settings)
        views.pop(self._path, None)
        views[self._path] = {
            "view": desk.canvas.view,
            "selection": sorted(desk.session.selection),
            "tool": desk.tools.current.name,
        }
        newest = dict(list(views.items())[-KEPT:])
        self._settings.setValue(KEY, json.dumps(newest))
        brushes = {tool.name: (tool.size, tool.hardness) for tool in desk.tools.tools if isinstance(tool, RoundBrush)}
        self._settings.setValue(BRUSHES, json.dumps(brushes))
        for tool in desk.tools.tools:
            if isinstance(tool, PaintBrush):
                self._settings.setValue(PAINT, QColor(*tool.paint).name())
        self._settings.sync()

    def _restore_brushes(self) -> None:
        with contextlib.suppress(TypeError, ValueError, AttributeError):  # written by another version
            kept = json.loads(str(self._settings.value(BRUSHES, "{}")))
            for tool in self._desk.tools.tools:
                if isinstance(tool, RoundBrush) and tool.name in kept:
                    size, hardness = map(float, kept[tool.name])
                    if SMALLEST <= size <= LARGEST and 0 <= hardness <= 1:
                        self._desk.tools.put(msgspec.structs.replace(tool, size=size, hardness=hardness))

        paint = QColor(str(self._settings.value(PAINT, "")))
        if paint.isValid():
            self._desk.tools.paint_with((paint.red(), paint.green(), paint.blue()))

    def _restore(self) -> None:
        self._restore_brushes()
        kept = _stored(self._settings).get(self._path)
        if not kept:
            self._desk.session.select(self._alone())
            return
        with contextlib.suppress(KeyError, TypeError, ValueError, LookupError):  # written by another version
            self._desk.session.select(kept["selection"])
            self._desk.tools.take(kept["tool"])

    def _alone(self) -> list[str]:
        """The picture of a board that holds nothing else: it is in hand at once."""
        layers = self._desk.session.document.layers
        return [layer.id for layer in layers.values() if layer.pixels is not None and len(layers) == 1]


def kept_view(settings: QSettings, path: Path) -> View | None:
    """How the project at `path` was looked at when it was left."""
    with contextlib.suppress(KeyError, TypeError, ValueError):  # written by another version
        return View(*map(float, _stored(settings)[_named(path)]["view"]))
    return None


def _named(path: Path) -> str:
    return str(path.absolute())


def _stored(settings: QSettings) -> dict[str, Any]:
    """By path, the newest last."""
    try:
        found = json.loads(str(settings.value(KEY, "{}")))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
