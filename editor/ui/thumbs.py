"""The thumbs of the candidates in view, painted in a row: number, ring, what is kept aside, and a cell for more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from editor.pixels.display import displayed
from editor.pixels.geometry import Rect, Size
from editor.session.record import Shown
from editor.ui.theme import icons, shapes
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

THUMB = QSize(120, 90)
BETWEEN, TILE, RADIUS = 6, 18, 3
AROUND = 3  # logical pixels about the thumbs, for the ring
ENOUGH = 4  # pixels of a picture along each side of one of its thumb: more are not looked at


class Cell(NamedTuple):
    """One candidate: its picture, and whether it is kept aside."""

    picture: QImage
    kept: bool


class Thumbs(QWidget):
    """`chosen(number)` from 1 when one is clicked, `stepped(by)` by the arrow keys, `more` by the last cell."""

    chosen = Signal(int)
    stepped = Signal(int)
    more = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._cells: Sequence[Cell] = ()
        self._at, self._words, self._busy, self._hot = 0, "", False, -1
        self.setFixedHeight(THUMB.height() + 2 * AROUND)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Candidates"))

    def show_cells(self, cells: Sequence[Cell], at: int, words: str, *, busy: bool) -> None:
        """`at` counts from 0; `words` stand in the last cell, which asks for more unless it is `busy`."""
        self._cells, self._at, self._words, self._busy = cells, at, words, busy
        self.setAccessibleDescription(self.tr("Candidate {0} of {1}").format(at + 1, len(cells)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(5 * THUMB.width() + 4 * BETWEEN + 2 * AROUND, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            for index, at in self._places():
                self._paint_cell(painter, index, at)
            self._paint_more(painter, self._last())
            if self.hasFocus():
                shapes.ring(painter, self.rect(), 6, self._theme.tokens.accent_text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self._under(event.position())
        if 0 <= index < len(self._cells):
            self.chosen.emit(index + 1)
        elif index == len(self._cells) and not self._busy:
            self.more.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hot = self._under(event.position())
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hot = -1
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
        elif Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9:
            self.chosen.emit(event.key() - Qt.Key.Key_0)
        else:
            super().keyPressEvent(event)

    def _places(self) -> list[tuple[int, QRect]]:
        """Those that there is room for, about the current one."""
        room = max(1, (self.width() - 2 * AROUND + BETWEEN) // (THUMB.width() + BETWEEN) - 1)  # one is for more
        first = max(0, min(self._at - room // 2, len(self._cells) - room))
        shown = range(first, min(len(self._cells), first + room))
        return [(index, self._place(place)) for place, index in enumerate(shown)]

    def _place(self, place: int) -> QRect:
        return QRect(AROUND + place * (THUMB.width() + BETWEEN), AROUND, THUMB.width(), THUMB.height())

    def _last(self) -> QRect:
        return self._place(len(self._places()))

    def _under(self, at: QPointF) -> int:
        point = at.toPoint()
        if self._last().contains(point):
            return len(self._cells)
        return next((index for index, place in self._places() if place.contains(point)), -1)

    def _paint_cell(self, painter: QPainter, index: int, at: QRect) -> None:
        tokens, cell = self._theme.tokens, self._cells[index]
        painter.drawImage(at, cell.picture)
        if index == self._at:
            shapes.ring(painter, at.adjusted(-AROUND, -AROUND, AROUND, AROUND), 5, tokens.accent)
        tile = QRect(at.left() + 6, at.top() + 6, TILE, TILE)
        shapes.fill(painter, tile, RADIUS, "#000000")
        painter.setFont(font(11, 600, tabular=True))
        painter.setPen(QColor("#FFFFFF"))
        painter.drawText(tile, Qt.AlignmentFlag.AlignCenter, str(index + 1))
        if cell.kept:
            mark = QRect(at.right() - 5 - TILE, at.top() + 6, TILE, TILE)
            shapes.fill(painter, mark, RADIUS, "#000000")
            icons.paint(painter, "bookmark", mark.adjusted(3, 3, -3, -3), "#FFFFFF")

    def _paint_more(self, painter: QPainter, at: QRect) -> None:
        tokens = self._theme.tokens
        hot = self._hot == len(self._cells) and not self._busy
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.hair), 1))
        painter.setBrush(QColor(tokens.pressed) if hot else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(at).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.restore()
        name = "loader-circle" if self._busy else "plus"
        icons.paint(painter, name, QRect(at.center().x() - 7, at.center().y() - 18, 16, 16), tokens.mid)
        painter.setFont(font(11, tabular=True))
        painter.setPen(QColor(tokens.low))
        words = at.adjusted(4, at.height() // 2 + 2, -4, 0)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(words, int(flags), self._words)


def thumb(shown: Shown, ratio: float) -> QImage:
    """The candidate around what changes, as large as a thumb on a screen of `ratio` device pixels to each."""
    pixels, alpha = shown.fitted.pixels, shown.fitted.alpha
    crop = _around(alpha)
    w, h = round(THUMB.width() * ratio), round(THUMB.height() * ratio)
    step = max(1, min(crop.w // w, crop.h // h) // ENOUGH)
    cut = np.ascontiguousarray(pixels[crop.slices][::step, ::step])
    small = cv2.resize(cut, _cover(crop.size, w, h), interpolation=cv2.INTER_AREA)
    top, left = (small.shape[0] - h) // 2, (small.shape[1] - w) // 2
    small = np.ascontiguousarray(small[top : top + h, left : left + w])
    if small.shape[2] == 3:
        small = cv2.cvtColor(small, cv2.COLOR_RGB2RGBA)
    shape = displayed(small).pixels
    image = QImage(shape.data, w, h, 4 * w, QImage.Format.Format_ARGB32_Premultiplied).copy()
    image.setDevicePixelRatio(ratio)
    return image


def _around(alpha: np.ndarray) -> Rect:
    """What shows, with a quarter of it on each side, within the crop."""
    h, w = alpha.shape
    box = Rect(*cv2.boundingRect(alpha))
    if box.empty:
        return Rect(0, 0, w, h)
    return box.grown(box.w // 4 + 1, box.h // 4 + 1).intersected(Rect(0, 0, w, h))


def _cover(size: Size, w: int, h: int) -> tuple[int, int]:
    """The smallest size of these proportions that covers w x h."""
    scale = max(w / size.w, h / size.h)
    return max(w, round(size.w * scale)), max(h, round(size.h * scale))
