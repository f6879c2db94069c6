"""What floats over the canvas stands by the region that it acts on, in view and in its own shadow."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QEvent, QMargins, QObject, QPoint, QPointF, QRect, QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from editor.document.records import Document, Layer
from editor.pixels.geometry import Rect
from editor.ui.canvas import Canvas
from editor.ui.paced import FRAME
from editor.ui.theme.theme import Theme

GAP, MARGIN = 24, 16  # logical pixels from the region, from the edge of the view
SPREAD, LOWER = 16, 4  # of the shadow: how wide it is, how far down it falls
EDGE = 10  # logical pixels along the rim by which it is dragged
PIN = "floats/pin"  # where it was dragged to


def place(size: QSize, region: QRect, view: QRect) -> QPoint:
    """Where the upper left corner of what floats goes: beneath the region, above it, beside it, or at the view's foot.

    All in the same pixels. It never leaves the view. Where it fits nowhere by the region, it goes to the edge of the
    view where it covers the least of it.
    """
    w, h = size.width(), size.height()
    inside = view.marginsRemoved(QMargins(MARGIN, MARGIN, MARGIN, MARGIN))
    right, bottom = inside.right() + 1 - w, inside.bottom() + 1 - h
    foot = QPoint(_held(view.center().x() + 1 - w // 2, inside.left(), right), max(bottom, inside.top()))
    if not region.intersects(view):
        return foot
    x = _held(region.x() + (region.width() - w) // 2, inside.left(), right)
    y = _held(region.y() + (region.height() - h) // 2, inside.top(), bottom)
    beneath, above = region.bottom() + 1 + GAP, region.top() - GAP - h
    after, before = region.right() + 1 + GAP, region.left() - GAP - w
    for at in (QPoint(x, beneath), QPoint(x, above), QPoint(after, y), QPoint(before, y)):
        if inside.contains(QRect(at, size)):
            return at
    edges = (foot, QPoint(foot.x(), inside.top()), QPoint(right, y), QPoint(inside.left(), y))
    return min(edges, key=lambda at: _area(QRect(at, size).intersected(region)))


def pinned(size: QSize, pin: QPointF, view: QRect) -> QPoint:
    """The upper left corner of what floats at a pin: the share of the way that there is, 0 to 1 across and down."""
    inside = view.marginsRemoved(QMargins(MARGIN, MARGIN, MARGIN, MARGIN))
    across, down = max(0, inside.width() - size.width()), max(0, inside.height() - size.height())
    return QPoint(inside.left() + round(pin.x() * across), inside.top() + round(pin.y() * down))


def pin_of(at: QRect, view: QRect) -> QPointF:
    """The pin that `pinned` takes back to where something is, held inside the view."""
    inside = view.marginsRemoved(QMargins(MARGIN, MARGIN, MARGIN, MARGIN))
    across, down = max(1, inside.width() - at.width()), max(1, inside.height() - at.height())
    x, y = (at.x() - inside.left()) / across, (at.y() - inside.top()) / down
    return QPointF(min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0))


def _held(value: int, low: int, high: int) -> int:
    return max(low, min(value, high))


def _area(rect: QRect) -> int:
    return rect.width() * rect.height() if rect.isValid() else 0


class Floating(QFrame):
    """A panel over the canvas. What is done on it does not reach the canvas. Its edge can be dragged.

    `dragged` with where its upper left corner is wanted, in the canvas' pixels; `freed` by a double click on its edge.
    """

    dragged = Signal(QPoint)
    freed = Signal()

    def __init__(self, canvas: QWidget, theme: Theme, widest: int, narrowest: int) -> None:
        super().__init__(canvas)
        self._shadow = _Shadow(canvas, theme)
        if isinstance(canvas, Canvas):
            canvas.above.append(self)
        self._widest, self._narrowest = widest, narrowest
        self._held_at: QPoint | None = None
        self._there = False  # to raise it again would paint all of it anew
        self.setObjectName("floating")
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def stand(self, region: QRect, pin: QPointF | None = None) -> None:
        """Stand by the region, in the canvas' own pixels, or at the pin."""
        host = self.parentWidget()
        assert host is not None, "it stands on a canvas"
        view = host.rect()
        width = max(self._narrowest, min(self._widest, view.width() - 2 * MARGIN))
        self.fold(width)
        height = self.heightForWidth(width)
        size = QSize(width, height if height > 0 else self.sizeHint().height())
        self.setGeometry(QRect(place(size, region, view) if pin is None else pinned(size, pin, view), size))
        self._shadow.stand(self.geometry())

    def fold(self, width: int) -> None:
        """Show no more than there is room for, `width` logical pixels wide."""

    def setVisible(self, visible: bool) -> None:
        comes, self._there = visible and not self._there, visible
        super().setVisible(visible)
        self._shadow.setVisible(visible)
        if comes:
            self._shadow.raise_()
            self.raise_()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._at_edge(event.position().toPoint()):
            self._held_at = event.position().toPoint()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._held_at is not None:
            self.dragged.emit(self.mapToParent(at - self._held_at))
        else:
            free = Qt.CursorShape.OpenHandCursor if self._at_edge(at) else Qt.CursorShape.ArrowCursor
            self.setCursor(free)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held_at = None
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._at_edge(event.position().toPoint()):
            self.freed.emit()

    def _at_edge(self, at: QPoint) -> bool:
        inner = self.rect().marginsRemoved(QMargins(EDGE, EDGE, EDGE, EDGE))
        return not inner.contains(at)


class Floats(QObject):
    """Keeps what floats by its region while the canvas is moved, zoomed or resized; or where it was pinned to."""

    def __init__(self, canvas: Canvas, settings: QSettings, *floats: Floating) -> None:
        super().__init__(canvas)
        self._canvas, self._settings, self._floats = canvas, settings, floats
        self._region: tuple[Document, Layer, Rect] | None = None
        self._pin = _stored_pin(settings)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.stand)
        self._later = QTimer(self, singleShot=True, interval=FRAME)
        self._later.timeout.connect(self.stand)
        canvas.looked.connect(self._soon.start)
        canvas.hear(lambda _event: self._soon.start(), QEvent.Type.Resize)
        for one in floats:
            one.installEventFilter(self)
            one.dragged.connect(lambda corner, one=one: self._pin_to(QRect(corner, one.size())))
            one.freed.connect(self.free)

    @property
    def are_pinned(self) -> bool:
        """Whether they stay where they were dragged to."""
        return self._pin is not None

    def follow(self, document: Document, layer: Layer | None, region: Rect) -> None:
        """Stand by this region of the layer, in its pixels; without a layer at the foot of the view.

        A frame later: the picture has changed, and is painted first.
        """
        self._region = None if layer is None else (document, layer, region)
        self._later.start()

    def stand(self) -> None:
        """Where they belong, now."""
        self._soon.stop()
        self._later.stop()
        for one in self._floats:
            if not one.isHidden():
                one.stand(self._on_screen(), self._pin)

    def toggle(self) -> None:
        """Stay where they are, whatever region they act on, also after the next start; or follow it again."""
        if self.are_pinned:
            self.free()
            return
        for one in self._floats:
            if not one.isHidden():
                self._pin_to(one.geometry())

    def free(self) -> None:
        """Follow the region again."""
        self._pin = None
        self._settings.remove(PIN)
        self.stand()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._soon.start()
        elif event.type() == QEvent.Type.LayoutRequest:
            self._later.start()
        return super().eventFilter(watched, event)

    def _pin_to(self, at: QRect) -> None:
        self._pin = pin_of(at, self._canvas.rect())
        self._settings.setValue(PIN, [self._pin.x(), self._pin.y()])
        self.stand()

    def _on_screen(self) -> QRect:
        if self._region is None:
            return QRect()
        document, layer, region = self._region
        shown = document.placed(layer).then(self._canvas.view.to_widget).bounds(region)
        return QRect(*shown)


def _stored_pin(settings: QSettings) -> QPointF | None:
    stored = settings.value(PIN)
    try:
        x, y = (min(max(float(share), 0.0), 1.0) for share in stored)  # type: ignore[union-attr]
    except (TypeError, ValueError):
        return None
    return QPointF(x, y)


class _Shadow(QWidget):
    """A soft square shadow, drawn beneath from one picture that is made once."""

    def __init__(self, canvas: QWidget, theme: Theme) -> None:
        super().__init__(canvas)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def stand(self, at: QRect) -> None:
        self.setGeometry(at.marginsAdded(QMargins(SPREAD, SPREAD, SPREAD, SPREAD)).translated(0, LOWER))

    def paintEvent(self, event: QPaintEvent) -> None:
        area = event.rect()
        with QPainter(self) as painter:
            painter.drawImage(area, _shadow(self._theme.tokens.shadow, self.width(), self.height()), area)


@lru_cache(4)
def _shadow(percent: int, w: int, h: int) -> QImage:
    """Drawn once for each size: a brush goes through it at every move."""
    image, soft, side = QImage(w, h, QImage.Format.Format_ARGB32_Premultiplied), _soft(percent), 2 * SPREAD
    image.fill(0)
    columns = (0, 0, side, side), (side, side, w - 2 * side, 1), (w - side, side + 1, side, side)
    rows = (0, 0, side, side), (side, side, h - 2 * side, 1), (h - side, side + 1, side, side)
    with QPainter(image) as painter:
        for x, sx, width, from_w in columns:
            for y, sy, height, from_h in rows:
                if (x, y) != (side, side):  # the middle is covered
                    painter.drawImage(QRect(x, y, width, height), soft, QRect(sx, sy, from_w, from_h))
    return image


@lru_cache(4)
def _soft(percent: int) -> QImage:
    """The corners of the shadow and one pixel of each side between: black, falling to nothing with the square."""
    side = 4 * SPREAD + 1
    along = np.arange(side)
    out = (2 * SPREAD - np.minimum(along, side - 1 - along)).clip(0)
    away = ((np.hypot(out[:, None], out) - SPREAD) / SPREAD).clip(0, 1)
    pixels = np.zeros((side, side, 4), np.uint8)
    pixels[..., 3] = np.rint(2.55 * percent * (1 - away) ** 2)
    return QImage(pixels.data, side, side, 4 * side, QImage.Format.Format_ARGB32_Premultiplied).copy()
