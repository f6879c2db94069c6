"""A tick in front of a row: it is taken, or not."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from editor.ui.theme import icons, shapes
from editor.ui.theme.tokens import Tokens

SIDE = 16


def tick(painter: QPainter, box: QRect, tokens: Tokens, *, on: bool) -> None:
    """Drawn in a square of `SIDE`."""
    shapes.fill(painter, box, 4, tokens.mid if on else tokens.control_float, "" if on else tokens.low)
    if on:
        icons.paint(painter, "check", box.adjusted(2, 2, -2, -2), tokens.panel)
