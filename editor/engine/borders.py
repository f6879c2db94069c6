"""A mask of what is to be added around a picture, as the widths that providers extend it by."""

from __future__ import annotations

import numpy as np

from editor.engine.errors import BadRequest
from editor.pixels.geometry import Rect


def kept_box(mask: np.ndarray, most: int) -> Rect:
    """What a mask, uint8 (h, w), leaves of the picture, where that is a rectangle and no border is wider than `most`.

    Raises BadRequest, which says what to do, where it is not.
    """
    kept = mask < 128
    rows, columns = np.flatnonzero(kept.any(axis=1)), np.flatnonzero(kept.any(axis=0))
    if not rows.size:
        raise BadRequest("Nothing of the picture is kept, so there is nothing to extend.", "Mark less.")
    box = Rect(int(columns[0]), int(rows[0]), int(np.ptp(columns)) + 1, int(np.ptp(rows)) + 1)
    if not kept[box.slices].all():
        raise BadRequest(
            "This engine extends whole rectangles, and what is marked reaches inside.", "Choose one that fills masks."
        )
    if max(borders(box, mask).values()) > most:
        raise BadRequest(f"This engine extends by at most {most} pixels at once.", "Go in several steps.")
    return box


def borders(box: Rect, mask: np.ndarray) -> dict[str, int]:
    """The width of the border on each side of what is kept."""
    h, w = mask.shape
    return {"left": box.x, "right": w - box.right, "top": box.y, "bottom": h - box.bottom}
