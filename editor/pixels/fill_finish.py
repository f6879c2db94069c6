"""The last step of a fill: whole copies of source pixels joined without a seam."""

from __future__ import annotations

import cv2
import numpy as np

from editor.pixels import patchmatch, poisson
from editor.pixels.fill_levels import Level, depth_of_patches
from editor.pixels.fill_match import Match, belief
from editor.pixels.fill_source import Source
from editor.pixels.patchmatch import PATCH, SCALE

_REACH = 48.0
_CELL = 8


def finished(
    known: np.ndarray,
    fine: Level,
    source: Source,
    match: Match,
    *,
    trust_edge: bool,
    screen: float,
    stop: np.ndarray,
) -> np.ndarray:
    """float32 (h, w, 3), levels: `known` with the hole made of copies of source pixels.

    The copies' gradients are kept and their colours leant to the voted ones in `fine` with the strength `screen`
    (screened Poisson equation): over 1 / sqrt(screen) pixels the surroundings' colours fade. With `trust_edge` a copy
    is chosen by its patch's nearness to the edge as well as by its match.
    """
    part = _around(fine.hole)
    patches = tuple(slice(side.start, side.stop - PATCH + 1) for side in part)
    hole = np.ascontiguousarray(fine.hole[part])
    depth = depth_of_patches(fine.hole)
    rank = belief(match, depth if trust_edge else np.zeros_like(depth))
    label = np.full((*hole.shape, 2), -1, np.int32)
    pixels = np.argwhere(hole).astype(np.int32)
    field = np.ascontiguousarray(match.field[patches])
    patchmatch.choose(pixels, np.ascontiguousarray(rank[patches]), field, label, stop)
    voted = fine.picture[part][..., :3].astype(np.float32) / np.float32(SCALE)
    right = np.float32(screen) * voted
    patchmatch.divergence(source.picture, label, pixels, right, stop)
    start = np.where(hole[..., None], voted, known[part])
    result = known.copy()
    solved = poisson.solve(start, right, hole, screen, stop)
    result[part] = _held(solved, voted, hole)
    return result


def _held(solved: np.ndarray, voted: np.ndarray, hole: np.ndarray) -> np.ndarray:
    """The colours solved, held to the voted ones where the hole is deep: there small errors of steps add up to a tint.

    Fully from twice `_REACH` pixels inside, and only what changes over more than `_REACH` pixels.
    """
    depth = cv2.distanceTransform(hole.astype(np.uint8), cv2.DIST_L2, 5)
    if depth.max() <= _REACH:
        return solved
    h, w = hole.shape
    size = (-(-w // _CELL), -(-h // _CELL))
    inside = hole.astype(np.float32)
    drift = cv2.resize((voted - solved) * inside[..., None], size, interpolation=cv2.INTER_AREA)
    share = cv2.resize(inside, size, interpolation=cv2.INTER_AREA)
    drift, share = (cv2.GaussianBlur(values, (0, 0), _REACH / _CELL) for values in (drift, share))
    smooth = cv2.resize(drift / np.maximum(share, 1e-3)[..., None], (w, h), interpolation=cv2.INTER_LINEAR)
    weight = np.clip(depth / _REACH - 1.0, 0.0, 1.0)
    return solved + smooth * weight[..., None]


def _around(hole: np.ndarray) -> tuple[slice, slice]:
    """Rows and columns of the hole with a patch's width about them."""
    ys, xs = np.flatnonzero(hole.any(axis=1)), np.flatnonzero(hole.any(axis=0))
    rows = slice(max(0, int(ys[0]) - PATCH), min(hole.shape[0], int(ys[-1]) + 1 + PATCH))
    return rows, slice(max(0, int(xs[0]) - PATCH), min(hole.shape[1], int(xs[-1]) + 1 + PATCH))
