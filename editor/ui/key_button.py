"""A button that shows its key: the words, then the caps."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton

from editor.ui.parts.tip import tip
from editor.ui.theme import icons, shapes
from editor.ui.theme.fonts import font
from editor.ui.theme.theme import Theme

HEIGHT, INSET, GAP, ICON = 28, (12, 8), 8, 14


class KeyButton(QPushButton):
    """`key` is portable text, such as "Ctrl+Return"; the button only shows it. A `primary` one is the next thing to do,
    a `quiet` one has no ground until it is pointed at. `icon` is drawn before the words.

    A click leaves the focus where it is.
    """

    def __init__(
        self, theme: Theme, words: str, key: str = "", *, primary: bool = False, quiet: bool = False, icon: str = ""
    ) -> None:
        super().__init__(words)
        self._mark, self._rest = icon, "mid" if quiet else "high"
        self._theme, self._key, self._primary, self._short = theme, key, primary, False
        self._line = ""
        self.setFixedHeight(HEIGHT)
        self.setFont(font(12, 600 if primary else 500))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if primary:
            self.setProperty("role", "primary")
        elif quiet:
            self.setProperty("role", "quiet")
        theme.changed.connect(self._retint)

    @property
    def key(self) -> str:
        """The key that it shows."""
        return self._key

    def explain(self, line: str) -> None:
        """Its tip: the words and the key, and beneath why it cannot be pressed, or what it does."""
        self._line = line
        self.setToolTip(tip(self._theme.tokens, self.text(), self._key, line))

    def show_words(self, words: str, key: str) -> None:
        """Say something else, with another key."""
        self._key = key
        self.setText(words)
        self.explain(self._line)
        self.updateGeometry()
        self.update()

    def fold(self, *, short: bool) -> None:
        """Be narrower, without the key, where there is little room."""
        if short != self._short:
            self._short = short
            self.updateGeometry()
            self.update()

    def _retint(self) -> None:
        self.explain(self._line)

    @property
    def _caps(self) -> str:
        return "" if self._short else self._key

    def sizeHint(self) -> QSize:
        caps = GAP + shapes.caps_width(self._caps) if self._caps else 0
        caps += ICON + GAP if self._mark else 0
        return QSize(2 * INSET[self._short] + self.fontMetrics().horizontalAdvance(self.text()) + caps, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        words, option.text = option.text, ""
        tokens = self._theme.tokens
        primary = self._primary and self.isEnabled()
        ink = tokens.on_accent if primary else getattr(tokens, self._rest) if self.isEnabled() else tokens.off
        with QPainter(self) as painter:
            self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
            painter.setFont(self.font())
            painter.setPen(QColor(ink))
            width = self.sizeHint().width()
            left = INSET[self._short] + (self.width() - width) // 2
            if self._mark:
                icons.paint(painter, self._mark, QRect(left, (self.height() - ICON) // 2, ICON, ICON), ink)
                left += ICON + GAP
            at = QRect(left, 0, self.fontMetrics().horizontalAdvance(words) + 1, self.height())
            painter.drawText(at, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
            if self._caps:
                cap = QColor(tokens.accent).darker(125).name() if primary else tokens.pressed
                shown = tokens._replace(mid=ink) if primary or not self.isEnabled() else tokens
                shapes.caps(painter, at.right() + GAP, self.height() // 2, self._caps, shown, cap)
