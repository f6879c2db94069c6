"""Draws over the pictures: marks of a gesture, frames with name and size, notes, the brush's outline."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QImage, QPainter, QPen, QPolygonF

from editor.document.records import Frame, Note
from editor.pixels.geometry import Affine, Rect
from editor.session.marks import Box, Foot, Grip, Guide, Handles, Hatch, Label, Line, Mark
from editor.ui.theme.fonts import font
from editor.ui.theme.tokens import DARK, Tokens
from editor.ui.viewport.painting import to_qt

ACCENT = QColor(DARK.accent)  # on pictures the dark theme's, in both themes
EDGE = QColor("#0A7A91")
STRIP = QColor("#263133")  # the panel with a tenth of the accent
SHADE = QColor(0, 0, 0, 191)
NARROWEST = 48  # pixels of a frame that still has its label
NOTE = 240.0  # units across a note, in which its words are set
INSET, LEGIBLE = 12.0, 0.3  # units; the scale from which on words are drawn
HANDLE = 9.0
BELOW = 22.0  # from a border to the middle of the size beneath it
GRIP, ROOM = (36.0, 7.0), 72  # the bar of a side, and the length of one that has it
FOOT = 24.0  # height of what is said inside a picture
DASH = (4.0, 4.0)
PARTS = 2  # places of a brush within a pixel, along each side
RING = 1024  # pixels up to which the outline of a brush is kept as a picture
STRIPES = 9.0  # pixels from one line of a hatch to the next


def paint_marks(painter: QPainter, marks: Iterable[Mark], to_widget: Affine) -> None:
    """`painter` has the widget's pixels, `to_widget` maps canvas pixels to those."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for mark in marks:
        if isinstance(mark, Box):
            _path(painter, _corners(mark.rect, to_widget), mark.style, closed=True)
        elif isinstance(mark, Line):
            _path(painter, _mapped(mark.points, to_widget), mark.style, closed=mark.closed)
        elif isinstance(mark, Hatch):
            _hatch(painter, _corners(mark.rect, to_widget))
        elif isinstance(mark, Handles):
            _handles(painter, _mapped(mark.corners, to_widget))
        elif isinstance(mark, Grip):
            _grip(painter, *_mapped((mark.start, mark.end), to_widget), hot=mark.hot)
        elif isinstance(mark, Label):
            at = QPointF(*to_widget.apply(mark.x, mark.y))
            _label(painter, at + QPointF(0, BELOW) if mark.below else at, mark.text)
        else:
            assert isinstance(mark, Guide)
            painter.setPen(QPen(ACCENT, 1))
            painter.drawLine(QPointF(*to_widget.apply(mark.x1, mark.y1)), QPointF(*to_widget.apply(mark.x2, mark.y2)))


def paint_notes(painter: QPainter, notes: Iterable[Note], to_widget: Affine, tokens: Tokens) -> None:
    """Cards that zoom with the board, their words too; the first line stands out."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for note in notes:
        scale = note.rect.w * to_widget.scale / NOTE
        if scale * NOTE < 2:
            continue
        painter.save()
        painter.setTransform(to_qt(Affine.translation(note.rect.x, note.rect.y).then(to_widget)))
        painter.scale(note.rect.w / NOTE, note.rect.w / NOTE)
        card = QRectF(0, 0, NOTE, note.rect.h * NOTE / note.rect.w)
        edge = QPen(QColor(tokens.hair), 1)
        edge.setCosmetic(True)
        painter.setPen(edge)
        painter.setBrush(QColor(tokens.floating))
        painter.drawRoundedRect(card, 5, 5)
        if scale > LEGIBLE:
            _note_words(painter, card.adjusted(INSET, INSET, -INSET, -INSET), note.text, tokens)
        painter.restore()


def _note_words(painter: QPainter, area: QRectF, text: str, tokens: Tokens) -> None:
    head, _, rest = text.partition("\n")
    wrapped = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    painter.setClipRect(area)
    for words, face, colour in ((head, font(13, 600), tokens.high), (rest, font(12), tokens.mid)):
        painter.setFont(face)
        painter.setPen(QColor(colour))
        painter.drawText(area, wrapped, words)
        area.setTop(painter.boundingRect(area, wrapped, words or " ").bottom() + 2)


def paint_frames(
    painter: QPainter, frames: Iterable[Frame], to_widget: Affine, tokens: Tokens, target: Collection[str] = ()
) -> None:
    """Edges one pixel wide outside of the frame, name and size above its upper left corner; of a target in accent."""
    for frame in frames:
        outline = _corners(frame.rect, to_widget)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, outline[0].y() != outline[1].y())
        painter.setPen(QPen(ACCENT if frame.id in target else QColor(tokens.hair), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolygon(QPolygonF([point + QPointF(-0.5, -0.5) for point in outline]))
        top = min(outline, key=lambda point: (point.y(), point.x()))
        if QPolygonF(outline).boundingRect().width() >= NARROWEST:
            _frame_label(painter, top, frame, tokens, target=frame.id in target)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


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


def foot_box(foot: Foot, to_widget: Affine) -> QRectF:
    """Where its foot is in the widget: the lowest 24 pixels of the picture, empty where that is too small."""
    box = QPolygonF(_corners(foot.rect, to_widget)).boundingRect()
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


def _frame_label(painter: QPainter, corner: QPointF, frame: Frame, tokens: Tokens, *, target: bool) -> None:
    size = frame.pixels or frame.rect.size
    name, at = font(11, 600 if target else 500), corner + QPointF(0, -8)
    painter.setFont(name)
    painter.setPen(QColor(tokens.accent_text if target else tokens.mid))
    painter.drawText(at, frame.name)
    across = QFontMetricsF(name).horizontalAdvance(frame.name)
    painter.setFont(font(11, tabular=True))
    painter.setPen(QColor(tokens.low))
    painter.drawText(at + QPointF(across + 6 if frame.name else 0, 0), f"{size.w} × {size.h}")


def _corners(rect: Rect, to_widget: Affine) -> list[QPointF]:
    corners = ((rect.x, rect.y), (rect.right, rect.y), (rect.right, rect.bottom), (rect.x, rect.bottom))
    return _mapped(corners, to_widget)


def _mapped(points: Sequence[tuple[float, float]], to_widget: Affine) -> list[QPointF]:
    return [QPointF(*to_widget.apply(x, y)) for x, y in points]


def _path(painter: QPainter, points: list[QPointF], style: str, *, closed: bool) -> None:
    """A line that can be seen on anything: light or coloured, over dark."""
    line = QPolygonF(points)
    colour = {"mask": Qt.GlobalColor.white, "source": Qt.GlobalColor.white}.get(style, ACCENT)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(SHADE, 3 if style != "mask" else 1), QPen(colour, 1)):
        if style == "mask" and pen.color() != SHADE:
            pen.setDashPattern(DASH)
        painter.setPen(pen)
        if closed:
            painter.drawPolygon(line)
        else:
            painter.drawPolyline(line)


def _hatch(painter: QPainter, outline: list[QPointF]) -> None:
    shape = QPolygonF(outline)
    line = QColor(ACCENT)
    line.setAlphaF(0.5)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(STRIP)
    painter.drawPolygon(shape)
    box = shape.boundingRect()
    painter.save()
    painter.setClipRect(box) if _upright(outline) else painter.setClipRegion(shape.toPolygon())
    painter.setPen(QPen(line, 1))
    step, shown = STRIPES * 2**0.5, box.intersected(QRectF(painter.viewport()))
    first = int((shown.left() + shown.top()) // step)
    last = int((shown.right() + shown.bottom()) // step) + 1
    for number in range(first, last + 1):
        across = number * step
        painter.drawLine(QPointF(across - shown.top(), shown.top()), QPointF(across - shown.bottom(), shown.bottom()))
    painter.restore()


def _upright(outline: list[QPointF]) -> bool:
    return outline[0].y() == outline[1].y() and outline[0].x() == outline[3].x()


def _handles(painter: QPainter, corners: list[QPointF]) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ACCENT, 1))
    painter.drawPolygon(QPolygonF(corners))
    painter.setPen(QPen(EDGE, 1))
    painter.setBrush(QBrush(Qt.GlobalColor.white))
    for corner in corners:
        x, y = round(corner.x()) + 0.5, round(corner.y()) + 0.5
        painter.drawRoundedRect(QRectF(x - HANDLE / 2, y - HANDLE / 2, HANDLE - 1, HANDLE - 1), 2, 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _grip(painter: QPainter, start: QPointF, end: QPointF, *, hot: bool) -> None:
    """A bar along the side, where there is room for it between the corners."""
    side = QLineF(start, end)
    if side.length() < ROOM:
        return
    painter.save()
    painter.translate(side.center())
    painter.rotate(-side.angle())
    painter.setPen(QPen(EDGE, 1))
    painter.setBrush(QBrush(ACCENT if hot else Qt.GlobalColor.white))
    painter.drawRoundedRect(QRectF(-GRIP[0] / 2, -GRIP[1] / 2, *GRIP), GRIP[1] / 2, GRIP[1] / 2)
    painter.restore()


def _label(painter: QPainter, at: QPointF, text: str) -> None:
    """A pill of 20 pixels about a place."""
    kind = font(11, 500, tabular=True)
    width = QFontMetricsF(kind).horizontalAdvance(text) + 16
    pill = QRectF(round(at.x() - width / 2), round(at.y() - 10), round(width), 20)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(DARK.floating))
    painter.drawRoundedRect(pill, 5, 5)
    painter.setPen(QColor(DARK.high))
    painter.setFont(kind)
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
    painter.setBrush(Qt.BrushStyle.NoBrush)
