"""The minimap: the whole board small in a corner of the canvas, and what of it is in view, which can be moved there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSettings, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame

from editor.pixels.geometry import Affine, Rect
from editor.session.session import Session
from editor.steps.extent import board_box
from editor.ui.canvas import Canvas
from editor.ui.floating import MARGIN, Floating
from editor.ui.theme import shapes
from editor.ui.theme.theme import Theme

SHOWN = "minimap/shown"
SIZE = (192, 136)  # logical pixels
INSET = 8  # between its edge and the map
REST = 300  # milliseconds without a change before the picture is made anew
STEP = 0.1  # of what is in view, that a key moves it
WAYS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class Minimap(QFrame):
    """In the lower right corner, or in the upper one where a float stands there. Hidden, it follows nothing."""

    def __init__(self, canvas: Canvas, session: Session, theme: Theme, settings: QSettings) -> None:
        super().__init__(canvas)
        self._canvas, self._session, self._theme, self._settings = canvas, session, theme, settings
        self._picture: QImage | None = None
        self._board = Rect(0, 0, 0, 0)  # what the picture shows
        self._held: tuple[Affine, float, float] | None = None  # the map while it is dragged, and how far off the middle
        self._followed: object = None
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._renew)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._stand)
        self.setObjectName("floating")
        self.setFixedSize(*SIZE)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the canvas its keys
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(self.tr("Minimap"))
        self.setAccessibleDescription(self.tr("Arrow keys move what is in view; Escape goes back to the canvas."))
        self.setToolTip(self.tr("Click or drag to move what is in view"))
        theme.changed.connect(self._changed)
        session.changed.connect(lambda _before, _after: self._changed())
        self.setVisible(bool(settings.value(SHOWN, False, type=bool)))

    def toggle(self) -> None:
        """Show it, or put it away; kept for the next start."""
        if self.hasFocus():
            self._canvas.setFocus()
        self.setVisible(self.isHidden())
        self._settings.setValue(SHOWN, not self.isHidden())

    @property
    def to_map(self) -> Affine:
        """From canvas pixels to its own: the board and what is in view are both on it."""
        if self._held is not None:
            return self._held[0]
        box, room = self._board.united(self._seen()), self._room().adjusted(2, 2, -2, -2)
        zoom = min(room.width() / max(1, box.w), room.height() / max(1, box.h))
        x, y = room.center().x() - zoom * (box.x + box.w / 2), room.center().y() - zoom * (box.y + box.h / 2)
        return Affine(zoom, 0.0, 0.0, zoom, x, y)

    def showEvent(self, event: QShowEvent) -> None:
        self._canvas.installEventFilter(self)
        self._stand()
        self.raise_()
        self._renew()

    def hideEvent(self, event: QHideEvent) -> None:
        self._canvas.removeEventFilter(self)
        self._rest.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._soon.start()
        elif event.type() == QEvent.Type.Paint and self._followed != (now := (self._canvas.view, self._floats())):
            self._followed = now
            self._soon.start()
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        tokens, to_map, room = self._theme.tokens, self.to_map, self._room()
        with QPainter(self) as painter:
            shapes.fill(painter, room, 4, tokens.canvas)
            painter.setClipRect(room)
            painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
            if self._picture is not None:
                painter.drawImage(_mapped(to_map, self._board), self._picture)
            painter.setPen(QPen(QColor(tokens.low), 1))
            for frame in self._session.document.frames.values():
                painter.drawRect(_mapped(to_map, frame.rect))
            seen = self._seen_corners().then(to_map)
            shape = QPolygonF([QPointF(*seen.apply(x, y)) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))])
            for width, colour in ((3.5, QColor(0, 0, 0, 110)), (1.5, QColor(tokens.accent))):
                painter.setPen(QPen(colour, width))
                painter.drawPolygon(shape)
            painter.setClipping(False)
            if self.hasFocus():
                shapes.ring(painter, self.rect(), 10, tokens.accent_text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        to_map, (x, y) = self.to_map, self._place(event)
        left, top = self._canvas.view.to_widget.apply(x, y)
        mx, my = self._canvas.view.to_canvas(self._canvas.width() / 2, self._canvas.height() / 2)
        held = self._canvas.rect().contains(int(left), int(top))
        self._held = (to_map, mx - x, my - y) if held else (to_map, 0.0, 0.0)
        self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self._go(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """About the middle of what is in view."""
        canvas, factor = self._canvas, 1.2 ** (event.angleDelta().y() / 120)
        canvas.view = canvas.view.zoomed(factor, canvas.width() / 2, canvas.height() / 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        canvas = self._canvas
        if event.key() in WAYS:
            x, y = WAYS[Qt.Key(event.key())]
            canvas.view = canvas.view.panned(-x * STEP * canvas.width(), -y * STEP * canvas.height())
        elif event.key() == Qt.Key.Key_Escape:
            canvas.setFocus()
        else:
            super().keyPressEvent(event)

    def _go(self, event: QMouseEvent) -> None:
        assert self._held is not None, "it is pressed"
        (x, y), (_, dx, dy), canvas = self._place(event), self._held, self._canvas
        left, top = canvas.view.to_widget.apply(x + dx, y + dy)
        canvas.view = canvas.view.panned(canvas.width() / 2 - left, canvas.height() / 2 - top)

    def _place(self, event: QMouseEvent) -> tuple[float, float]:
        return self.to_map.inverted().apply(event.position().x(), event.position().y())

    def _changed(self) -> None:
        if self.isVisible():
            self._rest.start()

    def _renew(self) -> None:
        """Another picture, as large as it is shown; where something is not read yet, the one before stays till then."""
        document, ratio = self._session.document, self.devicePixelRatioF()
        box, room = board_box(document), self._room()
        if document.layers and not box.empty:
            zoom = ratio * min(room.width() / box.w, room.height() / box.h)
            w, h = max(1, round(box.w * zoom)), max(1, round(box.h * zoom))
            to_picture = Affine.translation(-box.x, -box.y).then(Affine.scaling(w / box.w, h / box.h))
            picture = self._canvas.renderer.picture(w, h, to_picture)
            if picture is None:
                self._rest.start()
                return
            self._picture = picture
        else:
            self._picture = None
        self._board = box
        self.update()

    def _stand(self) -> None:
        """Where nothing that floats is covered, if there is such a corner."""
        view, (w, h) = self._canvas.rect(), SIZE
        low = QRect(view.right() + 1 - MARGIN - w, view.bottom() + 1 - MARGIN - h, w, h)
        high = QRect(low.x(), view.y() + MARGIN, w, h)
        taken = any(low.intersects(at) for at in self._floats()) and not any(
            high.intersects(at) for at in self._floats()
        )
        self.move((high if taken else low).topLeft())

    def _floats(self) -> list[QRect]:
        return [one.geometry() for one in self._canvas.findChildren(Floating) if one.isVisible()]

    def _room(self) -> QRectF:
        return QRectF(self.rect()).adjusted(INSET, INSET, -INSET, -INSET)

    def _seen_corners(self) -> Affine:
        """From the unit square to what is in view, in canvas pixels."""
        size = Affine.scaling(max(1, self._canvas.width()), max(1, self._canvas.height()))
        return size.then(self._canvas.view.to_widget.inverted())

    def _seen(self) -> Rect:
        return self._seen_corners().bounds(Rect(0, 0, 1, 1))


def _mapped(to_map: Affine, rect: Rect) -> QRectF:
    return QRectF(QPointF(*to_map.apply(rect.x, rect.y)), QPointF(*to_map.apply(rect.right, rect.bottom)))
