"""Drawable: the size that an engine is asked for where a picture of some size is wanted from words alone."""

from __future__ import annotations

import math

from editor.engine.contract import Abilities
from editor.pixels.geometry import Size


def drawable(wanted: Size, abilities: Abilities) -> Size:
    """The size nearest to `wanted` that the engine draws: the ratio counts first, then that it is no smaller.

    Raises ValueError where the engine's own limits exclude each other.
    """
    if abilities.sizes:
        return min((Size(*size) for size in abilities.sizes), key=lambda size: _distance(size, wanted))
    ratio = _ratio(wanted, abilities)
    low, high = _heights(ratio, abilities)
    h = min(max(wanted.h * math.sqrt(wanted.w / wanted.h / ratio), low), high)
    found = _whole(h * ratio, h, abilities)
    if not found:
        raise ValueError("this engine's limits of size and ratio leave no picture that it could draw")
    return min(found, key=lambda size: _distance(size, Size(round(h * ratio), round(h))))


def _ratio(wanted: Size, abilities: Abilities) -> float:
    ratio = wanted.w / wanted.h
    if not abilities.ratios:
        return ratio
    return min((w / h for w, h in abilities.ratios), key=lambda other: abs(math.log(other / ratio)))


def _heights(ratio: float, abilities: Abilities) -> tuple[float, float]:
    """The least and the largest height at this ratio."""
    least, most = abilities.smallest_side / min(1.0, ratio), abilities.largest_side / max(1.0, ratio)
    if abilities.largest_area is not None:
        most = min(most, math.sqrt(abilities.largest_area / ratio))
    return least, max(least, most)


def _whole(w: float, h: float, abilities: Abilities) -> list[Size]:
    """Sizes of whole multiples about w x h that the engine allows; of the exact ratio where it names ratios."""
    step = abilities.multiple
    if abilities.ratios:
        units = [_unit(*ratio, step) for ratio in abilities.ratios]
        found = [Size(a * n, b * n) for a, b in units for n in {max(1, math.floor(h / b)), math.ceil(h / b)}]
    else:
        sides = [{max(1, math.floor(side / step)) * step, math.ceil(side / step) * step} for side in (w, h)]
        found = [Size(x, y) for x in sides[0] for y in sides[1]]
    area = abilities.largest_area
    return [
        size
        for size in found
        if abilities.smallest_side <= min(size)
        and max(size) <= abilities.largest_side
        and (area is None or size.area <= area)
    ]


def _unit(a: int, b: int, step: int) -> tuple[int, int]:
    """The smallest size of the ratio a : b whose sides are multiples of `step`."""
    g = math.gcd(a, b)
    times = math.lcm(step // math.gcd(step, a // g), step // math.gcd(step, b // g))
    return a // g * times, b // g * times


def _distance(size: Size, wanted: Size) -> tuple[float, bool, float]:
    """How far a size is from the wanted one: by its ratio, by being smaller, by its area."""
    ratio = abs(math.log(size.w * wanted.h / (size.h * wanted.w)))
    larger = size.area / wanted.area
    return round(ratio, 2), larger < 0.98, abs(math.log(larger))
