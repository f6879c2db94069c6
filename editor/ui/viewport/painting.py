"""Paints pictures of a scene with QPainter: groups, modes, opacity; what is not there is asked for and stood in."""

from __future__ import annotations

import math
from collections.abc import Mapping

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QPolygonF, QTransform

from editor.document.records import Layer
from editor.pixels.geometry import Affine, Rect, Size
from editor.ui.viewport.pictures import BORDER, EDGED, LARGEST, PART, Key, Pictures, part_rect, whole_key
from editor.ui.viewport.places import FLAT, LARGE, TURNED, UPRIGHT
from editor.ui.viewport.scene import Row, Scene, Seen, Span

EDGE = 2  # device pixels beside a picture that its smooth edge may reach
HATCH = QColor(0x9E, 0x9E, 0x9E)
Modes = QPainter.CompositionMode
NORMAL = Modes.CompositionMode_SourceOver
MODES = {
    "normal": NORMAL,
    "multiply": Modes.CompositionMode_Multiply,
    "screen": Modes.CompositionMode_Screen,
    "overlay": Modes.CompositionMode_Overlay,
    "darken": Modes.CompositionMode_Darken,
    "lighten": Modes.CompositionMode_Lighten,
    "hard-light": Modes.CompositionMode_HardLight,
    "difference": Modes.CompositionMode_Difference,
}
NEAR = {  # shown until the exact composition is there
    "color-dodge": Modes.CompositionMode_ColorDodge,
    "color-burn": Modes.CompositionMode_ColorBurn,
    "soft-light": Modes.CompositionMode_SoftLight,
    "exclusion": Modes.CompositionMode_Exclusion,
}


Stamp = tuple[int, int, QImage]
"""What a picture looks like in its place, opacity and all, and where that begins in device pixels: left, top."""

Stamps = Mapping[int, Stamp]
NONE: Stamps = {}


class Pass:
    """One painting of some of the pictures; the painter has the scene moved by (dx, dy).

    A picture of which there is a stamp, by its index, is painted by that.
    """

    def __init__(
        self,
        scene: Scene,
        pictures: Pictures,
        seen: Seen,
        painter: QPainter,
        rect: Rect,
        dx: int,
        dy: int,
        stamps: Stamps | None = None,
    ) -> None:
        self._stamps = stamps or NONE
        self._scene, self._pictures, self._seen = scene, pictures, seen
        self._painter, self._rect, self._dx, self._dy = painter, rect, dx, dy
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)

    def paint(self, rows: list[Row], spans: list[Span]) -> None:
        if not spans:
            self._leaves(rows)
            return
        done = 0
        for at, span in enumerate(spans):
            if span.start < done:
                continue  # within the one before
            self._leaves([row for row in rows if done <= row[0] < span.start])
            members = [row for row in rows if span.start <= row[0] < span.end]
            if members:
                inner = [other for other in spans[at + 1 :] if other.end <= span.end and other.start >= span.start]
                self._group(span.group, members, inner)
            done = span.end
        self._leaves([row for row in rows if row[0] >= done])

    def _group(self, group: Layer, members: list[Row], inner: list[Span]) -> None:
        rect, painter = self._rect, self._painter
        image = transparent(rect)
        if group.pass_through:
            with QPainter(image) as copy:
                copy.drawImage(0, 0, painter.device(), rect.x + self._dx, rect.y + self._dy, rect.w, rect.h)  # type: ignore[arg-type]
        with QPainter(image) as onto:
            Pass(self._scene, self._pictures, self._seen, onto, rect, -rect.x, -rect.y).paint(members, inner)
        fade = self._group_mask(group)
        if group.pass_through:
            self._fade(image, fade, group.opacity)
            return
        if fade is not None:
            with QPainter(image) as onto:
                onto.setCompositionMode(Modes.CompositionMode_DestinationIn)
                onto.drawImage(0, 0, fade)
        painter.setOpacity(group.opacity)
        painter.setCompositionMode(MODES.get(group.blend) or NEAR.get(group.blend, NORMAL))
        painter.drawImage(rect.x + self._dx, rect.y + self._dy, image)
        painter.setCompositionMode(NORMAL)
        painter.setOpacity(1.0)

    def _fade(self, after: QImage, mask: QImage | None, opacity: float) -> None:
        """From what was there to `after`, as far as mask and opacity let it."""
        share = transparent(self._rect)
        with QPainter(share) as painter:
            painter.setOpacity(opacity)
            if mask is None:
                painter.fillRect(share.rect(), Qt.GlobalColor.black)
            else:
                painter.drawImage(0, 0, mask)
        with QPainter(after) as painter:
            painter.setCompositionMode(Modes.CompositionMode_DestinationIn)
            painter.drawImage(0, 0, share)
        x, y = self._rect.x + self._dx, self._rect.y + self._dy
        self._painter.setCompositionMode(Modes.CompositionMode_DestinationOut)
        self._painter.drawImage(x, y, share)
        self._painter.setCompositionMode(Modes.CompositionMode_Plus)
        self._painter.drawImage(x, y, after)
        self._painter.setCompositionMode(NORMAL)

    def _group_mask(self, group: Layer) -> QImage | None:
        """A group's mask in the rectangle, as the alpha of a picture."""
        mask = group.mask
        if mask is None or not mask.enabled:
            return None
        placed = self._scene.document.placed(group).then(self._seen.to_device)
        inverse = placed.inverted()
        area = inverse.bounds(self._rect).grown(2)
        level = max(0, math.floor(math.log2(max(inverse.scale, 1.0))))
        scale = 1 << level
        coarse = Rect.from_edges(area.x / scale, area.y / scale, area.right / scale, area.bottom / scale)
        values = mask.tiles.crop(coarse.translated(-(mask.x >> level), -(mask.y >> level)), level)
        alpha = QImage(values.data, values.shape[1], values.shape[0], values.shape[1], QImage.Format.Format_Alpha8)
        image = transparent(self._rect)
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setTransform(to_qt(placed, -self._rect.x, -self._rect.y))
            painter.drawImage(QRectF(coarse.x * scale, coarse.y * scale, coarse.w * scale, coarse.h * scale), alpha)
        return image

    def _leaves(self, rows: list[Row]) -> None:
        """The innermost loop of all that is shown: nothing is called that need not be."""
        layers, painter, affines = self._scene.layers, self._painter, self._seen.affines
        get, draw, dx, dy = self._pictures.get, painter.drawImage, self._dx, self._dy
        left, top, across, down = self._rect.grown(EDGE)
        right, bottom = left + across, top + down
        stamps, opacity = self._stamps, 1.0
        for index, x, y, w, h, level, number, way in rows:
            if x > right or y > bottom or x + w < left or y + h < top:
                continue
            if index in stamps:
                if opacity != 1.0:
                    painter.setOpacity(opacity := 1.0)
                west, north, stamp = stamps[index]
                draw(west + dx, north + dy, stamp)
                continue
            layer = layers[index]
            if layer.opacity != opacity:
                opacity = layer.opacity
                painter.setOpacity(opacity)
            image = get((number, level, -2, -2) if level or way else (number, 0, -1, -1))
            if image is None or way > TURNED or layer.blend != "normal":
                if not way & FLAT:
                    self._leaf(layer, affines[index].tolist(), level, number, way)
            elif way == UPRIGHT:
                draw(QRectF(x + dx, y + dy, w, h), image)
            else:
                tiles = layer.pixels
                assert tiles is not None
                a, b, c, d, e, f = affines[index].tolist()
                painter.setTransform(QTransform(a, b, c, d, e + dx, f + dy))
                draw(_edged_frame(tiles.size, image), image)
                painter.resetTransform()
        if opacity != 1.0:
            painter.setOpacity(1.0)

    def _leaf(self, layer: Layer, map: list[float], level: int, number: int, way: int) -> None:
        """One that is turned, blended, magnified, in parts or not there yet."""
        painter, tiles = self._painter, layer.pixels
        assert tiles is not None
        a, b, c, d, e, f = map
        painter.setTransform(QTransform(a, b, c, d, e + self._dx, f + self._dy))
        painter.setCompositionMode(MODES.get(layer.blend) or NEAR.get(layer.blend, NORMAL))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not way & LARGE)
        size = tiles.level_size(level)
        if max(size) > (LARGEST if way & TURNED else PART):
            self._parts(layer, level, number, size, painter.transform())
        else:
            self._all(layer, whole_key(number, level, plain=not (level or way)))
        painter.resetTransform()
        painter.setCompositionMode(NORMAL)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)

    def _all(self, layer: Layer, key: Key) -> None:
        """All of a layer from one picture, or from what stands in for it."""
        assert layer.pixels is not None
        image, size = self._pictures.get(key), layer.pixels.size
        if image is not None:
            self._painter.drawImage(_frame(size, image, key), image)
            return
        self._pictures.want(key, layer)
        found = self._pictures.stand_in(key[0])
        coarse = None if found is None else self._pictures.get(found)
        if coarse is not None and found is not None:
            edge = BORDER if found[2:] == EDGED else 0  # far wider than that of what will come: it would stay behind
            inner = QRectF(coarse.rect().adjusted(edge, edge, -edge, -edge))
            self._painter.drawImage(QRectF(0, 0, *size), coarse, inner)
        elif self._pictures.lost(key):
            self._hatch(QRectF(0, 0, *size))

    def _parts(self, layer: Layer, level: int, number: int, size: Size, transform: QTransform) -> None:
        """A large layer by parts, those that are seen; coarse where they are not there yet."""
        inverse, _ = transform.inverted()
        area = inverse.mapRect(QRectF(*self._rect.translated(self._dx, self._dy)))
        scale, full = 1 << level, PART << level
        assert layer.pixels is not None
        columns = range(max(0, math.floor(area.left() / full)), min(-(-size.w // PART), math.ceil(area.right() / full)))
        rows = range(max(0, math.floor(area.top() / full)), min(-(-size.h // PART), math.ceil(area.bottom() / full)))
        for row in rows:
            for column in columns:
                part = part_rect(size, column, row)
                right = min(part.right * scale, layer.pixels.size.w)
                bottom = min(part.bottom * scale, layer.pixels.size.h)
                target = QRectF(part.x * scale, part.y * scale, right - part.x * scale, bottom - part.y * scale)
                self._part(layer, (number, level, column, row), target)

    def _part(self, layer: Layer, key: Key, target: QRectF) -> None:
        image = self._pictures.get(key)
        if image is not None:
            self._painter.drawImage(target, image)
            return
        self._pictures.want(key, layer)
        found = self._pictures.stand_in(key[0])
        coarse = None if found is None else self._pictures.get(found)
        assert layer.pixels is not None
        if coarse is not None and found is not None:
            frame = _frame(layer.pixels.size, coarse, found)
            across, down = coarse.width() / frame.width(), coarse.height() / frame.height()
            x, y = (target.x() - frame.x()) * across, (target.y() - frame.y()) * down
            self._painter.drawImage(target, coarse, QRectF(x, y, target.width() * across, target.height() * down))
        elif self._pictures.lost(key):
            self._hatch(target)

    def _hatch(self, where: QRectF) -> None:
        """Where a layer lies that cannot be read: so that it is not taken for an empty place."""
        painter = self._painter
        transform = painter.transform()
        outline = transform.map(QPolygonF(where))
        painter.resetTransform()
        painter.setPen(QPen(HATCH, 1, Qt.PenStyle.DashLine))
        painter.setBrush(QBrush(HATCH, Qt.BrushStyle.BDiagPattern))
        painter.drawPolygon(outline)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setTransform(transform)


def _frame(size: Size, image: QImage, key: Key) -> QRectF:
    """Where the image of a whole layer goes in the layer's own pixels."""
    return QRectF(0, 0, *size) if key[2:] != EDGED else _edged_frame(size, image)


def _edged_frame(size: Size, image: QImage) -> QRectF:
    x, y = (BORDER * side / (long - 2 * BORDER) for side, long in ((size.w, image.width()), (size.h, image.height())))
    return QRectF(-x, -y, size.w + 2 * x, size.h + 2 * y)


def transparent(rect: Rect) -> QImage:
    image = QImage(rect.w, rect.h, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    return image


def to_qt(affine: Affine, dx: float = 0.0, dy: float = 0.0) -> QTransform:
    return QTransform(affine.a, affine.b, affine.c, affine.d, affine.e + dx, affine.f + dy)
