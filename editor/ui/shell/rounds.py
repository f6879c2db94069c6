"""The focus on its way round the parts of the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def go_round(heads: Sequence[QWidget], focused: QWidget | None, by: int) -> None:
    """To the next part that is shown, or with -1 to the one before; what floats over another is named after it."""
    parts = [part for part in heads if part.isVisible()]
    held = [n for n, part in enumerate(parts) if focused and (part is focused or part.isAncestorOf(focused))]
    here = held[-1] if held else 0
    _first(parts[(here + by) % len(parts)]).setFocus(Qt.FocusReason.ShortcutFocusReason)


def _first(part: QWidget) -> QWidget:
    """What takes the focus in a part of the window."""
    if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return part
    inside = [w for w in part.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()]
    return next((widget for widget in inside if widget.isEnabled()), part)
