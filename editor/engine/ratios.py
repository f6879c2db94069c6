"""Ratios of width to height as providers write them, such as "16:9"."""

from __future__ import annotations

import math
from collections.abc import Iterable

from editor.pixels.geometry import Size


def pairs(ratios: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """As numbers; what is no ratio, such as "auto", is left out."""
    found: list[tuple[int, int]] = []
    for ratio in ratios:
        w, _, h = ratio.partition(":")
        if w.isdecimal() and h.isdecimal() and int(w) and int(h):
            found.append((int(w), int(h)))
    return tuple(found)


def nearest(size: Size, ratios: Iterable[str]) -> str:
    """The one that comes nearest to a size; empty where there is none."""
    known = [f"{w}:{h}" for w, h in pairs(ratios)]
    wanted = math.log(size.w / size.h)
    return min(known, key=lambda text: abs(math.log(_of(text)) - wanted), default="")


def _of(text: str) -> float:
    w, _, h = text.partition(":")
    return int(w) / int(h)
