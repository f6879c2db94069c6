"""One row of the queue: thumb, title, engine, how far it is and what it costs; why it failed, and what can be done."""

from __future__ import annotations

from typing import Literal, NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from editor.session.queue import Entry
from editor.ui.panels import queue_words as words
from editor.ui.panels.queue_rows import QueueRows
from editor.ui.panels.thumbs import Thumbs
from editor.ui.theme import icons, shapes
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

ROW, THUMB, INSET = 62, 40, 12
LEFT, RIGHT = INSET + THUMB + 10, 36  # of the words: before them, and behind them for the cross
LINE, BAR, SCROLL = 16, 3, 10
TOP = 10
Part = Literal["close", "link", ""]
Index = QModelIndex | QPersistentModelIndex
WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


class Places(NamedTuple):
    """Where the parts of a row are, in the pixels of the list; `link` is empty where there is none."""

    fill: QRect
    thumb: QRect
    title: QRect
    under: QRect
    bar: QRect
    close: QRect
    link: QRect

    def at(self, x: int, y: int) -> Part:
        """What is pressed there; a little more than what is drawn counts."""
        if self.close.adjusted(-6, -6, 6, 6).contains(x, y):
            return "close"
        return "link" if not self.link.isNull() and self.link.adjusted(-4, -4, 4, 4).contains(x, y) else ""


class QueueDelegate(QStyledItemDelegate):
    """`pressed(id, part)` where the cross or the link is clicked."""

    pressed = Signal(str, str)

    def __init__(self, view: QListView, rows: QueueRows, theme: Theme, thumbs: Thumbs) -> None:
        super().__init__(view)
        self._view, self._rows, self._theme, self._thumbs = view, rows, theme, thumbs
        self._name, self._small = font(13, 500), font(12, tabular=True)
        self._heights: dict[tuple[str, int], int] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, self.height(self._rows.entry(index)))

    def height(self, entry: Entry) -> int:
        """All are of one height but those that say what went wrong."""
        return max(ROW, TOP + 18 + 4 + self._lines(entry) + TOP) if troubled(entry) else ROW

    def places(self, row: QRect, index: Index) -> Places:
        entry = self._rows.entry(index)
        width = row.width() - LEFT - RIGHT
        left, top = row.left() + LEFT, row.top() + TOP
        label = link(entry)
        across = QFontMetrics(self._name).horizontalAdvance(label) if label else 0
        title = QRect(left, top, width - (across + 8 if label else 0), 18)
        under = QRect(left, top + 20, width, row.height() - TOP - 20 - 8)
        return Places(
            row.adjusted(4, 1, -4, -1),
            QRect(row.left() + INSET, top, THUMB, THUMB),
            title,
            under,
            QRect(left, top + 40, width, BAR),
            QRect(row.right() - INSET - 13, top + 4, 14, 14),
            QRect(left + width - across, top, across, 18) if label else QRect(),
        )

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry, tokens, state = self._rows.entry(index), self._theme.tokens, option.state
        places = self.places(option.rect, index)
        selected = bool(state & QStyle.StateFlag.State_Selected) and self._view.hasFocus()
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if selected or hovered:
            shapes.fill(painter, places.fill, 5, tokens.selected if selected else tokens.hover)
        self._paint_thumb(painter, entry, places.thumb)
        self._write(painter, self._name, tokens.high, places.title, self._rows.title(entry), middle=True)
        tint = tokens.high if selected or hovered else tokens.mid
        icons.paint(painter, "x", places.close, tint)
        if label := link(entry):
            self._write(painter, self._name, tokens.accent_text, places.link, label)
        low = tokens.mid if selected else tokens.low
        if troubled(entry):
            self._paint_trouble(painter, entry, places.under, tint)
            return
        told = self._rows.state(entry)
        across = QFontMetrics(self._small).horizontalAdvance(told)
        line = QRect(places.under.left(), places.under.top(), places.under.width(), LINE)
        engine = line.adjusted(0, 0, -across - 8, 0)
        self._write(painter, self._small, low, engine, self._rows.engine(entry))
        self._write(painter, self._small, tokens.mid, line.adjusted(line.width() - across, 0, 1, 0), told)
        if entry.state == "running":
            share = QRectF(places.bar)
            shapes.fill(painter, share, 1.5, tokens.pressed)
            share.setWidth(max(BAR, share.width() * entry.progress))
            shapes.fill(painter, share, 1.5, tokens.accent)

    def editorEvent(self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index) -> bool:
        if isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton:
            part = self.places(option.rect, index).at(round(event.position().x()), round(event.position().y()))
            if part and event.type() == QEvent.Type.MouseButtonRelease:
                self.pressed.emit(self._rows.entry(index).id, part)
            return bool(part)
        return False

    def _lines(self, entry: Entry) -> int:
        """How high the words are that say why it failed."""
        width = self._view.width() - SCROLL - LEFT - RIGHT - 20
        key = words.trouble(entry), width
        if key not in self._heights:
            self._heights = {**self._heights, key: 0} if len(self._heights) < 500 else {}
            area = QFontMetrics(self._small).boundingRect(QRect(0, 0, max(width, 60), 10_000), WRAPPED, key[0])
            self._heights[key] = area.height()
        return self._heights[key]

    def _paint_trouble(self, painter: QPainter, entry: Entry, at: QRect, tint: str) -> None:
        tokens = self._theme.tokens
        glyph, colour = ("circle-alert", tokens.bad) if entry.state == "failed" else ("triangle-alert", tokens.warn)
        icons.paint(painter, glyph, QRect(at.left(), at.top() + 1, 14, 14), colour)
        painter.setFont(self._small)
        painter.setPen(QColor(tint))
        painter.drawText(at.adjusted(20, 0, 0, 8), WRAPPED, words.trouble(entry))

    def _write(
        self, painter: QPainter, face: QFont, colour: str, at: QRect, text: str, *, middle: bool = False
    ) -> None:
        painter.setFont(face)
        painter.setPen(QColor(colour))
        cut = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
        shown = QFontMetrics(face).elidedText(text, cut, at.width())
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _paint_thumb(self, painter: QPainter, entry: Entry, at: QRect) -> None:
        device = painter.device()
        side = round(THUMB * (device.devicePixelRatioF() if device else 1.0))
        tiles = entry.generation.seen or entry.generation.mask
        layer = self._rows.layer(entry)
        image = self._thumbs.picture(layer, side) if layer is not None else None
        if image is None and layer is None and tiles is not None:
            image = self._thumbs.of_tiles(tiles, side)
        if image is None:
            shapes.fill(painter, at, 4, self._theme.tokens.control_float)
        else:
            shapes.picture(painter, at, 4, image)


def troubled(entry: Entry) -> bool:
    """Whether its row says what went wrong, in as many lines as that takes."""
    return entry.state in ("failed", "interrupted")


def link(entry: Entry) -> str:
    """What can be done with one that is over."""
    return {"failed": words.tr("Retry"), "interrupted": words.tr("Retry"), "done": words.tr("Show")}.get(
        entry.state, ""
    )
