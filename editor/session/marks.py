"""Marks: what a gesture draws over the canvas without changing it, as plain values in canvas pixels."""

from __future__ import annotations

from typing import Literal, NamedTuple

from editor.pixels.geometry import Rect

Style = Literal["marquee", "mask", "source", "snap", "lit"]
Place = tuple[float, float]


class Box(NamedTuple):
    """A rectangle's outline: picked layers, a mask's shape, the source of a copy, what was snapped to."""

    rect: Rect
    style: Style = "marquee"


class Line(NamedTuple):
    """A path through `points` (x, y); a `closed` one ends where it began."""

    points: tuple[Place, ...]
    closed: bool = False
    style: Style = "mask"


class Hatch(NamedTuple):
    """A rectangle that is new and will be drawn: the border of an extension."""

    rect: Rect


class Handles(NamedTuple):
    """The four corners of what can be scaled, clockwise from its own upper left; turned by `rotation` degrees."""

    corners: tuple[Place, Place, Place, Place]
    rotation: float = 0.0


class Grip(NamedTuple):
    """Where a side is held: a bar in the middle of what lies between its two ends; a `hot` one is held now."""

    start: Place
    end: Place
    hot: bool = False


class Label(NamedTuple):
    """Words at a place, or a little `below` it: a size, a distance, an angle."""

    x: float
    y: float
    text: str
    below: bool = False


class Guide(NamedTuple):
    """A line along which something was snapped."""

    x1: float
    y1: float
    x2: float
    y2: float


class Foot(NamedTuple):
    """Under a picture, inside it: what is being made of it, how it stands, and how much is done (0..1)."""

    rect: Rect
    words: str
    told: str
    fraction: float


Mark = Box | Line | Hatch | Handles | Grip | Label | Guide
