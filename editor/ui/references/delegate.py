"""One card of the references: thumb with number, role, count and eye; beneath, role, strength and name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from editor.document.records import ReferencePicture
from editor.ui.references.rows import CARD, ReferenceRows
from editor.ui.references.words import ROLES, Card, needs_licence, role_name
from editor.ui.theme import icons, shapes
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme
from editor.ui.theme.tokens import DARK

WIDTH, HEIGHT, BETWEEN = 88, 130, 8  # of a card; between two
TILE, ICON, NUMBER, IN, RADIUS = 20, 14, 18, 4, 4
PALE = 0.35  # how much shows of one that is not sent
OVER = QColor(0, 0, 0, 166)  # tiles on pictures are the same in both themes
Index = QModelIndex | QPersistentModelIndex
Part = Literal["", "role", "eye", "uses", "strength"]
Glimpse = Callable[[ReferencePicture, QSize], QImage | None]


class Places(NamedTuple):
    """Where the parts of a card are, in the pixels of the list."""

    thumb: QRect
    number: QRect
    role: QRect
    uses: QRect
    eye: QRect
    words: QRect
    slider: QRect
    name: QRect


def places(cell: QRect) -> Places:
    """Of the card in a cell of the list."""
    card = cell.adjusted(BETWEEN // 2, 4, -BETWEEN // 2, 0)
    left, right, width = card.left(), card.right() + 1, card.width()
    thumb = QRect(left, card.top(), width, round(width * 0.75))
    top, foot = thumb.top() + IN, thumb.bottom() + 1 - IN - TILE
    return Places(
        thumb,
        QRect(left + IN, top, NUMBER, NUMBER),
        QRect(left + IN, foot, TILE, TILE),
        QRect(right - IN - 34, foot, 34, TILE),
        QRect(right - IN - TILE, top, TILE, TILE),
        QRect(left, thumb.bottom() + 7, width, 16),
        QRect(left, thumb.bottom() + 25, width, 14),
        QRect(left, thumb.bottom() + 41, width, 14),
    )


def part_at(cell: QRect, at: QPoint, *, used: bool) -> Part:
    """What of a card is there; "" for the card itself."""
    found = places(cell)
    parts: tuple[tuple[Part, QRect], ...] = (
        ("eye", found.eye),
        ("uses", found.uses if used else QRect()),
        ("role", found.role),
        ("role", found.words.adjusted(0, 0, -28, 0)),
        ("strength", found.slider.adjusted(-2, -2, 2, 2)),
    )
    hit: list[Part] = [name for name, box in parts if box.contains(at)]
    return hit[0] if hit else ""


def strength_at(cell: QRect, x: float) -> float:
    """What the slider of a card says there, in whole percents."""
    line = places(cell).slider
    return round(100 * max(0.0, min(1.0, (x - line.left() - shapes.KNOB / 2) / (line.width() - shapes.KNOB)))) / 100


class ReferenceDelegate(QStyledItemDelegate):
    """`glimpse` tells the picture of a reference at a size in device pixels, None while there is none yet."""

    def __init__(self, view: QListView, theme: Theme, rows: ReferenceRows, glimpse: Glimpse) -> None:
        super().__init__(view)
        self._view, self._theme, self._rows, self._glimpse = view, theme, rows, glimpse
        self._strong, self._small = font(12, 500, tabular=True), font(11, tabular=True)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As many beside each other as there is room for, a little wider or narrower for it.

        The view leaves room for a scroll bar, whether there is one or not.
        """
        room = self._view.maximumViewportSize().width() - self._view.verticalScrollBar().sizeHint().width()
        across = max(1, round(room / (WIDTH + BETWEEN)))
        width = room // across
        return QSize(width, HEIGHT + round((width - BETWEEN - WIDTH) * 0.75))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card: Card = index.data(CARD)
        at, tokens, state = places(option.rect), self._theme.tokens, option.state
        selected, focused = bool(state & QStyle.StateFlag.State_Selected), self._view.hasFocus()
        sent = bool(card.number) and not card.why
        self._paint_thumb(painter, card, at.thumb, pale=not sent)
        if selected:
            colour = tokens.accent_text if focused else tokens.low
            shapes.ring(painter, at.thumb.adjusted(-3, -3, 3, 3), RADIUS + 3, colour)
        if focused and self._view.currentIndex() == index and self._view.property("keyed"):
            shapes.ring(painter, option.rect, 5, tokens.accent_text)
        hot = selected or bool(state & QStyle.StateFlag.State_MouseOver)
        self._paint_tiles(painter, card, at, hot=hot)
        high, low = (tokens.high, tokens.low) if sent else (tokens.low, tokens.low)
        self._paint_words(painter, card, at, high, low)
        shapes.slider(painter, at.slider, self._rows.strength(card), tokens)

    def _paint_thumb(self, painter: QPainter, card: Card, at: QRect, *, pale: bool) -> None:
        device = painter.device()
        ratio = device.devicePixelRatioF() if device else 1.0
        image = self._glimpse(card.reference, QSize(round(at.width() * ratio), round(at.height() * ratio)))
        shapes.fill(painter, at, RADIUS, self._theme.tokens.control)
        if image is None:
            icon = QRect(at.center().x() - 7, at.center().y() - 7, 16, 16)
            icons.paint(painter, "image-off", icon, self._theme.tokens.low)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setOpacity(PALE if pale else 1.0)
        shapes.picture(painter, at, RADIUS, image)
        painter.restore()

    def _paint_tiles(self, painter: QPainter, card: Card, at: Places, *, hot: bool) -> None:
        one, count = card.reference, len(self._rows.uses.get(card.reference.id, ()))
        if card.number:
            _tile(painter, at.number)
            _say(painter, str(card.number), at.number, font(11, 600, tabular=True), "#FFFFFF", centred=True)
        _tile(painter, at.role)
        icons.paint(painter, ROLES[one.role], shapes.middle_left(at.role, (TILE - ICON) // 2, ICON), "#FFFFFF")
        if count:
            words = str(count) if count < 1000 else "999+"
            width = 12 + 4 + QFontMetrics(self._small).horizontalAdvance(words) + 8
            box = QRect(at.uses.right() + 1 - width, at.uses.top(), width, TILE)
            _tile(painter, box)
            icons.paint(painter, "link", shapes.middle_left(box, 4, 12), "#FFFFFF")
            _say(painter, words, box.adjusted(19, 0, 0, 0), self._small, "#FFFFFF")
        right = at.eye.translated(-TILE - 2, 0)
        if hot or not one.enabled:
            _tile(painter, at.eye)
            eye = "eye" if one.enabled else "eye-off"
            icons.paint(painter, eye, shapes.middle_left(at.eye, (TILE - ICON) // 2, ICON), "#FFFFFF")
        else:
            right = at.eye
        if needs_licence(one):
            _tile(painter, right)
            icons.paint(painter, "triangle-alert", shapes.middle_left(right, 3, ICON), DARK.warn)
        if card.why:
            words, middle = self.tr("Left out"), at.thumb.center().y()
            width = QFontMetrics(self._small).horizontalAdvance(words) + 12
            box = QRect(at.thumb.center().x() - width // 2, middle - 9, width, NUMBER)
            _tile(painter, box)
            _say(painter, words, box, self._small, "#FFFFFF", centred=True)

    def _paint_words(self, painter: QPainter, card: Card, at: Places, high: str, low: str) -> None:
        percent = str(round(100 * self._rows.strength(card)))
        width, role = QFontMetrics(self._strong).horizontalAdvance(percent), role_name(card.reference.role)
        room = at.words.adjusted(0, 0, -width - 4, 0)
        narrow = QFontMetrics(self._strong).horizontalAdvance(role) > room.width()
        _say(painter, role, room, self._small if narrow else self._strong, high)
        _say(painter, percent, at.words.adjusted(at.words.width() - width, 0, 1, 0), self._strong, low)
        left = at.name.left()
        if card.reference.layer:
            icon = "snowflake" if card.reference.pixels is not None else "layers"
            icons.paint(painter, icon, QRect(left, at.name.top() + 1, 12, 12), low)
            left += 16
        _say(painter, card.reference.name, at.name.adjusted(left - at.name.left(), 0, 0, 0), self._small, low)


def _tile(painter: QPainter, at: QRect) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(OVER)
    painter.drawRoundedRect(at, 3, 3)
    painter.restore()


def _say(painter: QPainter, words: str, at: QRect, face: QFont, colour: str, *, centred: bool = False) -> None:
    painter.setFont(face)
    painter.setPen(QColor(colour))
    shown = QFontMetrics(face).elidedText(words, Qt.TextElideMode.ElideRight, at.width())
    across = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
    painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | across, shown)
