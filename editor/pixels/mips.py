"""Mip levels: half the size again and again, and tiles padded so that their levels are those of the whole picture."""

from __future__ import annotations

import cv2
import numpy as np


def halved(pixels: np.ndarray) -> np.ndarray:
    """Half the size, rounded up, by 2 x 2 means; colour is weighted by alpha, edges repeat where a side is odd."""
    h, w = pixels.shape[:2]
    if h % 2 or w % 2:
        pixels = cv2.copyMakeBorder(pixels, 0, h % 2, 0, w % 2, cv2.BORDER_REPLICATE)
    half = (pixels.shape[1] // 2, pixels.shape[0] // 2)
    if pixels.ndim == 2 or pixels[..., 3].min() == 255:
        return cv2.resize(pixels, half, interpolation=cv2.INTER_AREA)
    opaque = np.full(pixels.shape[:2], 255, np.uint8)
    alpha = pixels[..., 3]
    weighted = cv2.multiply(pixels, cv2.merge((alpha, alpha, alpha, opaque)), scale=1 / 255, dtype=cv2.CV_32F)
    mean = cv2.resize(weighted, half, interpolation=cv2.INTER_AREA)
    whole = np.maximum(mean[..., 3], np.float32(1e-6))
    return cv2.divide(mean, cv2.merge((whole, whole, whole, np.full_like(whole, 255))), scale=255, dtype=cv2.CV_8U)


def padded(block: np.ndarray, side: int) -> np.ndarray:
    """A copy of uint8 (h, w, ...) as `side` x `side`, a power of two, with edges repeated as `halved` repeats them."""
    if block.shape[:2] == (side, side):
        return block.copy()
    rows, columns = (_repeated(length, side) for length in block.shape[:2])
    return block[rows[:, None], columns]


def _repeated(length: int, side: int) -> np.ndarray:
    """The indices that make `side` pixels of `length`: wherever a level's length is odd, its last pixel is doubled."""
    found, step = np.arange(length), 1
    while step < side:
        if len(found) // step % 2:
            found = np.append(found, found[-step:])
        step *= 2
    return found
