"""The compiled kernels against plain numpy: cost, search, vote and the steps wished between copies."""

from __future__ import annotations

import numpy as np
import pytest
from numba import njit

from editor.pixels import patchmatch
from editor.pixels.fill_levels import Level, patch_sums
from editor.pixels.fill_match import active_patches, random_match
from editor.pixels.fill_source import own_source
from editor.pixels.patch_difference import PATCH, known_difference, patch_difference
from editor.pixels.patchmatch import SCALE

GO = np.zeros(1, np.uint8)


def level(seed: int = 0, h: int = 40, w: int = 52) -> Level:
    rng = np.random.default_rng(seed)
    picture = rng.integers(0, 256 * SCALE, (h, w, 4)).astype(np.int16)
    hole = np.zeros((h, w), bool)
    hole[12:26, 18:34] = True
    return Level(picture, hole)


def difference(picture: np.ndarray, ty: int, tx: int, sy: int, sx: int) -> int:
    a = picture[ty : ty + PATCH, tx : tx + PATCH].astype(np.int64)
    b = picture[sy : sy + PATCH, sx : sx + PATCH].astype(np.int64)
    return int(((a - b) ** 2).sum())


@njit
def differences(target, known, source, places, limit):
    """The whole and the known differences of each place (ty, tx, sy, sx)."""
    pitch = np.uint64(4 * target.shape[1])
    found = np.empty((len(places), 2), np.int32)
    for k in range(len(places)):
        t = np.uint64(4 * places[k, 1]) + np.uint64(places[k, 0]) * pitch
        s = np.uint64(4 * places[k, 3]) + np.uint64(places[k, 2]) * pitch
        found[k, 0] = patch_difference(target.ravel(), t, pitch, source.ravel(), s, pitch, np.int32(limit))
        found[k, 1] = known_difference(
            target.ravel(), known.ravel(), t, pitch, source.ravel(), s, pitch, np.int32(limit)
        )
    return found


@pytest.mark.parametrize("h", [PATCH, 23])
def test_differences_are_those_of_plain_arrays(h):
    """In the smallest picture too: nothing beside a patch is read."""
    rng = np.random.default_rng(4)
    target, source = (rng.integers(0, 256 * SCALE, (h, h, 4)).astype(np.int16) for _ in range(2))
    known = np.repeat(rng.integers(-1, 1, (h, h, 1)), 4, axis=2).astype(np.int16)
    places = rng.integers(0, h - PATCH + 1, (50, 4))
    whole, some = differences(target, known, source, places, 2_000_000_000).T
    first_rows, _ = differences(target, known, source, places, 1).T
    for k, (ty, tx, sy, sx) in enumerate(places.tolist()):
        a = target[ty : ty + PATCH, tx : tx + PATCH].astype(np.int64)
        b = source[sy : sy + PATCH, sx : sx + PATCH]
        there = known[ty : ty + PATCH, tx : tx + PATCH] == -1
        assert whole[k] == ((a - b) ** 2).sum()
        assert some[k] == ((a - b) ** 2)[there].sum()
        assert 0 < first_rows[k] == ((a - b) ** 2)[:4].sum()


def test_search_reports_true_costs_and_only_improves():
    made = level()
    source = own_source(made, partial=False)
    match = random_match(made.hole, source, np.random.default_rng(0))
    lean = np.tile(np.float32([3.0, 2.0, 9.0, 0.0]), (len(match.active), 1))
    picture, penalty = made.picture, source.penalty
    patchmatch.rematch(picture, picture, match.active, penalty, lean, match.field, match.cost, GO)
    before = match.cost.copy()
    state = np.array([12345], np.int64)
    for turn in range(4):
        patchmatch.search(
            picture, picture, match.active, penalty, lean, match.field, match.cost, 1, 32, 2, state, turn % 2 == 1, GO
        )
    for ty, tx in match.active.tolist():
        sy, sx = match.field[ty, tx].tolist()
        assert penalty[sy, sx] == 0
        true = difference(picture, ty, tx, sy, sx) + int(3.0 * abs(abs(sy - ty) - 9.0) + 2.0 * abs(sx - tx))
        assert match.cost[ty, tx] == true <= before[ty, tx]
    y, x = match.active.T
    assert match.cost[y, x].mean() < 0.9 * before[y, x].mean()


def test_peeling_finds_the_best_of_all_places():
    made = level(1)
    source = own_source(made, partial=False)
    match = random_match(made.hole, source, np.random.default_rng(0))
    places = np.argwhere(source.penalty == 0).astype(np.int32)
    price = np.zeros((len(match.active), 4), np.float32)
    everything, penalty = np.ones(made.hole.shape, bool), source.penalty
    patchmatch.peel(
        made.picture, everything, made.picture, match.active, places, penalty, price, match.field, match.cost, GO
    )
    for ty, tx in match.active[::37].tolist():
        costs = [difference(made.picture, ty, tx, sy, sx) for sy, sx in places.tolist()]
        assert match.cost[ty, tx] == min(costs)


def test_a_vote_of_one_shift_copies_the_source():
    made = level(2)
    active = active_patches(made.hole, 1)
    y, x = active.T
    field = np.full((*patch_sums(made.hole).shape, 2), -1, np.int32)
    field[y, x] = active + np.array([0, 2], np.int32)
    weight = np.zeros(field.shape[:2])
    weight[y, x] = np.random.default_rng(0).random(len(active)) + 0.1
    source = np.roll(made.picture, 2, axis=1)
    target = made.picture.copy()
    target[made.hole] = 0
    patchmatch.vote(target, source, np.argwhere(made.hole).astype(np.int32), weight, field, GO)
    assert np.array_equal(target[..., :3][made.hole], made.picture[..., :3][made.hole])
    assert (target[..., 3][made.hole] == 0).all()


def test_copies_of_one_shift_wish_the_sources_own_steps():
    made = level(3)
    pixels = np.argwhere(made.hole).astype(np.int32)
    label = np.full((*made.hole.shape, 2), -1, np.int32)
    label[made.hole] = pixels
    right = np.zeros((*made.hole.shape, 3), np.float32)
    patchmatch.divergence(made.picture, label, pixels, right, GO)
    colour = made.picture[..., :3].astype(np.float32) / SCALE
    wished = (
        4 * colour - np.roll(colour, 1, 0) - np.roll(colour, -1, 0) - np.roll(colour, 1, 1) - np.roll(colour, -1, 1)
    )
    assert np.allclose(right[made.hole], wished[made.hole], atol=1e-3)


def test_partial_sources_cost_more_and_fully_missing_ones_are_barred():
    made = level()
    missing = patch_sums(made.hole)
    strict, loose = own_source(made, partial=False).penalty, own_source(made, partial=True).penalty
    assert np.array_equal(strict >= 0, missing == 0)
    assert (loose[missing == PATCH * PATCH] < 0).all()
    some = (missing > 0) & (loose >= 0)
    assert some.any()
    assert (loose[some] > 0).all()
