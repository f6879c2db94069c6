"""The colours of a redrawn picture brought back to those of the original: a curve per channel, then an offset field.

Both are found outside the mask alone, with weights that leave out what does not show the same thing. Values are
gamma-coded sRGB levels, 0..255; pictures are float32 (h, w, 3), already registered.
"""

from __future__ import annotations

import cv2
import numpy as np

from editor.pixels.register import luma, wide

BINS = 12
LARGEST = 14.0  # levels, of the field after the curve
REACH = 24.0  # pixels by which the narrow field fades into the wide one inside the mask


def agreement(original: np.ndarray, answer: np.ndarray, known: np.ndarray) -> np.ndarray:
    """How far each known pixel shows the same thing in both, 0..1, float32 (h, w): local correlation where there is
    texture, all of it where there is none."""
    h, w = known.shape
    half = (max(1, w // 2), max(1, h // 2))
    a, b, k = (cv2.resize(array, half, interpolation=cv2.INTER_AREA) for array in (luma(original), luma(answer), known))
    k = (k > 0.99).astype(np.float32)
    share = np.maximum(cv2.GaussianBlur(k, (0, 0), 3), 1e-3)
    mean_a, mean_b, aa, bb, ab = (
        cv2.GaussianBlur(array * k, (0, 0), 3) / share for array in (a, b, a * a, b * b, a * b)
    )
    va, vb = np.maximum(aa - mean_a**2, 0), np.maximum(bb - mean_b**2, 0)
    correlation = (ab - mean_a * mean_b) / np.sqrt(va * vb + 4.0)
    textured = va / (va + 25.0)
    same = (1 - textured) + textured * np.clip((correlation - 0.2) / 0.5, 0, 1)
    return known * cv2.resize(same, (w, h), interpolation=cv2.INTER_LINEAR)


def curve(original: np.ndarray, answer: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """The offset in levels for each of 256 values of each channel, float32 (256, 3): medians over quantile bins."""
    a, b, w = _quarter(original, answer, weight)
    inside = w > 0.5
    table = np.zeros((256, 3), np.float32)
    if inside.sum() < 40:
        return table
    bins = int(np.clip(inside.sum() // 40, 1, BINS))
    for channel in range(3):
        values, wanted = b[..., channel][inside], a[..., channel][inside]
        order = np.argsort(values, kind="stable")
        parts = np.array_split(order, bins)
        centres = np.array([np.median(values[part]) for part in parts])
        offsets = np.array([np.median(wanted[part] - values[part]) for part in parts])
        padded = np.pad(offsets, 1, mode="edge")
        smooth = 0.25 * padded[:-2] + 0.5 * padded[1:-1] + 0.25 * padded[2:]
        table[:, channel] = np.interp(np.arange(256), centres, smooth)
    return table


def curved(answer: np.ndarray, table: np.ndarray) -> np.ndarray:
    """The picture with a curve's offsets added."""
    index = cv2.convertScaleAbs(np.maximum(answer, 0))
    return answer + cv2.LUT(index, table.reshape(1, 256, 3))


def offsets(original: np.ndarray, answer: np.ndarray, weight: np.ndarray, depth: np.ndarray) -> np.ndarray:
    """What to add to the answer everywhere, float32 (h, w, 3): the smooth part of what differs outside the mask.

    `depth` is how deep in the mask each pixel lies, in pixels. Changes that nobody asked for stand out from the
    smooth part and lose their weight in two passes.
    """
    h, w = weight.shape
    size = (max(1, w // 2), max(1, h // 2))
    difference = cv2.resize((original - answer) * weight[..., None], size, interpolation=cv2.INTER_AREA)
    known = cv2.resize(weight, size, interpolation=cv2.INTER_AREA)
    small = (max(1, size[0] // 2), max(1, size[1] // 2))
    coarse, share = (cv2.resize(array, small, interpolation=cv2.INTER_AREA) for array in (difference, known))
    robust, broad = np.ones_like(share), _filled(coarse, share, 8.0, 0.05)
    for _ in range(2):
        robust = _robust(coarse / np.maximum(share, 1e-3)[..., None] - broad, share)
        broad = _filled(coarse * robust[..., None], share * robust, 8.0, 0.05)
    robust = cv2.resize(robust, size, interpolation=cv2.INTER_LINEAR)
    narrow = _filled(difference * robust[..., None], known * robust, 3.0, 0.02)
    broad = cv2.resize(broad, size, interpolation=cv2.INTER_LINEAR)
    near = np.exp(-cv2.resize(depth, size, interpolation=cv2.INTER_AREA) / REACH)[..., None]
    field = np.clip(broad + (narrow - broad) * near, -LARGEST, LARGEST)
    return cv2.resize(field, (w, h), interpolation=cv2.INTER_LINEAR)


def _quarter(original: np.ndarray, answer: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, ...]:
    h, w = weight.shape
    size = (max(1, w // 4), max(1, h // 4))
    share = cv2.resize(weight, size, interpolation=cv2.INTER_AREA)
    spread = np.maximum(cv2.GaussianBlur(share, (0, 0), 0.8), 1e-3)[..., None]
    masked = (cv2.resize(p * weight[..., None], size, interpolation=cv2.INTER_AREA) for p in (original, answer))
    first, second = (cv2.GaussianBlur(mean, (0, 0), 0.8) / spread for mean in masked)
    return first, second, share


def _filled(sums: np.ndarray, weight: np.ndarray, sigma: float, fade: float) -> np.ndarray:
    """Normalised convolution (Knutsson and Westin 1993) at doubling widths, each wider one counting `fade` as much."""
    h, w = weight.shape
    level = cv2.GaussianBlur(np.dstack([sums, weight]), (0, 0), sigma)
    total = level.copy()
    strength = 1.0
    while max(level.shape[:2]) > 4:
        strength *= fade
        size = (max(1, (level.shape[1] + 1) // 2), max(1, (level.shape[0] + 1) // 2))
        level = cv2.GaussianBlur(cv2.resize(level, size, interpolation=cv2.INTER_LINEAR), (0, 0), sigma * 0.866)
        total += strength * cv2.resize(level, (w, h), interpolation=cv2.INTER_LINEAR)
    return total[..., :3] / np.maximum(total[..., 3:], 1e-12)


def _robust(rest: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Weights of Geman and McClure, of the largest channel's rest."""
    size = wide(np.abs(rest).max(axis=2), 0.8)
    inside = share > 0.5
    if not inside.any():
        return np.ones_like(share)
    spread = 1.48 * float(np.median(size[inside])) + 0.2
    return 1.0 / (1.0 + (size / (2.0 * spread)) ** 2) ** 2
