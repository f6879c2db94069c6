"""Borders that are dragged: which sides of a rectangle were taken hold of, and where they come to."""

from __future__ import annotations

from typing import NamedTuple

from editor.pixels.geometry import Rect


class Sides(NamedTuple):
    """-1 the left or upper side, 1 the right or lower, 0 neither."""

    x: int
    y: int


def sides_at(rect: Rect, x: float, y: float, near: float) -> Sides | None:
    """The side or corner of a rectangle at most `near` from a place; None where there is none."""
    inside = rect.x - near <= x <= rect.right + near and rect.y - near <= y <= rect.bottom + near
    across, down = _side(rect.x, rect.right, x, near), _side(rect.y, rect.bottom, y, near)
    return Sides(across, down) if inside and (across or down) else None


def dragged(rect: Rect, sides: Sides, dx: float, dy: float, least: Rect | None = None, *, both: bool = False) -> Rect:
    """The rectangle with its held sides, with `both` also the opposite ones the other way, moved to whole pixels.

    It keeps at least one pixel a side, and all of `least`.
    """
    left, right = _moved(rect.x, rect.right, sides.x, dx, (least.x, least.right) if least else None, both)
    top, bottom = _moved(rect.y, rect.bottom, sides.y, dy, (least.y, least.bottom) if least else None, both)
    return Rect(left, top, right - left, bottom - top)


def _side(low: int, high: int, at: float, near: float) -> int:
    if min(abs(at - low), abs(at - high)) > near:
        return 0
    return -1 if abs(at - low) < abs(at - high) else 1


def _moved(low: int, high: int, side: int, by: float, least: tuple[int, int] | None, both: bool) -> tuple[int, int]:
    first = low + round(by) if side < 0 else low - round(by) if side > 0 and both else low
    last = high + round(by) if side > 0 else high - round(by) if side < 0 and both else high
    if least is not None:
        return min(first, least[0]), max(last, least[1])
    if last - first >= 1:
        return first, last
    return (last - 1, last) if side < 0 else (first, first + 1)
