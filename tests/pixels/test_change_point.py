"""Change points: a planted drift is found where it begins, and what only varies raises no alarm."""

from __future__ import annotations

import numpy as np
import pytest

from editor.pixels.change_point import splits
from editor.pixels.likeness import likeness
from editor.pixels.likeness_distance import SIGNALS, signals
from tests.pixels.series import drifting, varied

SETS = [("raccoon",), ("dandelions",), ("coffee",), ("raccoon", "dandelions", "coffee")]
START = 30


def followed(pictures: list[np.ndarray]) -> np.ndarray:
    return np.stack([signals(likeness(one)) for one in pictures])


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("names", SETS, ids="+".join)
def test_a_planted_drift_is_found_where_it_begins(names: tuple[str, ...], seed: int) -> None:
    found = splits(followed(drifting(seed, names, START, cast=0.12, gamma=0.75)))
    assert len(found) == 1 and abs(found[0].at + 1 - START) <= 3
    moved = {name: shift for (_, name), shift in zip(SIGNALS, found[0].shifts, strict=True)}
    assert moved["red"] > moved["blue"] and moved["midtones"] > 0 and np.abs(found[0].shifts).max() > 1


@pytest.mark.parametrize("names", [SETS[2], SETS[3]], ids="+".join)
def test_what_only_varies_raises_no_alarm(names: tuple[str, ...]) -> None:
    assert [splits(followed(varied(seed, names))) for seed in range(20)] == [[]] * 20


def test_noise_raises_an_alarm_as_seldom_as_is_said() -> None:
    random = np.random.default_rng(5)
    alarms = sum(bool(splits(random.standard_t(3, (40, 4)), alarm=0.05)) for _ in range(100))
    assert 0 < alarms <= 12  # five are to be expected; more than twelve in one of 700 runs


def test_odd_pictures_are_no_change() -> None:
    random = np.random.default_rng(1)
    series = random.normal(size=(60, 3))
    series[[7, 20, 21, 44]] += 50
    assert splits(series) == []


def test_every_change_is_found_in_order() -> None:
    random = np.random.default_rng(2)
    series = random.normal(size=(90, 3))
    series[30:, 0] += 4
    series[60:, 1] -= 4
    assert [split.at for split in splits(series)] == pytest.approx([30, 60], abs=1)


def test_a_long_series_is_looked_at_in_means() -> None:
    random = np.random.default_rng(3)
    series = random.normal(size=(10_000, 10))
    series[6000:, 4] += 1
    (split,) = splits(series)
    assert split.at == pytest.approx(6000, abs=15)


@pytest.mark.parametrize("length", [0, 1, 9])
def test_a_short_series_has_no_change(length: int) -> None:
    assert splits(np.arange(length * 2.0).reshape(length, 2)) == []


def test_a_constant_series_has_no_change() -> None:
    assert splits(np.ones((40, 3))) == []
