"""Turns pixels upright as a camera's orientation mark says."""

from __future__ import annotations

import cv2
import numpy as np

from editor.pixels.geometry import Size

# What brings pixels upright, for each mark of the EXIF standard: the axes exchanged first, then mirrored.
_TURNS: dict[int, tuple[bool, int | None]] = {
    2: (False, 1),
    3: (False, -1),
    4: (False, 0),
    5: (True, None),
    6: (True, 1),
    7: (True, -1),
    8: (True, 0),
}


def upright(pixels: np.ndarray, mark: int) -> np.ndarray:
    """The pixels, (h, w) or (h, w, c), as they are meant to be seen; marks other than 2 to 8 mean that they are."""
    exchanged, mirror = _TURNS.get(mark, (False, None))
    if exchanged:
        pixels = cv2.transpose(pixels)
    return pixels if mirror is None else cv2.flip(pixels, mirror)


def upright_size(size: Size, mark: int) -> Size:
    """The size that pixels of `size` have once they are upright."""
    return Size(size.h, size.w) if _TURNS.get(mark, (False, None))[0] else size
