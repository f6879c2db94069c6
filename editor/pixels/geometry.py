"""Sizes, whole-pixel rectangles and affine maps: the three values that every floor speaks of places with."""

from __future__ import annotations

import math
from typing import NamedTuple


class Size(NamedTuple):
    """Width and height in whole pixels."""

    w: int
    h: int

    @property
    def area(self) -> int:
        return self.w * self.h

    @property
    def rect(self) -> Rect:
        """The rectangle of this size at the origin."""
        return Rect(0, 0, self.w, self.h)


class Rect(NamedTuple):
    """A half-open rectangle of whole pixels: x <= px < x + w, y down. Empty when a side is not positive."""

    x: int
    y: int
    w: int
    h: int

    @property
    def right(self) -> int:
        return self.x + self.w

    @property
    def bottom(self) -> int:
        return self.y + self.h

    @property
    def size(self) -> Size:
        return Size(self.w, self.h)

    @property
    def empty(self) -> bool:
        return self.w <= 0 or self.h <= 0

    @property
    def slices(self) -> tuple[slice, slice]:
        """Rows and columns of an array whose first pixel is the origin; the rectangle must not be negative."""
        return slice(self.y, self.bottom), slice(self.x, self.right)

    @classmethod
    def from_edges(cls, left: float, top: float, right: float, bottom: float) -> Rect:
        """The smallest whole-pixel rectangle that holds the given edges."""
        x, y = math.floor(left), math.floor(top)
        return cls(x, y, math.ceil(right) - x, math.ceil(bottom) - y)

    def intersected(self, other: Rect) -> Rect:
        left, top, w, h = self
        x, y, across, down = other
        right, bottom = min(left + w, x + across), min(top + h, y + down)
        x, y = max(left, x), max(top, y)
        return Rect(x, y, max(0, right - x), max(0, bottom - y))

    def united(self, other: Rect) -> Rect:
        """The smallest rectangle that holds both; an empty one adds nothing."""
        if self.empty:
            return other
        if other.empty:
            return self
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Rect(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)

    def grown(self, left: int, top: int | None = None, right: int | None = None, bottom: int | None = None) -> Rect:
        """Each side moved outward by its number of pixels; one number moves all four."""
        t = left if top is None else top
        r = left if right is None else right
        b = t if bottom is None else bottom
        return Rect(self.x - left, self.y - t, self.w + left + r, self.h + t + b)

    def translated(self, dx: int, dy: int) -> Rect:
        return Rect(self.x + dx, self.y + dy, self.w, self.h)

    def contains(self, other: Rect) -> bool:
        return other.empty or (
            self.x <= other.x and self.y <= other.y and other.right <= self.right and other.bottom <= self.bottom
        )


class Affine(NamedTuple):
    """The map (x, y) -> (a x + c y + e, b x + d y + f), in pixels with y down.

    Coordinates are of edges, not centres: pixel (0, 0) covers 0..1 and has its centre at (0.5, 0.5).
    """

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    @classmethod
    def translation(cls, dx: float, dy: float) -> Affine:
        return cls(1.0, 0.0, 0.0, 1.0, dx, dy)

    @classmethod
    def scaling(cls, sx: float, sy: float | None = None) -> Affine:
        return cls(sx, 0.0, 0.0, sx if sy is None else sy, 0.0, 0.0)

    @classmethod
    def rotation(cls, degrees: float) -> Affine:
        """Clockwise on the screen, since y points down."""
        t = math.radians(degrees)
        return cls(math.cos(t), math.sin(t), -math.sin(t), math.cos(t), 0.0, 0.0)

    @property
    def determinant(self) -> float:
        return self.a * self.d - self.b * self.c

    @property
    def scale(self) -> float:
        """Side of the square that a unit square becomes in area."""
        return math.sqrt(abs(self.determinant))

    def then(self, outer: Affine) -> Affine:
        """This map first, `outer` after it."""
        return Affine(
            outer.a * self.a + outer.c * self.b,
            outer.b * self.a + outer.d * self.b,
            outer.a * self.c + outer.c * self.d,
            outer.b * self.c + outer.d * self.d,
            outer.a * self.e + outer.c * self.f + outer.e,
            outer.b * self.e + outer.d * self.f + outer.f,
        )

    def inverted(self) -> Affine:
        """The inverse map. Raises ValueError where there is none."""
        det = self.determinant
        if not math.isfinite(det) or abs(det) < 1e-12:
            raise ValueError("this transform flattens the picture to a line: it cannot be inverted")
        a, b, c, d = self.d / det, -self.b / det, -self.c / det, self.a / det
        return Affine(a, b, c, d, -(a * self.e + c * self.f), -(b * self.e + d * self.f))

    def apply(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def bounds(self, rect: Rect) -> Rect:
        """The smallest whole-pixel rectangle that holds the mapped `rect`."""
        if rect.empty:
            return Rect(0, 0, 0, 0)
        a, b, c, d, e, f = self
        x, y, w, h = rect
        x, y = a * x + c * y + e, b * x + d * y + f
        (left, right), (top, bottom) = _span(x, a * w, c * h), _span(y, b * w, d * h)
        snap = 1e-9 * max(1.0, -left, right, -top, bottom)
        return Rect.from_edges(left + snap, top + snap, right - snap, bottom - snap)


def _span(start: float, one: float, other: float) -> tuple[float, float]:
    """From where to where two steps lead from a start, each taken or not."""
    return start + min(0.0, one) + min(0.0, other), start + max(0.0, one) + max(0.0, other)
