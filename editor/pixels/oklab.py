"""sRGB to OKLab, a space in which equal distances look about equally different (Ottosson 2020)."""

from __future__ import annotations

import cv2
import numpy as np

_CODES = np.arange(256) / 255
_LINEAR = np.where(_CODES <= 0.04045, _CODES / 12.92, ((_CODES + 0.055) / 1.055) ** 2.4).astype(np.float32)
_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    np.float32,
)
_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ],
    np.float32,
)


def oklab(rgb: np.ndarray) -> np.ndarray:
    """From uint8 (h, w, 3) sRGB, RGB order, to float32 (h, w, 3): lightness 0..1 and the opponents a and b."""
    cones = cv2.transform(cv2.LUT(rgb, _LINEAR), _CONES)
    return cv2.transform(np.cbrt(cones), _LAB)
