"""The compiled kernels against plain numpy: cost, search, vote and the steps wished between copies."""

from __future__ import annotations

import numpy as np

from editor.pixels import patchmatch
from editor.pixels.fill_levels import Level, patch_sums
from editor.pixels.fill_match import active_patches, random_match
from editor.pixels.fill_source import own_source
from editor.pixels.patchmatch import PATCH, SCALE

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


def test_search_reports_true_costs_and_only_improves():
    made = level()
    source = own_source(made, partial=False)
    match = random_match(made.hole, source, np.random.default_rng(0))
    lean = np.full((len(match.active), 2), 3.0, np.float32)
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
        true = difference(picture, ty, tx, sy, sx) + int(3.0 * abs(sy - ty) + 3.0 * abs(sx - tx))
        assert match.cost[ty, tx] == true <= before[ty, tx]
    y, x = match.active.T
    assert match.cost[y, x].mean() < 0.9 * before[y, x].mean()


def test_peeling_finds_the_best_of_all_places():
    made = level(1)
    source = own_source(made, partial=False)
    match = random_match(made.hole, source, np.random.default_rng(0))
    places = np.argwhere(source.penalty == 0).astype(np.int32)
    price = np.zeros((len(match.active), 2), np.float32)
    everything = np.ones(made.hole.shape, bool)
    patchmatch.peel(made.picture, everything, made.picture, match.active, places, price, match.field, match.cost, GO)
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
