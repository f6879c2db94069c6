"""Extend: from a border dragged outward, or a size to reach, to a region and its mask; then the road is one."""

from __future__ import annotations

from typing import Literal

import numpy as np

from editor.pixels.geometry import Rect, Size

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
