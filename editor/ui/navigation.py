"""Moves the view of a widget: wheel and pad, pinch and twist, the middle button, Space and a drag; hears pens."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, cast

from PySide6.QtCore import QEasingCurve, QEvent, QPointF, QRectF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import (
    QCursor,
    QInputDevice,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPixmap,
    QTabletEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from editor.pixels.geometry import Affine
from editor.tools.tool import Way
from editor.ui.theme.icons import pixmap
from editor.ui.view import View

STILL = 4.0  # pixels that a click may tremble
NEARER = 1.5  # by which a click comes nearer
GLIDE = 150  # milliseconds that it takes to come to another view


class Navigation(QWidget):
    """A widget with a `view`. What is drawn lies on whole device pixels, so that a pan is a scroll."""

    looked = Signal()  # there is another view
    original = Signal(bool)  # the key that shows the original is held

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hearers: dict[QEvent.Type, list[Callable[[Any], object]]] = {}
        self._view = View()
        self._pan_from: QPointF | None = None
        self._box_from: QPointF | None = None
        self._box = QRectF()  # of the widget, that is to be seen next
        self._hand = False  # Space is held
        self._pen = False  # it is down
        self._way: Way = ""  # in which the tool in hand moves the view
        self.still: Callable[[], bool] = lambda: False  # nothing moves by itself: another view is there at once
        self._glide = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=GLIDE)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._glide.valueChanged.connect(self._glided)
        self._route = View(), View()

    @property
    def view(self) -> View:
        return self._view

    @view.setter
    def view(self, view: View) -> None:
        self._glide.stop()
        self._view = view
        self.looked.emit()

    def glide(self, view: View) -> None:
        """Come to another view in a moment."""
        self._glide.stop()
        if self.still():
            self.view = view
            return
        self._route = self._view, view
        self._glide.start()

    def zoom_by(self, factor: float) -> None:
        """About the middle."""
        self.view = self.view.zoomed(factor, self.width() / 2, self.height() / 2)
        self.update()

    def zoom_to_life(self) -> None:
        """In a moment a pixel is a pixel, about the middle."""
        self.glide(self.view.zoomed(1 / self.view.zoom, self.width() / 2, self.height() / 2))

    def _glided(self, share: float) -> None:
        before, after = self._route
        self._view = before.towards(after, share, self.width() / 2, self.height() / 2)
        self.looked.emit()

    @property
    def box(self) -> QRectF:
        """What of the widget will be seen when the button is let go; empty where none is drawn."""
        return self._box

    def take_way(self, way: Way) -> None:
        """The tool in hand moves the view in this way."""
        if way != self._way:
            self._way = way
            self._show_hand()

    def turn(self, degrees: float) -> None:
        """Turn what is looked at about the middle, clockwise; nothing of the document changes."""
        self.view = self.view.turned(degrees, self.width() / 2, self.height() / 2)

    def upright(self) -> None:
        """Not turned any more."""
        self.turn(-self.view.angle)

    def tabletEvent(self, event: QTabletEvent) -> None:
        """A pen's tip and its eraser, which tell how hard they press; its buttons are those of a mouse."""
        kinds, as_mouse = QEvent.Type, cast(QMouseEvent, event)  # what hears a mouse here hears a pen too
        if event.type() == kinds.TabletPress and event.button() == Qt.MouseButton.LeftButton and not self._hand:
            self._pen = True
            self.mousePressEvent(as_mouse)
        elif self._pen and event.type() == kinds.TabletMove:
            self.mouseMoveEvent(as_mouse)
        elif self._pen and event.type() == kinds.TabletRelease:
            self._pen = False
            self.mouseReleaseEvent(as_mouse)
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel zooms at the pointer, two fingers on a pad pan; with Ctrl both zoom."""
        turned, at = event.angleDelta(), event.position()
        if _fingers(event) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            moved = event.pixelDelta() if not event.pixelDelta().isNull() else turned / 4
            self.view = self.view.panned(moved.x(), moved.y())
        else:
            self.view = self.view.zoomed(1.2 ** (turned.y() / 120), at.x(), at.y())

    def hear(self, heard: Callable[[Any], object], *kinds: QEvent.Type) -> None:
        """Ask `heard` first about events of these kinds; where it says something true, it has dealt with one.

        Filters are called for every event: a dozen of them were nearly half of what a move of the pointer cost.
        """
        for kind in kinds:
            self._hearers.setdefault(kind, []).append(heard)

    def event(self, event: QEvent) -> bool:
        """Fingers on a pad: pinch to zoom, twist to turn."""
        for heard in self._hearers.get(event.type(), ()):
            if heard(event):
                return True
        if isinstance(event, QNativeGestureEvent):
            x, y = event.position().x(), event.position().y()
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.view = self.view.zoomed(1 + event.value(), x, y)
                return True
            if event.gestureType() == Qt.NativeGestureType.RotateNativeGesture:
                self.view = self.view.turned(event.value(), x, y)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._key(event, down=True)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self._key(event, down=False)

    def focusOutEvent(self, _event: object) -> None:
        self._hand = False
        self._show_hand()

    def _key(self, event: QKeyEvent, *, down: bool) -> None:
        event.ignore()
        if event.isAutoRepeat():
            return
        if event.key() == Qt.Key.Key_Backslash:
            self.original.emit(down)
        elif event.key() == Qt.Key.Key_Space:
            event.accept()
            self._hand = down
            self._show_hand()

    def _show_hand(self) -> None:
        """While Space is held the hand is there, and what the tool shows else."""
        if self._hand or self._way == "pan":
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        elif self._way == "zoom":
            self.setCursor(_glass())
        else:
            self.unsetCursor()

    @property
    def _to_widget(self) -> Affine:
        """From canvas pixels to the widget's, as they are drawn: on whole device pixels."""
        return _on_pixels(self._view, self.devicePixelRatioF())

    def _grab(self, press: QMouseEvent | QTabletEvent) -> bool:
        """Whether a press begins a pan."""
        left = press.button() == Qt.MouseButton.LeftButton
        if left and self._way == "zoom" and not self._hand:
            self._box_from = press.position()
            return True
        if press.button() != Qt.MouseButton.MiddleButton and not (left and (self._hand or self._way == "pan")):
            return False
        self._pan_from = press.position()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        return True

    def _drag(self, move: QMouseEvent | QTabletEvent) -> bool:
        """Whether a move belongs to a pan, or to a box that is drawn to be seen next."""
        if self._box_from is not None:
            box = QRectF(self._box_from, move.position()).normalized()
            self._box = box if max(box.width(), box.height()) > STILL else QRectF()
            self.update()
            return True
        if self._pan_from is None:
            return False
        moved, self._pan_from = move.position() - self._pan_from, move.position()
        self.view = self.view.panned(moved.x(), moved.y())
        return True

    def _let_go(self, release: QMouseEvent | QTabletEvent) -> bool:
        """Whether a release ends a pan, or shows what is in the box, or where it is clicked."""
        if self._box_from is not None:
            at, box = self._box_from, self._box
            self._box_from, self._box = None, QRectF()
            out = bool(release.modifiers() & Qt.KeyboardModifier.AltModifier)
            factor = 1 / NEARER if out else NEARER
            if box.isEmpty():
                self.view = self.view.zoomed(factor, at.x(), at.y())
            else:
                self.view = self.view.filled(box.x(), box.y(), box.width(), box.height(), self.width(), self.height())
            return True
        panned, self._pan_from = self._pan_from is not None, None
        if panned:
            self._show_hand()
        return panned


def _fingers(event: QWheelEvent) -> bool:
    """Whether it comes from a pad, not from a wheel: by the device, or since it has a beginning and an end."""
    pad = event.device() is not None and event.device().type() == QInputDevice.DeviceType.TouchPad
    return pad or (not event.pixelDelta().isNull() and event.phase() != Qt.ScrollPhase.NoScrollPhase)


@lru_cache(1)
def _on_pixels(view: View, ratio: float) -> Affine:
    """Asked for several times at each move of the pointer."""
    exact = view.to_widget
    return exact._replace(e=round(exact.e * ratio) / ratio, f=round(exact.f * ratio) / ratio)


@cache
def _glass() -> QCursor:
    """A magnifying glass, white on black so that it shows on any picture."""
    image = QPixmap(20, 20)
    image.fill(Qt.GlobalColor.transparent)
    with QPainter(image) as painter:
        for dx, dy in ((0, 1), (2, 1), (1, 0), (1, 2)):
            painter.drawPixmap(dx, dy, pixmap("search", 18, "#000000"))
        painter.drawPixmap(1, 1, pixmap("search", 18, "#FFFFFF"))
    return QCursor(image, 9, 9)
