"""One size of a fill: search and vote in turns, and the way from a size to the next finer."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from editor.pixels import patchmatch
from editor.pixels.fill_levels import Level, depth_of_patches, patch_sums, source_patches
from editor.pixels.fill_source import Source
from editor.pixels.patchmatch import PATCH, SCALE

_UNIT = PATCH * PATCH * SCALE * SCALE  # one squared level in every pixel of a patch
_PRICED = np.array([_UNIT, _UNIT, 1, 1], np.float32)
_BELIEF = 2.5
_PLACES = 2000
_USUAL = 75


@dataclass
class Match:
    """Which source patch each active patch of the target has, by upper left corners.

    active int32 (n, 2); field int32 (h, w, 2), negative where not active; cost int32 (h, w).
    """

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


def active_patches(hole: np.ndarray, step: int) -> np.ndarray:
    """int32 (n, 2): upper left corners, `step` apart, of patches over the hole; also in the last row and column."""
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


def finer_match(coarse: Match, hole: np.ndarray, source: Source, step: int) -> Match:
    """The matches of a size at the next finer one: places doubled, and moved to the nearest that is allowed."""
    active = active_patches(hole, step)
    match = _empty(hole, active)
    y, x = active[:, 0], active[:, 1]
    h, w = coarse.cost.shape
    guess = np.minimum(active // 2, np.array([h - 1, w - 1], np.int32))
    parent = _moved(coarse.field[..., 0] >= 0, guess)
    start = coarse.field[parent[:, 0], parent[:, 1]]
    limit = np.array(source.penalty.shape, np.int32) - 1
    placed = _moved(source.penalty >= 0, np.clip(start * 2 + (active - 2 * parent), 0, limit))
    match.field[y, x] = placed
    match.cost[y, x] = coarse.cost[parent[:, 0], parent[:, 1]]
    return match


def improve(
    level: Level,
    source: Source,
    match: Match,
    effort: Effort,
    lean: np.ndarray,
    state: np.ndarray,
    stop: np.ndarray,
    *,
    vote_first: bool,
) -> None:
    """Search and vote in turns; the level's picture gets new colours in the hole.

    lean float32 (h, w, 4) as in `patchmatch.search`, the costs in squared levels for each pixel of the patch. With
    `vote_first` the match is already good and votes first: the size begins with its own sharp colours.
    """
    target = level.picture
    pixels = np.argwhere(level.hole).astype(np.int32)
    depth = depth_of_patches(level.hole)
    price = np.ascontiguousarray(lean[match.active[:, 0], match.active[:, 1]] * _PRICED)
    if vote_first:
        patchmatch.vote(target, source.picture, pixels, belief(match, depth), match.field, stop)
    for turn in range(effort.turns):
        patchmatch.rematch(
            target,
            source.picture,
            match.active,
            source.penalty,
            price,
            match.field,
            match.cost,
            stop,
        )
        patchmatch.search(
            target,
            source.picture,
            match.active,
            source.penalty,
            price,
            match.field,
            match.cost,
            effort.step,
            effort.radius,
            effort.tries,
            state,
            bool(turn % 2),
            stop,
        )
        if stop[0]:
            return
        patchmatch.vote(target, source.picture, pixels, belief(match, depth), match.field, stop)


def belief(match: Match, depth: np.ndarray) -> np.ndarray:
    """float64 by upper left corner: how far each active patch's vote counts, by its cost and its depth in the hole."""
    weight = np.zeros(match.cost.shape)
    y, x = match.active[:, 0], match.active[:, 1]
    cost = np.minimum(match.cost[y, x], 2_000_000_000).astype(np.float64)
    usual = max(float(np.percentile(cost, _USUAL)), float(_UNIT))
    weight[y, x] = np.exp(-np.minimum(cost / (2 * usual), 60.0)) * _BELIEF ** -np.minimum(
        depth[y, x].astype(np.float64), 500.0
    )
    return weight


def _empty(hole: np.ndarray, active: np.ndarray) -> Match:
    h, w = hole.shape[0] - PATCH + 1, hole.shape[1] - PATCH + 1
    return Match(
        active,
        np.full((h, w, 2), -1, np.int32),
        np.full((h, w), 2_000_000_000, np.int32),
    )


def _moved(allowed: np.ndarray, places: np.ndarray) -> np.ndarray:
    """int32 (n, 2): each place, or the allowed one nearest to it. allowed bool (h, w) with some True."""
    wrong = ~allowed[places[:, 0], places[:, 1]]
    if not wrong.any():
        return places
    _, found = cv2.distanceTransformWithLabels(
        (~allowed).astype(np.uint8), cv2.DIST_L2, 3, labelType=cv2.DIST_LABEL_PIXEL
    )
    labels = np.asarray(found).ravel().astype(np.intp)
    good = np.flatnonzero(allowed)
    position = np.zeros(int(labels.max()) + 1, np.intp)
    position[labels[good]] = good
    nearest = position[labels[places[wrong, 0] * allowed.shape[1] + places[wrong, 1]]]
    moved = places.copy()
    moved[wrong] = np.stack(np.divmod(nearest, allowed.shape[1]), axis=1)
    return moved


def peeled_match(
    level: Level,
    source: Source,
    lean: np.ndarray,
    layer: float,
    rng: np.random.Generator,
    stop: np.ndarray,
) -> Match:
    """A first match made from the edge of the hole inwards, `layer` pixels at a time; the picture is filled on the way.

    Only pixels already filled are compared, so that what lies deep in the hole is grown from what lies before it
    rather than guessed (Newson et al. 2014, onion-peel start).
    """
    target = level.picture
    filled = ~level.hole
    match = _empty(level.hole, active_patches(level.hole, 1))
    places = np.argwhere(source_patches(level.hole)).astype(np.int32)
    if len(places) > _PLACES:
        places = np.ascontiguousarray(places[np.sort(rng.choice(len(places), _PLACES, replace=False))])
    depth = cv2.distanceTransform(level.hole.astype(np.uint8), cv2.DIST_L2, 5)
    price = lean * _PRICED
    half = PATCH // 2
    reach = 0.0
    while not filled.all():
        reach += layer
        ring = level.hole & (depth <= reach) & ~filled
        covering = patch_sums(ring) > 0
        centre_depth = depth[half : half + covering.shape[0], half : half + covering.shape[1]]
        active = np.argwhere(covering & (centre_depth <= reach)).astype(np.int32)
        if len(active) == 0 or not ring.any():
            if reach > depth.max() + layer:
                break
            continue
        here = np.ascontiguousarray(price[active[:, 0], active[:, 1]])
        patchmatch.peel(
            target,
            filled,
            source.picture,
            active,
            places,
            source.penalty,
            here,
            match.field,
            match.cost,
            stop,
        )
        now = Match(active, match.field, match.cost)
        pixels = np.argwhere(ring).astype(np.int32)
        patchmatch.vote(
            target,
            source.picture,
            pixels,
            belief(now, depth_of_patches(level.hole)),
            match.field,
            stop,
        )
        filled |= ring
    a = match.active
    lost = match.field[a[:, 0], a[:, 1], 0] < 0
    patchmatch.peel(
        target,
        np.ones_like(filled),
        source.picture,
        np.ascontiguousarray(a[lost]),
        places,
        source.penalty,
        np.ascontiguousarray(price[a[lost][:, 0], a[lost][:, 1]]),
        match.field,
        match.cost,
        stop,
    )
    return match
