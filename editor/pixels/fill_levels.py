"""The pyramid that a fill walks from coarse to fine: colours, hole and texture strength at each size."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from editor.pixels.patchmatch import PATCH, SCALE
from editor.pixels.pullpush import halved, smooth_fill

_TEXTURE_WINDOW = 17
_TEXTURE_WEIGHT = 2.5
_SOURCES_NEEDED = 40


@dataclass
class Level:
    """One size of the window. picture int16 (h, w, 4): RGB and texture, `SCALE` units a level; hole bool (h, w)."""

    picture: np.ndarray
    hole: np.ndarray


def texture_strength(rgb: np.ndarray, known: np.ndarray) -> np.ndarray:
    """float32 (h, w): mean |gradient| of luminance of the known pixels around each (Newson et al. 2014).

    rgb float32 (h, w, 3) in levels, known bool (h, w); 0 where nothing near is known.
    """
    grey = rgb @ np.array([0.299, 0.587, 0.114], np.float32)
    slope = np.zeros_like(grey)
    usable = np.zeros_like(grey)
    across, down = known[:, 1:] & known[:, :-1], known[1:] & known[:-1]
    slope[:, 1:] += np.abs(np.diff(grey, axis=1)) * across
    slope[1:] += np.abs(np.diff(grey, axis=0)) * down
    usable[:, 1:] += across
    usable[1:] += down
    box = (_TEXTURE_WINDOW, _TEXTURE_WINDOW)
    return cv2.blur(slope, box) / np.maximum(cv2.blur(usable, box), 1e-3)


def levels(rgb: np.ndarray, hole: np.ndarray, most: int) -> list[Level]:
    """Fine to coarse, at most `most` sizes; colours in the hole are a smooth continuation.

    rgb float32 (h, w, 3) in levels 0..255, hole bool (h, w) with something known. A coarse pixel is hole when more
    than half of it is. Coarser sizes end when the hole is no thicker than a patch, the picture has few patches
    across, or hardly any source patch is left.
    """
    strength = texture_strength(rgb, ~hole)
    reliable = ~hole
    values = np.concatenate([rgb, strength[..., None] * _TEXTURE_WEIGHT], axis=2)
    weight = reliable.astype(np.float32)
    made = [_level(values, weight < 0.5)]
    while len(made) < most and _thickness(made[-1].hole) > PATCH:
        values, share = halved(values, weight)
        weight = (share >= 0.5).astype(np.float32)
        missing = weight < 0.5
        if min(missing.shape) < 5 * (PATCH // 2) or source_count(missing) < _SOURCES_NEEDED:
            break
        made.append(_level(values, missing))
    return made


def source_patches(hole: np.ndarray) -> np.ndarray:
    """bool (h - PATCH + 1, w - PATCH + 1): which upper left corners name patches without a pixel of the hole."""
    return patch_sums(hole) == 0


def patch_sums(hole: np.ndarray) -> np.ndarray:
    """int32: how many pixels of the hole each patch holds, by its upper left corner."""
    total = cv2.integral(hole.astype(np.uint8))
    return total[PATCH:, PATCH:] - total[:-PATCH, PATCH:] - total[PATCH:, :-PATCH] + total[:-PATCH, :-PATCH]


def source_count(hole: np.ndarray) -> int:
    return int(source_patches(hole).sum())


def _level(values: np.ndarray, hole: np.ndarray) -> Level:
    smooth = smooth_fill(values, hole)
    picture = np.rint(np.clip(smooth, 0.0, 2000.0) * SCALE).astype(np.int16)
    return Level(np.ascontiguousarray(picture), hole)


def _thickness(hole: np.ndarray) -> float:
    """Twice the largest distance from a pixel of the hole to a known one."""
    return 2.0 * float(cv2.distanceTransform(hole.astype(np.uint8), cv2.DIST_L2, 3).max())
