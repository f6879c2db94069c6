"""Shapes that delegates and widgets paint: filled round rectangles, rings, hair lines, switches, key caps."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPainterPath, QPen

from editor.ui.theme.fonts import font
from editor.ui.theme.tokens import Tokens

SWITCH = (26, 14)
CAP = 15  # height of a key cap
KNOB = 10  # of a slider
SYMBOLS = {"Return": "↵", "Up": "↑", "Down": "↓", "Left": "←", "Right": "→", "Escape": "Esc"}


def fill(painter: QPainter, at: QRect | QRectF, radius: float, colour: str, edge: str = "") -> None:
    """A round rectangle; with an `edge`, a line of one pixel inside it."""
    area = QRectF(at)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(edge) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5) if edge else area, radius, radius)
    painter.restore()


def ring(painter: QPainter, at: QRect | QRectF, radius: float, colour: str) -> None:
    """The focus ring: two pixels, inside `at`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(at).adjusted(1, 1, -1, -1), radius - 1, radius - 1)
    painter.restore()


def picture(painter: QPainter, at: QRect, radius: float, image: QImage) -> None:
    """A picture with round corners."""
    path = QPainterPath()
    path.addRoundedRect(at.toRectF(), radius, radius)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(path)
    painter.drawImage(at, image)
    painter.restore()


def switch(painter: QPainter, at: QRect, tokens: Tokens, *, on: bool, enabled: bool = True) -> None:
    """On is light against dark, and never the accent; off is hollow. Drawn in the middle of `at`."""
    w, h = SWITCH
    area = QRectF(0, 0, w, h)
    area.moveCenter(QRectF(at).center())
    bright = tokens.mid if enabled else tokens.off
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if on:
        fill(painter, area, h / 2, bright)
        knob, radius = tokens.panel, 5.0
    else:
        dim = tokens.low if enabled else tokens.off
        painter.setPen(QColor(dim))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), h / 2, h / 2)
        knob, radius = dim, 4.0
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(knob))
    x = area.right() - h / 2 if on else area.left() + h / 2
    painter.drawEllipse(QPointF(x, area.center().y()), radius, radius)
    painter.restore()


def slider(painter: QPainter, at: QRect, share: float, tokens: Tokens, *, enabled: bool = True) -> None:
    """A line with a neutral knob at a share of its width, in the middle of `at`."""
    middle, knob = at.center().y() + 0.5, KNOB / 2
    x = at.left() + knob + share * (at.width() - KNOB)
    fill(painter, QRectF(at.left(), middle - 1.5, at.width(), 3), 1.5, tokens.pressed)
    fill(painter, QRectF(at.left(), middle - 1.5, x - at.left(), 3), 1.5, tokens.low)
    fill(painter, QRectF(x - knob, middle - knob, KNOB, KNOB), knob, tokens.high if enabled else tokens.off)


def caps_of(key: str) -> list[str]:
    """The caps of a shortcut in portable text: "Ctrl+Shift+I" is Ctrl, Shift, I."""
    parts = ["+"] if key == "+" else [*key[:-2].split("+"), "+"] if key.endswith("++") else key.split("+")
    return [SYMBOLS.get(part, part) for part in parts if part]


def caps_width(key: str) -> int:
    """How wide `caps` draws the key."""
    metrics = QFontMetrics(font(10, 500))
    return sum(_cap_width(metrics, cap) + 4 for cap in caps_of(key)) - 4 if key else 0


def caps(painter: QPainter, left: int, middle: int, key: str, tokens: Tokens, fill_colour: str = "") -> None:
    """Key caps in a row from `left`, about the height `middle`."""
    face = font(10, 500)
    metrics = QFontMetrics(face)
    painter.save()
    painter.setFont(face)
    for cap in caps_of(key):
        at = QRect(left, middle - CAP // 2, _cap_width(metrics, cap), CAP)
        fill(painter, at, 4, fill_colour or tokens.hover, tokens.hair if tokens.contrast else "")
        painter.setPen(QColor(tokens.mid))
        painter.drawText(at, Qt.AlignmentFlag.AlignCenter, cap)
        left = at.right() + 1 + 4
    painter.restore()


def _cap_width(metrics: QFontMetrics, cap: str) -> int:
    return max(CAP, metrics.horizontalAdvance(cap) + 8)


def middle_left(at: QRect, x: int, size: int) -> QRect:
    """A square of `size` in the middle of the row `at`, `x` from its left."""
    return QRect(at.left() + x, at.top() + (at.height() - size) // 2, size, size)
