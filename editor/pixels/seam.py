"""The edge of a local edit: a ramp inside the mask as wide at each place as what differs there asks for."""

from __future__ import annotations

import cv2
import numpy as np

PAD = 32
LEAST, MOST = 4.0, 14.0  # pixels, of the ramp
MATCHING = 4.0  # levels that need no wider ramp
SLOPE = 2.0  # levels a pixel, beyond it
FADE = 8.0  # pixels by which an extension's offset fades
STRONGEST = 40.0  # levels, of that offset


def depth_of(mask: np.ndarray) -> np.ndarray:
    """How far each pixel lies inside the mask, float32 (h, w), 0 outside; the picture's border is no edge."""
    padded = cv2.copyMakeBorder((mask > 0).astype(np.uint8), PAD, PAD, PAD, PAD, cv2.BORDER_REPLICATE)
    if padded.all():
        return np.full(mask.shape, 1e4, np.float32)
    return _distance(padded)


def away_from(mask: np.ndarray) -> np.ndarray:
    """How far each pixel lies outside the mask, float32 (h, w), 0 inside; 10,000 where there is no mask."""
    if not mask.any():
        return np.full(mask.shape, 1e4, np.float32)
    return cv2.distanceTransform((mask == 0).astype(np.uint8), cv2.DIST_L2, 5)


def widths(original: np.ndarray, answer: np.ndarray, depth: np.ndarray, known: np.ndarray) -> np.ndarray:
    """The ramp's width at each place, pixels, float32 (h, w).

    original, answer float32 (h, w, 3); known 1 where the original has a pixel. What differs is read from 5 pixels
    outside to 3 inside the edge and carried inward; the ramp takes at most the half of a narrow mask.
    """
    r, g, b = cv2.split(cv2.absdiff(original, answer))
    differs = cv2.GaussianBlur(np.maximum(np.maximum(r, g), b), (0, 0), 1.5)
    ring = known * (depth <= 3) * (cv2.dilate(depth, np.ones((11, 11), np.uint8)) > 0)
    carried = cv2.GaussianBlur(differs * ring, (0, 0), 4) / np.maximum(cv2.GaussianBlur(ring, (0, 0), 4), 1e-4)
    wanted = np.clip(LEAST + np.maximum(0, carried - MATCHING) / SLOPE, LEAST, MOST)
    deepest = _deepest(depth)
    wanted = np.minimum(wanted, np.maximum(0.75, 0.5 * deepest))
    inside = (depth > 0).astype(np.float32)
    return cv2.GaussianBlur(wanted * inside, (0, 0), 3) / np.maximum(cv2.GaussianBlur(inside, (0, 0), 3), 1e-3)


def ramp(mask: np.ndarray, depth: np.ndarray, width: np.ndarray, empty: np.ndarray) -> np.ndarray:
    """Alpha inside the mask, uint8 (h, w), 0 wherever the mask is 0.

    Where the original is `empty` there is nothing to fade into: the mask as it is, and a ramp that ends before it.
    """
    if empty.any():
        width = np.minimum(width, depth + away_from(empty.astype(np.uint8)))
    part = _smoothstep((depth - 0.25) / np.maximum(width, 0.75))
    part = np.where(empty, 1.0, part)
    return np.where(mask > 0, part * mask + 0.5, 0).astype(np.uint8)


def blended(mask: np.ndarray, depth: np.ndarray, width: np.ndarray, empty: np.ndarray, reach: int) -> np.ndarray:
    """Alpha that begins `reach` pixels outside the mask, uint8 (h, w), 0 beyond; 0 outside a mask that fades itself.

    The ramp is as wide as the one inside and the reach together, so that the edge in its middle is no steeper.
    """
    out = away_from(mask)
    inside = _smoothstep((depth + reach) / (reach + np.maximum(width, 0.75)))
    outside = _smoothstep((reach - np.maximum(out - 0.5, 0)) / (reach + width)) * _hard(mask, out)
    outside = np.where(out < reach, outside, 0) * ~empty
    within = np.where(empty, 1.0, inside) * mask
    return (np.where(mask > 0, within, outside * 255) + 0.5).astype(np.uint8)


def edge_offset(original: np.ndarray, answer: np.ndarray, depth: np.ndarray, known: np.ndarray) -> np.ndarray:
    """What is left to add at an extension's edge, fading inward, float32 (h, w, 3).

    It is read from the 2 pixels outside the edge. `known` is 1 where there is an original outside the mask.
    """
    ring = known * (cv2.dilate(depth, np.ones((5, 5), np.uint8)) > 0)
    difference = (original - answer) * ring[..., None]
    total = np.zeros((*depth.shape, 4), np.float32)
    for sigma, strength in ((1.0, 1.0), (3.0, 1e-2), (9.0, 1e-4), (27.0, 1e-6)):
        total += strength * cv2.GaussianBlur(np.dstack([difference, ring]), (0, 0), sigma)
    offset = total[..., :3] / np.maximum(total[..., 3:], 1e-12)
    return np.clip(offset, -STRONGEST, STRONGEST) * np.exp(-depth / FADE)[..., None] * (total[..., 3:] > 1e-12)


def _deepest(depth: np.ndarray) -> np.ndarray:
    """The largest depth within 28 pixels, sought in a picture of a quarter of the side."""
    h, w = depth.shape
    small = cv2.dilate(depth, np.ones((5, 5), np.uint8))[::4, ::4]
    return cv2.resize(cv2.dilate(small, np.ones((15, 15), np.uint8)), (w, h), interpolation=cv2.INTER_NEAREST)


def _distance(flag: np.ndarray) -> np.ndarray:
    return cv2.distanceTransform(flag, cv2.DIST_L2, 5)[PAD:-PAD, PAD:-PAD]


def _smoothstep(values: np.ndarray) -> np.ndarray:
    part = np.clip(values, 0.0, 1.0)
    return part * part * (3.0 - 2.0 * part)


def _hard(mask: np.ndarray, out: np.ndarray) -> np.ndarray:
    """1 where the nearest edge of the mask is a hard one: within 2 pixels of full."""
    full = away_from((mask >= 250).astype(np.uint8))
    return np.clip(3.5 - (full - out), 0.0, 1.0)
