"""Where a series changed: the split that parts it best, if chance would hardly ever part it as well."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

LEAST = 5  # values on either side of a split
SHUFFLES = 1999  # orders that a series is compared with
ALARM = 0.001  # the share of shuffled series that may part as well: the odds of a false alarm in a series
_LONGEST = 2000  # values that are looked at one by one; of longer series each is the mean of some


class Split(NamedTuple):
    """`at` is the first index after the change, `chance` the share of shuffled series that part as well.

    `shifts` float64 (signals,): how far each signal moved, in deviations of what lies on either side.
    """

    at: int
    chance: float
    shifts: np.ndarray


def splits(series: np.ndarray, *, alarm: float = ALARM) -> list[Split]:
    """Every change of a series (n, signals), in order; none where it only varies.

    Binary segmentation (Vostrikova 1981): the best split by Hotelling's T-squared over all signals, tested against the
    same values in random orders, which holds whatever their distribution; then the same on either side, at half
    the odds. Outliers count as no more than three deviations, and signals that go together count once.
    """
    step = -(-len(series) // _LONGEST)
    thinned = series[: len(series) // step * step].reshape(-1, step, series.shape[1]).mean(1) if step > 1 else series
    found = _parted(np.asarray(thinned, np.float64), 0, alarm)
    return [split._replace(at=split.at * step) for split in found]


def _parted(series: np.ndarray, start: int, alarm: float) -> list[Split]:
    if len(series) < 2 * LEAST:
        return []
    even = _whitened(_tamed(series))
    if not even.size:  # nothing varies
        return []
    split = _best(series, even)
    if split.chance > alarm:
        return []
    before = _parted(series[: split.at], start, alarm / 2)
    after = _parted(series[split.at :], start + split.at, alarm / 2)
    return [*before, split._replace(at=start + split.at), *after]


def _best(series: np.ndarray, even: np.ndarray) -> Split:
    gain = _gains(even[None])[0]
    at = int(gain.argmax()) + LEAST
    random = np.random.default_rng(len(series))
    reached = 0
    batch = max(1, 200_000 // even.size)
    for begin in range(0, SHUFFLES, batch):
        count = min(batch, SHUFFLES - begin)
        order = random.permuted(np.tile(np.arange(len(even)), (count, 1)), axis=1)
        reached += int((_gains(even[order]).max(1) >= gain.max()).sum())
    return Split(at, (reached + 1) / (SHUFFLES + 1), _shifts(series, at))


def _gains(series: np.ndarray) -> np.ndarray:
    """T-squared of each split of whitened series (m, n, k), those with LEAST on either side: (m, n - 2 LEAST + 1)."""
    n = series.shape[1]
    left = np.arange(LEAST, n - LEAST + 1)
    sums = np.cumsum(series, 1)[:, left - 1]
    return (sums * sums).sum(-1) * n / (left * (n - left))


def _tamed(series: np.ndarray) -> np.ndarray:
    """Cut off at three deviations from the median, so that one odd picture is no change."""
    median = np.median(series, 0)
    deviation = 1.4826 * np.median(np.abs(series - median), 0)
    reach = np.where(deviation > 0, 3 * deviation, np.inf)
    return np.clip(series, median - reach, median + reach)


def _whitened(series: np.ndarray) -> np.ndarray:
    """Of mean 0, each direction of the signals with the same spread; those that hardly vary are left out."""
    centred = series - series.mean(0)
    centred /= np.maximum(centred.std(0), 1e-12)
    axes, size, _ = np.linalg.svd(centred, full_matrices=False)
    return axes[:, size > 0.05 * size.max(initial=0)] * np.sqrt(len(series))


def _shifts(series: np.ndarray, at: int) -> np.ndarray:
    """Difference of the medians over the pooled median deviation."""
    before, after = series[:at], series[at:]
    middles = np.median(before, 0), np.median(after, 0)
    spread = np.concatenate([np.abs(before - middles[0]), np.abs(after - middles[1])])
    return (middles[1] - middles[0]) / np.maximum(1.4826 * np.median(spread, 0), 1e-6)
