"""The part of a picture that guides: a rectangle on it, drawn, moved, pulled by its corners, or set by keys."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from editor.pixels.geometry import Rect, Size
from editor.ui.theme import shapes
from editor.ui.theme.theme import Theme
from editor.ui.theme.tokens import DARK

REACH, HANDLE, SMALLEST = 10, 9, 8  # logical pixels about a corner; its square; pixels of the least crop
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
BESIDE = QColor(0, 0, 0, 140)


class CropView(QWidget):
    """`cropped` as the rectangle changes. Arrows move it, with Shift they move its lower right corner."""

    cropped = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._image: QImage | None = None
        self._size, self._crop = Size(1, 1), Rect(0, 0, 1, 1)
        self._fixed: QPointF | None = None  # the corner that stays while another is pulled, in the picture's pixels
        self._held: QPoint | None = None  # where a move began, in the picture's pixels
        self._began = self._crop
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(self.tr("Part that guides"))
        self.setToolTip(
            self.tr("Draw the part that guides; arrows move it, with Shift they change its size, Home takes all.")
        )

    @property
    def crop(self) -> Rect | None:
        """None where it is all of the picture."""
        return None if self._crop == self._size.rect else self._crop

    def show_crop(self, size: Size, crop: Rect | None) -> None:
        """Of a picture of that size."""
        part = crop.intersected(size.rect) if crop is not None else size.rect
        self._size, self._crop = size, size.rect if part.empty else part
        self._tell()

    def show_picture(self, image: QImage | None) -> None:
        """All of it, at whatever size; None while there is none yet."""
        self._image = image
        self.update()

    @property
    def where(self) -> QRectF:
        """Where the picture is, in the pixels of this widget."""
        shown = QSize(self._size.w, self._size.h).scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        at = QRectF(0, 0, max(1, shown.width()), max(1, shown.height()))
        at.moveCenter(QRectF(self.rect()).center())
        return at

    def take_all(self) -> None:
        """All of the picture guides."""
        self._become(self._size.rect)

    def sizeHint(self) -> QSize:
        return QSize(320, 320)

    def paintEvent(self, event: QPaintEvent) -> None:
        where, part = self.where, self._shown
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.fillRect(where, QColor(self._theme.tokens.control_float))
            if self._image is not None:
                painter.drawImage(where, self._image)
            if self.crop is not None:
                for box in _around(where, part):
                    painter.fillRect(box, BESIDE)
            painter.setPen(QPen(QColor(0, 0, 0, 191), 3))
            painter.drawRect(part)
            painter.setPen(QPen(QColor(DARK.accent), 1))
            painter.drawRect(part)
            for corner in (part.topLeft(), part.topRight(), part.bottomLeft(), part.bottomRight()):
                box = QRectF(corner.x() - HANDLE / 2, corner.y() - HANDLE / 2, HANDLE, HANDLE)
                shapes.fill(painter, box, 2, "#FFFFFF", "#0A7A91")
            if self.hasFocus():
                shapes.ring(painter, self.rect(), 5, self._theme.tokens.accent_text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Home:
            self.take_all()
        elif event.key() in ARROWS:
            dx, dy = ARROWS[Qt.Key(event.key())]
            dx, dy = dx * max(1, self._size.w // 50), dy * max(1, self._size.h // 50)
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                crop = self._crop
                self._become(Rect(crop.x, crop.y, max(SMALLEST, crop.w + dx), max(SMALLEST, crop.h + dy)))
            else:
                self._move(self._crop, dx, dy)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at, part = event.position(), self._shown
        corners = (part.topLeft(), part.topRight(), part.bottomRight(), part.bottomLeft())
        near = [n for n, corner in enumerate(corners) if (corner - at).manhattanLength() <= REACH]
        self._began = self._crop
        if near:
            self._fixed = self._picture(corners[(near[0] + 2) % 4])
        elif self.crop is not None and part.contains(at):
            self._held = self._picture(at).toPoint()
        else:
            self._fixed = self._picture(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._picture(event.position())
        if self._held is not None:
            moved = at.toPoint() - self._held
            self._move(self._began, moved.x(), moved.y())
        elif self._fixed is not None:
            box = QRectF(self._fixed, at).normalized()
            if box.width() >= SMALLEST and box.height() >= SMALLEST:
                left, top = round(box.left()), round(box.top())
                self._become(Rect(left, top, round(box.right()) - left, round(box.bottom()) - top))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._fixed = self._held = None

    @property
    def _shown(self) -> QRectF:
        """The crop in the pixels of this widget."""
        where, crop = self.where, self._crop
        scale = where.width() / self._size.w
        return QRectF(where.x() + crop.x * scale, where.y() + crop.y * scale, crop.w * scale, crop.h * scale)

    def _picture(self, at: QPointF) -> QPointF:
        """The place of the picture there, within it."""
        where = self.where
        scale = self._size.w / where.width()
        x, y = (at.x() - where.x()) * scale, (at.y() - where.y()) * scale
        return QPointF(min(max(0.0, x), self._size.w), min(max(0.0, y), self._size.h))

    def _move(self, crop: Rect, dx: int, dy: int) -> None:
        x = min(max(0, crop.x + dx), self._size.w - crop.w)
        y = min(max(0, crop.y + dy), self._size.h - crop.h)
        self._become(Rect(x, y, crop.w, crop.h))

    def _become(self, crop: Rect) -> None:
        part = crop.intersected(self._size.rect)
        if not part.empty and part != self._crop:
            self._crop = part
            self._tell()

    def _tell(self) -> None:
        crop = self._crop
        words = self.tr("{0} × {1} px at {2}, {3}").format(crop.w, crop.h, crop.x, crop.y)
        self.setAccessibleDescription(words if self.crop is not None else self.tr("All of the picture"))
        self.update()
        self.cropped.emit()


def _around(where: QRectF, part: QRectF) -> tuple[QRectF, ...]:
    """What of a picture is beside a part of it."""
    return (
        QRectF(where.left(), where.top(), where.width(), part.top() - where.top()),
        QRectF(where.left(), part.bottom(), where.width(), where.bottom() - part.bottom()),
        QRectF(where.left(), part.top(), part.left() - where.left(), part.height()),
        QRectF(part.right(), part.top(), where.right() - part.right(), part.height()),
    )
