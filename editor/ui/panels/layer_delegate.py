"""One row of the layers: caret, icon or thumb, mask, name, size, lock and eye."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QImage, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from editor.document.records import Layer
from editor.ui.panels.layer_rows import LAYER
from editor.ui.panels.thumbs import Thumbs
from editor.ui.theme import icons, shapes
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme
from editor.ui.theme.tokens import Tokens

ROW, DEPTH, THUMB = 28, 16, 22
FADED = 0.45  # of what is hidden
Part = Literal["caret", "lock", "eye", ""]
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
        for part in ("caret", "lock", "eye"):
            place: QRect = getattr(self, part)
            if not place.isNull() and place.adjusted(-4, -6, 4, 6).contains(x, y):
                return part
        return ""


class LayerDelegate(QStyledItemDelegate):
    """`pressed(id, part)` where an eye or a lock is clicked."""

    pressed = Signal(str, str)

    def __init__(self, view: QTreeView, theme: Theme, thumbs: Thumbs, chosen: Callable[[Index], str]) -> None:
        super().__init__(view)
        self._view, self._theme, self._thumbs, self._id_of = view, theme, thumbs, chosen
        self._plain, self._strong, self._small = font(13), font(13, 500), font(11, tabular=True)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        layer: Layer = index.data(LAYER)
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
        self._paint_left(painter, layer, index, places, tokens)
        self._paint_words(painter, layer, places, tokens, selected)
        tint = tokens.high if selected or hovered else tokens.mid
        if layer.locked:
            icons.paint(painter, "lock", places.lock, tint)
        if hovered or selected or not layer.visible:
            icons.paint(painter, "eye" if layer.visible else "eye-off", places.eye, tint)

    def places(self, row: QRect, index: Index) -> Places:
        layer: Layer = index.data(LAYER)
        depth, above = 0, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        left = 8 + DEPTH * depth
        group, side = layer.kind == "group", 16 if layer.kind == "group" else THUMB
        thumb = shapes.middle_left(row, left + 20, side)
        mask = shapes.middle_left(row, left + 20 + THUMB + 6, THUMB) if layer.mask is not None else QRect()
        begin = (mask if layer.mask is not None else thumb).right() + 1 + (10 if group else 8)
        eye = shapes.middle_left(row, row.width() - 12 - 16, 16)
        lock = eye.translated(-22, 0) if layer.locked else QRect()
        end = (lock if layer.locked else eye).left() - 6
        width = QFontMetrics(self._small).horizontalAdvance(self._count(layer))
        size = QRect(end - width, row.top(), width, row.height())
        name = QRect(begin, row.top(), max(0, end - begin - (width + 8 if width else 0)), row.height())
        caret = shapes.middle_left(row, left, 14) if group else QRect()
        return Places(row.adjusted(4, 0, -4, 0), caret, thumb, mask, name, size, lock, eye)

    def editorEvent(self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index) -> bool:
        if isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton:
            x, y = round(event.position().x()), round(event.position().y())
            part = self.places(option.rect, index).at(x, y)
            if part and event.type() == QEvent.Type.MouseButtonPress:
                if part == "caret":
                    self._view.setExpanded(index, not self._view.isExpanded(index))  # pyright: ignore[reportArgumentType]
                else:
                    self.pressed.emit(self._id_of(index), part)
            return bool(part)
        return False

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = super().createEditor(parent, option, index)
        editor.setFont(self._plain)
        editor.setAccessibleName(self.tr("Name"))
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(self.places(option.rect, index).name.adjusted(-7, 2, 0, -2))

    def _paint_left(self, painter: QPainter, layer: Layer, index: Index, places: Places, tokens: Tokens) -> None:
        if layer.kind == "group":
            is_open = self._view.isExpanded(index)  # pyright: ignore[reportArgumentType]
            icons.paint(painter, "chevron-down" if is_open else "chevron-right", places.caret, tokens.mid)
            icons.paint(painter, "folder-open" if is_open else "folder", places.thumb, tokens.mid)
            return
        device = painter.device()
        side = round(THUMB * (device.devicePixelRatioF() if device else 1.0))
        painter.save()
        painter.setOpacity(1.0 if layer.visible else FADED)
        _paint_thumb(painter, places.thumb, self._thumbs.picture(layer, side), tokens)
        if layer.mask is not None:
            _paint_thumb(painter, places.mask, self._thumbs.mask(layer, side), tokens)
        painter.restore()

    def _paint_words(self, painter: QPainter, layer: Layer, places: Places, tokens: Tokens, selected: bool) -> None:
        face = self._strong if layer.kind == "group" else self._plain
        centre, left = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignLeft
        painter.setFont(face)
        painter.setPen(QColor(tokens.high if layer.visible or selected else tokens.low))
        name = QFontMetrics(face).elidedText(layer.name, Qt.TextElideMode.ElideMiddle, places.name.width())
        painter.drawText(places.name, centre | left, name)
        painter.setFont(self._small)
        painter.setPen(QColor(tokens.high if selected else tokens.low))
        painter.drawText(places.size, centre | left, self._count(layer))

    def _count(self, layer: Layer) -> str:
        if layer.pixels is None:
            return ""
        return f"{layer.pixels.size.w} × {layer.pixels.size.h}"


def _paint_thumb(painter: QPainter, at: QRect, image: QImage | None, tokens: Tokens) -> None:
    if image is None:
        shapes.fill(painter, at, 3, tokens.pressed)
        return
    shapes.picture(painter, at, 3, image)


def edit_row(view: QAbstractItemView, index: QModelIndex) -> None:
    """Begin to type another name."""
    view.setCurrentIndex(index)
    view.edit(index)
