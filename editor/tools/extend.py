"""Extend: a side or corner of a picture's or frame's border is dragged outward; what is new is marked to be drawn."""

from __future__ import annotations

import math
from typing import ClassVar, NamedTuple

from editor.document.records import Document, Frame, Layer, changed
from editor.pixels.geometry import Affine, Rect, Size
from editor.session.gesture import Gesture, Pointer, Preview
from editor.session.marks import Box, Grip, Handles, Hatch, Label, Line, Mark
from editor.session.presets import Preset
from editor.steps.extend import LARGEST, covered, extended, framed, reached
from editor.steps.transform import upright
from editor.tools.border import Sides, dragged, sides_at
from editor.tools.mask_shape import markable
from editor.tools.tool import Tool

NOWHERE = Rect(0, 0, 0, 0)


class Extend(Tool, frozen=True):
    """`sizes` are the presets that it snaps to; what is new reaches `overlap` pixels into the picture."""

    name: ClassVar[str] = "Extend"
    key: ClassVar[str] = "X"
    icon: ClassVar[str] = "expand"
    hint: ClassVar[str] = "Drag a border outward. Shift both sides, Alt from the centre, Ctrl snaps to sizes."
    cursor: ClassVar[str] = "arrow"
    on_picture: ClassVar[bool] = True

    sizes: tuple[Preset, ...] = ()
    overlap: int = 0

    def gesture(self, document: Document, target: str, press: Pointer) -> Gesture:
        """Nothing happens where no border is pressed, or on a layer that is locked or holds no picture.

        A frame that holds the picture is extended by its own border: it becomes larger, and what is new in it is
        marked. A frame of this picture alone grows where the picture does.
        """
        layer = markable(document, target)
        if layer is None:
            return None
        held = self._held(document, layer, press)
        if held is None:
            return None
        pointer, region, words = press, held.region, ""
        while pointer.kind != "release":
            pointer = yield Preview(document, NOWHERE, _marks(held, region, words))
            region, words = self._dragged(held, press, pointer)
        if region == held.region:
            return None
        after = extended(document, layer, region, self.overlap)
        if held.frame is not None:
            return after.with_(changed(held.frame, rect=held.to_canvas.bounds(region), pixels=None))
        return framed(after, layer, region)

    def resting(self, document: Document, target: str) -> tuple[Mark, ...]:
        """The border that can be dragged, and what is marked outside of the picture."""
        layer = markable(document, target)
        if layer is None:
            return ()
        held = _Held(Sides(0, 0), document.placed(layer), covered(document, layer), reached(document, layer))
        return _marks(held, held.region, "")

    def _held(self, document: Document, layer: Layer, press: Pointer) -> _Held | None:
        placed, box = document.placed(layer), covered(document, layer)
        region = reached(document, layer)
        near = self.bench.near / placed.scale
        sides = sides_at(region, *placed.inverted().apply(press.x, press.y), near)
        if sides is not None:
            return _Held(sides, placed, box, region)
        frame = _frame_at(document, placed.bounds(region), press, self.bench.near) if upright(placed) else None
        if frame is None:
            return None
        region = placed.inverted().bounds(frame.rect)
        sides = sides_at(region, *placed.inverted().apply(press.x, press.y), near)
        return _Held(sides, placed, box, region, frame) if sides is not None else None

    def _dragged(self, held: _Held, press: Pointer, pointer: Pointer) -> tuple[Rect, str]:
        """The region now, and the name of what it snapped to."""
        to_layer = held.to_canvas.inverted()
        start, now = to_layer.apply(press.x, press.y), to_layer.apply(pointer.x, pointer.y)
        least = held.box if held.frame is None else held.region
        dx, dy = now[0] - start[0], now[1] - start[1]
        if pointer.alt:
            return _bounded(from_centre(held.region, held.sides, dx, dy, least), least), ""
        region = _bounded(dragged(held.region, held.sides, dx, dy, least, both=pointer.shift), least)
        if not pointer.ctrl or region == held.region:
            return region, ""
        near = self.bench.near / held.to_canvas.scale
        return snapped(region, held.sides, least, self.sizes, near, both=pointer.shift)


def from_centre(region: Rect, sides: Sides, dx: float, dy: float, least: Rect) -> Rect:
    """The region larger on all sides, in its ratio, by as much as the held sides were moved outward."""
    by = [2 * side * d / long for side, d, long in zip(sides, (dx, dy), region.size, strict=True) if side]
    return region.grown(round(max(by) * region.w / 2), round(max(by) * region.h / 2)).united(least)


class _Held(NamedTuple):
    """What was taken hold of. All rectangles are in the layer's grid."""

    sides: Sides
    to_canvas: Affine
    box: Rect  # what is there already
    region: Rect
    frame: Frame | None = None


RATIOS = ((1, 1), (5, 4), (4, 3), (3, 2), (16, 10), (16, 9), (2, 1), (21, 9), (3, 1))


def snapped(
    region: Rect, sides: Sides, least: Rect, sizes: tuple[Preset, ...], near: float, *, both: bool = False
) -> tuple[Rect, str]:
    """The region with the dragged sides brought to a preset's size or a usual ratio at most `near` pixels away, and
    its name; it never becomes smaller than `least`."""
    best: tuple[float, Size, str] | None = None
    for size, name, weight in _goals(region, sides, sizes):
        away = max(abs(size.w - region.w), abs(size.h - region.h))
        fits = size.w >= least.w and size.h >= least.h and max(size) <= LARGEST
        if fits and away <= near and (best is None or weight * away < best[0]):
            best = weight * away, size, name
    if best is None:
        return region, ""
    share = 0.5 if both else 1.0
    dx, dy = sides.x * share * (best[1].w - region.w), sides.y * share * (best[1].h - region.h)
    now = Rect(*dragged(region, sides, dx, dy, least, both=both)[:2], *best[1])
    return (now, best[2]) if now.contains(least) else (region, "")


def _goals(region: Rect, sides: Sides, sizes: tuple[Preset, ...]) -> list[tuple[Size, str, float]]:
    """Sizes that the dragged sides can come to, named; a preset counts as half as far as a ratio."""
    goals: list[tuple[Size, str, float]] = []
    for preset in sizes:
        w = preset.size.w if sides.x else region.w
        h = preset.size.h if sides.y else region.h
        if (w, h) == preset.size:
            goals.append((preset.size, preset.name, 0.5))
    for a, b in (*RATIOS, *((b, a) for a, b in RATIOS[1:])):
        name = f"{a}:{b}"
        if sides.x:
            goals.append((Size(round(region.h * a / b), region.h), name, 1.0))
        if sides.y:
            goals.append((Size(region.w, round(region.w * b / a)), name, 1.0))
    return goals


def hatches(document: Document, layer: Layer) -> tuple[Mark, ...]:
    """The border that is marked around a picture, hatched, whatever tool is in hand."""
    placed = document.placed(layer)
    strips = _strips(covered(document, layer), reached(document, layer)) if upright(placed) else []
    return tuple(Hatch(placed.bounds(strip)) for strip, _ in strips)


def _bounded(region: Rect, least: Rect) -> Rect:
    """No side longer than a picture may be."""
    over_w, over_h = max(0, region.w - LARGEST), max(0, region.h - LARGEST)
    if not over_w and not over_h:
        return region
    left, top = min(over_w, least.x - region.x), min(over_h, least.y - region.y)
    return Rect(region.x + left, region.y + top, region.w - over_w, region.h - over_h)


def _frame_at(document: Document, picture: Rect, press: Pointer, near: float) -> Frame | None:
    """A frame around the picture whose border was pressed."""
    for frame in document.frames.values():
        if frame.rect.contains(picture) and sides_at(frame.rect, press.x, press.y, near) is not None:
            return frame
    return None


def _marks(held: _Held, region: Rect, words: str) -> tuple[Mark, ...]:
    """What is new, hatched, with how far each side has come; the whole size with what it snapped to."""
    found: list[Mark] = []
    for strip, text in _strips(held.box, region):
        if upright(held.to_canvas):
            found.append(Hatch(held.to_canvas.bounds(strip)))
        found.append(Label(*held.to_canvas.apply(strip.x + strip.w / 2, strip.y + strip.h / 2), text))
    corners = [(region.x, region.y), (region.right, region.y), (region.right, region.bottom), (region.x, region.bottom)]
    a, b, c, d = (held.to_canvas.apply(*corner) for corner in corners)
    if found:
        size, foot = f"{region.w} × {region.h} {words}".strip(), (region.x + region.w / 2, region.bottom)
        found.append(Label(*held.to_canvas.apply(*foot), size, below=True))
        found.append(Line((a, b, c, d), True, "snap" if words else "marquee"))
    if upright(held.to_canvas):
        found.append(Box(held.to_canvas.bounds(held.box), "source"))
    found.append(Handles((a, b, c, d), math.degrees(math.atan2(held.to_canvas.b, held.to_canvas.a))))
    x, y = held.sides
    found += [Grip(a, b, y < 0), Grip(b, c, x > 0), Grip(d, c, y > 0), Grip(a, d, x < 0)]
    return tuple(found)


def _strips(box: Rect, region: Rect) -> list[tuple[Rect, str]]:
    """What of the region lies above, below, left and right of the box."""
    middle = min(max(box.y, region.y), region.bottom), min(max(box.bottom, region.y), region.bottom)
    strips = (
        Rect(region.x, region.y, region.w, box.y - region.y),
        Rect(region.x, box.bottom, region.w, region.bottom - box.bottom),
        Rect(region.x, middle[0], box.x - region.x, middle[1] - middle[0]),
        Rect(box.right, middle[0], region.right - box.right, middle[1] - middle[0]),
    )
    sizes = (strips[0].h, strips[1].h, strips[2].w, strips[3].w)
    return [(strip, f"+{px} px") for strip, px in zip(strips, sizes, strict=True) if not strip.empty]
