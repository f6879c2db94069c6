"""The status bar: a hint with its keys, where the pointer is, what is being made, and since when all is saved."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QWidget

from editor.ui.paced import FRAME
from editor.ui.parts.bar import Bar
from editor.ui.parts.readout import ColourReadout, Readout
from editor.ui.saved_label import SavedLabel
from editor.ui.theme import shapes
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

HEIGHT = 24
LONGEST = 220  # pixels of the words for what is being made
KEYS = re.compile(
    r"(\b(?:Shift|Alt|Ctrl|Space|Return|Enter|Escape|Tab|Backspace|Up|Down|Left|Right)\b|\{[a-z]+\.\w+\})"
)


class StatusBar(Bar):
    """What is told in passing; errors that need an answer are told where they happened."""

    def __init__(self, theme: Theme, saved: SavedLabel) -> None:
        super().__init__(theme, HEIGHT, "top", spacing=16)
        self.setAccessibleName(self.tr("Status"))
        self.hint = Hint(theme)
        self.place, self.colour = Readout(theme, "-000000, -000000"), ColourReadout(theme)
        self.colour.setAccessibleName(self.tr("Colour under the pointer"))
        self._job, self._share = QLabel(), QLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(80)
        for label in (self._job, self._share, saved):
            label.setFont(font(11, tabular=True))
        self.row.addWidget(self.hint, 1)
        self.row.addWidget(self.place)
        self.row.addWidget(self.colour)
        job = QHBoxLayout()
        job.setSpacing(8)
        for widget in (self._job, self._bar, self._share):
            job.addWidget(widget)
        self.row.addLayout(job)
        self._sign, self._saved = QLabel(), saved
        promise = QHBoxLayout()
        promise.setSpacing(6)
        promise.addWidget(self._sign)
        promise.addWidget(saved)
        self.row.addLayout(promise)
        saved.told.connect(self._tint)
        theme.changed.connect(self._tint)
        self._tint()
        self.show_job("", "", 0.0)

    def show_place(self, x: float, y: float) -> None:
        """Where the pointer is, in canvas pixels."""
        self.place.say(f"{x:.0f}, {y:.0f}")

    def show_colour(self, colour: QColor | None) -> None:
        """What is under the pointer, as it is on the screen; None where that is not known."""
        self.colour.say(colour.name().upper() if colour is not None else "")

    def show_job(self, words: str, told: str, fraction: float) -> None:
        """What is being made, how it stands, how much of it is done (0..1); no words: nothing is."""
        self._job.setText(self._job.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, LONGEST))
        self._job.setToolTip(words)
        self._share.setText(told)
        self._bar.setValue(round(100 * fraction))
        self._bar.setAccessibleName(words)
        for widget in (self._job, self._bar, self._share):
            widget.setVisible(bool(words))

    @property
    def job(self) -> str:
        """What it says of what is being made."""
        return f"{self._job.toolTip()} {self._share.text()}".strip()

    def _tint(self) -> None:
        self._sign.setPixmap(self._saved.sign(self._theme.tokens, self.devicePixelRatioF()))


class Hint(QWidget):
    """One line in which the names of keys are drawn as caps; what there is no room for is left out at the end.

    Other words are seen a frame later: what happens on the canvas, of which they tell, is painted first.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._parts = theme, [("", False)]
        self._later = QTimer(self, singleShot=True, interval=FRAME)
        self._later.timeout.connect(self.update)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        theme.changed.connect(self.update)

    @property
    def words(self) -> str:
        return "".join(part for part, _ in self._parts)

    def say(self, words: str, key_of: Callable[[str], str] | None = None) -> None:
        """`key_of` tells the key of an action, for the places that name one such as "{generate.ask}"."""
        parts = [(part, bool(KEYS.fullmatch(part))) for part in KEYS.split(words)]
        if key_of is not None:
            parts = [(key_of(part[1:-1]), True) if part[:1] == "{" else (part, is_key) for part, is_key in parts]
        if parts != self._parts:
            self._parts = parts
            self.setAccessibleName(self.words)
            self._later.start()

    def sizeHint(self) -> QSize:
        return QSize(400, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, face = self._theme.tokens, font(11)
        metrics, x, middle = QFontMetrics(face), 0, self.height() // 2
        with QPainter(self) as painter:
            painter.setFont(face)
            painter.setPen(QColor(tokens.mid))
            for part, is_key in self._parts:
                width = shapes.caps_width(part) if is_key else metrics.horizontalAdvance(part)
                if x + width > self.width() and is_key:
                    break
                if is_key:
                    shapes.caps(painter, x, middle, part, tokens)
                else:
                    words = metrics.elidedText(part, Qt.TextElideMode.ElideRight, self.width() - x)
                    painter.drawText(x, 0, self.width() - x, self.height(), Qt.AlignmentFlag.AlignVCenter, words)
                x += width
