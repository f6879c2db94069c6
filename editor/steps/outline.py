"""Outline: where a mask ends, or the band around it that a blended edge may change, as closed paths."""

from __future__ import annotations

import cv2
import numpy as np

from editor.document.records import Mask
from editor.steps.mask import mask_box, mask_values

Path = tuple[tuple[float, float], ...]
LONGEST = 1024  # pixels of the longer side at which the shape is looked at: as fine as a screen shows


def outlines(mask: Mask, width: int = 0) -> tuple[Path, ...]:
    """The paths round what is marked, `width` pixels outside it, in the target's pixel grid; none where nothing is.

    Holes have paths of their own.
    """
    box = mask_box(mask)
    if box.empty:
        return ()
    area = box.grown(width + 1)
    scale = min(1.0, LONGEST / max(area.size))
    marked = (mask_values(mask, area) > 0).astype(np.uint8)
    if scale < 1.0:
        marked = cv2.resize(marked, None, fx=scale, fy=scale, interpolation=cv2.INTER_NEAREST)
    inside = cv2.distanceTransform(1 - marked, cv2.DIST_L2, 5) <= width * scale
    found, _ = cv2.findContours(inside.astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    return tuple(_path(contour, area.x, area.y, scale) for contour in found)


def _path(contour: np.ndarray, x: int, y: int, scale: float) -> Path:
    """From the middles of pixels at `scale` to the target's grid."""
    points = (contour.reshape(-1, 2) + 0.5) / scale
    return tuple((x + float(px), y + float(py)) for px, py in points)
