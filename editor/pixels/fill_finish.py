"""The last step of a fill: whole copies of source pixels joined without a seam."""

from __future__ import annotations

import numpy as np

from editor.pixels import patchmatch, poisson
from editor.pixels.fill_match import Match, Source, belief

_SCREEN = 0.0003


def finished(
    known: np.ndarray,
    hole: np.ndarray,
    voted: np.ndarray,
    source: Source,
    match: Match,
    depth: np.ndarray,
    stop: np.ndarray,
) -> np.ndarray:
    """float32 (h, w, 3): `known` with the hole made of copies of source pixels, gradients kept, colours leant to `voted`.

    known float32 (h, w, 3), hole bool (h, w), voted float32 (h, w, 3), all in levels.
    """
    label = np.full((*hole.shape, 2), -1, np.int32)
    pixels = np.argwhere(hole).astype(np.int32)
    patchmatch.choose(pixels, belief(match, depth), match.field, label, stop)
    right = np.float32(_SCREEN) * voted
    patchmatch.divergence(source.picture, label, pixels, right, stop)
    start = np.where(hole[..., None], voted, known)
    return poisson.solve(start, right, hole, _SCREEN, stop)

