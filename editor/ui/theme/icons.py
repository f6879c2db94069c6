"""Icons: line drawings from SVG, tinted by the theme and drawn sharp at any size and scale."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from editor.resources import resource
from editor.ui.theme.tokens import Tokens

KEPT = 512  # pixmaps
GRID = 24  # units of the drawings


def stroke(size: int) -> float:
    """The width of a line in logical pixels, in an icon of that size."""
    return 1.5 if size >= 16 else 1.4 if size >= 14 else 1.3


@lru_cache(KEPT)
def pixmap(name: str, size: int, colour: str, ratio: float = 1.0) -> QPixmap:
    """The icon `name`, `size` logical pixels wide, in one colour, for a screen of `ratio` device pixels to each.

    Raises FileNotFoundError where there is no such icon.
    """
    side = max(1, round(size * ratio))
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    svg = _source(name).replace("currentColor", colour)
    svg = svg.replace('stroke-width="2"', f'stroke-width="{stroke(size) * GRID / size:.3f}"')
    with QPainter(made) as painter:
        QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, side, side))
    made.setDevicePixelRatio(ratio)
    return made


def paint(painter: QPainter, name: str, at: QRect, colour: str) -> None:
    """Draw the icon over the square `at`."""
    device = painter.device()
    ratio = device.devicePixelRatioF() if device else 1.0
    painter.drawPixmap(at.topLeft(), pixmap(name, at.width(), colour, ratio))


@cache
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


class _Engine(QIconEngine):
    """Asks for the theme each time that it draws, so that an icon never has to be made again."""

    def __init__(self, name: str, tokens: Callable[[], Tokens], colour: str) -> None:
        super().__init__()
        self._name = name
        self._tokens = tokens
        self._colour = colour

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._tokens, self._colour)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        square = QRect(0, 0, side, side)
        square.moveCenter(rect.center())
        paint(painter, self._name, square, self._tint(mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """`size` is in logical pixels, `scale` device pixels to each."""
        return pixmap(self._name, min(size.width(), size.height()), self._tint(mode, state), scale)

    def _tint(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        tokens = self._tokens()
        if mode == QIcon.Mode.Disabled:
            return tokens.off
        lit = state == QIcon.State.On or mode in (QIcon.Mode.Active, QIcon.Mode.Selected)
        return tokens.high if lit else getattr(tokens, self._colour)


def icon(name: str, tokens: Callable[[], Tokens], colour: str = "mid") -> QIcon:
    """An icon that follows the theme: `colour` at rest, high under the pointer or where it is on, off where disabled.

    Raises FileNotFoundError where there is no such icon.
    """
    _source(name)
    return QIcon(_Engine(name, tokens, colour))
