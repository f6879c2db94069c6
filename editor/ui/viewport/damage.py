"""What of a widget is painted anew: in few rectangles, and not beneath what hides it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QRect
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QWidget

WASTE = 4096  # pixels that one rectangle around two may hold besides
CORNER = 10  # logical pixels that the corners of what stands over a widget are rounded by


def damaged(rects: Iterable[QRect], seen: QRect, above: Iterable[QWidget]) -> Iterator[QRect | QRegion]:
    """The places within `seen`, without what the widgets `above` hide: those would all be painted anew as well."""
    found = gathered([inner for rect in rects if not (inner := rect.intersected(seen)).isEmpty()])
    over = [(widget.geometry(), widget) for widget in above if widget.isVisible()] if found else []
    for rect in found:
        region: QRect | QRegion = rect
        for box, widget in over:
            if box.intersects(rect):
                region = QRegion(region) - _square(box, math.ceil(widget.devicePixelRatioF() % 1))
        yield region


def _square(box: QRect, rim: int) -> QRegion:
    """What a widget with round corners hides for certain; where device pixels are split, its rim does not."""
    return QRegion(box.adjusted(CORNER, rim, -CORNER, -rim)) + QRegion(box.adjusted(rim, CORNER, -rim, -CORNER))


def gathered(rects: list[QRect]) -> list[QRect]:
    """The same places in few rectangles: each costs as much to paint as some thousands of pixels."""
    if len(rects) < 2:
        return rects
    found: list[tuple[int, int, int, int, int]] = []  # left, top, right, bottom, and how much of it is needed
    for rect in rects:
        x, y, w, h = rect.getRect()  # pyright: ignore[reportGeneralTypeIssues, reportAssignmentType] - four numbers
        left, top, right, bottom, needed = x, y, x + w, y + h, w * h
        if any(a <= left and b <= top and right <= c and bottom <= d for a, b, c, d, _ in found):
            continue
        for other in tuple(found):
            west, north = min(left, other[0]), min(top, other[1])
            east, south = max(right, other[2]), max(bottom, other[3])
            across = max(0, min(right, other[2]) - max(left, other[0]))
            twice = min(across * max(0, min(bottom, other[3]) - max(top, other[1])), needed, other[4])
            both = needed + other[4] - twice
            if (east - west) * (south - north) <= both + WASTE:
                found.remove(other)
                left, top, right, bottom, needed = west, north, east, south, both
        found.append((left, top, right, bottom, needed))
    return [QRect(left, top, right - left, bottom - top) for left, top, right, bottom, _ in found]
