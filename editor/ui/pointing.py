"""What a mouse or a pen does, as the pointer that a gesture receives."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent, QPointingDevice, QTabletEvent

from editor.session.gesture import Pointer
from editor.ui.view import View

KEYS = Qt.KeyboardModifier
SHIFT, CTRL, ALT = KEYS.ShiftModifier.value, KEYS.ControlModifier.value, KEYS.AltModifier.value  # flags are slow

Kind = Literal["press", "move", "release"]


def pointer_of(kind: Kind, event: QMouseEvent | QTabletEvent, view: View) -> Pointer:
    """In canvas pixels; a mouse presses as hard as it can."""
    at, held = event.position(), event.modifiers().value
    x, y = view.to_canvas(at.x(), at.y())
    keys = bool(held & SHIFT), bool(held & CTRL), bool(held & ALT)
    if isinstance(event, QTabletEvent):
        return Pointer(kind, x, y, event.pressure(), *keys, event.pointerType() == QPointingDevice.PointerType.Eraser)
    return Pointer(kind, x, y, 1.0, *keys)
