"""Where the patches of a fill come from: the picture itself, or other pictures laid beneath each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from editor.pixels.fill_levels import Level, patch_sums
from editor.pixels.patchmatch import PATCH, SCALE

_PARTIAL_SHARE = 0.45
_PARTIAL_PRICE = 1000


@dataclass(frozen=True)
class Source:
    """picture int16 (h, w, 4); penalty int32 by patches' upper left corners, negative where no patch may begin."""

    picture: np.ndarray
    penalty: np.ndarray


def own_source(level: Level, partial: bool) -> Source:
    """The level's own patches; with `partial` also, at a price, those with at most 45 % of hole."""
    missing = patch_sums(level.hole)
    penalty = np.where(missing == 0, 0, -1).astype(np.int32)
    if partial:
        some = (missing > 0) & (missing <= _PARTIAL_SHARE * PATCH * PATCH)
        penalty[some] = missing[some] * (SCALE * SCALE * _PARTIAL_PRICE)
    return Source(level.picture, penalty)


def foreign_source(level: Level) -> Source:
    """Every patch of `level` that lies in one picture; its hole is what separates them."""
    return Source(level.picture, np.where(patch_sums(level.hole) == 0, 0, -1).astype(np.int32))
