"""Extend: from a border dragged outward, or a size to reach, to a region and its mask; then the road is one."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np

from editor.document.ids import new_id
from editor.document.records import Document, Frame, Layer, LayerMask, Mask, changed
from editor.document.stack import accepted_onto
from editor.pixels.geometry import Rect, Size
from editor.pixels.tiles import Tiles
from editor.steps.mask import active_mask, mask_box
from editor.steps.transform import upright

LARGEST = 65_535


def by_border(size: Size, left: int, top: int, right: int, bottom: int) -> Rect:
    """The region, in the picture's own grid, once each side has moved outward by its number of pixels.

    Raises ValueError for a side that moves inward, or where nothing is added.
    """
    if min(left, top, right, bottom) < 0:
        raise ValueError("a border moves outward: left, top, right and bottom are 0 or more pixels")
    return _checked(size, size.rect.grown(left, top, right, bottom))


def to_size(size: Size, to: Size, at: tuple[int, int] | None = None) -> Rect:
    """The region of `to` pixels with the picture's corner at `at` in it, else centred. Nothing is ever scaled.

    Where the picture is larger than `to`, the region cuts it. Raises ValueError where nothing would be added.
    """
    x, y = ((to.w - size.w) // 2, (to.h - size.h) // 2) if at is None else at
    region = Rect(-x, -y, to.w, to.h)
    if region.intersected(size.rect).empty:
        raise ValueError(f"at {x},{y} the picture lies outside the {to.w} x {to.h} frame: move it in")
    return _checked(size, region)


def scaled_to(size: Size, to: Size, side: Literal["width", "height"]) -> Size:
    """The size of the picture once its width or height is that of `to`, in proportion."""
    if side == "width":
        return Size(to.w, max(1, round(size.h * to.w / size.w)))
    return Size(max(1, round(size.w * to.h / size.h)), to.h)


def border_mask(size: Size, region: Rect) -> np.ndarray:
    """uint8 (h, w) over `region`: 255 where there is no picture yet, 0 on the picture."""
    mask = np.full((region.h, region.w), 255, np.uint8)
    mask[region.intersected(size.rect).translated(-region.x, -region.y).slices] = 0
    return mask


def _checked(size: Size, region: Rect) -> Rect:
    if size.rect.contains(region):
        raise ValueError("nothing would be added: the picture already covers all of it")
    if max(region.w, region.h) > LARGEST:
        raise ValueError(f"{region.w} x {region.h} is too large: at most {LARGEST} pixels a side")
    return region


def to_hold(covered: Rect, to: Size) -> Rect:
    """The smallest region around `covered`, in the middle of it, that is of the size `to`, or in its ratio and larger.

    Nothing of the picture is cut off or scaled. Raises ValueError where nothing would be added.
    """
    times = max(1.0, covered.w / to.w, covered.h / to.h)
    w, h = max(covered.w, round(to.w * times)), max(covered.h, round(to.h * times))
    if (w, h) == covered.size:
        raise ValueError(f"nothing would be added: the picture already has the shape of {to.w} x {to.h}")
    if max(w, h) > LARGEST:
        raise ValueError(f"{w} x {h} is too large: at most {LARGEST} pixels a side")
    return Rect(covered.x - (w - covered.w) // 2, covered.y - (h - covered.h) // 2, w, h)


def covered(document: Document, layer: Layer) -> Rect:
    """What is there already, in the layer's own grid: its picture and what is seen of all that was accepted onto it."""
    if layer.pixels is None:
        raise ValueError(f"{layer.name or 'this layer'} holds no picture")
    box, to_layer = layer.pixels.size.rect, document.placed(layer).inverted()
    for id in accepted_onto(document, layer.id) - {layer.id}:
        other = document.layers[id]
        if other.pixels is not None and other.visible:
            shown = other.pixels.size.rect if other.mask is None else _shown(other.mask)
            box = box.united(document.placed(other).then(to_layer).bounds(shown))
    return box


def reached(document: Document, layer: Layer) -> Rect:
    """The region that the layer is to be extended to, in its own grid: `covered` where its mask in use is no border."""
    box, mask = covered(document, layer), active_mask(document, layer.id)
    if mask is None:
        return box
    region = mask.tiles.size.rect.translated(mask.x, mask.y)
    return region if region != box and region.contains(box) and not box.contains(mask_box(mask)) else box


class Share(NamedTuple):
    """How much of what is added lies before the picture, across and down: 0 none of it, 1 all."""

    x: float = 0.5
    y: float = 0.5


def share(box: Rect, region: Rect) -> Share:
    """Where in the region the picture `box` sits; in the middle where nothing is added."""
    across, down = region.w - box.w, region.h - box.h
    return Share(
        (box.x - region.x) / across if across > 0 else 0.5,
        (box.y - region.y) / down if down > 0 else 0.5,
    )


def around(box: Rect, to: Size, at: Share = Share()) -> Rect:  # noqa: B008 - a frozen value
    """The region of `to` pixels, or as large as the picture `box` where that is larger, with the box at its share."""
    w, h = max(to.w, box.w), max(to.h, box.h)
    return Rect(box.x - round(at.x * (w - box.w)), box.y - round(at.y * (h - box.h)), w, h)


def extended(document: Document, layer: Layer, region: Rect, overlap: int = 0) -> Document:
    """The document with what is new in `region`, in the layer's grid, as the layer's mask in use.

    With an `overlap` the new part reaches that many pixels into the picture. A mask that was painted is kept out of
    use; a border that was marked before is gone. Where nothing is new, nothing is marked.
    """
    box, old = covered(document, layer), active_mask(document, layer.id)
    if old is not None:
        was_border = reached(document, layer) != box
        document = document.without(old) if was_border else document.with_(changed(old, active=False))
    if box.contains(region):
        return document
    _checked(box.size, region.translated(-box.x, -box.y))
    inside = _kept(box, region, overlap).intersected(region).translated(-region.x, -region.y)
    tiles = Tiles(region.size, 1).filled(region.size.rect, 255).filled(inside, 0)
    return document.with_(Mask(id=new_id(), name="Extension", target=layer.id, tiles=tiles, x=region.x, y=region.y))


def border_of(document: Document, layer: Layer) -> Mask | None:
    """The layer's mask in use where it marks a border around the picture."""
    if layer.pixels is None or reached(document, layer) == covered(document, layer):
        return None
    return active_mask(document, layer.id)


def own_frame(document: Document, layer: Layer) -> Frame | None:
    """The smallest frame that holds this picture and no other, whose border is the picture's own."""
    if layer.pixels is None:
        return None
    family = accepted_onto(document, layer.id)
    here = document.placed(layer).bounds(layer.pixels.size.rect)
    found = [frame for frame in document.frames.values() if frame.rect.contains(here)]
    if not found:
        return None
    frame = min(found, key=lambda frame: frame.rect.size.area)
    for other in document.layers.values():
        if other.pixels is None or other.id in family or not other.visible:
            continue
        if not frame.rect.intersected(document.placed(other).bounds(other.pixels.size.rect)).empty:
            return None
    return frame


def framed(document: Document, layer: Layer, region: Rect, *, exactly: bool = False) -> Document:
    """The document with the frame of this picture alone grown to hold the region, in the layer's grid; where it is to
    be so `exactly`, it becomes the region."""
    frame, placed = own_frame(document, layer), document.placed(layer)
    if frame is None or not upright(placed):
        return document
    there = placed.bounds(region)
    rect = there if exactly else frame.rect.united(there)
    return document if rect == frame.rect else document.with_(changed(frame, rect=rect, pixels=None))


def _kept(box: Rect, region: Rect, overlap: int) -> Rect:
    """What of the picture is not drawn anew: the overlap is taken off on the sides that something is added to."""
    overlap = max(0, min(overlap, (min(box.size) - 1) // 2))
    left, top = overlap * (region.x < box.x), overlap * (region.y < box.y)
    right, bottom = overlap * (region.right > box.right), overlap * (region.bottom > box.bottom)
    return box.grown(-left, -top, -right, -bottom)


def _shown(mask: LayerMask) -> Rect:
    return mask.tiles.bounds().translated(mask.x, mask.y)
