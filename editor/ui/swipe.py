"""The swipe comparison: a divider over a candidate, with the picture as it was on its left."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from editor.document.records import Document
from editor.pixels.geometry import Affine, Rect
from editor.ui.canvas import Canvas
from editor.ui.theme import icons
from editor.ui.theme.fonts import font
from editor.ui.viewport.painting import to_qt

NEAR, KNOB, ROOM = 8, 12, 24  # logical pixels: what is grabbed, radius of the knob, around the divider
REST = 60  # milliseconds after which what was moved is made sharp
STEP = 0.05  # of the width, by a key


class Swipe(QWidget):
    """Stands in the picture: it moves, zooms and turns with it. `moved` when the divider is somewhere else.

    What is on the left is composed once by the canvas' own renderer; moving the divider only uncovers it.
    """

    moved = Signal(float)

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.share = 0.5  # of the width that shows the picture as it was
        self._before = Document()
        self._placed, self._box = Affine(), Rect(0, 0, 0, 0)
        self._made: tuple[QImage, Rect, Affine] | None = None  # a part of the screen, in device pixels, and its map
        self._seen: object = None  # the view and the colours that it was composed for
        self._held = False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._stand)
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._compose)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Comparison with the original"))
        self.lower()  # beneath what floats
        self.hide()
        canvas.hear(self._follow, QEvent.Type.Resize, QEvent.Type.Paint)
        canvas.renderer.renewed.connect(lambda _rect: self._rest.start() if self.isVisible() else None)

    def compare(self, before: Document, placed: Affine, box: Rect) -> None:
        """Against `before`, over `box` of the grid that `placed` brings to the canvas."""
        changed = before is not self._before or box != self._box or placed != self._placed
        self._before, self._placed, self._box = before, placed, box
        self._stand()
        self.show()
        if changed or self._made is None:
            self._compose()

    def put_away(self) -> None:
        self._made = None
        self.hide()

    def step(self, by: int) -> None:
        """Move the divider by so many steps to the right."""
        self._move(self.share + by * STEP)

    def _follow(self, event: QEvent) -> None:
        if self.isVisible() and (event.type() == QEvent.Type.Resize or self._now != self._seen):
            self._soon.start()
            self._rest.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._box.empty:
            return
        with QPainter(self) as painter:
            painter.translate(-self.x(), -self.y())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_before(painter)
            self._paint_divider(painter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = event.button() == Qt.MouseButton.LeftButton and self._is_near(event.position())
        event.setAccepted(self._held)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self._move(self._share_at(event.position()))
        elif self._is_near(event.position()):
            self.setCursor(Qt.CursorShape.SplitHCursor)
        else:
            self.unsetCursor()
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.setAccepted(self._held)
        self._held = False

    @property
    def _now(self) -> object:
        return self._canvas.view, self._canvas.tokens

    @property
    def _to_widget(self) -> Affine:
        return self._placed.then(self._canvas.view.to_widget)

    def _outline(self, share: float) -> QPolygonF:
        """The left part of the box, in the canvas widget's pixels."""
        x, y, w, h = self._box
        across = x + w * share
        corners = ((x, y), (across, y), (across, y + h), (x, y + h))
        return QPolygonF([QPointF(*self._to_widget.apply(*at)) for at in corners])

    def _stand(self) -> None:
        self._seen = self._now
        around = self._outline(1.0).boundingRect().adjusted(-ROOM, -ROOM, ROOM, ROOM).toAlignedRect()
        self.setGeometry(around.intersected(self._canvas.rect()))
        self.update()

    def _compose(self) -> None:
        """The picture as it was, where it is in view."""
        ratio = self.devicePixelRatioF()
        seen = self._outline(1.0).boundingRect().toAlignedRect().intersected(self._canvas.rect())
        rect = Rect.from_edges(
            seen.left() * ratio, seen.top() * ratio, (seen.right() + 1) * ratio, (seen.bottom() + 1) * ratio
        )
        if not seen.isEmpty():
            self._made = self._canvas.renderer.beside(self._before, rect), rect, self._canvas.view.to_widget
            self.update()

    def _paint_before(self, painter: QPainter) -> None:
        if self._made is None:
            return
        image, rect, view = self._made
        ratio = self.devicePixelRatioF()
        path = QPainterPath()
        path.addPolygon(self._outline(self.share))
        painter.save()
        painter.setClipPath(path)
        if view != self._canvas.view.to_widget:  # the one before, moved along until there is a sharp one
            painter.setTransform(to_qt(view.inverted().then(self._canvas.view.to_widget)), True)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(rect.x / ratio, rect.y / ratio, rect.w / ratio, rect.h / ratio), image)
        painter.restore()

    def _paint_divider(self, painter: QPainter) -> None:
        """White over black, so that it is seen on anything, with a knob in the middle and what is where above."""
        line = self._outline(self.share)
        top, bottom = line.at(1), line.at(2)
        for width, colour in ((3.0, QColor(0, 0, 0, 160)), (1.0, QColor(Qt.GlobalColor.white))):
            painter.setPen(QPen(colour, width))
            painter.drawLine(top, bottom)
        middle = (top + bottom) / 2
        painter.setPen(QPen(QColor(0, 0, 0, 160), 1))
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawEllipse(middle, KNOB, KNOB)
        at = QRect(round(middle.x()) - 8, round(middle.y()) - 8, 16, 16)
        icons.paint(painter, "unfold-horizontal", at, "#1A1A1A")
        self._paint_name(painter, top)

    def _paint_name(self, painter: QPainter, at: QPointF) -> None:
        words, face = self.tr("Original"), font(11, 500)
        width = QFontMetrics(face).horizontalAdvance(words) + 12
        pill = QRectF(round(at.x()) - width - 6, round(at.y()) + 6, width, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 166))
        painter.drawRoundedRect(pill, 4, 4)
        painter.setFont(face)
        painter.setPen(Qt.GlobalColor.white)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)

    def _share_at(self, at: QPointF) -> float:
        place = self.mapToParent(at)
        x, _ = self._to_widget.inverted().apply(place.x(), place.y())
        return (x - self._box.x) / max(1, self._box.w)

    def _is_near(self, at: QPointF) -> bool:
        """Whether the divider is there, or its knob."""
        width = self._box.w * self._to_widget.scale
        inside = self._outline(1.0).boundingRect().adjusted(-NEAR, -NEAR, NEAR, NEAR)
        near = abs(self._share_at(at) - self.share) * width <= NEAR
        return near and inside.contains(self.mapToParent(at))

    def _move(self, share: float) -> None:
        held = min(max(share, 0.0), 1.0)
        if held != self.share:
            self.share = held
            self.update()
            self.moved.emit(held)
