"""Nothing but the canvas and what floats on it: all else is put away, and one line says so and how it comes back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from editor.ui.navigation import Navigation
from editor.ui.saved_label import SavedLabel
from editor.ui.theme import shapes
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

HEIGHT, MARGIN = 32, 12


class Tucked(QFrame):
    """At the lower left of the canvas while parts of the window are away."""

    def __init__(self, canvas: Navigation, saved: SavedLabel, theme: Theme) -> None:
        super().__init__(canvas)
        self._canvas, self._saved = canvas, saved
        self._parts: list[QWidget] = []
        self.setObjectName("floating")
        self.setFixedHeight(HEIGHT)
        self._sign, self._words, self._caps = QLabel(), QLabel(), _Caps(theme)
        back = QLabel(self.tr("shows the tools"))  # after the caps of the key
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(6)
        for label in (self._words, back):
            label.setFont(font(12, tabular=True))
        row.addWidget(self._sign)
        row.addWidget(self._words)
        row.addSpacing(8)
        row.addWidget(self._caps)
        row.addWidget(back)
        saved.told.connect(self._follow)
        theme.changed.connect(self._follow)
        canvas.hear(lambda _event: self._stand(), QEvent.Type.Resize)
        self._theme = theme
        self.hide()

    @property
    def away(self) -> bool:
        """Whether the parts are put away."""
        return bool(self._parts)

    @property
    def words(self) -> str:
        """What it says of what is saved."""
        return self._words.text()

    def put_away(self, parts: Sequence[QWidget], key: str) -> None:
        """Hide those of these parts that are shown; `key` brings them back."""
        self._parts = [part for part in parts if not part.isHidden()]
        for part in self._parts:
            part.hide()
        self._caps.show_key(key)
        self._follow()
        self.show()
        self.raise_()

    def bring_back(self) -> None:
        """Show them again, as they were."""
        for part in self._parts:
            part.show()
        self._parts = []
        self.hide()

    def _follow(self) -> None:
        self._words.setText(self._saved.text())
        self._sign.setPixmap(self._saved.sign(self._theme.tokens, self.devicePixelRatioF()))
        self._stand()

    def _stand(self) -> None:
        self.adjustSize()
        self.move(MARGIN, self._canvas.height() - MARGIN - HEIGHT)


class _Caps(QWidget):
    """The caps of a key."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._key = theme, ""

    def show_key(self, key: str) -> None:
        self._key = key
        self.setFixedSize(QSize(shapes.caps_width(key), shapes.CAP + 2))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._theme.tokens
        with QPainter(self) as painter:
            shapes.caps(painter, 0, self.height() // 2, self._key, tokens, tokens.control_float)
