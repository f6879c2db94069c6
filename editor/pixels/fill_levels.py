"""The pyramid that a fill walks from coarse to fine: colours, hole and texture strength at each size."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from editor.pixels.patchmatch import PATCH, SCALE
from editor.pixels.pullpush import halved, smooth_fill

_TEXTURE_WINDOW = 17
_TEXTURE_WEIGHT = 3.2
_SOURCES_NEEDED = 40
_LARGEST_SOURCE = 2_000_000


@dataclass
class Level:
    """One size of the window. picture int16 (h, w, 4): RGB and texture, `SCALE` units a level; hole bool (h, w)."""

    picture: np.ndarray
    hole: np.ndarray


def texture_strength(rgb: np.ndarray, known: np.ndarray) -> np.ndarray:
    """float32 (h, w): mean |gradient| of luminance of the known pixels around each, weighted (Newson et al. 2014).

    rgb float32 (h, w, 3) in levels, known bool (h, w); 0 where nothing near is known.
    """
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
    slope = np.zeros_like(grey)
    usable = np.zeros_like(grey)
    across, down = known[:, 1:] & known[:, :-1], known[1:] & known[:-1]
    slope[:, 1:] += cv2.absdiff(grey[:, 1:], grey[:, :-1]) * across
    slope[1:] += cv2.absdiff(grey[1:], grey[:-1]) * down
    usable[:, 1:] += across
    usable[1:] += down
    box = (_TEXTURE_WINDOW, _TEXTURE_WINDOW)
    mean = cv2.blur(slope, box) / np.maximum(cv2.blur(usable, box), 1e-3)
    return mean * np.float32(_TEXTURE_WEIGHT)


def levels(
    rgb: np.ndarray,
    hole: np.ndarray,
    most: int,
    foreign: Sequence[Level],
    check: Callable[[], None],
) -> list[Level]:
    """Fine to coarse, at most `most` sizes; the hole has smooth colours at the coarsest, smooth texture at all.

    rgb float32 (h, w, 3) in levels 0..255, hole bool (h, w). A coarse pixel is hole when more than half of it is.
    Coarser sizes end when the hole is no thicker than a patch, the picture has few patches across, or hardly any
    source patch is left. Where other pictures are the source (`foreign`) their mean texture strength is held all over,
    and a picture that is all hole keeps the colours of `rgb`. `check` raises to stop.
    """
    everything = bool(hole.all())
    if foreign:
        strength = np.full((*hole.shape, 1), mean_values(foreign[0])[3], np.float32)
    else:
        strength = smooth_fill(texture_strength(rgb, ~hole)[..., None], hole)
    check()
    missing = hole
    weight = np.ones(hole.shape, np.float32) if everything else (~hole).astype(np.float32)
    sizes = [(rgb, strength, hole)]
    while len(sizes) < most and thickness(missing) > PATCH:
        check()
        rgb, share = halved(rgb, weight)
        check()
        strength, _ = halved(strength, np.ones(strength.shape[:2], np.float32))
        weight = (share >= 0.5).astype(np.float32)
        missing = (weight < 0.5) | everything
        if min(missing.shape) < 5 * (PATCH // 2) or not (foreign or source_count(missing) >= _SOURCES_NEEDED):
            break
        sizes.append((rgb, strength, missing))
    check()
    coarsest, strength, missing = sizes.pop()
    if not everything:
        coarsest = smooth_fill(coarsest, missing)
    made = []
    for size in [*sizes, (coarsest, strength, missing)]:
        check()
        made.append(_level(*size))
    return made


def source_levels(pictures: Sequence[np.ndarray], most: int) -> list[Level]:
    """Fine to coarse, at most `most` sizes of the pictures (uint8 (h, w, 3)) laid beneath each other, holes between."""
    parts = [_reduced(picture) for picture in pictures]
    smallest = min(min(part.shape[:2]) for part in parts)
    width = max(part.shape[1] for part in parts)
    gap = 2**most
    rgb = np.zeros((sum(part.shape[0] + gap for part in parts) - gap, width, 3), np.float32)
    hole = np.ones(rgb.shape[:2], bool)
    y = 0
    for part in parts:
        rgb[y : y + part.shape[0], : part.shape[1]] = part
        hole[y : y + part.shape[0], : part.shape[1]] = False
        y += part.shape[0] + gap
    strength = texture_strength(rgb, ~hole)[..., None]
    weight = (~hole).astype(np.float32)
    made = [_level(rgb, strength, hole)]
    while len(made) < most and smallest >> len(made) >= 2 * PATCH:
        strength, _ = halved(strength, weight)
        rgb, share = halved(rgb, weight)
        weight = (share > 0.99).astype(np.float32)
        made.append(_level(rgb, strength, weight < 0.5))
    return made


def mean_values(level: Level) -> np.ndarray:
    """float32 (4,): mean red, green, blue in levels and weighted texture strength of what is known."""
    return level.picture[~level.hole].mean(axis=0, dtype=np.float64).astype(np.float32) / SCALE


def depth_of_patches(hole: np.ndarray) -> np.ndarray:
    """float32 (h - PATCH + 1, w - PATCH + 1): how far each patch's centre lies inside the hole, 0 outside it."""
    half = PATCH // 2
    return cv2.distanceTransform(hole.astype(np.uint8), cv2.DIST_L2, 5)[half:-half, half:-half]


def _reduced(picture: np.ndarray) -> np.ndarray:
    """A picture larger than two megapixels made smaller: its textures come at the size that a viewer sees."""
    scale = (_LARGEST_SOURCE / (picture.shape[0] * picture.shape[1])) ** 0.5
    if scale >= 1.0:
        return picture
    return cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)


def source_patches(hole: np.ndarray) -> np.ndarray:
    """bool (h - PATCH + 1, w - PATCH + 1): which upper left corners name patches without a pixel of the hole."""
    return patch_sums(hole) == 0


def patch_sums(hole: np.ndarray) -> np.ndarray:
    """int32: how many pixels of the hole each patch holds, by its upper left corner."""
    total = cv2.integral(hole.astype(np.uint8))
    return total[PATCH:, PATCH:] - total[:-PATCH, PATCH:] - total[PATCH:, :-PATCH] + total[:-PATCH, :-PATCH]


def source_count(hole: np.ndarray) -> int:
    return int(source_patches(hole).sum())


def _level(rgb: np.ndarray, strength: np.ndarray, hole: np.ndarray) -> Level:
    values = cv2.merge([*cv2.split(rgb), np.minimum(strength, 2000.0)])
    return Level(cv2.multiply(values, np.full(4, SCALE, np.float64), dtype=cv2.CV_16S), hole)


def thickness(hole: np.ndarray) -> float:
    """Twice the largest distance from a pixel of the hole to a known one."""
    return 2.0 * float(cv2.distanceTransform(hole.astype(np.uint8), cv2.DIST_L2, 3).max())
