"""The masks of a document over its pictures: a tint or black and white, marching edges, bands, the region's corners."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QObject, QPointF, QRect, QRectF
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen, QPixmap

from editor.document.records import Document, Mask
from editor.pixels.geometry import Affine, Rect
from editor.pixels.tiles import SIDE, Tile, cells
from editor.steps.extent import is_shown
from editor.ui.masking.ants import SHADE, Ants
from editor.ui.masking.edges import MaskEdges, level_of
from editor.ui.masking.images import MaskImages, plain, tinted
from editor.ui.navigation import Navigation
from editor.ui.theme.tokens import MASKS
from editor.ui.viewport.painting import to_qt

STRENGTH = 0.42  # how opaque the tint is where all is marked
CORNER, OFF = 9.0, 6.0  # pixels of the screen: how long a region's corners are, how far outside of it
HATCH = 13  # pixels of the screen from one line of a band to the next, along a row


class MaskLook(NamedTuple):
    """How masks look: at all, as white on black in the place of a tint, and the name of the tint in MASKS."""

    shown: bool = True
    plain: bool = False
    colour: str = "accent"


class Region(NamedTuple):
    """A rectangle of the pixel grid of the layer `target`, and how far outside of a mask on it something may change."""

    target: str
    rect: Rect
    band: int = 0


class MaskOverlay(QObject):
    """What it draws is on `canvas`, which is told where it is to be painted anew."""

    def __init__(self, canvas: Navigation) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._look = MaskLook()
        self._region: Region | None = None
        self._images = MaskImages(tinted(MASKS[self._look.colour], STRENGTH))
        self._edges = MaskEdges()
        self.ants = Ants(canvas)
        self._images.arrived.connect(canvas.update)
        self._edges.arrived.connect(canvas.update)

    @property
    def look(self) -> MaskLook:
        return self._look

    @look.setter
    def look(self, look: MaskLook) -> None:
        if look != self._look:
            self._look = look
            self._images.colour(plain() if look.plain else tinted(MASKS[look.colour], STRENGTH))
            self._canvas.update()

    @property
    def region(self) -> Region | None:
        """What an engine is to see; its corners are drawn, and the band round the mask."""
        return self._region

    @region.setter
    def region(self, region: Region | None) -> None:
        if region != self._region:
            self._region = region
            self._canvas.update()

    def close(self) -> None:
        self._images.close()
        self._edges.close()

    def paint(
        self, painter: QPainter, document: Document, to_widget: Affine, area: QRect, *, resting: bool, without: str = ""
    ) -> None:
        """Draw what is to be seen of them in `area` of the canvas, `without` the mask of that id, which is shown
        otherwise. Edges are followed while it is `resting`."""
        used = [mask for mask in document.masks.values() if mask.active and mask.id != without]
        targets = document.layers
        masks = [one for one in used if one.target in targets and is_shown(document, targets[one.target])]
        edges, seen = [], Rect(area.x(), area.y(), area.width(), area.height())
        for mask in masks if self._look.shown else ():
            placed = document.placed(document.layers[mask.target]).then(to_widget)
            pixels, marked = document.layers[mask.target].pixels, mask.tiles.size.rect.translated(mask.x, mask.y)
            reach = marked.united(pixels.size.rect) if pixels else marked
            if self._look.plain:
                _filled(painter, reach, placed)
            self._paint_mask(painter, mask, placed, seen)
            region = self._region if self._region and self._region.target == mask.target else None
            edge = self._edges.edge(mask, placed.scale, region.band if region else 0, ask=resting)
            if edge is not None:
                edges.append((edge, placed))
                _paint_band(painter, edge.band, reach, placed)
            if region is not None:
                _paint_corners(painter, region.rect, placed)
        self._edges.keep([mask.id for mask in masks])
        self.ants.show(edges)
        self.ants.paint(painter)

    def _paint_mask(self, painter: QPainter, mask: Mask, placed: Affine, seen: Rect) -> None:
        level, whole = level_of(placed.scale), mask.tiles.size.rect
        painter.setTransform(to_qt(Affine.translation(mask.x, mask.y).then(placed)))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        area = placed.inverted().bounds(seen.grown(1)).translated(-mask.x, -mask.y).intersected(whole)
        for (tx, ty), tile in _touched(mask, area):
            x, y = tx * SIDE, ty * SIDE
            near, far = max(0, area.x - x) >> level, min(SIDE, area.right - x + (1 << level) - 1) >> level
            top, low = max(0, area.y - y) >> level, min(SIDE, area.bottom - y + (1 << level) - 1) >> level
            if image := self._images.tile((mask.id, tx, ty, level), tile, Rect(near, top, far - near, low - top)):
                w, h = min(SIDE, whole.w - x), min(SIDE, whole.h - y)
                painter.drawImage(QRectF(x, y, w, h), image, QRectF(0, 0, w / (1 << level), h / (1 << level)))
        painter.resetTransform()


def _filled(painter: QPainter, reach: Rect, placed: Affine) -> None:
    """Black, in the place of a picture."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setTransform(to_qt(placed))
    painter.fillRect(QRectF(*reach), QColor("black"))
    painter.resetTransform()


def _paint_band(painter: QPainter, band: QPainterPath, reach: Rect, placed: Affine) -> None:
    """As far as the picture goes, since outside of it nothing is to change."""
    if band.isEmpty():
        return
    shape, line = to_qt(placed).map(band), _accent(0.5)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setTransform(to_qt(placed))
    painter.setClipRect(QRectF(*reach))
    painter.resetTransform()
    painter.setBrushOrigin(round(placed.e), round(placed.f))  # so that lines move with the picture
    painter.fillPath(shape, _accent(0.1))
    painter.fillPath(shape, _hatch(line))
    painter.strokePath(shape, QPen(line, 1))
    painter.restore()


def _touched(mask: Mask, area: Rect) -> Iterator[tuple[tuple[int, int], Tile]]:
    """The tiles of a mask in an area of it."""
    held = mask.tiles.map
    for key, _ in cells(area, SIDE):
        if (tile := held.get(key)) is not None:
            yield key, tile


def _accent(opacity: float) -> QColor:
    colour = QColor(MASKS["accent"])
    colour.setAlphaF(opacity)
    return colour


def _hatch(line: QColor) -> QBrush:
    """Lines at 45 degrees, the other way than those of an extension."""
    tile = QImage(HATCH, HATCH, QImage.Format.Format_ARGB32_Premultiplied)
    tile.fill(0)
    with QPainter(tile) as painter:
        painter.setPen(QPen(line, 1))
        painter.drawLine(0, 0, HATCH - 1, HATCH - 1)
    return QBrush(QPixmap.fromImage(tile))


def _paint_corners(painter: QPainter, rect: Rect, placed: Affine) -> None:
    """Two short lines at each corner, along its sides; black a pixel off."""
    corners = [placed.apply(x, y) for x, y in ((rect.x, rect.y), (rect.right, rect.y))]
    corners += [placed.apply(x, y) for x, y in ((rect.right, rect.bottom), (rect.x, rect.bottom))]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, bool(placed.b or placed.c))
    for off, colour in ((OFF + 1, SHADE), (OFF, QColor("white"))):
        painter.setPen(QPen(colour, 1))
        for number, here in enumerate(corners):
            before, after = corners[number - 1], corners[(number + 1) % 4]
            (ax, ay), (bx, by) = _towards(here, before), _towards(here, after)
            x, y = round(here[0] - off * (ax + bx)) + 0.5, round(here[1] - off * (ay + by)) + 0.5
            long = CORNER + off - OFF
            tip = QPointF(x, y)
            painter.drawPolyline([QPointF(x + long * ax, y + long * ay), tip, QPointF(x + long * bx, y + long * by)])


def _towards(here: tuple[float, float], there: tuple[float, float]) -> tuple[float, float]:
    """A step of one pixel."""
    dx, dy = there[0] - here[0], there[1] - here[1]
    far = math.hypot(dx, dy) or 1.0
    return dx / far, dy / far
