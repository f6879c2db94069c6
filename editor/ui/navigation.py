"""Moves the view of a widget: wheel and pad, pinch and twist, the middle button, Space and a drag."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QInputDevice, QKeyEvent, QMouseEvent, QNativeGestureEvent, QTabletEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from editor.pixels.geometry import Affine
from editor.ui.view import View


class Navigation(QWidget):
    """A widget with a `view`. What is drawn lies on whole device pixels, so that a pan is a scroll."""

    original = Signal(bool)  # the key that shows the original is held

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = View()
        self._pan_from: QPointF | None = None
        self._hand = False  # Space is held

    @property
    def view(self) -> View:
        return self._view

    @view.setter
    def view(self, view: View) -> None:
        self._view = view
        self._looked()

    def turn(self, degrees: float) -> None:
        """Turn what is looked at about the middle, clockwise; nothing of the document changes."""
        self.view = self.view.turned(degrees, self.width() / 2, self.height() / 2)

    def upright(self) -> None:
        """Not turned any more."""
        self.turn(-self.view.angle)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel zooms at the pointer, two fingers on a pad pan; with Ctrl both zoom."""
        turned, at = event.angleDelta(), event.position()
        pad = event.device() is not None and event.device().type() == QInputDevice.DeviceType.TouchPad
        if pad and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            moved = event.pixelDelta() if not event.pixelDelta().isNull() else turned / 4
            self.view = self.view.panned(moved.x(), moved.y())
        else:
            self.view = self.view.zoomed(1.2 ** (turned.y() / 120), at.x(), at.y())

    def event(self, event: QEvent) -> bool:
        """Fingers on a pad: pinch to zoom, twist to turn."""
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
        if self._hand:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.unsetCursor()

    def _looked(self) -> None:
        """There is another view."""
        self.update()

    @property
    def _to_widget(self) -> Affine:
        """From canvas pixels to the widget's, as they are drawn: on whole device pixels."""
        ratio, exact = self.devicePixelRatioF(), self._view.to_widget
        return exact._replace(e=round(exact.e * ratio) / ratio, f=round(exact.f * ratio) / ratio)

    def _grab(self, press: QMouseEvent | QTabletEvent) -> bool:
        """Whether a press begins a pan."""
        left = press.button() == Qt.MouseButton.LeftButton
        if press.button() != Qt.MouseButton.MiddleButton and not (left and self._hand):
            return False
        self._pan_from = press.position()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        return True

    def _drag(self, move: QMouseEvent | QTabletEvent) -> bool:
        """Whether a move belongs to a pan."""
        if self._pan_from is None:
            return False
        moved, self._pan_from = move.position() - self._pan_from, move.position()
        self.view = self.view.panned(moved.x(), moved.y())
        return True

    def _let_go(self) -> bool:
        """Whether a release ends a pan."""
        panned, self._pan_from = self._pan_from is not None, None
        if panned:
            self._show_hand()
        return panned
