"""The pointer by keys: arrows move it over the canvas, Space presses and lets go; every tool works without a mouse."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from editor.ui.canvas import Canvas

Key, Held = Qt.Key, Qt.KeyboardModifier
WAYS = {Key.Key_Left: (-1, 0), Key.Key_Right: (1, 0), Key.Key_Up: (0, -1), Key.Key_Down: (0, 1)}
FINE, STEP, FAR = 1, 10, 50  # logical pixels with Alt, without, with Shift
ARM, HOLE, SIDE = 14, 4, 33  # of the cross
ROOM = 40  # logical pixels from the edge of the view at which it is panned along
ENDS = (QEvent.Type.MouseButtonPress, QEvent.Type.FocusOut)
KEYS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease)


class KeyPointer(QWidget):
    """A cross over the canvas. What it does reaches the canvas as the mouse's own events, so no tool has to know."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas, self._pressed = canvas, False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.resize(SIDE, SIDE)
        self.hide()
        canvas.hear(self._heard, *KEYS)
        canvas.hear(self._ended, *ENDS)

    @property
    def at(self) -> QPoint:
        """Where it is, in the canvas widget's pixels."""
        return self.geometry().center()

    def toggle(self) -> None:
        """Take it up in the middle of the view, or put it away."""
        if self.isHidden():
            self.show()
            self.raise_()
            self._go(self._canvas.rect().center())
        else:
            self.put_away()

    def put_away(self) -> None:
        """What is half drawn is let go of, and nothing has happened."""
        if self._pressed:
            self._canvas.cancel_gesture()
        self._pressed = False
        self.hide()

    def _ended(self, event: QEvent) -> None:
        if not self.isHidden() and event.spontaneous():
            self.put_away()

    def paintEvent(self, event: QPaintEvent) -> None:
        middle = QPointF(SIDE / 2, SIDE / 2)
        with QPainter(self) as painter:
            for width, colour in ((3, QColor(0, 0, 0, 170)), (1, QColor(Qt.GlobalColor.white))):
                painter.setPen(QPen(colour, width))
                for x, y in WAYS.values():
                    way = QPointF(x, y)
                    painter.drawLine(middle + way * HOLE, middle + way * ARM)

    def _heard(self, event: QKeyEvent) -> bool:
        """Whether a key is the pointer's; those are kept from shortcuts and from the canvas."""
        key, escape = event.key(), event.key() == Key.Key_Escape
        own = key in WAYS or key == Key.Key_Space or escape
        if self.isHidden() or not own or event.modifiers() & Held.ControlModifier:
            return False
        if escape and self._pressed:
            self._pressed = False  # the canvas closes the gesture; the pointer stays
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self._do(event, key)
        return True

    def _do(self, event: QKeyEvent, key: int) -> None:
        held = event.modifiers()
        if key in WAYS:
            step = FINE if held & Held.AltModifier else FAR if held & Held.ShiftModifier else STEP
            x, y = WAYS[Key(key)]
            self._go(self.at + QPoint(x * step, y * step))
        elif key == Key.Key_Space and not event.isAutoRepeat():
            self._pressed = not self._pressed
            kind = QEvent.Type.MouseButtonPress if self._pressed else QEvent.Type.MouseButtonRelease
            self._send(kind, Qt.MouseButton.LeftButton, held)
        elif key == Key.Key_Escape:
            self.put_away()

    def _go(self, at: QPoint) -> None:
        """Be there; where that is near the edge of the view, what is looked at comes along."""
        view = self._canvas.rect()
        inside = view.adjusted(ROOM, ROOM, -ROOM, -ROOM)
        held = QPoint(min(max(at.x(), inside.left()), inside.right()), min(max(at.y(), inside.top()), inside.bottom()))
        if held != at:
            self._canvas.view = self._canvas.view.panned(held.x() - at.x(), held.y() - at.y())
        self.setGeometry(QRect(held - QPoint(SIDE // 2, SIDE // 2), self.size()))
        self._send(QEvent.Type.MouseMove, Qt.MouseButton.NoButton, Held.NoModifier)

    def _send(self, kind: QEvent.Type, button: Qt.MouseButton, held: Qt.KeyboardModifier) -> None:
        at = QPointF(self.at)
        down = Qt.MouseButton.LeftButton if self._pressed else Qt.MouseButton.NoButton
        event = QMouseEvent(kind, at, QPointF(self._canvas.mapToGlobal(self.at)), button, down, held)
        QApplication.sendEvent(self._canvas, event)
