"""Snap: what is moved comes to rest on the sides and middles of what is near, and on a grid."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from editor.document.records import Document
from editor.steps.extent import Extent, corners, is_shown, pictures, with_accepted
from editor.steps.framed import inside

Segment = tuple[float, float, float, float]


class Line(NamedTuple):
    """Something to snap to: at `at` across, reaching from `start` to `end` along."""

    at: float
    start: float
    end: float


class Snaps(NamedTuple):
    """To what is snapped: to frames, to visible pictures, to a grid so many canvas pixels wide; 0 is none."""

    frames: bool = True
    layers: bool = True
    grid: float = 0.0


EVERYTHING = Snaps()


class Lines(NamedTuple):
    """Upright lines, by their x, and level ones, by their y; ascending, so that what is near is found at once."""

    upright: tuple[Line, ...]
    level: tuple[Line, ...]


class Snapped(NamedTuple):
    """How far to move further, in whole canvas pixels; the lines that were met, and the gaps along them between what
    moves and what it met: as (x1, y1, x2, y2)."""

    dx: float = 0.0
    dy: float = 0.0
    guides: tuple[Segment, ...] = ()
    gaps: tuple[Segment, ...] = ()


def lines(document: Document, moved: Collection[str] = (), frame: str = "", snaps: Snaps = EVERYTHING) -> Lines:
    """The sides and middles of what is snapped to, without the layers `moved` and the frame `frame`."""
    moved = frozenset(moved) | inside(document, [id for id in moved if id in document.frames])
    away = with_accepted(document, (layer.id for layer in pictures(document, moved)))
    others = document.frames.values() if snaps.frames else ()
    boxes = [Extent.of(other.rect) for other in others if other.id != frame and other.id not in moved]
    for layer in document.layers.values() if snaps.layers else ():
        if layer.id in away or layer.onto or not is_shown(document, layer):
            continue
        places = corners(document, layer) if layer.pixels is not None else None
        if places is not None:
            boxes.append(Extent.around(places))
    upright = tuple(Line(x, box.top, box.bottom) for box in boxes for x in (box.left, box.centre[0], box.right))
    level = tuple(Line(y, box.left, box.right) for box in boxes for y in (box.top, box.centre[1], box.bottom))
    return Lines(tuple(sorted(upright)), tuple(sorted(level)))


def snapped(box: Extent, to: Lines, within: float, grid: float = 0.0) -> Snapped:
    """How far a rectangle moves on so that a side or its middle meets a line at most `within` canvas pixels away.

    A `grid` has lines that many pixels apart, from the origin, for the sides; 0 is none. Moves are of whole pixels,
    so what was on whole pixels stays there.
    """
    dx, across = _nearest((box.left, box.centre[0], box.right), to.upright, within, grid)
    dy, down = _nearest((box.top, box.centre[1], box.bottom), to.level, within, grid)
    now = box.moved(dx, dy)
    upright = tuple((a.at, min(a.start, now.top), a.at, max(a.end, now.bottom)) for a in across)
    level = tuple((min(a.start, now.left), a.at, max(a.end, now.right), a.at) for a in down)
    gaps = [(a.at, y1, a.at, y2) for a in across for y1, y2 in _gaps(a, now.top, now.bottom)]
    gaps += [(x1, a.at, x2, a.at) for a in down for x1, x2 in _gaps(a, now.left, now.right)]
    return Snapped(dx, dy, (*upright, *level), tuple(gaps))


def edge_snapped(at: float, to: Sequence[Line], within: float, grid: float = 0.0) -> tuple[float, tuple[Line, ...]]:
    """How far one line moves on, in fractions of a pixel where need be, and what it meets."""
    near = [(abs(line.at - at), line) for line in (*_near(at, to, within), *_grid(at, grid))]
    near = [found for found in near if found[0] <= within]
    if not near:
        return 0.0, ()
    best = min(near)[1]
    return best.at - at, tuple(line for _, line in near if line.at == best.at and line.start <= line.end)


def _nearest(
    own: tuple[float, float, float], to: Sequence[Line], within: float, grid: float
) -> tuple[float, list[Line]]:
    best = within + 1
    met: list[Line] = []
    for place, line in _pairs(own, to, within, grid):
        move = float(round(line.at - place))
        if abs(move) > within or abs(move) > abs(best):
            continue
        if move != best:
            best, met = move, []
        if line.start <= line.end:
            met.append(line)
    return (best, met) if abs(best) <= within else (0.0, [])


def _pairs(
    own: tuple[float, float, float], to: Sequence[Line], within: float, grid: float
) -> Iterator[tuple[float, Line]]:
    for place in own:
        for line in _near(place, to, within + 1):
            yield place, line
    for place in (own[0], own[2]):
        for line in _grid(place, grid):
            yield place, line


def _near(place: float, to: Sequence[Line], within: float) -> Sequence[Line]:
    return to[bisect_left(to, place - within, key=_at) : bisect_right(to, place + within, key=_at)]


def _at(line: Line) -> float:
    return line.at


def _gaps(line: Line, start: float, end: float) -> Iterator[tuple[float, float]]:
    """Between a line and what reaches from start to end."""
    for low, high in ((line.end, start), (end, line.start)):
        if high - low >= 1:
            yield low, high


def _grid(place: float, grid: float) -> Iterator[Line]:
    """The nearest line of the grid; it reaches nowhere, so it is no guide."""
    if grid > 0:
        yield Line(round(place / grid) * grid, 1.0, 0.0)
