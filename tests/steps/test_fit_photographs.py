"""Fit held to its lines on many photographs: on crops of a few in the quick suite, on all of them in the long."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from benchmarks.fit_table import DISPLACED, Case, Figures, cases, extensions, masks, measured, options_of, photographs
from tests.engines.mirror import redrawn

SIDE = 384
CROPPED = ("astronaut", "coffee", "chelsea", "raccoon", "dandelions b")
KINDS = ("blob", "strokes", "box", "cut", "blob")
GOOD = ("rigid", "away", "crossing")


@cache
def crops(group: str) -> tuple[Figures, ...]:
    """One answer for the middle of each photograph."""
    found = []
    for seed, (name, kind) in enumerate(zip(CROPPED, KINDS, strict=True)):
        whole = photographs()[name]
        y, x = (max(0, (side - SIDE) // 2) for side in whole.shape[:2])
        picture = np.ascontiguousarray(whole[y : y + SIDE, x : x + SIDE])
        rng = np.random.default_rng(seed)
        mask, options = masks(picture.shape[:2], rng)[kind], options_of(group, rng)
        found.append(measured(Case(name, picture, mask, redrawn(picture, mask, options, seed), options)))
    return tuple(found)


@cache
def wholes(group: str) -> tuple[Figures, ...]:
    return tuple(measured(case) for case in cases(group, quick=False))


LENGTHS = pytest.mark.parametrize(
    "taken", [crops, pytest.param(wholes, marks=pytest.mark.slow)], ids=["crops", "wholes"]
)


@LENGTHS
@pytest.mark.parametrize("group", GOOD)
def test_what_is_outside_stays_and_the_edge_cannot_be_seen(taken, group: str) -> None:
    figures = taken(group)
    assert sum(f.outside for f in figures) == 0
    assert np.percentile([f.displacement for f in figures], 95) <= DISPLACED[group]
    assert max(f.ratio for f in figures) <= 1.25
    assert max(f.arc for f in figures) <= 1.5
    assert max(f.naive for f in figures) > 1.25, "which is more than pasting it would give"


@LENGTHS
@pytest.mark.parametrize("group", ["rigid", "away"])
def test_colours_come_back_and_the_edit_is_kept(taken, group: str) -> None:
    figures = taken(group)
    colours = [f.colour for f in figures]
    assert np.median(colours) <= 1.5 and np.percentile(colours, 90) <= 3
    assert all(0.9 <= f.slope <= 1.1 for f in figures)
    least = np.median if taken is crops else np.min  # a small mask holds little but its ramp
    assert least([f.correlation for f in figures]) >= 0.94


@LENGTHS
def test_alarms_are_raised_where_they_are_due(taken) -> None:
    good = [f.trusted for group in GOOD for f in taken(group)]
    assert np.mean(good) >= 0.95
    for group in ("moved", "redrawn"):
        checked = [f for f in taken(group) if f.verdict != "unchecked"]
        assert checked and np.mean([not f.trusted for f in checked]) >= 0.9


@pytest.mark.slow
def test_extensions_meet_the_picture() -> None:
    found = extensions(quick=False)
    assert sum(f.outside for f in found) == 0
    assert np.mean([f.ratio <= 1.25 and f.arc <= 2.5 for f in found]) >= 0.75
