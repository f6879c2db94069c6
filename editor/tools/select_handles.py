"""What picked layers do that are held by a handle: they are scaled, or turned."""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import Any

from editor.document.records import Document
from editor.pixels.geometry import Affine
from editor.session.gesture import Pointer, Preview
from editor.session.marks import Label, Place
from editor.steps.extent import extent
from editor.steps.snap import Lines, edge_snapped, lines
from editor.steps.transform import about, transformed
from editor.tools.handles import Grip, Held
from editor.tools.tool import Bench

TURN = 15.0  # degrees that Shift turns by


def turning(
    document: Document, grip: Grip, held: Held, press: Pointer, bench: Bench
) -> Generator[Any, Any, Document | None]:
    """Until the release: the handle follows the pointer, the opposite one (with Alt the middle) stays."""
    ids, near, grid = bench.selection, bench.near, bench.snaps.grid
    to = lines(document, ids, snaps=bench.snaps) if grip.upright else Lines((), ())
    before = extent(document, ids)
    assert before is not None, "a grip holds pictures"
    after, pointer = document, press
    while True:
        if (pointer.x, pointer.y) == (press.x, press.y):
            change = Affine()
        elif held.kind == "scale":
            change = scaled(grip, held.unit, press, pointer, to, near, grid)
        else:
            change = rotated(grip, press, pointer)
        after = transformed(document, ids, change)
        if pointer.kind == "release":
            return after if change != Affine() else None
        now, last = Grip(grip.frame.then(change)), before
        before = extent(after, ids) or before
        label = Label(pointer.x, pointer.y, _size(now) if held.kind == "scale" else f"{now.rotation:.1f}°")
        pointer = yield Preview(after, last.united(before).rect.grown(1), (now.marks, label))


def scaled(grip: Grip, unit: Place, press: Pointer, pointer: Pointer, to: Lines, near: float, grid: float) -> Affine:
    """The map of canvas pixels that brings the handle at `unit` to the pointer.

    Corners keep the ratio and Shift frees it; sides are free and Shift keeps it. Upright frames snap to lines that are
    `near`, a number of canvas pixels, and to a `grid`, and end on whole pixels.
    """
    anchor = (0.5, 0.5) if pointer.alt else (1 - unit[0], 1 - unit[1])
    corner = unit[0] != 0.5 and unit[1] != 0.5
    x, y = grip.frame.inverted().apply(pointer.x, pointer.y)
    px, py = grip.frame.inverted().apply(press.x, press.y)
    at, met = (unit[0] + x - px, unit[1] + y - py), (False, False)
    if grip.upright:
        at, met = _settled(grip, at, to, near, grid)
    sx, sy = ((a - b) / (u - b) if u != 0.5 else 1.0 for a, b, u in zip(at, anchor, unit, strict=True))
    w, h = _sides(grip)
    if corner != pointer.shift:
        sx = sy = _least(_in_ratio(grip, unit, (sx, sy), met), min(w, h))
    else:
        sx, sy = _least(sx, w), _least(sy, h)
    change = grip.frame.inverted().then(about(*anchor, Affine.scaling(sx, sy))).then(grip.frame)
    return change if (sx, sy) != (1.0, 1.0) else Affine()


def rotated(grip: Grip, press: Pointer, pointer: Pointer) -> Affine:
    """The map of canvas pixels that turns with the pointer about the middle, by tenths of a degree; with Shift to
    multiples of 15 degrees."""
    x, y = grip.frame.apply(0.5, 0.5)
    start, now = math.atan2(press.y - y, press.x - x), math.atan2(pointer.y - y, pointer.x - x)
    turned = grip.rotation + math.degrees(now - start)
    step = TURN if pointer.shift else 0.1
    by = round(turned / step) * step - grip.rotation
    return about(x, y, Affine.rotation(by)) if by else Affine()


def _settled(grip: Grip, at: Place, to: Lines, near: float, grid: float) -> tuple[Place, tuple[bool, bool]]:
    """The same place of the frame, brought to a line that is near, else to a whole pixel; and what met a line."""
    x, y = grip.frame.apply(*at)
    (dx, across), (dy, down) = edge_snapped(x, to.upright, near, grid), edge_snapped(y, to.level, near, grid)
    met = bool(across or dx), bool(down or dy)
    place = grip.frame.inverted().apply(x + dx if met[0] else round(x), y + dy if met[1] else round(y))
    return place, met


def _in_ratio(grip: Grip, unit: Place, share: Place, met: tuple[bool, bool]) -> float:
    """One share for both directions: that of a side, of what met a line, or along the diagonal of a corner."""
    if unit[0] == 0.5 or (met[1] and not met[0] and unit[1] != 0.5):
        return share[1]
    if unit[1] == 0.5 or met[0]:
        return share[0]
    w, h = _sides(grip)
    along = (share[0] * w * w + share[1] * h * h) / (w * w + h * h)
    return round(along * max(w, h)) / max(w, h) if grip.upright else along


def _sides(grip: Grip) -> Place:
    return math.hypot(grip.frame.a, grip.frame.b), math.hypot(grip.frame.c, grip.frame.d)


def _least(share: float, side: float) -> float:
    """No side becomes less than a pixel."""
    least = min(1.0, 1 / side)
    return math.copysign(max(abs(share), least), share or 1.0)


def _size(grip: Grip) -> str:
    w, h = _sides(grip)
    return f"{w:.0f} × {h:.0f}"
