"""Where a canvas is to be painted anew for its masks when there is another document."""

from __future__ import annotations

import math
from typing import NamedTuple

from PySide6.QtCore import QRect

from editor.document.records import Document, Mask
from editor.pixels.geometry import Affine, Rect
from editor.pixels.tiles import SIDE
from editor.steps.extent import is_shown

CORNER, OFF = 9.0, 6.0  # pixels of the screen: how long a region's corners are, how far outside of it
NEAR = 3  # pixels of the screen around a mask that its edge may reach


class Region(NamedTuple):
    """A rectangle of the pixel grid of the layer `target`, and how far outside of a mask on it something may change."""

    target: str
    rect: Rect
    band: int = 0


class Drawn(NamedTuple):
    """A mask that is seen, and the map from its target's pixels to the canvas."""

    mask: Mask
    placed: Affine


def drawn(document: Document, without: str = "") -> dict[str, Drawn]:
    """The masks that are seen, by id, but for one."""
    layers = document.layers
    used = [mask for mask in document.masks.values() if mask.active and mask.id != without and mask.target in layers]
    return {
        mask.id: Drawn(mask, document.placed(layers[mask.target]))
        for mask in used
        if is_shown(document, layers[mask.target])
    }


def reach(document: Document, mask: Mask) -> Rect:
    """What a mask and its picture cover, in the target's pixels."""
    pixels, marked = document.layers[mask.target].pixels, mask.tiles.size.rect.translated(mask.x, mask.y)
    return marked.united(pixels.size.rect) if pixels else marked


def apart(
    before: Document, after: Document, to_widget: Affine, region: Region | None, *, plain: bool, without: str = ""
) -> list[QRect]:
    """Where two documents differ by their masks, in the widget's pixels.

    That is edges, the band and the corners of the region included; `plain` masks hide the whole picture.
    """
    if before.masks is after.masks and before.layers is after.layers:
        return []
    old, new, found = drawn(before, without), drawn(after, without), []
    for id in {*old, *new}:
        was, now = old.get(id), new.get(id)
        if was == now:
            continue
        for document, one, other in ((before, was, now), (after, now, was)):
            if one is not None:
                band = region.band if region and region.target == one.mask.target else 0
                area = reach(document, one.mask) if plain else _differing(one, other)
                found.append(QRect(*one.placed.then(to_widget).bounds(area.grown(band)).grown(NEAR)))
    corners = [_corners(one, to_widget, region) for one in (old, new)]
    return found if corners[0] == corners[1] else [*found, *corners[0], *corners[1]]


def region_corners(document: Document, to_widget: Affine, region: Region | None) -> list[QRect]:
    """What the four corners of the region cover, in the widget's pixels; nothing where they are not drawn."""
    return _corners(drawn(document), to_widget, region)


def _differing(one: Drawn, other: Drawn | None) -> Rect:
    """Where a mask has other tiles than what was there, or comes, in its target's pixels."""
    mask = one.mask
    keys = {*mask.tiles.map}
    if other is not None and other.placed == one.placed and (other.mask.x, other.mask.y) == (mask.x, mask.y):
        keys = {key for key, _ in mask.tiles.map.items() ^ other.mask.tiles.map.items()}
    if not keys:
        return Rect(0, 0, 0, 0)
    columns, rows = zip(*keys, strict=True)
    left, top, right, bottom = min(columns), min(rows), max(columns) + 1, max(rows) + 1
    box = Rect(left * SIDE, top * SIDE, (right - left) * SIDE, (bottom - top) * SIDE)
    return box.intersected(mask.tiles.size.rect).translated(mask.x, mask.y)


def _corners(masks: dict[str, Drawn], to_widget: Affine, region: Region | None) -> list[QRect]:
    placed = next((one.placed for one in masks.values() if region and one.mask.target == region.target), None)
    if region is None or placed is None:
        return []
    x, y, right, bottom = region.rect.x, region.rect.y, region.rect.right, region.rect.bottom
    points = [placed.then(to_widget).apply(*point) for point in ((x, y), (right, y), (right, bottom), (x, bottom))]
    half = math.ceil(OFF + CORNER) + NEAR
    return [QRect(round(x) - half, round(y) - half, 2 * half, 2 * half) for x, y in points]
