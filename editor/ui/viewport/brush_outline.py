"""The outline of a brush under the pointer: drawn once as a picture, which follows it."""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

PARTS = 2  # places of a brush within a pixel, along each side
RING = 1024  # pixels up to which the outline of a brush is kept as a picture


def paint_brush(painter: QPainter, at: QPointF, radius: float, hardness: float) -> None:
    """The true outline, and inside it where a soft brush is still full."""
    ratio = painter.device().devicePixelRatioF()
    x, y = round(at.x() * ratio * PARTS) / PARTS, round(at.y() * ratio * PARTS) / PARTS
    if 2 * radius * ratio > RING:
        _draw_brush(painter, at, radius, hardness)
        return
    image = _ring(radius, hardness, ratio, x % 1, y % 1)
    half = image.width() // 2
    painter.drawImage(QPointF((math.floor(x) - half) / ratio, (math.floor(y) - half) / ratio), image)


def brush_area(one: QPointF, other: QPointF, radius: float) -> QRect:
    """All that is painted of it at two places."""
    x, y, reach = one.x(), one.y(), radius + 3
    dx, dy = other.x() - x, other.y() - y
    left, top = math.floor(x + min(dx, 0) - reach), math.floor(y + min(dy, 0) - reach)
    right, bottom = math.ceil(x + max(dx, 0) + reach), math.ceil(y + max(dy, 0) + reach)
    return QRect(left, top, right - left, bottom - top)


@lru_cache(maxsize=2 * PARTS * PARTS)
def _ring(radius: float, hardness: float, ratio: float, x: float, y: float) -> QImage:
    """A brush about the middle of a picture in device pixels, moved by a part of one: drawn once, for every move."""
    half = math.ceil(radius * ratio) + 4
    image = QImage(2 * half + 1, 2 * half + 1, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as painter:
        painter.scale(ratio, ratio)
        _draw_brush(painter, QPointF((half + x) / ratio, (half + y) / ratio), radius, hardness)
    image.setDevicePixelRatio(ratio)
    return image


def _draw_brush(painter: QPainter, at: QPointF, radius: float, hardness: float) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for width, colour in ((3.0, QColor(0, 0, 0, 170)), (1.0, QColor(255, 255, 255))):
        painter.setPen(QPen(colour, width))
        painter.drawEllipse(at, radius, radius)
    if hardness < 1 and radius * hardness > 2:
        painter.setPen(QPen(QColor(255, 255, 255, 130), 1))
        painter.drawEllipse(at, radius * hardness, radius * hardness)
