"""Straight RGBA pixels to what a screen draws fastest: premultiplied BGRA, marked where it is opaque throughout."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np


class Display(NamedTuple):
    """uint8 (h, w, 4) premultiplied, channel order BGRA in memory; `opaque` pictures may be blitted as RGB32."""

    pixels: np.ndarray
    opaque: bool


def displayed(pixels: np.ndarray) -> Display:
    """From straight RGBA uint8 (h, w, 4), sRGB."""
    opaque = bool(pixels[..., 3].min() == 255)
    swapped = cv2.cvtColor(pixels, cv2.COLOR_RGBA2BGRA)
    return Display(swapped if opaque else cv2.cvtColor(swapped, cv2.COLOR_RGBA2mRGBA), opaque)
