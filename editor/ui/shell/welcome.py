"""The welcome page: begin a board, open one, a size to begin from, the sample, and what was open before."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QFontMetrics,
    QImage,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from editor.project.errors import ProjectError
from editor.session.presets import Preset, presets
from editor.ui.files import Files
from editor.ui.poster import stored_thumbnail
from editor.ui.shell.recent import recent
from editor.ui.theme import icons, shapes
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

if TYPE_CHECKING:
    from editor.ui.window import Window

LEFT, BETWEEN, WIDTH, INSET = 272, 64, 960, 8
OFFERED = ("Instagram story", "Instagram post", "Instagram portrait", "YouTube thumbnail", "Billboard", "A4")
CARD, PICTURE, COLUMNS, CARDS = QSize(197, 158), 118, 3, 6


class Welcome(QWidget):
    """Tells the window which file is wanted; files may be dropped on it."""

    def __init__(self, window: Window, theme: Theme, words: str) -> None:
        super().__init__()
        self._window, self._theme = window, theme
        self.setAcceptDrops(True)
        self.files = Files(window, window.wanted.emit, lambda paths: window.wanted.emit(paths[0]))
        self.words = QLabel(words)
        self.words.setWordWrap(True)
        self.words.setFont(font(12))
        if not words:
            self.words.hide()
        block = QWidget()
        block.setMaximumWidth(WIDTH)
        block.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(block)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(BETWEEN)
        row.addLayout(self._begin(), 0)
        row.addLayout(self._before(), 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(36, 36, 36, 36)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(block, 1000)
        middle.addStretch(1)
        outer.addStretch(2)
        outer.addLayout(middle)
        outer.addStretch(3)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(self._theme.tokens.canvas))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self._window.wanted.emit(paths[0])

    def _begin(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        title = QLabel(self.tr("Patchboard"))
        title.setFont(font(28, 600))
        title.setProperty("tone", "high")
        title.setContentsMargins(INSET, 0, 0, 0)
        column.addWidget(title)
        column.addSpacing(16)
        for icon, name, key, run in (
            ("file-plus", self.tr("New board…"), "Ctrl+N", self.files.new),
            ("folder-open", self.tr("Open…"), "Ctrl+O", self.files.open),
            ("image", self.tr("Open the sample"), "", self.files.sample),
        ):
            column.addWidget(self._row(icon, name, key, run))
        column.addSpacing(16)
        head = QLabel(self.tr("New from size"))
        head.setFont(font(12, 600))
        head.setProperty("tone", "high")
        head.setContentsMargins(INSET, 0, 0, 6)
        column.addWidget(head)
        for preset in presets():
            if preset.name in OFFERED:
                column.addWidget(self._size(preset))
        column.addSpacing(16)
        column.addWidget(self.words)
        hint = QLabel(self.tr("Or drop a picture, or a project, anywhere on this page."))
        hint.setWordWrap(True)
        for words in (self.words, hint):
            words.setContentsMargins(INSET, 0, 0, 0)
        hint.setFont(font(12))
        hint.setProperty("tone", "low")
        column.addWidget(hint)
        column.addStretch(1)
        return column

    def _row(self, icon: str, name: str, key: str, run: Callable[[], object]) -> _Row:
        row = _Row(self._theme, icon, name, key)
        row.clicked.connect(lambda *_: self._attempt(run))
        if key:
            QShortcut(QKeySequence(key), self).activated.connect(lambda *_: self._attempt(run))
        return row

    def _size(self, preset: Preset) -> _Row:
        shape = "rectangle-vertical" if preset.size.h > preset.size.w else "rectangle-horizontal"
        icon = "square" if preset.size.w == preset.size.h else shape
        row = _Row(self._theme, icon, preset.name, "", f"{preset.size.w} × {preset.size.h}")
        row.clicked.connect(lambda *_: self._attempt(lambda: self.files.new_sized(preset)))
        return row

    def _attempt(self, run: Callable[[], object]) -> None:
        """Do it, or say on the page why it cannot be done."""
        try:
            run()
        except (ProjectError, OSError) as error:
            self.words.setText(f"{error}")
            self.words.show()

    def _before(self) -> QVBoxLayout:
        column, grid = QVBoxLayout(), QGridLayout()
        head = QLabel(self.tr("Recent"))
        head.setFont(font(15, 600))
        head.setProperty("tone", "high")
        grid.setSpacing(16)
        cards = [
            (path.stem, time.strftime("%d.%m.%Y %H:%M", time.localtime(path.stat().st_mtime)), path)
            for path in recent(self._window.settings)
        ][:CARDS]
        for number, (name, when, path) in enumerate(cards):
            card = _Card(self._theme, name, when, stored_thumbnail(path))
            card.clicked.connect(lambda _on=False, path=path: self._window.wanted.emit(path))
            grid.addWidget(card, number // COLUMNS, number % COLUMNS)
        grid.setColumnStretch(COLUMNS, 1)
        column.setSpacing(16)
        column.addWidget(head)
        if cards:
            column.addLayout(grid)
        else:
            none = QLabel(
                self.tr(
                    "What you open is listed here. The sample is a good beginning: take the small "
                    "dandelion away with the mask brush and Generate."
                )
            )
            none.setWordWrap(True)
            none.setFont(font(12))
            column.addWidget(none)
        column.addStretch(1)
        return column


class _Row(QAbstractButton):
    """An action of 40 px: icon, name, key; with a note at its end, one of 32."""

    def __init__(self, theme: Theme, icon: str, name: str, key: str, note: str = "") -> None:
        super().__init__()
        self._theme, self._icon, self._key, self._note = theme, icon, key, note
        self.setText(name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(LEFT, 32 if note else 40)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, rect = self._theme.tokens, self.rect()
        with QPainter(self) as painter:
            if self.underMouse() or self.isDown():
                shapes.fill(painter, rect, 6, tokens.pressed if self.isDown() else tokens.hover)
            if self.hasFocus():
                shapes.ring(painter, rect, 6, tokens.accent_text)
            icons.paint(painter, self._icon, shapes.middle_left(rect, INSET, 16), tokens.mid)
            painter.setFont(font(13, 400 if self._note else 500))
            painter.setPen(QColor(tokens.high))
            painter.drawText(rect.adjusted(36, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
            painter.setFont(font(12, tabular=True))
            painter.setPen(QColor(tokens.low))
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(rect.adjusted(0, 0, -8, 0), right, self._note)
            left = rect.right() - 8 - shapes.caps_width(self._key)
            shapes.caps(painter, left, rect.center().y(), self._key, tokens)


class _Card(QAbstractButton):
    """A project: its thumbnail, its name, and when it was changed last."""

    opened = Signal()

    def __init__(self, theme: Theme, name: str, when: str, picture: QImage) -> None:
        super().__init__()
        self._theme, self._when, self._picture = theme, when, picture
        self.setText(name)
        self.setAccessibleName(f"{name}, {when}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(CARD)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, at = self._theme.tokens, QRect(0, 0, self.width(), PICTURE)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            path = QPainterPath()
            path.addRoundedRect(QRectF(at), 8, 8)
            painter.fillPath(path, QColor(tokens.control))
            if not self._picture.isNull():
                painter.setClipPath(path)
                painter.drawImage(at, self._picture, _covering(self._picture.size(), at.size()))
                painter.setClipping(False)
            if self.hasFocus() or self.underMouse():
                shapes.ring(painter, at, 8, tokens.accent_text if self.hasFocus() else tokens.low)
            self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        for top, face, colour, words in (
            (PICTURE + 6, font(13, 500), tokens.high, self.text()),
            (PICTURE + 23, font(11, tabular=True), tokens.low, self._when),
        ):
            painter.setFont(face)
            painter.setPen(QColor(colour))
            shown = QFontMetrics(face).elidedText(words, Qt.TextElideMode.ElideMiddle, self.width())
            painter.drawText(QRect(0, top, self.width(), 16), Qt.AlignmentFlag.AlignVCenter, shown)


def _covering(picture: QSize, place: QSize) -> QRect:
    """The middle of the picture that has the shape of the place."""
    part = place.scaled(picture, Qt.AspectRatioMode.KeepAspectRatio)
    return QRect(
        (picture.width() - part.width()) // 2, (picture.height() - part.height()) // 2, part.width(), part.height()
    )
