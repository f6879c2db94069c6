"""A smooth path through the points of a pointer, and the places along it where a brush leaves its marks."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

NEAR = 1 / 64  # px within which two points are one place
PIECE = 4.0  # px, or half of a gap where that is more: the straight pieces that make a curve


class Point(NamedTuple):
    """A place in the target's pixels and the pressure 0..1 there."""

    x: float
    y: float
    pressure: float


class SmoothPath:
    """Centripetal Catmull-Rom curves through the points, which neither loop nor overshoot (Yuksel et al. 2011).

    A curve to a point is known once the point after it is; `end` gives the last one. Marks are `gap(pressure)`
    pixels of path apart, and how the points come in makes no difference.
    """

    def __init__(self, gap: Callable[[float], float]) -> None:
        self._gap = gap
        self._points: list[Point] = []
        self._since = 0.0  # length of path since the last mark
        self._last: Point | None = None

    def add(self, point: Point) -> Iterator[Point]:
        """The next point; yields the marks that are certain now. The first point is a mark itself."""
        points = self._points
        if not points:
            points.append(point)
            self._last = point
            yield point
        elif math.hypot(point.x - points[-1].x, point.y - points[-1].y) < NEAR:
            if point.pressure > points[-1].pressure:
                points[-1] = point
                if len(points) == 1:
                    self._last = point
                    yield point
        else:
            points.append(point)
            if len(points) > 2:
                yield from self._curve(points[-4] if len(points) > 3 else None, points[-3], points[-2], point)
            del points[:-3]

    def end(self) -> Iterator[Point]:
        """The marks up to the last point, from which the path may go on."""
        points = self._points
        if len(points) > 1:
            yield from self._curve(points[-3] if len(points) > 2 else None, points[-2], points[-1], None)
        del points[:-1]

    def _curve(self, before: Point | None, a: Point, b: Point, after: Point | None) -> Iterator[Point]:
        length = math.hypot(b.x - a.x, b.y - a.y)
        straight = b.x - a.x, b.y - a.y
        leaving = straight if before is None else _tangent(before, a, b, length)
        arriving = straight if after is None else _tangent(a, b, after, length)
        count = (
            1
            if before is None and after is None
            else max(2, min(64, math.ceil(length / max(PIECE, self._gap(b.pressure) / 2))))
        )
        for k in range(1, count):
            t = k / count
            x, y = _hermite(a, b, leaving, arriving, t)
            yield from self._walk(Point(x, y, a.pressure + (b.pressure - a.pressure) * t))
        yield from self._walk(b)

    def _walk(self, to: Point) -> Iterator[Point]:
        """Marks along the straight piece from where the path is to `to`."""
        at = self._last
        assert at is not None
        length = math.hypot(to.x - at.x, to.y - at.y)
        done = 0.0
        while length > 0:
            pressure = at.pressure + (to.pressure - at.pressure) * done / length
            left = max(0.0, self._gap(pressure) - self._since)
            if done + left > length:
                break
            done, self._since = done + left, 0.0
            t = done / length
            yield Point(
                at.x + (to.x - at.x) * t, at.y + (to.y - at.y) * t, at.pressure + (to.pressure - at.pressure) * t
            )
        self._since += length - done
        self._last = to


def _tangent(a: Point, b: Point, c: Point, length: float) -> tuple[float, float]:
    """The curve's direction at b, for a piece between two of the points that is `length` long."""
    into, out = math.sqrt(math.hypot(b.x - a.x, b.y - a.y)), math.sqrt(math.hypot(c.x - b.x, c.y - b.y))
    own, both = math.sqrt(length), into + out
    return (
        own * ((b.x - a.x) / into - (c.x - a.x) / both + (c.x - b.x) / out),
        own * ((b.y - a.y) / into - (c.y - a.y) / both + (c.y - b.y) / out),
    )


def _hermite(a: Point, b: Point, u: tuple[float, float], v: tuple[float, float], t: float) -> tuple[float, float]:
    """The cubic from a to b with the directions u and v at its ends."""
    s = 1 - t
    at_a, at_b, at_u, at_v = (1 + 2 * t) * s * s, t * t * (3 - 2 * t), t * s * s, -t * t * s
    return at_a * a.x + at_b * b.x + at_u * u[0] + at_v * v[0], at_a * a.y + at_b * b.y + at_u * u[1] + at_v * v[1]
