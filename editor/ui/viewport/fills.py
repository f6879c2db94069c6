"""What lines and hatches over the pictures are filled with."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import get_args

from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen

from editor.session.marks import Style
from editor.ui.theme.tokens import DARK

ACCENT = QColor(DARK.accent)  # on pictures the dark theme's, in both themes
WHITE = QColor("white")
SHADE = QColor(0, 0, 0, 191)
SHADED: frozenset[str] = frozenset(get_args(Style))  # lines that can be seen on anything, being light over dark
STRIP = QColor("#263133")  # the panel with a tenth of the accent
STRIPES = 9.0 * 2**0.5  # pixels from one line of a hatch to the next, along a row
DASH = 4.0


def hair(ratio: float) -> int:
    """Device pixels of a thin line."""
    return max(1, whole(ratio))


def thickness(style: str) -> int:
    """Of a line of that style, in thin lines."""
    return 3 if style == "lit" else 1


def whole(at: float) -> int:
    """The nearest whole pixel: the same one wherever all is moved to by whole pixels, between two the right one."""
    return math.floor(at + 0.5 + 1e-6)


def colour(style: str) -> QColor:
    """The light part of a line of that style, or a colour by its number."""
    return QColor(style) if style.startswith("#") else WHITE if style in ("mask", "source") else ACCENT


@lru_cache(maxsize=32)
def filling(key: str, ratio: float) -> QBrush:
    """Of a hatch, of the shade beneath lines, or of a style of lines; in device pixels, `ratio` to the widget's."""
    if key == "hatch":
        return QBrush(_hatched(ratio))
    if key == "mask":
        return QBrush(_dashes(whole(DASH * ratio)))
    return QBrush(SHADE if key == "shade" else colour(key))


def _hatched(ratio: float) -> QImage:
    """One period of lines at 45 degrees."""
    side = whole(STRIPES * ratio)
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(STRIP)
    line = QColor(ACCENT)
    line.setAlphaF(0.5)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(line, ratio))
        for across in (0, side, 2 * side):
            painter.drawLine(across + 2, -2, across - side - 2, side + 2)
    return image


def _dashes(long: int) -> QImage:
    """White and nothing in turn, `long` pixels each, along rows and columns alike."""
    image = QImage(2 * long, 2 * long, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    for y in range(2 * long):
        for x in range(2 * long):
            if (x + y) % (2 * long) < long:
                image.setPixelColor(x, y, WHITE)
    return image
