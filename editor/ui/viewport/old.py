"""What was sharp before the zoom changed: shown in the new view until that is composed."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QPainter, QRegion

from editor.pixels.geometry import Affine
from editor.ui.viewport.compose import rects
from editor.ui.viewport.painting import to_qt


class Old(NamedTuple):
    """A picture of the screen, and the map from canvas pixels that it shows."""

    image: QImage
    to_device: Affine


def paint_old(painter: QPainter, old: Old | None, view: Affine, area: QRegion, colour: QColor) -> None:
    """In an area of the screen, whose map is `view` now; in `colour` where there is nothing."""
    painter.save()
    painter.setClipRegion(area)
    if old is None or abs(old.to_device.determinant) < 1e-12:
        painter.fillRect(area.boundingRect(), colour)
    else:
        moved = to_qt(old.to_device.inverted().then(view))
        covered = QRegion(moved.mapToPolygon(old.image.rect()))
        for rect in rects(area.subtracted(covered)):
            painter.fillRect(*rect, colour)
        painter.setTransform(moved)
        painter.drawImage(QPoint(0, 0), old.image)
    painter.restore()
