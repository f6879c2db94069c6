"""Pins: which anchors hold for what is asked for, from the widest scope to the narrowest, and where in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import cv2
import numpy as np

from editor.document.ids import new_id
from editor.document.records import Anchor, Document, Layer, Mask, Pin, Scope, changed
from editor.engine.contract import Abilities, Kind
from editor.pixels.geometry import Rect
from editor.steps.ask import kind_of
from editor.steps.mask import mask_box, mask_values

SCOPES: tuple[Scope, ...] = ("project", "frame", "layer", "area")  # from wide to narrow
WITHIN = 0.5  # of what is asked for lies in a frame: the frame's anchors hold
LEAST = 0.02  # of what is asked for is covered by an area: less does not count
WHOLE = 0.9  # of it: more is all of it
FAR = 3  # the level of masks at which areas are compared


class Place(NamedTuple):
    """What is asked for: `box` in canvas pixels; the layer and the mask where there are such."""

    kind: Kind
    box: Rect
    target: Layer | None = None
    mask: Mask | None = None


class Holding(NamedTuple):
    """An anchor that holds, by which pin, and in which `part` of the place, in canvas pixels; None: in all of it."""

    anchor: Anchor
    pin: Pin
    part: Rect | None = None


def masked_place(document: Document, target: Layer, mask: Mask, abilities: Abilities) -> Place:
    """What a mask on a layer asks of an engine."""
    box = document.placed(target).bounds(mask_box(mask))
    return Place(kind_of(target, mask, abilities) or "inpaint", box, target, mask)


def holding(document: Document, place: Place) -> list[Holding]:
    """The anchors that hold there and are on, each once, by its narrowest pin; by scope, then by their order."""
    found = [one for anchor in document.anchors.values() if (one := _held(document, anchor, place)) is not None]
    return sorted(found, key=lambda one: (SCOPES.index(one.pin.scope), one.anchor.order, one.anchor.id))


def area_of(document: Document, mask: Mask, name: str = "") -> tuple[Document, Pin]:
    """The document with what a mask marks as an area of its own, and a pin to that."""
    area = changed(mask, id=new_id(), name=name or mask.name, active=False)
    return document.with_(area), Pin("area", area.id)


def areas_in_use(document: Document) -> frozenset[str]:
    """The ids of the areas that some anchor is pinned to."""
    pins = (pin for anchor in document.anchors.values() for pin in anchor.pins)
    return frozenset(pin.place for pin in pins if pin.scope == "area")


def _held(document: Document, anchor: Anchor, place: Place) -> Holding | None:
    pins = sorted((pin for pin in anchor.pins if pin.enabled), key=lambda pin: -SCOPES.index(pin.scope))
    for pin in pins:
        if pin.scope == "area":
            part = _part(document, document.masks.get(pin.place), place)
            if part is not None:
                return Holding(anchor, pin, None if part == place.box else part)
        elif _holds(document, pin, place):
            return Holding(anchor, pin)
    return None


def _holds(document: Document, pin: Pin, place: Place) -> bool:
    """Whether a pin to all there is, a frame or a layer holds in the place."""
    if pin.scope == "frame":
        frame = document.frames.get(pin.place)
        return frame is not None and _share(place.box, frame.rect) >= WITHIN
    return pin.scope == "project" or pin.place in _lineage(document, place.target)


def _lineage(document: Document, target: Layer | None) -> Iterator[str]:
    """The layer itself, those that it was accepted onto, and the groups of all of them."""
    seen: set[str] = set()
    waiting = [target] if target is not None else []
    while waiting:
        layer = waiting.pop()
        if layer.id not in seen:
            seen.add(layer.id)
            yield layer.id
            above = (document.layers.get(layer.parent), document.layers.get(layer.onto))
            waiting += [one for one in above if one is not None]


def _part(document: Document, area: Mask | None, place: Place) -> Rect | None:
    """What an area covers of the place, all of it where it is most; None where it is next to nothing."""
    layer = document.layers.get(area.target) if area is not None else None
    if area is None or layer is None or place.box.empty:
        return None
    if place.mask is not None and place.target is layer:
        share, part = _marked_share(place.mask, area)
        part = document.placed(layer).bounds(part)
    else:
        box = document.placed(layer).bounds(mask_box(area))
        share, part = _share(place.box, box), box.intersected(place.box)
    if share < LEAST or part.empty:
        return None
    return place.box if share >= WHOLE else part


def _marked_share(mask: Mask, area: Mask) -> tuple[float, Rect]:
    """How much of what a mask marks is in an area in the same grid, 0..1, and the box of that."""
    box = mask_box(mask)
    level = FAR if min(box.size) > 32 << FAR else 0  # a small one is compared pixel by pixel
    part = Rect.from_edges(*(side / (1 << level) for side in (box.x, box.y, box.right, box.bottom)))
    marked, covered = (_values(one, part, level) > 127 for one in (mask, area))
    both = marked & covered
    x, y, w, h = (side << level for side in cv2.boundingRect(both.view(np.uint8)))
    share = np.count_nonzero(both) / max(1, np.count_nonzero(marked))
    return share, Rect(x + (part.x << level), y + (part.y << level), w, h)


def _values(mask: Mask, part: Rect, level: int) -> np.ndarray:
    """A mask's values in a part of its target's grid at a level."""
    if level == 0:
        return mask_values(mask, part)
    return mask.tiles.crop(part.translated(-(mask.x >> level), -(mask.y >> level)), level)


def _share(box: Rect, other: Rect) -> float:
    """How much of a box another covers, 0..1."""
    return box.intersected(other).size.area / box.size.area if not box.empty else 0.0


def placed(words: str, part: Rect, whole: Rect) -> str:
    """Words with their place, such as "On the left: a dog"."""
    where = position(part, whole)
    return f"{where[:1].upper()}{where[1:]}: {words}"


def position(part: Rect, whole: Rect) -> str:
    """Where the middle of a part lies in a whole, in words, such as "at the upper left"."""
    across = (part.x + part.w / 2 - whole.x) / whole.w
    down = (part.y + part.h / 2 - whole.y) / whole.h
    column = "left" if across < 0.4 else "right" if across > 0.6 else ""
    row = "upper" if down < 0.4 else "lower" if down > 0.6 else ""
    if row and column:
        return f"at the {row} {column}"
    if column:
        return f"on the {column}"
    return {"upper": "at the top", "lower": "at the bottom"}.get(row, "in the middle")
