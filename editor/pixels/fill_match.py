"""One size of a fill: search and vote in turns, and the way from a size to the next finer."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from editor.pixels import patchmatch
from editor.pixels.fill_levels import Level, patch_sums
from editor.pixels.patchmatch import PATCH, SCALE

_UNIT = PATCH * PATCH * SCALE * SCALE  # one squared level in every pixel of a patch
_BELIEF = 2.5
NO_SHIFTS = np.zeros((0, 2), np.int32)


@dataclass
class Source:
    """Where patches come from. picture int16 (h, w, 4); penalty int32 by upper left corner, negative: not allowed."""

    picture: np.ndarray
    penalty: np.ndarray


@dataclass
class Match:
    """Which source patch each active patch of the target has. field int32 (h, w, 2), negative where not active; cost int32."""

    active: np.ndarray
    field: np.ndarray
    cost: np.ndarray


@dataclass(frozen=True)
class Effort:
    """How hard one size is searched: turns of search and vote, farthest random step, places tried anywhere."""

    turns: int
    radius: int
    tries: int
    step: int = 1


def own_source(level: Level, partial: bool) -> Source:
    """The level's own patches; with `partial` also, at a price, those with at most 45 % of hole."""
    missing = patch_sums(level.hole)
    penalty = np.where(missing == 0, 0, -1).astype(np.int32)
    if partial:
        some = (missing > 0) & (missing <= 0.45 * PATCH * PATCH)
        penalty[some] = missing[some] * (SCALE * SCALE * 150)
    return Source(level.picture, penalty)


def active_patches(hole: np.ndarray, step: int) -> np.ndarray:
    """int32 (n, 2): upper left corners, `step` apart, of patches over the hole, and those of the last row and column."""
    touched = patch_sums(hole) > 0
    h, w = touched.shape
    grid = np.zeros_like(touched)
    ys, xs = np.arange(h) % step == 0, np.arange(w) % step == 0
    ys[-1] = xs[-1] = True
    grid[np.ix_(ys, xs)] = True
    return np.argwhere(touched & grid).astype(np.int32)


def random_match(hole: np.ndarray, source: Source, rng: np.random.Generator) -> Match:
    active = active_patches(hole, 1)
    places = np.argwhere(source.penalty == 0).astype(np.int32)
    match = _empty(hole, active)
    match.field[active[:, 0], active[:, 1]] = places[rng.integers(0, len(places), len(active))]
    return match


def finer_match(coarse: Match, hole: np.ndarray, source: Source, step: int, rng: np.random.Generator) -> Match:
    """The matches of a size at the next finer one: places doubled; those no longer allowed fall to random ones."""
    active = active_patches(hole, step)
    match = _empty(hole, active)
    y, x = active[:, 0], active[:, 1]
    parents = _nearest_active(coarse)
    py = np.minimum(y // 2, parents.shape[0] - 1)
    px = np.minimum(x // 2, parents.shape[1] - 1)
    parent = parents[py, px]
    start = coarse.field[parent[:, 0], parent[:, 1]]
    placed = start * 2 + (active - 2 * parent)
    limit = np.array(source.penalty.shape) - 1
    placed = np.clip(placed, 0, limit)
    placed = _nearest_allowed(source, placed, rng)
    match.field[y, x] = placed
    match.cost[y, x] = coarse.cost[parent[:, 0], parent[:, 1]]
    return match


def improve(
    level: Level, source: Source, match: Match, effort: Effort, lean: np.ndarray, shifts: np.ndarray,
    state: np.ndarray, stop: np.ndarray, started: bool,
) -> None:  # fmt: skip
    """Search and vote in turns; the level's picture gets new colours in the hole.

    lean float32 (h, w, 2): squared levels for each pixel of patch and pixel of displacement down and across, by pixel. With `started` the match is
    already good and votes first, so that the size begins with its own sharp colours.
    """
    target = level.picture
    pixels = np.argwhere(level.hole).astype(np.int32)
    depth = _depth(level.hole, match.cost.shape)
    price = np.ascontiguousarray(lean[match.active[:, 0], match.active[:, 1]] * np.float32(_UNIT))
    if started:
        patchmatch.vote(target, source.picture, pixels, belief(match, depth), match.field, stop)
    for turn in range(effort.turns):
        patchmatch.rematch(target, source.picture, match.active, source.penalty, price, match.field, match.cost, stop)
        patchmatch.search(
            target, source.picture, match.active, source.penalty, price, match.field, match.cost, shifts,
            effort.step, effort.radius, effort.tries, state, bool(turn % 2), stop,
        )  # fmt: skip
        if stop[0]:
            return
        patchmatch.vote(target, source.picture, pixels, belief(match, depth), match.field, stop)


def belief(match: Match, depth: np.ndarray) -> np.ndarray:
    """float64 by upper left corner: how far each active patch's vote counts, by its cost and its depth in the hole."""
    weight = np.zeros(match.cost.shape)
    y, x = match.active[:, 0], match.active[:, 1]
    cost = np.minimum(match.cost[y, x], 2_000_000_000).astype(np.float64)
    usual = max(float(np.percentile(cost, 75)), float(_UNIT))
    weight[y, x] = np.exp(-np.minimum(cost / (2 * usual), 60.0)) * _BELIEF ** -np.minimum(depth[y, x].astype(np.float64), 500.0)
    return weight


def _depth(hole: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """float32: distance of each patch's centre to the edge of the hole, 0 outside it."""
    half = PATCH // 2
    distance = cv2.distanceTransform(hole.astype(np.uint8), cv2.DIST_L2, 5)
    return distance[half : half + shape[0], half : half + shape[1]]


def _empty(hole: np.ndarray, active: np.ndarray) -> Match:
    h, w = hole.shape[0] - PATCH + 1, hole.shape[1] - PATCH + 1
    return Match(active, np.full((h, w, 2), -1, np.int32), np.full((h, w), 2_000_000_000, np.int32))


def _nearest_active(match: Match) -> np.ndarray:
    """int32 (h, w, 2): for each patch the active patch nearest to it."""
    inactive = (match.field[..., 0] < 0).astype(np.uint8)
    _, labels = cv2.distanceTransformWithLabels(inactive, cv2.DIST_L2, 3, labelType=cv2.DIST_LABEL_PIXEL)
    places = np.zeros((int(labels.max()) + 1, 2), np.int32)
    places[labels[match.active[:, 0], match.active[:, 1]]] = match.active
    return places[labels]


def _nearest_allowed(source: Source, placed: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Places moved to the nearest allowed patch of the source; ties and far ones are settled by the map itself."""
    del rng
    barred = (source.penalty < 0).astype(np.uint8)
    if not barred.any():
        return placed
    allowed = np.argwhere(barred == 0).astype(np.int32)
    _, labels = cv2.distanceTransformWithLabels(barred, cv2.DIST_L2, 3, labelType=cv2.DIST_LABEL_PIXEL)
    places = np.zeros((int(labels.max()) + 1, 2), np.int32)
    places[labels[allowed[:, 0], allowed[:, 1]]] = allowed
    return places[labels[placed[:, 0], placed[:, 1]]]
