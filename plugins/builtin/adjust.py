"""Changes of tone: lightness, warmth, contrast and saturation pixel by pixel, softness over neighbours."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from editor.pixels.oklab import Map

from .running import Report, halt
from .tones import Tone

_WARMTH = np.array([0.035, 0.10], np.float32)  # along a and b, for an amount of 1
_ROWS = 128
_WIDE = 6.0  # pixels: a sigma above is blurred on a reduced picture


def toning(tones: Sequence[Tone], middle: float) -> Map:
    """The map of OKLab colours, float32 (n, 3), for every tone but softness; contrast turns about `middle`."""

    def mapped(lab: np.ndarray) -> np.ndarray:
        out = lab.copy()
        for tone in tones:
            _apply(out, tone, middle)
        return out

    return mapped


def _apply(lab: np.ndarray, tone: Tone, middle: float) -> None:
    light = lab[:, 0]
    if tone.quality == "lightness" and tone.amount > 0:
        lab[:, 0] = light + tone.amount * light * (1 - light) * 2  # black and white stay, the middle moves most
    elif tone.quality == "lightness":
        lab[:, 0] = light * max(0.0, 1 + tone.amount)
        lab[:, 1:] *= max(0.0, 1 + tone.amount)
    elif tone.quality == "warmth":
        lab[:, 1:] += _WARMTH * np.float32(tone.amount * 2) * np.sqrt(np.clip(light * (1.2 - light), 0, 1))[:, None]
    elif tone.quality == "contrast":
        lab[:, 0] = np.clip(middle + (light - middle) * max(0.0, 1 + tone.amount), 0, 1)
    elif tone.quality == "saturation":
        lab[:, 1:] *= max(0.0, 1 + tone.amount * (1.5 if tone.amount > 0 else 1))


def softened(rgb: np.ndarray, known: np.ndarray, amount: float, report: Report, flag: np.ndarray) -> np.ndarray:
    """uint8 (h, w, 3) blurred (amount above 0) or sharpened by unsharp masking; of `known`, bool (h, w), pixels only.

    The width goes with the picture's size: a large and a small version of it look alike.
    """
    sigma = max(0.6, max(rgb.shape[:2]) * (0.012 * amount if amount > 0 else 0.0016))
    stage = "Softening" if amount > 0 else "Sharpening"
    if sigma > _WIDE and amount > 0:
        return _wide(rgb, known, sigma)
    margin = int(3 * sigma) + 1
    out = np.empty_like(rgb)
    for top in range(0, len(rgb), _ROWS):
        halt(flag)
        report(top / len(rgb), stage)
        start, end = max(0, top - margin), min(len(rgb), top + _ROWS + margin)
        part = rgb[start:end].astype(np.float32)
        blurred = _blurred(part, known[start:end].astype(np.float32), sigma)
        mixed = blurred if amount > 0 else part + (part - blurred) * (-amount * 4)
        rows = slice(top - start, min(top + _ROWS, len(rgb)) - start)
        out[top : top + _ROWS] = np.clip(np.rint(mixed[rows]), 0, 255)
    return out


def _blurred(part: np.ndarray, weight: np.ndarray, sigma: float) -> np.ndarray:
    """A Gaussian of the weighted pixels only, so that what is not there does not bleed in; float32 (h, w, 3)."""
    import cv2

    blurred = cv2.GaussianBlur(part * weight[..., None], (0, 0), sigma, borderType=cv2.BORDER_REPLICATE)
    total = cv2.GaussianBlur(weight, (0, 0), sigma, borderType=cv2.BORDER_REPLICATE)
    return blurred / np.maximum(total, 1e-3)[..., None]


def _wide(rgb: np.ndarray, known: np.ndarray, sigma: float) -> np.ndarray:
    """A wide blur, made on a picture reduced so far that it is cheap there."""
    import cv2

    h, w = known.shape
    small = (max(1, round(w * 3 / sigma)), max(1, round(h * 3 / sigma)))
    weight = cv2.resize(known.astype(np.uint8) * np.uint8(255), small, interpolation=cv2.INTER_AREA)
    filled = np.where(known[..., None], rgb, np.uint8(0))
    light = cv2.resize(filled, small, interpolation=cv2.INTER_AREA).astype(np.float32)
    share = weight.astype(np.float32) / 255
    even = light / np.maximum(share, 1e-2)[..., None]
    return cv2.resize(
        np.clip(np.rint(_blurred(even, share, 3.0)), 0, 255).astype(np.uint8), (w, h), interpolation=cv2.INTER_CUBIC
    )
