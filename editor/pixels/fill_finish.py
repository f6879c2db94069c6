"""The last step of a fill: whole copies of source pixels joined without a seam."""

from __future__ import annotations

import numpy as np

from editor.pixels import patchmatch, poisson
from editor.pixels.fill_match import Match, Source, belief
from editor.pixels.patchmatch import SCALE

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
    rgb = source.picture[..., :3].astype(np.float32) / SCALE
    right = _divergence(rgb, label, hole) + np.float32(_SCREEN) * voted
    start = np.where(hole[..., None], voted, known)
    return poisson.solve(start, right, hole, _SCREEN, stop)


def _divergence(rgb: np.ndarray, label: np.ndarray, hole: np.ndarray) -> np.ndarray:
    """Sum over neighbours of the wished step from the neighbour to the pixel; mean of both ends' copies."""
    right = np.zeros((*hole.shape, 3), np.float32)
    for axis in (0, 1):
        a = [slice(None), slice(None)]
        b = [slice(None), slice(None)]
        a[axis], b[axis] = slice(0, -1), slice(1, None)
        first, second = tuple(a), tuple(b)
        step = _steps(rgb, label[first], label[second], axis)
        right[second] += step
        right[first] -= step
    return right


def _steps(rgb: np.ndarray, first: np.ndarray, second: np.ndarray, axis: int) -> np.ndarray:
    """The step from each first pixel to its second, as found beside the first's copy and beside the second's."""
    move = np.array([1, 0] if axis == 0 else [0, 1], np.int32)
    forward, has_forward = _between(rgb, first, first + move)
    backward, has_backward = _between(rgb, second - move, second)
    count = np.maximum(has_forward + has_backward, 1.0)
    return (forward + backward) / count[..., None]


def _between(rgb: np.ndarray, start: np.ndarray, end: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    limit = np.array(rgb.shape[:2])
    inside = ((start >= 0) & (end >= 0) & (start < limit) & (end < limit)).all(axis=-1)
    s, e = np.where(inside[..., None], start, 0), np.where(inside[..., None], end, 0)
    step = rgb[e[..., 0], e[..., 1]] - rgb[s[..., 0], s[..., 1]]
    return step * inside[..., None], inside.astype(np.float32)
