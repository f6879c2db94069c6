"""The last step of a fill: whole copies of source pixels joined without a seam."""

from __future__ import annotations

import numpy as np

from editor.pixels import patchmatch, poisson
from editor.pixels.fill_levels import Level, depth_of_patches
from editor.pixels.fill_match import Match, belief
from editor.pixels.fill_source import Source
from editor.pixels.patchmatch import SCALE


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
    hole = fine.hole
    depth = depth_of_patches(hole)
    rank = belief(match, depth if trust_edge else np.zeros_like(depth))
    label = np.full((*hole.shape, 2), -1, np.int32)
    pixels = np.argwhere(hole).astype(np.int32)
    patchmatch.choose(pixels, rank, match.field, label, stop)
    voted = fine.picture[..., :3].astype(np.float32) / np.float32(SCALE)
    right = np.float32(screen) * voted
    patchmatch.divergence(source.picture, label, pixels, right, stop)
    start = np.where(hole[..., None], voted, known)
    return poisson.solve(start, right, hole, screen, stop)
