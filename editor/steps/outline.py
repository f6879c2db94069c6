"""Outline: where a mask ends, or the band around it that a blended edge may change, as closed curves."""

from __future__ import annotations

import cv2
import numpy as np

from editor.document.records import Mask
from editor.pixels import mask_ops
from editor.pixels.geometry import Rect


def outlines(mask: Mask, level: int = 0, tolerance: float = 0.5, width: int = 0) -> list[np.ndarray]:
    """The curves round what is more than half marked, in the target's pixel grid: float (n, 2) of (x, y).

    Looked at from afar, at 1 / 2**level, `tolerance` pixels of that level exact. With a `width`, those round all that
    lies within so many pixels of anything marked, even outside of the picture. Holes have curves of their own.
    """
    scale = 1 << level
    marked = mask.tiles.bounds()
    if marked.empty:
        return []
    box = marked.grown(width + 1)
    area = Rect.from_edges(box.x / scale, box.y / scale, box.right / scale, box.bottom / scale)
    values = mask.tiles.crop(area, level)
    if width:
        values = mask_ops.grown(cv2.threshold(values, 0, 255, cv2.THRESH_BINARY)[1], round(width / scale))
    corner = np.array((area.x, area.y), np.float64)
    place = np.array((mask.x, mask.y), np.float64)
    return [(curve + corner) * scale + place for curve in mask_ops.outline(values, tolerance)]
