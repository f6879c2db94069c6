"""What is being made of pictures, told inside them, at their feet."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPolygonF

from editor.pixels.geometry import Affine
from editor.session.marks import Foot
from editor.ui.theme.fonts import font
from editor.ui.viewport.fills import ACCENT
from editor.ui.viewport.shapes import NARROWEST, corners

FOOT = 24.0  # height of what is said inside a picture


def foot_box(foot: Foot, to_widget: Affine) -> QRectF:
    """Where its foot is in the widget: the lowest 24 pixels of the picture, empty where that is too small."""
    box = QPolygonF([QPointF(*to_widget.apply(x, y)) for x, y in corners(foot.rect)]).boundingRect()
    if box.width() < NARROWEST or box.height() < 2 * FOOT:
        return QRectF()
    return QRectF(round(box.left()), round(box.bottom()) - FOOT, round(box.width()), FOOT)


def paint_feet(painter: QPainter, feet: Iterable[Foot], to_widget: Affine) -> None:
    """What is being made of each picture, how far it is, and a line of progress."""
    for foot in feet:
        box = foot_box(foot, to_widget)
        if box.isEmpty():
            continue
        painter.fillRect(box, QColor(0, 0, 0, 120))
        painter.fillRect(QRectF(box.left(), box.bottom() - 2, box.width() * foot.fraction, 2), ACCENT)
        face, inner = font(11, 500, tabular=True), box.adjusted(8, 0, -8, 0)
        metrics = QFontMetricsF(face)
        across = metrics.horizontalAdvance(foot.told)
        painter.setFont(face)
        painter.setPen(Qt.GlobalColor.white)
        if across < inner.width():
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, foot.told)
        room = inner.width() - across - 12
        if room > NARROWEST:
            words = metrics.elidedText(foot.words, Qt.TextElideMode.ElideMiddle, room)
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
