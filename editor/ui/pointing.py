"""What a mouse or a pen does, as the pointer that a gesture receives."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent, QPointingDevice, QTabletEvent

from editor.session.gesture import Pointer
from editor.ui.view import View

Kind = Literal["press", "move", "release"]


def pointer_of(kind: Kind, event: QMouseEvent | QTabletEvent, view: View) -> Pointer:
    """In canvas pixels; a mouse presses as hard as it can."""
    x, y = view.to_canvas(event.position().x(), event.position().y())
    keys, held = Qt.KeyboardModifier, event.modifiers()
    return Pointer(
        kind,
        x,
        y,
        event.pressure() if isinstance(event, QTabletEvent) else 1.0,
        bool(held & keys.ShiftModifier),
        bool(held & keys.ControlModifier),
        bool(held & keys.AltModifier),
        event.pointerType() == QPointingDevice.PointerType.Eraser,
    )
