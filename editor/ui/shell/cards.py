"""The projects that were open before, as cards in a grid: found by name, opened, and taken off the list."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QImage, QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QToolButton, QWidget

from editor.ui.offload import Offload
from editor.ui.shell.glimpse import Glimpse, glimpse, told
from editor.ui.shell.recent import forget, recent
from editor.ui.theme import icons, shapes
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

CARD, PICTURE, COLUMNS, SHOWN, BETWEEN = QSize(228, 176), 132, 3, 6, 20


class Cards(QWidget):
    """`opened(path)` where one is chosen, `gone(path)` where its file is not there any more."""

    opened = Signal(object)
    gone = Signal(object)
    changed = Signal()  # others are listed

    def __init__(self, theme: Theme, settings: QSettings, sample: Card) -> None:
        """`sample` stands first while nothing is looked for."""
        super().__init__()
        self._theme, self._settings, self._sample = theme, settings, sample
        sample.setParent(self)
        self._query = ""
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(BETWEEN)
        self._grid.setColumnStretch(COLUMNS, 1)
        self._glimpses: dict[Path, Glimpse] = {}
        self._offload = Offload(1, "recent")
        self.cards: list[Card] = []
        for path in recent(settings):
            self._offload.run(lambda path=path: glimpse(path), self._arrived)
        self._fill()

    def look_for(self, words: str) -> None:
        """List those in whose names all the words are."""
        self._query = words
        self._fill()

    def close_threads(self) -> None:
        self._offload.close()

    def _fill(self) -> None:
        for card in self.cards:
            self._grid.removeWidget(card)
            if card is not self._sample:
                card.deleteLater()
        words = self._query.casefold().split()
        found = [path for path in recent(self._settings) if all(word in path.stem.casefold() for word in words)]
        cards = [self._card(path) for path in found[: SHOWN if words else SHOWN - 1]]
        self._sample.setVisible(not words)
        self.cards = cards if words else [self._sample, *cards]
        for number, card in enumerate(self.cards):
            self._grid.addWidget(card, number // COLUMNS, number % COLUMNS)
            card.show()
        self.changed.emit()

    def _card(self, path: Path) -> Card:
        card = Card(self._theme, path.stem)
        card.clicked.connect(lambda: self._choose(path))
        card.unwanted.connect(lambda: self._forget(path))
        if path in self._glimpses:
            card.show_glimpse(self._glimpses[path])
        card.path = path
        return card

    def _arrived(self, answer: Glimpse | Exception) -> None:
        if isinstance(answer, Exception):
            return
        self._glimpses[answer.path] = answer
        for card in self.cards:
            if card.path == answer.path:
                card.show_glimpse(answer)

    def _choose(self, path: Path) -> None:
        (self.opened if path.is_file() else self.gone).emit(path)

    def _forget(self, path: Path) -> None:
        number = [card.path for card in self.cards].index(path)
        forget(self._settings, path)
        self._fill()
        if self.cards:
            self.cards[min(number, len(self.cards) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)


class Card(QAbstractButton):
    """A project: its picture, its name, and a line about it. `unwanted` where it is to be listed no more."""

    unwanted = Signal()

    def __init__(self, theme: Theme, name: str, line: str = "", tag: str = "", picture: QImage | None = None) -> None:
        super().__init__()
        self._theme, self._line, self._tag = theme, line, tag
        self._picture = picture or QImage()
        self.path: Path | None = None
        self.is_gone = False
        self.setText(name)
        self.setAccessibleName(f"{name}, {line}" if line else name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(CARD)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.remove = QToolButton(self)
        self.remove.setIcon(theme.icon("x"))
        self.remove.setFixedSize(24, 24)
        self.remove.move(CARD.width() - 30, 6)
        self.remove.setAccessibleName(self.tr("Take “{0}” off the list").format(name))
        self.remove.setToolTip(self.tr("Take it off the list  Del"))
        self.remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.remove.clicked.connect(self.unwanted)
        self.remove.hide()

    def show_glimpse(self, seen: Glimpse) -> None:
        """What is known of it now."""
        self.is_gone = seen.changed is None
        self._line, self._picture = told(seen), seen.picture
        self.remove.setVisible(self.is_gone)
        self.setAccessibleName(f"{self.text()}, {self._line}")
        self.setToolTip(str(seen.path))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.path is not None:
            self.unwanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, at = self._theme.tokens, QRect(0, 0, self.width(), PICTURE)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            path = QPainterPath()
            path.addRoundedRect(QRectF(at), 8, 8)
            painter.fillPath(path, QColor(tokens.panel if self.is_gone else tokens.control))
            if self._picture.isNull():
                place = QRect(0, 0, 20, 20)
                place.moveCenter(at.center())
                icons.paint(painter, "image-off" if self.is_gone else "image", place, tokens.low)
            else:
                painter.setClipPath(path)
                painter.drawImage(at, self._picture, _covering(self._picture.size(), at.size()))
                painter.setClipping(False)
            if self.hasFocus() or self.underMouse():
                shapes.ring(painter, at, 8, tokens.accent_text if self.hasFocus() else tokens.low)
            self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        tokens, room = self._theme.tokens, self.width()
        if self._tag:
            width = QFontMetrics(font(11)).horizontalAdvance(self._tag) + 12
            at = QRect(self.width() - width, PICTURE + 6, width, 18)
            shapes.fill(painter, at, 4, tokens.control)
            painter.setFont(font(11))
            painter.setPen(QColor(tokens.mid))
            painter.drawText(at, Qt.AlignmentFlag.AlignCenter, self._tag)
            room -= width + 8
        name = tokens.low if self.is_gone else tokens.high
        for top, face, colour, words, width in (
            (PICTURE + 7, font(13, 500), name, self.text(), room),
            (PICTURE + 26, font(12, tabular=True), tokens.low, self._line, self.width()),
        ):
            painter.setFont(face)
            painter.setPen(QColor(colour))
            shown = QFontMetrics(face).elidedText(words, Qt.TextElideMode.ElideMiddle, width)
            painter.drawText(QRect(0, top, width, 17), Qt.AlignmentFlag.AlignVCenter, shown)


def _covering(picture: QSize, place: QSize) -> QRect:
    """The middle of the picture that has the shape of the place."""
    part = place.scaled(picture, Qt.AspectRatioMode.KeepAspectRatio)
    return QRect(
        (picture.width() - part.width()) // 2, (picture.height() - part.height()) // 2, part.width(), part.height()
    )
