"""Paint of one colour laid over a picture, and taken off it."""

from __future__ import annotations

import cv2
import numpy as np


def painted(under: np.ndarray, share: np.ndarray, colour: tuple[int, int, int]) -> np.ndarray:
    """A new picture with opaque paint over it by `share`: 0 leaves a pixel bit for bit, 255 makes it the colour.

    uint8: `under` (h, w, 4), straight alpha, `share` (h, w). Porter and Duff's "over" on encoded values.
    """
    alpha = cv2.bitwise_not(_less(cv2.bitwise_not(under[..., 3]), share))
    weight = cv2.divide(share, np.maximum(alpha, 1), dtype=cv2.CV_32F)
    over = np.empty_like(under)
    over[:] = (*colour, 255)
    mixed = cv2.blendLinear(over, under, weight, 1 - weight)
    return cv2.insertChannel(alpha, mixed, 3)


def taken_off(under: np.ndarray, share: np.ndarray) -> np.ndarray:
    """A new picture that is transparent by `share`: 0 leaves a pixel bit for bit, 255 leaves nothing of it.

    What `painted` takes; colours stay, so that what is half there has no dark rim.
    """
    return cv2.insertChannel(_less(under[..., 3], share), under.copy(), 3)


def _less(values: np.ndarray, share: np.ndarray) -> np.ndarray:
    return cv2.multiply(values, cv2.bitwise_not(share), scale=1 / 255)
