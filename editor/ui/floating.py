"""What floats over the canvas stands by the region that it acts on, in view and in its own shadow."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QEvent, QMargins, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from editor.document.records import Document, Layer
from editor.pixels.geometry import Rect
from editor.ui.canvas import Canvas
from editor.ui.theme.theme import Theme

GAP, MARGIN = 24, 16  # logical pixels from the region, from the edge of the view
SPREAD, LOWER = 16, 4  # of the shadow: how wide it is, how far down it falls


def place(size: QSize, region: QRect, view: QRect) -> QPoint:
    """Where the upper left corner of what floats goes: beneath the region, above it, beside it, or at the view's foot.

    All in the same pixels. It never leaves the view, and covers the region only where nothing else is possible.
    """
    w, h = size.width(), size.height()
    inside = view.marginsRemoved(QMargins(MARGIN, MARGIN, MARGIN, MARGIN))
    x = _held(region.x() + (region.width() - w) // 2, inside.left(), inside.right() + 1 - w)
    foot = QPoint(
        _held(view.x() + (view.width() - w) // 2, inside.left(), inside.right() + 1 - w), inside.bottom() + 1 - h
    )
    if not region.intersects(view):
        return foot
    below, above = region.bottom() + 1 + GAP, region.top() - GAP - h
    if inside.top() <= below <= inside.bottom() + 1 - h:
        return QPoint(x, below)
    if inside.top() <= above <= inside.bottom() + 1 - h:
        return QPoint(x, above)
    y = _held(region.y() + (region.height() - h) // 2, inside.top(), inside.bottom() + 1 - h)
    for beside in (region.right() + 1 + GAP, region.left() - GAP - w):
        if inside.left() <= beside <= inside.right() + 1 - w:
            return QPoint(beside, y)
    return foot


def _held(value: int, low: int, high: int) -> int:
    return max(low, min(value, high))


class Floating(QFrame):
    """A panel over the canvas. What is done on it does not reach the canvas."""

    def __init__(self, canvas: QWidget, theme: Theme, widest: int, narrowest: int) -> None:
        super().__init__(canvas)
        self._shadow = _Shadow(canvas, theme)
        self._widest, self._narrowest = widest, narrowest
        self.setObjectName("floating")
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def stand(self, region: QRect) -> None:
        """Stand by the region, in the canvas' own pixels."""
        host = self.parentWidget()
        assert host is not None, "it stands on a canvas"
        view = host.rect()
        width = max(self._narrowest, min(self._widest, view.width() - 2 * MARGIN))
        height = self.heightForWidth(width)
        size = QSize(width, height if height > 0 else self.sizeHint().height())
        self.setGeometry(QRect(place(size, region, view), size))
        self._shadow.stand(self.geometry())

    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible)
        self._shadow.setVisible(visible)
        if visible:
            self._shadow.raise_()
            self.raise_()


class Floats(QObject):
    """Keeps what floats by its region while the canvas is moved, zoomed or resized."""

    def __init__(self, canvas: Canvas, *floats: Floating) -> None:
        super().__init__(canvas)
        self._canvas, self._floats = canvas, floats
        self._region: tuple[Document, Layer, Rect] | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.stand)
        self._view: object = None
        canvas.installEventFilter(self)
        for one in floats:
            one.installEventFilter(self)

    def follow(self, document: Document, layer: Layer | None, region: Rect) -> None:
        """Stand by this region of the layer, in its pixels; without a layer at the foot of the view."""
        self._region = None if layer is None else (document, layer, region)
        self._soon.start()

    def stand(self) -> None:
        """Where they belong, now."""
        self._soon.stop()
        for one in self._floats:
            if not one.isHidden():
                one.stand(self._on_screen())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._canvas:
            if kind == QEvent.Type.Resize or (kind == QEvent.Type.Paint and self._canvas.view != self._view):
                self._view = self._canvas.view
                self._soon.start()
        elif kind in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._soon.start()
        return super().eventFilter(watched, event)

    def _on_screen(self) -> QRect:
        if self._region is None:
            return QRect()
        document, layer, region = self._region
        shown = document.placed(layer).then(self._canvas.view.to_widget).bounds(region)
        return QRect(*shown)


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
        image = _soft(self._theme.tokens.shadow)
        side, w, h = 2 * SPREAD, self.width(), self.height()
        with QPainter(self) as painter:
            for x, sx, width, from_w in (
                (0, 0, side, side),
                (side, side, w - 2 * side, 1),
                (w - side, side + 1, side, side),
            ):
                for y, sy, height, from_h in (
                    (0, 0, side, side),
                    (side, side, h - 2 * side, 1),
                    (h - side, side + 1, side, side),
                ):
                    if (x, y) != (side, side):  # the middle is covered
                        painter.drawImage(QRect(x, y, width, height), image, QRect(sx, sy, from_w, from_h))


@lru_cache(4)
def _soft(percent: int) -> QImage:
    """The corners of the shadow and one pixel of each side between: black, falling to nothing with the square."""
    side = 4 * SPREAD + 1
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    for y in range(side):
        for x in range(side):
            dx, dy = (max(0, 2 * SPREAD - min(a, side - 1 - a)) for a in (x, y))
            away = min(1.0, max(0.0, ((dx**2 + dy**2) ** 0.5 - SPREAD) / SPREAD))
            image.setPixelColor(x, y, QColor(0, 0, 0, round(2.55 * percent * (1 - away) ** 2)))
    return image
