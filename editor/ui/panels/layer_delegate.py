"""One row of the layers: caret, icon or thumb, mask, name, size or count, lock and eye."""

from __future__ import annotations

from typing import Literal, NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QImage, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from editor.document.records import Frame, Layer, Note
from editor.ui.panels.layer_rows import RECORD, LayerRows, Shown
from editor.ui.panels.thumbs import Thumbs
from editor.ui.theme import icons, shapes
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme
from editor.ui.theme.tokens import Tokens

ROW, DEPTH, THUMB = 28, 16, 22
FADED = 0.45  # of what is hidden
Part = Literal["caret", "lock", "eye", "mask", "mask-switch", ""]
Index = QModelIndex | QPersistentModelIndex


class Places(NamedTuple):
    """Where the parts of a row are, in the pixels of the list; empty where there is none."""

    fill: QRect
    caret: QRect
    thumb: QRect
    mask: QRect
    name: QRect
    size: QRect
    lock: QRect
    eye: QRect

    def at(self, x: int, y: int) -> Part:
        """What is pressed there; a little more than what is drawn counts."""
        parts: tuple[tuple[Part, int], ...] = (("caret", 4), ("lock", 4), ("eye", 4), ("mask", 0))
        for part, more in parts:
            place: QRect = getattr(self, part)
            if not place.isNull() and place.adjusted(-more, -more - 2, more, more + 2).contains(x, y):
                return part
        return ""


class LayerDelegate(QStyledItemDelegate):
    """`pressed(id, part)` where an eye, a lock or the thumb of a layer mask is clicked, the last also with Shift."""

    pressed = Signal(str, str)

    def __init__(self, view: QTreeView, theme: Theme, thumbs: Thumbs, rows: LayerRows) -> None:
        super().__init__(view)
        self._view, self._theme, self._thumbs, self._rows = view, theme, thumbs, rows
        self._plain, self._strong, self._small = font(13), font(13, 500), font(11, tabular=True)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        record: Shown = index.data(RECORD)
        layer = record if isinstance(record, Layer) else None
        tokens, state = self._theme.tokens, option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        focused = self._view.hasFocus()
        places = self.places(option.rect, index)
        if selected or hovered:
            colour = (tokens.selected if focused else tokens.pressed) if selected else tokens.hover
            shapes.fill(painter, places.fill, 5, colour, tokens.hair if tokens.contrast and selected else "")
        if focused and self._view.currentIndex() == index and self._view.property("keyed"):
            shapes.ring(painter, places.fill, 5, tokens.accent_text)
        self._paint_left(painter, record, index, places, tokens)
        self._paint_words(painter, index, places, selected)
        tint = tokens.high if selected or hovered else tokens.mid
        if layer is None:
            return
        if layer.locked:
            icons.paint(painter, "lock", places.lock, tint)
        if hovered or selected or not layer.visible:
            icons.paint(painter, "eye" if layer.visible else "eye-off", places.eye, tint)

    def places(self, row: QRect, index: Index) -> Places:
        record: Shown = index.data(RECORD)
        layer = record if isinstance(record, Layer) else None
        depth, above = 0, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        left = 8 + DEPTH * depth
        pictured = layer is not None and layer.kind == "picture"
        masked = layer is not None and layer.mask is not None
        thumb = shapes.middle_left(row, left + 20, THUMB if pictured else 16)
        mask = shapes.middle_left(row, left + 20 + THUMB + 6, THUMB) if masked else QRect()
        begin = (mask if masked else thumb).right() + 1 + (8 if pictured else 10)
        eye = shapes.middle_left(row, row.width() - 12 - 16, 16) if layer is not None else QRect()
        lock = eye.translated(-22, 0) if layer is not None and layer.locked else QRect()
        end = (lock if not lock.isNull() else eye).left() - 6 if layer is not None else row.right() - 11
        width = QFontMetrics(self._small).horizontalAdvance(self._size(index))
        size = QRect(end - width, row.top(), width, row.height())
        name = QRect(begin, row.top(), max(0, end - begin - (width + 8 if width else 0)), row.height())
        caret = QRect() if pictured or isinstance(record, Note) else shapes.middle_left(row, left, 14)
        return Places(row.adjusted(4, 0, -4, 0), caret, thumb, mask, name, size, lock, eye)

    def editorEvent(self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index) -> bool:
        if isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton:
            x, y = round(event.position().x()), round(event.position().y())
            part = self.places(option.rect, index).at(x, y)
            if part and event.type() == QEvent.Type.MouseButtonPress:
                if part == "caret":
                    self._view.setExpanded(index, not self._view.isExpanded(index))  # pyright: ignore[reportArgumentType]
                else:
                    switch = part == "mask" and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                    self.pressed.emit(self._rows.id_of(index), "mask-switch" if switch else part)
            return bool(part)
        return False

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = super().createEditor(parent, option, index)
        editor.setFont(self._plain)
        editor.setAccessibleName(self.tr("Name"))
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(self.places(option.rect, index).name.adjusted(-7, 2, 0, -2))

    def _paint_left(self, painter: QPainter, record: Shown, index: Index, places: Places, tokens: Tokens) -> None:
        is_open = self._view.isExpanded(index)  # pyright: ignore[reportArgumentType]
        if not places.caret.isNull() and self._rows.rowCount(index):
            icons.paint(painter, "chevron-down" if is_open else "chevron-right", places.caret, tokens.mid)
        if isinstance(record, Frame | Note):
            icons.paint(painter, "frame" if isinstance(record, Frame) else "sticky-note", places.thumb, tokens.mid)
            return
        if record.kind == "group":
            icons.paint(painter, "folder-open" if is_open else "folder", places.thumb, tokens.mid)
            return
        device = painter.device()
        side = round(THUMB * (device.devicePixelRatioF() if device else 1.0))
        painter.save()
        painter.setOpacity(1.0 if record.visible else FADED)
        _paint_thumb(painter, places.thumb, self._thumbs.picture(record, side), tokens)
        if record.mask is not None:
            _paint_thumb(painter, places.mask, self._thumbs.mask(record, side), tokens)
            if not record.mask.enabled:
                _strike(painter, places.mask, tokens)
        painter.restore()

    def _paint_words(self, painter: QPainter, index: Index, places: Places, selected: bool) -> None:
        record: Shown = index.data(RECORD)
        tokens, seen = self._theme.tokens, not isinstance(record, Layer) or record.visible
        strong = isinstance(record, Frame) or (isinstance(record, Layer) and record.kind == "group")
        face = self._strong if strong else self._plain
        centre, left = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignLeft
        painter.setFont(face)
        painter.setPen(QColor(tokens.high if seen or selected else tokens.low))
        name = QFontMetrics(face).elidedText(str(index.data()), Qt.TextElideMode.ElideMiddle, places.name.width())
        painter.drawText(places.name, centre | left, name)
        painter.setFont(self._small)
        painter.setPen(QColor(tokens.high if selected else tokens.low))
        painter.drawText(places.size, centre | left, self._size(index))

    def _size(self, index: Index) -> str:
        """Of a frame its pixels, of a group how much is in it; a picture's are in its tip, so that the list is calm."""
        record: Shown = index.data(RECORD)
        if isinstance(record, Frame):
            size = record.pixels or record.rect.size
            return f"{size.w} × {size.h}"
        grouped = isinstance(record, Layer) and record.kind == "group"
        return str(self._rows.rowCount(index)) if grouped else ""


def _strike(painter: QPainter, at: QRect, tokens: Tokens) -> None:
    """A layer mask that is left aside is struck out."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for width, colour in ((4, tokens.panel), (2, tokens.bad)):
        painter.setPen(QPen(QColor(colour), width))
        painter.drawLine(at.topLeft() + QPoint(2, 2), at.bottomRight() - QPoint(2, 2))
        painter.drawLine(at.topRight() + QPoint(-2, 2), at.bottomLeft() + QPoint(2, -2))


def _paint_thumb(painter: QPainter, at: QRect, image: QImage | None, tokens: Tokens) -> None:
    if image is None:
        shapes.fill(painter, at, 3, tokens.pressed)
        return
    shapes.picture(painter, at, 3, image)


def edit_row(view: QAbstractItemView, index: QModelIndex) -> None:
    """Begin to type another name."""
    view.setCurrentIndex(index)
    view.edit(index)
