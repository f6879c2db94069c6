"""The welcome page: begin a board, open one, a size to begin from, the sample, what was open before, the engines."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImageReader,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from editor.engine.registry import Registry
from editor.project.errors import ProjectError
from editor.resources import resource
from editor.ui.connect.connecting import Connecting
from editor.ui.files import Files
from editor.ui.settings.sheet import SettingsSheet
from editor.ui.shell.begin import Begin
from editor.ui.shell.cards import BETWEEN as APART
from editor.ui.shell.cards import CARD, COLUMNS, Card, Cards
from editor.ui.shell.engine_card import EngineCard
from editor.ui.theme.fonts import font
from editor.ui.theme.icons import pixmap
from editor.ui.theme.theme import Theme

if TYPE_CHECKING:
    from editor.ui.window import Window

BETWEEN, OUTER, FOOT = 64, 36, 36
RIGHT = COLUMNS * CARD.width() + (COLUMNS - 1) * APART


class Welcome(QWidget):
    """Tells the window which files are wanted; they may be dropped and pasted too."""

    def __init__(self, window: Window, theme: Theme, words: str) -> None:
        super().__init__()
        self._window, self._theme = window, theme
        self.setAcceptDrops(True)
        self.files = Files(window, window.wanted.emit, window.wanted.emit)
        self.words = QLabel(words)
        self.words.setWordWrap(True)
        self.words.setFont(font(12))
        if not words:
            self.words.hide()
        self.connecting = Connecting(Registry.found(ask=False), self)
        self.begin = Begin(theme, window.keymap, self.files, self._paste, self._attempt)
        self.cards = Cards(theme, window.settings, self._sample())
        self.query = QLineEdit()
        self._drop, self._gear = self._drop_line(), QToolButton(self)
        self._lay_out()
        self._connect()

    def close_threads(self) -> None:
        """Nothing is read or looked for any more."""
        self.cards.close_threads()
        self.connecting.close_threads()

    @cached_property
    def settings(self) -> SettingsSheet:
        """Made once it is wanted."""
        return SettingsSheet(self._window, self._theme, self._window.settings, self.connecting)

    def show_settings(self) -> None:
        self.settings.ask()

    def connect_engine(self) -> None:
        """The settings, at the engines."""
        self.settings.show_engines()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(self._theme.tokens.canvas))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._gear.move(self.width() - 12 - self._gear.width(), 12)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if paths := _files(event.mimeData()):
            event.acceptProposedAction()
            self._window.wanted.emit(paths)

    def _sample(self) -> Card:
        reader = QImageReader(str(resource("sample", "dandelions.jpg")))
        reader.setScaledSize(reader.size().scaled(CARD * 2, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
        card = Card(
            self._theme,
            self.tr("Dandelions"),
            self.tr("Mark the small one, then Generate"),
            self.tr("Sample"),
            reader.read(),
        )
        card.clicked.connect(lambda: self._attempt(self.files.sample))
        return card

    def _drop_line(self) -> QFrame:
        line = QFrame()
        line.setObjectName("floating")
        line.setFixedHeight(FOOT)
        sign, words = QLabel(), QLabel(self.tr("Drop pictures, folders or a project anywhere"))
        words.setFont(font(12))
        sign.setPixmap(pixmap("image-plus", 16, self._theme.tokens.mid, self.devicePixelRatioF()))
        row = QHBoxLayout(line)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(8)
        row.addWidget(sign)
        row.addWidget(words)
        return line

    def _lay_out(self) -> None:
        block = QWidget()
        block.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(block)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(BETWEEN)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.begin)
        left.addWidget(self.words)
        left.addStretch(1)
        self.words.setFixedWidth(self.begin.width())
        row.addLayout(left)
        row.addLayout(self._right())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(OUTER, OUTER, OUTER, 12)
        outer.addStretch(2)
        outer.addWidget(block, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)
        outer.addWidget(self._drop, 0, Qt.AlignmentFlag.AlignHCenter)

    def _right(self) -> QVBoxLayout:
        head, title, column = QHBoxLayout(), QLabel(self.tr("Recent")), QVBoxLayout()
        title.setFont(font(15, 600))
        title.setProperty("tone", "high")
        self.query.setPlaceholderText(self.tr("Find a project"))
        self.query.setAccessibleName(self.tr("Find a project"))
        self.query.setFixedWidth(200)
        self.query.setFont(font(12))
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.query)
        engines = EngineCard(self.connecting, self._theme)
        engines.setFixedWidth(RIGHT)
        engines.connecting.connect(self.connect_engine)
        self.cards.setFixedWidth(RIGHT)
        column.setSpacing(16)
        column.addLayout(head)
        column.addWidget(self.cards)
        column.addWidget(engines)
        column.addStretch(1)
        return column

    def _connect(self) -> None:
        self.connecting.begin()
        self.query.textChanged.connect(self.cards.look_for)
        self.cards.opened.connect(self._window.wanted)
        self.cards.gone.connect(self._say_gone)
        gear, key = self._gear, self._window.keymap.key("edit.settings", "Ctrl+,")
        gear.setIcon(self._theme.icon("settings"))
        gear.setIconSize(QSize(16, 16))
        gear.setFixedSize(32, 32)
        gear.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        gear.setAccessibleName(self.tr("Settings"))
        gear.setToolTip(self.tr("Settings  {0}").format(QKeySequence(key).toString()))
        gear.clicked.connect(self.show_settings)
        QShortcut(QKeySequence(key), self).activated.connect(self.show_settings)
        self._theme.changed.connect(self.update)

    def _say_gone(self, path: Path) -> None:
        self._say(self.tr("{0} was moved or deleted. Del takes it off the list.").format(path.name))

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self.words.show()

    def _attempt(self, run: Callable[[], object]) -> None:
        """Do it, or say on the page why it cannot be done."""
        try:
            run()
        except (ProjectError, OSError) as error:
            self._say(f"{error}")

    def _paste(self) -> None:
        """What is in the clipboard: files, or a picture, which gets a file of its own. Raises OSError."""
        mime = QGuiApplication.clipboard().mimeData() or QMimeData()  # None where it was cleared
        if paths := _files(mime):
            self._window.wanted.emit(paths)
        elif mime.hasImage():
            self.files.pasted(QGuiApplication.clipboard().image())
        else:
            self._say(self.tr("There is no picture in the clipboard: copy one first."))


def _files(mime: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
