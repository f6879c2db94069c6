"""Fills holes and extends pictures from their own patches, or from those of further pictures, coarse to fine."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from editor.pixels.fill_finish import finished
from editor.pixels.fill_levels import Level, levels, source_count
from editor.pixels.fill_match import (
    NO_SHIFTS, Effort, Match, Source, _depth, finer_match, improve, own_source, random_match,
)  # fmt: skip
from editor.pixels.fill_windows import hole_boxes, window_around
from editor.pixels.geometry import Size
from editor.pixels.patchmatch import PATCH, SCALE
from editor.pixels.pullpush import smooth_fill

Report = Callable[[float, str], None]


class Stopped(Exception):
    """The stop flag was seen set: there is no result."""


def fill(
    image: np.ndarray, hole: np.ndarray, *, seed: int = 0, sources: Sequence[np.ndarray] = (),
    progress: Report | None = None, stop: np.ndarray | None = None,
) -> np.ndarray:  # fmt: skip
    """The picture with its hole filled; known pixels are bit-equal.

    image uint8 (h, w, 3) RGB, hole bool (h, w). With `sources` (uint8 (h, w, 3) RGB) patches come from them only.
    `progress` hears a share 0..1 and a sentence. stop uint8 (1,) is polled: raises Stopped within some milliseconds.
    Raises ValueError where nothing is known and no source is given, or shapes do not fit.
    """
    _check(image, hole)
    flag = np.zeros(1, np.uint8) if stop is None else stop
    out = image.copy()
    boxes = hole_boxes(hole)
    for k, box in enumerate(boxes):
        window = window_around(box, Size(image.shape[1], image.shape[0])).slices
        part = (lambda share, words, k=k: progress((k + share) / len(boxes), words)) if progress else None
        filled = _fill_window(out[window], hole[window], seed + k, ISO(hole[window]), part, flag)
        inside = np.zeros(hole.shape, bool)
        inside[box.slices] = hole[box.slices]
        out[inside] = filled[inside[window]]
    return out


def extend(
    image: np.ndarray,
    hole: np.ndarray,
    *,
    seed: int = 0,
    progress: Report | None = None,
    stop: np.ndarray | None = None,
) -> np.ndarray:
    """The picture with the missing outside made up; known pixels are bit-equal. Arguments and errors as in `fill`."""
    _check(image, hole)
    flag = np.zeros(1, np.uint8) if stop is None else stop
    filled = _fill_window(image, hole, seed, ANISO(hole), progress, flag)
    return np.where(hole[..., None], filled, image)


def warm() -> None:
    """Loads every compiled kernel by filling a tiny picture."""
    rows = np.arange(48, dtype=np.uint8)
    image = np.repeat((rows[:, None] * 5 ^ rows[None, :] * 3)[..., None], 3, axis=2)
    hole = np.zeros((48, 48), bool)
    hole[16:30, 16:30] = True
    fill(image, hole)


def _check(image: np.ndarray, hole: np.ndarray) -> None:
    if image.ndim != 3 or image.shape[2] != 3 or image.dtype != np.uint8:
        raise ValueError("The picture must be RGB in 8 bits: an array (h, w, 3) of uint8.")
    if hole.shape != image.shape[:2] or hole.dtype != np.bool_:
        raise ValueError("The hole must be an array (h, w) of bool, as large as the picture.")
    if hole.all():
        raise ValueError("Nothing of the picture is known: leave some pixels outside the mask to fill it from.")


def _fill_window(
    rgb: np.ndarray, hole: np.ndarray, seed: int, lean: np.ndarray, progress: Report | None, stop: np.ndarray
):
    if min(hole.shape) < PATCH + 2 or source_count(hole) < 1:
        smooth = smooth_fill(rgb.astype(np.float32), hole)
        return np.clip(np.rint(smooth), 0, 255).astype(np.uint8)
    rng = np.random.default_rng(seed)
    state = rng.integers(1, 2**62, 1).astype(np.int64)
    stack = levels(rgb.astype(np.float32), hole, 4)
    match: Match | None = None
    for depth in range(len(stack) - 1, -1, -1):
        level = stack[depth]
        source = own_source(level, depth > 0)
        effort = _effort(depth, level)
        started = match is not None
        match = (
            finer_match(match, level.hole, source, effort.step, rng) if match else random_match(level.hole, source, rng)
        )
        improve(level, source, match, effort, scaled_lean(lean, depth, level.hole.shape), NO_SHIFTS, state, stop, started)
        if stop[0]:
            raise Stopped
        if progress:
            progress(1.0 - 0.8 * depth / len(stack) - 0.2, "Matching patches")
    fine = stack[0]
    assert match is not None
    voted = fine.picture[..., :3].astype(np.float32) / SCALE
    result = finished(
        rgb.astype(np.float32), hole, voted, own_source(fine, False), match, _depth(hole, match.cost.shape), stop
    )
    if stop[0]:
        raise Stopped
    return np.clip(np.rint(result), 0, 255).astype(np.uint8)


def _effort(depth: int, level: Level) -> Effort:
    if depth == 0:
        return Effort(turns=2, radius=4, tries=0, step=2)
    if depth == 1:
        return Effort(turns=4, radius=16, tries=0)
    return Effort(turns=10 if depth == 2 else 16, radius=max(level.hole.shape), tries=2)


LEAN = 0.2
ALONG, ACROSS = 0.05, 1.0


def ISO(hole):
    return np.full((*hole.shape, 2), LEAN, np.float32)


def ANISO(hole):
    known = ~hole
    ys, xs = np.flatnonzero(known.any(1)), np.flatnonzero(known.any(0))
    y0, y1, x0, x1 = ys[0], ys[-1] + 1, xs[0], xs[-1] + 1
    lean = np.full((*hole.shape, 2), ALONG, np.float32)
    lean[y0:y1, :, 0] = ACROSS
    lean[:, x0:x1, 1] = ACROSS
    lean[y0:y1, x0:x1] = LEAN
    return lean


def scaled_lean(lean, depth, shape):
    import cv2

    if depth == 0:
        return lean
    return cv2.resize(lean, (shape[1], shape[0]), interpolation=cv2.INTER_NEAREST) * np.float32(2**depth)
