"""Does what lies round the mask still lie there in the answer? Blocks of the original searched for in it."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from editor.pixels.register import Normal, luma, normalised, similarity

BLOCK, STRIDE, SEARCH = 16, 8, 12  # pixels at half size
TEXTURED = 8.0  # levels of deviation below which a block holds nothing to find
FITS, FOUND, BETTER = 0.6, 0.7, 0.2  # correlations
MOVED = 5.0  # pixels


class Block(NamedTuple):
    """One block: its correlation where it should be, the best one nearby, and how far away that is, in pixels."""

    here: float
    best: float
    shift: tuple[float, float]
    ring: bool

    @property
    def fits(self) -> bool:
        return self.here > FITS

    @property
    def moved(self) -> bool:
        far = float(np.hypot(*self.shift)) >= MOVED
        return far and self.best > FOUND and self.best > self.here + BETTER


class Judgement(NamedTuple):
    """What the blocks say. Shares are of textured blocks, 0..1; `textured` is how many there
    are, `checked` how many lie at the mask's edge.

    `shift` is the commonest move of the blocks at the edge, `common` the share of all there that moved so, within 3
    pixels; `alike` the correlation of everything known.
    """

    checked: int
    textured: int
    edge_fit: float
    edge_moved: float
    known_fit: float
    elsewhere: float
    shift: tuple[float, float]
    common: float
    alike: float


def judged(original: np.ndarray, answer: np.ndarray, known: np.ndarray, near: np.ndarray) -> Judgement:
    """Textured blocks of the original sought in the aligned answer: all that lie at the mask, one in nine elsewhere.

    original, answer (h, w, 3), registered and of one look; known, near float32 (h, w): 1 outside the mask, and 1
    where a block counts as lying at its edge.
    """
    h, w = known.shape
    size = (max(1, w // 2), max(1, h // 2))
    a, b, k, n = (
        cv2.resize(v, size, interpolation=cv2.INTER_AREA) for v in (luma(original), luma(answer), known, near)
    )
    k = (k > 0.99).astype(np.float32)
    first, second = normalised(a, k), normalised(b, k)
    alike, wider = similarity(first, second), _searched(second)
    known_share, ring_share = (cv2.boxFilter(v, -1, (BLOCK, BLOCK), anchor=(0, 0)) for v in (k, n))
    deviation = _deviation(a, k, known_share)
    usable = (known_share >= 0.6) & (deviation >= TEXTURED)
    found = []
    for row in range(0, size[1] - BLOCK + 1, STRIDE):
        for column in range(0, size[0] - BLOCK + 1, STRIDE):
            ring = bool(ring_share[row, column] > 0.3)
            thin = row // STRIDE % 3 or column // STRIDE % 3
            if usable[row, column] and (ring or not thin):
                found.append(_sought(first, wider, row, column, ring))
    return _summed(found, alike)


def _deviation(grey: np.ndarray, known: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Of the known pixels of the block that begins at each pixel."""
    share = np.maximum(share, 1e-3)
    mean, power = (
        cv2.boxFilter(v, -1, (BLOCK, BLOCK), anchor=(0, 0)) / share for v in (grey * known, grey * grey * known)
    )
    return np.sqrt(np.maximum(power - mean * mean, 0))


def _searched(normal: Normal) -> Normal:
    return Normal(
        *(cv2.copyMakeBorder(v, SEARCH, SEARCH, SEARCH, SEARCH, cv2.BORDER_CONSTANT, value=0) for v in normal)
    )


def _sought(first: Normal, second: Normal, row: int, column: int, ring: bool) -> Block:
    part = slice(row, row + BLOCK), slice(column, column + BLOCK)
    area = slice(row, row + BLOCK + 2 * SEARCH), slice(column, column + BLOCK + 2 * SEARCH)
    own = np.ascontiguousarray(first.known[part])
    template, known = first.values[part] * own, np.ascontiguousarray(second.known[area])
    values = second.values[area] * known
    match = cv2.matchTemplate
    product = match(values, template, cv2.TM_CCORR)
    power = match(values * values, own, cv2.TM_CCORR) * match(known, template * template, cv2.TM_CCORR)
    overlap = match(known, own, cv2.TM_CCORR)
    scores = np.where(overlap > 0.4 * BLOCK * BLOCK, product / np.sqrt(np.maximum(power, 1e-4)), -1.0)
    here = float(scores[SEARCH - 1 : SEARCH + 2, SEARCH - 1 : SEARCH + 2].max())
    y, x = np.unravel_index(int(np.argmax(scores)), scores.shape)
    return Block(here, float(scores[y, x]), (2.0 * (float(x) - SEARCH), 2.0 * (float(y) - SEARCH)), ring)


def _summed(found: list[Block], alike: float) -> Judgement:
    ring = [block for block in found if block.ring]
    away = [block for block in found if not block.ring]
    moved = np.array([block.shift for block in ring if block.moved]).reshape(-1, 2)
    shift, together = _commonest(moved)
    return Judgement(
        checked=len(ring),
        textured=len(found),
        edge_fit=_share([block.fits for block in ring], 1.0),
        edge_moved=_share([block.moved for block in ring], 0.0),
        known_fit=_share([block.fits for block in found], 1.0),
        elsewhere=1.0 - _share([block.fits for block in away], 1.0),
        shift=shift,
        common=together / max(1, len(ring)),
        alike=alike,
    )


def _commonest(moves: np.ndarray) -> tuple[tuple[float, float], int]:
    """The move that most of (n, 2) moves share within 3 pixels, and how many do; none where fewer than 3 do."""
    if not len(moves):
        return (0.0, 0.0), 0
    close = np.hypot(*(moves[:, None] - moves[None]).transpose(2, 0, 1)) <= 3
    best = close[int(np.argmax(close.sum(axis=1)))]
    if best.sum() < 3:
        return (0.0, 0.0), 0
    x, y = np.median(moves[best], axis=0)
    return (float(x), float(y)), int(best.sum())


def _share(flags: list[bool], none: float) -> float:
    return sum(flags) / len(flags) if flags else none
