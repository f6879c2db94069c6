"""One window of a fill from its coarsest size to its finest."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from editor.pixels.fill_finish import finished
from editor.pixels.fill_levels import Level, levels, mean_values, source_levels, thickness
from editor.pixels.fill_match import (
    Effort,
    Match,
    finer_match,
    improve,
    peeled_match,
    random_match,
)
from editor.pixels.fill_source import Source, flavoured, foreign_source, own_source

_PEEL = 2.0
_SCREEN = 0.0003
_FOREIGN_SCREEN = 0.02  # a reference is meant to show its own colours a few pixels inside
_TESTED_SIDE = 768


class Stopped(Exception):  # noqa: N818 - it is no error
    """The stop flag was seen set: there is no result."""


@dataclass(frozen=True)
class Manner:
    """How a kind of hole is filled.

    turns: of search and vote by size, fine to coarse, the last one repeated;
    thick: a hole thicker than so many pixels is covered by every second patch at the finest size, in half the turns;
    trust_edge: whether copies are chosen by their patch's nearness to the edge as well as by its match;
    square_margin: whether the window's margin is the hole's longer side all round.
    """

    turns: tuple[int, ...]
    thick: float
    trust_edge: bool
    square_margin: bool


FILL = Manner(
    turns=(4, 5, 8, 16),
    thick=72.0,
    trust_edge=True,
    square_margin=False,
)
EXTEND = Manner(turns=(4, 4, 8, 16), thick=0.0, trust_edge=False, square_margin=True)


class Work:
    """A window under way. rgb uint8 (h, w, 3), hole bool (h, w), lean float32 (h, w, 4), stop uint8 (1,)."""

    def __init__(
        self,
        rgb: np.ndarray,
        hole: np.ndarray,
        manner: Manner,
        seed: int,
        sources: Sequence[np.ndarray],
        lean: np.ndarray,
        stop: np.ndarray,
    ) -> None:
        self.hole, self.manner, self.seed, self.lean, self.stop = hole, manner, seed, lean, stop
        self.rng = np.random.default_rng(seed)
        self.state = self.rng.integers(1, 2**62, 1).astype(np.int64)
        self.known = rgb.astype(np.float32)
        most = 4 + max(0, round(math.log2(max(hole.shape) / _TESTED_SIDE)))
        self.foreign = source_levels(sources, most) if sources else []
        if hole.all():
            self.known = np.broadcast_to(mean_values(self.foreign[0])[:3], self.known.shape).astype(np.float32)
        self.stack = levels(self.known, hole, len(self.foreign) or most, self.foreign, self.check)

    def check(self) -> None:
        if self.stop[0]:
            raise Stopped("The fill was stopped.")

    def run(self, report: Callable[[float, str], None]) -> np.ndarray:
        """uint8 (h, w, 3): the window filled. Raises Stopped."""
        match: Match | None = None
        done, whole = 0.0, sum(4.0**-depth for depth in range(len(self.stack))) * 1.25
        for depth in range(len(self.stack) - 1, -1, -1):
            report(0.05 + 0.95 * done / whole, "Matching patches")
            match = self._matched(depth, match)
            self.check()
            done += 4.0**-depth
        assert match is not None
        report(0.05 + 0.95 * done / whole, "Joining")
        fine = self.stack[0]
        screen = _FOREIGN_SCREEN if self.foreign else _SCREEN
        result = finished(
            self.known,
            fine,
            self._source(0),
            match,
            trust_edge=self.manner.trust_edge,
            screen=screen,
            stop=self.stop,
        )
        self.check()
        return np.clip(np.rint(result), 0, 255).astype(np.uint8)

    def _matched(self, depth: int, coarse: Match | None) -> Match:
        level, source, lean = self.stack[depth], self._source(depth), self._lean(depth)
        effort = self._effort(depth)
        self.check()
        if coarse is not None:
            _bring_up(self.stack[depth + 1], level)
            match = finer_match(coarse, level.hole, source, effort.step)
        else:
            match = self._first(level, source, lean)
        self.check()
        improve(
            level,
            source,
            match,
            effort,
            lean,
            self.state,
            self.stop,
            vote_first=coarse is not None,
        )
        return match

    def _first(self, level: Level, source: Source, lean: np.ndarray) -> Match:
        if self.foreign:
            return random_match(level.hole, source, self.rng)
        return peeled_match(level, source, lean, _PEEL, self.rng, self.stop)

    def _source(self, depth: int) -> Source:
        if self.foreign:
            return foreign_source(self.foreign[depth])
        own = own_source(self.stack[depth], partial=depth > 0)
        if depth < len(self.stack) - 2:
            return own
        return flavoured(own, self.seed)

    def _lean(self, depth: int) -> np.ndarray:
        """A coarse pixel of displacement is worth 2^depth fine ones."""
        if depth == 0:
            return self.lean
        h, w = self.stack[depth].hole.shape
        units = np.array([2**depth, 2**depth, 0.5**depth, 0.5**depth], np.float32)
        return cv2.resize(self.lean, (w, h), interpolation=cv2.INTER_NEAREST) * units

    def _effort(self, depth: int) -> Effort:
        turns = self.manner.turns
        if depth == len(self.stack) - 1:
            return Effort(turns[-1], radius=max(self.stack[depth].hole.shape), tries=2)
        if depth == 0:
            step = 1 if thickness(self.hole) <= self.manner.thick else 2
            return Effort(turns[0] // step, radius=4, tries=0, step=step)
        if depth == 1:
            return Effort(turns[1], radius=16, tries=0)
        return Effort(turns[min(depth, len(turns) - 1)], radius=32, tries=1)


def _bring_up(coarse: Level, fine: Level) -> None:
    """Gives the finer hole the coarse colours: source patches with a part of hole in them read from there."""
    h, w = coarse.hole.shape
    grown = cv2.resize(coarse.picture, (2 * w, 2 * h), interpolation=cv2.INTER_LINEAR)
    colours = grown[: fine.hole.shape[0], : fine.hole.shape[1], :3]
    np.copyto(fine.picture[..., :3], colours, where=fine.hole[..., None])
