"""A smooth fill: known pixels are averaged down until every hole is gone, and brought up again into the holes.

After Gortler et al. 1996 ("The Lumigraph", pull-push).
"""

from __future__ import annotations

import cv2
import numpy as np


def halved(values: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Half the size by weighted means of 2 x 2 pixels; an odd last row or column is repeated with weight 0.

    values float32 (h, w, c), weight float32 (h, w) in 0..1. Returns values and mean weight; where there is no weight
    values are 0.
    """
    h, w = weight.shape
    if h % 2 or w % 2:
        values = cv2.copyMakeBorder(values, 0, h % 2, 0, w % 2, cv2.BORDER_REPLICATE)
        values = values.reshape(h + h % 2, w + w % 2, -1)
        weight = cv2.copyMakeBorder(weight, 0, h % 2, 0, w % 2, cv2.BORDER_CONSTANT, value=0.0)
    size = (weight.shape[1] // 2, weight.shape[0] // 2)
    share = cv2.resize(weight, size, interpolation=cv2.INTER_AREA)
    sums = cv2.resize(values * weight[..., None], size, interpolation=cv2.INTER_AREA).reshape(*share.shape, -1)
    return sums / np.maximum(share, 1e-6)[..., None], share


def smooth_fill(values: np.ndarray, hole: np.ndarray) -> np.ndarray:
    """values float32 (h, w, c) with the pixels of `hole` (bool (h, w)) replaced by a smooth continuation.

    Raises ValueError where every pixel is hole.
    """
    if hole.all():
        raise ValueError("There is nothing known to fill the hole from.")
    return _filled(values, (~hole).astype(np.float32))


def _filled(values: np.ndarray, weight: np.ndarray) -> np.ndarray:
    missing = weight < 0.5
    if not missing.any():
        return values
    small, share = halved(values, weight)
    small = _filled(small, np.minimum(1.0, 4.0 * share).astype(np.float32))
    h, w = weight.shape
    grown = cv2.resize(small, (small.shape[1] * 2, small.shape[0] * 2), interpolation=cv2.INTER_LINEAR)
    grown = grown.reshape(small.shape[0] * 2, small.shape[1] * 2, -1)[:h, :w]
    known = weight[..., None]
    return values * known + grown * (1.0 - known)
