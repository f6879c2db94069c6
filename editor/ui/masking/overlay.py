"""The masks of a document over its pictures: a tint or black and white, marching edges, bands, the region's corners."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QObject, QPointF, QRect, QRectF
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QPen, QPixmap, QTransform

from editor.document.records import Document, Mask
from editor.pixels.geometry import Affine, Rect
from editor.pixels.tiles import SIDE
from editor.ui.masking.ants import SHADE, Ants
from editor.ui.masking.apart import CORNER, OFF, Region, apart, drawn, reach
from editor.ui.masking.edges import MaskEdges, level_of
from editor.ui.masking.images import MaskImages, plain, tinted
from editor.ui.navigation import Navigation
from editor.ui.theme.tokens import MASKS
from editor.ui.viewport.painting import to_qt

STRENGTH = 0.42  # how opaque the tint is where all is marked
HATCH = 13  # pixels of the screen from one line of a band to the next, along a row


class MaskLook(NamedTuple):
    """How masks look: at all, as white on black in the place of a tint, and the name of the tint in MASKS."""

    shown: bool = True
    plain: bool = False
    colour: str = "accent"


class MaskOverlay(QObject):
    """What it draws is on `canvas`, which is told where it is to be painted anew."""

    def __init__(self, canvas: Navigation) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._look = MaskLook()
        self.region: Region | None = None  # what an engine is to see: its corners are drawn, and its band
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
            self._images.colours = plain() if look.plain else tinted(MASKS[look.colour], STRENGTH)
            self._canvas.update()

    def close(self) -> None:
        self._images.close()
        self._edges.close()

    def paint(
        self, painter: QPainter, document: Document, to_widget: Affine, area: QRect, *, resting: bool, without: str = ""
    ) -> list[QRect]:
        """Draw what is to be seen of them in `area` of the canvas, `without` the mask of that id, which is shown
        otherwise. Edges are followed while it is `resting`. Where they are others than before, is given back."""
        shown = drawn(document, without)
        edges, seen = [], Rect(area.x(), area.y(), area.width(), area.height())
        for mask, to_canvas in shown.values() if self._look.shown else ():
            placed, region = to_canvas.then(to_widget), self.region
            if self._look.plain:
                _filled(painter, reach(document, mask), placed)
            self._paint_mask(painter, mask, placed, seen)
            here = region if region and region.target == mask.target else None
            edge = self._edges.edge(mask, placed.scale, here.band if here else 0, ask=resting)
            if edge is not None:
                edges.append((edge, placed))
                _paint_band(painter, edge.band, reach(document, mask), placed)
            if here is not None:
                _paint_corners(painter, here.rect, placed)
        self._edges.keep(shown)
        others = self.ants.show(edges)
        self.ants.paint(painter)
        return others

    def apart(self, before: Document, after: Document, to_widget: Affine, without: str = "") -> list[QRect]:
        """Where the canvas is to be painted anew for the masks of another document."""
        return apart(before, after, to_widget, self.region, plain=self._look.plain, without=without)

    def _paint_mask(self, painter: QPainter, mask: Mask, placed: Affine, seen: Rect) -> None:
        """The innermost loop of a stroke: plain numbers, since a brush touches a dozen tiles at every move."""
        level, images = level_of(placed.scale), self._images
        to_widget, to_level = _maps(placed, level, mask.x, mask.y)
        area = to_level.bounds(seen.grown(1)).intersected(mask.tiles.level_size(level).rect)
        if area.empty:
            return
        painter.setTransform(to_widget)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        side, held = SIDE >> level, mask.tiles.map
        width, height = mask.tiles.size.w / (1 << level), mask.tiles.size.h / (1 << level)
        x, y, right, bottom = area.x, area.y, area.right, area.bottom
        exact = placed[:4] == (1, 0, 0, 1) and self._canvas.devicePixelRatioF() == 1
        for ty in range(y // side, -(-bottom // side)):
            top, low = max(0, y - ty * side), min(side, bottom - ty * side)
            for tx in range(x // side, -(-right // side)):
                tile, near, far = held.get((tx, ty)), max(0, x - tx * side), min(side, right - tx * side)
                place, part = (mask.id, tx, ty, level), (near, top, far, low)
                values = None if tile is None else images.values(place, tile, part)
                if values is None:
                    continue
                image = images.image(values, near, top)
                if exact:
                    painter.drawImage(tx * side + near, ty * side + top, image, near, top, far - near, low - top)
                else:  # of a part alone, pixels could come to lie elsewhere: the rest is not in what is painted
                    whole = QRectF(0, 0, min(side, width - tx * side), min(side, height - ty * side))
                    painter.drawImage(whole.translated(tx * side, ty * side), image, whole)
        painter.resetTransform()


@lru_cache(8)
def _maps(placed: Affine, level: int, x: int, y: int) -> tuple[QTransform, Affine]:
    """From a level of a mask at (x, y) to the widget's pixels, and back."""
    forth = Affine.scaling(1 << level).then(Affine.translation(x, y)).then(placed)
    return to_qt(forth), forth.inverted()


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
