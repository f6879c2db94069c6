"""Where the patches of a fill come from: the picture itself, or other pictures laid beneath each other."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from editor.pixels.fill_levels import Level, patch_sums
from editor.pixels.patchmatch import PATCH, SCALE

_PARTIAL_SHARE = 0.45
_PARTIAL_PRICE = 1000
_REGIONS = 6
_FLAVOUR = 80.0


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


def flavoured(source: Source, seed: int) -> Source:
    """A source some of whose regions are dearer than others, by the seed: each seed draws on other parts.

    By up to `_FLAVOUR` squared levels in every pixel of a patch: where texture is strong its match decides all the
    same, and differs by seed anyway; where it is soft every seed would find the same best places.
    """
    rows, columns = source.penalty.shape
    coarse = np.random.default_rng(seed).random((_REGIONS, _REGIONS)).astype(np.float32)
    dear = np.clip(cv2.resize(coarse, (columns, rows), interpolation=cv2.INTER_CUBIC), 0.0, 1.0)
    price = dear * np.float32(_FLAVOUR * PATCH * PATCH * SCALE * SCALE)
    return Source(source.picture, np.where(source.penalty < 0, -1, source.penalty + price).astype(np.int32))


def foreign_source(level: Level) -> Source:
    """Every patch of `level` that lies in one picture; its hole is what separates them."""
    return Source(level.picture, np.where(patch_sums(level.hole) == 0, 0, -1).astype(np.int32))
