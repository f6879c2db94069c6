"""The memory of arrays: within its budget, also once that is changed."""

from __future__ import annotations

import numpy as np

from editor.pixels.cache import Cache


def _filled(budget: int) -> Cache:
    cache = Cache(budget)
    for key in range(4):
        cache.put(key, np.zeros(100, np.uint8))
    return cache


def test_the_least_recently_used_go_first() -> None:
    cache = _filled(400)
    cache.get(0, lambda: np.ones(100, np.uint8))
    cache.put(4, np.zeros(100, np.uint8))
    assert cache.held == 400 and not cache.get(0, lambda: np.ones(100, np.uint8)).any()
    assert cache.get(1, lambda: np.ones(100, np.uint8)).all(), "made again"


def test_a_smaller_budget_is_kept_at_once() -> None:
    cache = _filled(400)
    cache.limit(250)
    assert cache.held == 200 and not cache.get(3, lambda: np.ones(100, np.uint8)).any()
    cache.limit(1)
    assert cache.held == 100, "the newest stays"
