"""Paints the layers of a document with QPainter, from pictures that are made off the thread."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF, QTransform

from editor.document.records import Layer
from editor.document.stack import Node
from editor.pixels.geometry import Affine, Rect
from editor.pixels.tiles import DEEPEST
from editor.ui.layer_images import LayerImages

HATCH = QColor(0x9E, 0x9E, 0x9E)
MODES = {
    "multiply": QPainter.CompositionMode.CompositionMode_Multiply,
    "screen": QPainter.CompositionMode.CompositionMode_Screen,
    "overlay": QPainter.CompositionMode.CompositionMode_Overlay,
    "darken": QPainter.CompositionMode.CompositionMode_Darken,
    "lighten": QPainter.CompositionMode.CompositionMode_Lighten,
    "hard-light": QPainter.CompositionMode.CompositionMode_HardLight,
    "difference": QPainter.CompositionMode.CompositionMode_Difference,
}
NORMAL = QPainter.CompositionMode.CompositionMode_SourceOver


class LayerPainter(QObject):
    """What has not been made yet is left out, and `arrived` once it is there."""

    arrived = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._images = LayerImages()
        self._images.arrived.connect(self.arrived)

    def paint(self, painter: QPainter, nodes: Iterable[Node], to_device: Affine) -> None:
        """The nodes, lowest first, through a map from canvas pixels to the painter's."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for node in nodes:
            self._node(painter, node, to_device, 1.0)

    def ready(self, nodes: Iterable[Node], to_device: Affine) -> bool:
        """Whether there is something to paint of every picture, or never will be; what lacks is made, seen or not."""
        lacking = [(a, placed) for a, placed in _pictures(nodes, to_device) if not self._images.ready(a)]
        for layer, placed in lacking:
            self._images.image(layer, _level(placed))
        return not lacking

    def retry(self) -> None:
        """What could not be read is tried once more."""
        self._images.retry()

    def close(self) -> None:
        self._images.close()

    def _node(self, painter: QPainter, node: Node, outer: Affine, opacity: float) -> None:
        layer = node.layer
        placed = layer.transform.then(outer)
        if layer.pixels is None:
            for child in node.children:
                self._node(painter, child, placed, opacity * layer.opacity)
            return
        size = layer.pixels.size
        area = painter.window()
        if placed.bounds(size.rect).intersected(Rect(area.x(), area.y(), area.width(), area.height())).empty:
            return
        level = _level(placed)
        image = self._images.image(layer, level)
        if image is None:
            if self._images.missing(layer, level):
                self._missing(painter, to_qt(placed).map(QPolygonF(QRectF(0, 0, size.w, size.h))))
            return
        painter.setTransform(to_qt(placed))
        painter.setOpacity(opacity * layer.opacity)
        painter.setCompositionMode(MODES.get(layer.blend, NORMAL))
        painter.drawImage(QRectF(0, 0, size.w, size.h), image)
        painter.setCompositionMode(NORMAL)
        painter.setOpacity(1.0)
        painter.resetTransform()

    def _missing(self, painter: QPainter, outline: QPolygonF) -> None:
        """Where a layer lies that cannot be read: hatched, so that it is not taken for an empty place."""
        painter.setPen(QPen(HATCH, 1, Qt.PenStyle.DashLine))
        painter.setBrush(QBrush(HATCH, Qt.BrushStyle.BDiagPattern))
        painter.drawPolygon(outline)
        painter.setBrush(Qt.BrushStyle.NoBrush)


def _pictures(nodes: Iterable[Node], outer: Affine) -> Iterator[tuple[Layer, Affine]]:
    for node in nodes:
        placed = node.layer.transform.then(outer)
        if node.layer.pixels is not None:
            yield node.layer, placed
        yield from _pictures(node.children, placed)


def _level(placed: Affine) -> int:
    """The deepest mip level that still has as many pixels as are drawn."""
    return min(max(0, math.floor(-math.log2(max(placed.scale, 1e-6)) + 0.01)), DEEPEST)


def to_qt(affine: Affine) -> QTransform:
    return QTransform(affine.a, affine.b, affine.c, affine.d, affine.e, affine.f)
