"""How a screen is divided into parts that each take a few milliseconds to compose, from the middle outward."""

from __future__ import annotations

import math

from PySide6.QtCore import QRect
from PySide6.QtGui import QRegion

from editor.pixels.geometry import Rect

REST = 60  # milliseconds that a zoom or a move must rest before it becomes sharp
CELL = 0.008  # seconds that a part should take
EACH, SCREEN = 15e-6, 6e-3  # seconds: first guesses of what a picture and a full screen cost
WASTE = 1.1  # how much more a rectangle around two may be than both


class Pace:
    """Learns how long composing takes on this machine."""

    def __init__(self) -> None:
        self._guess = 1.0  # how much longer than the first guesses

    def cells(self, count: int) -> int:
        """How many parts a screen with `count` pictures is to have."""
        return max(1, math.ceil(self._guess * _expected(count, 1.0) / CELL))

    def learn(self, count: int, share: float, took: float) -> None:
        """A `share` of the screen with `count` pictures took so many seconds."""
        self._guess += 0.2 * (min(max(took / _expected(count, share), 0.05), 20.0) - self._guess)


def nearest_cell(region: QRegion, screen: Rect, count: int) -> Rect | None:
    """What of `region` lies in that of some `count` cells of the screen that is nearest to its middle."""
    _, _, w, h = screen
    if count == 1:
        return _around(region)
    columns = max(1, round(math.sqrt(count * w / h)))
    rows = max(1, round(count / columns))
    best, least = None, math.inf
    for row in range(rows):
        for column in range(columns):
            left, top = column * w // columns, row * h // rows
            across, down = (column + 1) * w // columns - left, (row + 1) * h // rows - top
            away = math.hypot(left + (across - w) / 2, top + (down - h) / 2)
            if away < least and region.intersects(cell := QRect(left, top, across, down)):
                best, least = cell, away
    if best is None:
        return None
    return _around(region.intersected(best))


def _around(region: QRegion) -> Rect:
    found = region.boundingRect()
    return Rect(found.x(), found.y(), found.width(), found.height())


def merged(rects: list[Rect]) -> list[Rect]:
    """Those that overlap so much that one around both is hardly more, as one."""
    found: list[Rect] = []
    for rect in rects:
        one = rect
        for other in list(found):
            both = one.united(other)
            if both.size.area <= WASTE * (one.size.area + other.size.area):
                found.remove(other)
                one = both
        found.append(one)
    return found


def _expected(count: int, share: float) -> float:
    return count * EACH + SCREEN * share
