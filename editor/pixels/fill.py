"""Fills holes and extends pictures from their own patches, or from those of further pictures, coarse to fine."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from editor.pixels.fill_levels import PATCH, source_count
from editor.pixels.fill_windows import hole_boxes, window_around
from editor.pixels.fill_work import EXTEND, FILL, Manner, Stopped, Work
from editor.pixels.geometry import Rect, Size
from editor.pixels.pullpush import smooth_fill

__all__ = ["Stopped", "extend", "fill", "warm"]

Report = Callable[[float, str], None]

_INNER_LEAN = 0.3
_ALONG_LEAN = 0.3
_ACROSS_LEAN = 3.0
_REACH = 1.2


def fill(
    image: np.ndarray,
    hole: np.ndarray,
    *,
    seed: int = 0,
    sources: Sequence[np.ndarray] = (),
    progress: Report | None = None,
    stop: np.ndarray | None = None,
) -> np.ndarray:
    """The picture with its hole filled; known pixels are bit-equal.

    image uint8 (h, w, 3) RGB, hole bool (h, w), True where pixels are to be made. With `sources` (uint8 (h, w, 3) RGB,
    any sizes) patches come from them only. The same seed gives the same bytes, another seed another picture.
    Where what is known is a box, what lies outside it is extended (see `extend`).
    `progress` hears a share 0..1 and what is being done. stop uint8 (1,) is polled: Stopped is raised soon after it is
    set. Raises ValueError where nothing is known and no source is given, or where arrays do not fit each other.
    """
    _check(image, hole, sources)
    if not sources and _is_outside(hole):
        return extend(image, hole, seed=seed, progress=progress, stop=stop)
    lean = (0.0, 0.0, 0.0, 0.0) if sources else (_INNER_LEAN, _INNER_LEAN, 0.0, 0.0)
    return _painted(
        image,
        hole,
        FILL,
        seed,
        sources,
        lambda box: np.full((box.h, box.w, 4), lean, np.float32),
        progress,
        stop,
    )


def extend(
    image: np.ndarray,
    hole: np.ndarray,
    *,
    seed: int = 0,
    progress: Report | None = None,
    stop: np.ndarray | None = None,
) -> np.ndarray:
    """The picture with its missing outside made up; known pixels are bit-equal. Arguments and errors as in `fill`.

    Beside the known box patches are preferred from the same height, above and below it from the same column: what is
    sky stays sky.
    """
    _check(image, hole, ())
    known = _box(~hole)
    return _painted(
        image,
        hole,
        EXTEND,
        seed,
        (),
        lambda box: _outward_lean(known, Size(hole.shape[1], hole.shape[0]), box),
        progress,
        stop,
    )


def warm() -> None:
    """Loads every compiled kernel by filling and extending a tiny picture."""
    rows = np.arange(64, dtype=np.uint8)
    image = np.repeat(((rows[:, None] * 3) ^ (rows[None, :] * 2))[..., None], 3, axis=2)
    hole = np.zeros((64, 64), bool)
    hole[20:44, 20:44] = True
    fill(image, hole)


def _painted(
    image: np.ndarray,
    hole: np.ndarray,
    manner: Manner,
    seed: int,
    sources: Sequence[np.ndarray],
    lean: Callable[[Rect], np.ndarray],
    progress: Report | None,
    stop: np.ndarray | None,
) -> np.ndarray:
    """Works window by window; what one window filled is known to the next."""
    report = progress or (lambda _share, _words: None)
    report(0.0, "Looking for patches")
    out = image.copy()
    size = Size(image.shape[1], image.shape[0])
    boxes = hole_boxes(hole, manner.square_margin)
    open_ = hole.copy()
    for k, box in enumerate(boxes):
        window = window_around(box, size, manner.square_margin)
        part = window.slices

        def heard(share: float, words: str, k: int = k) -> None:
            report((k + share) / len(boxes), words)

        filled = _filled(
            out[part],
            open_[part],
            manner,
            seed + 7919 * k,
            sources,
            lean(window),
            heard,
            stop,
        )
        inside = np.zeros((window.h, window.w), bool)
        own = box.translated(-window.x, -window.y).slices
        inside[own] = open_[box.slices]
        out[part][inside] = filled[inside]
        open_[box.slices] = False
    report(1.0, "Done")
    return out


def _filled(
    rgb: np.ndarray,
    hole: np.ndarray,
    manner: Manner,
    seed: int,
    sources: Sequence[np.ndarray],
    lean: np.ndarray,
    report: Report,
    stop: np.ndarray | None,
) -> np.ndarray:
    """One window: by patches where it has any, else by a smooth continuation."""
    flag = np.zeros(1, np.uint8) if stop is None else stop
    if min(hole.shape) < PATCH + 2 or (not sources and source_count(hole) < 1):
        if hole.all():
            raise ValueError("The picture is too small to be made from patches: use at least 9 x 9 pixels.")
        return np.clip(np.rint(smooth_fill(rgb.astype(np.float32), hole)), 0, 255).astype(np.uint8)
    return Work(rgb, hole, manner, seed, sources, lean, flag).run(report)


def _check(image: np.ndarray, hole: np.ndarray, sources: Sequence[np.ndarray]) -> None:
    for picture in (image, *sources):
        if picture.ndim != 3 or picture.shape[2] != 3 or picture.dtype != np.uint8:
            raise ValueError("A picture must be RGB in 8 bits: an array (h, w, 3) of uint8.")
    if hole.shape != image.shape[:2] or hole.dtype != np.bool_:
        raise ValueError("The hole must be an array (h, w) of bool, as large as the picture.")
    if any(min(picture.shape[:2]) < PATCH + 2 for picture in sources):
        raise ValueError(f"A reference picture is too small: it needs at least {PATCH + 2} pixels a side.")
    if hole.size and hole.all() and not sources:
        raise ValueError("Nothing of the picture is known: leave some pixels outside the mask to fill it from.")


def _box(mask: np.ndarray) -> Rect:
    ys, xs = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return Rect.from_edges(int(xs[0]), int(ys[0]), int(xs[-1]) + 1, int(ys[-1]) + 1)


def _is_outside(hole: np.ndarray) -> bool:
    """Whether what is known is one whole box with some of the picture missing beside it."""
    return bool(hole.any()) and not hole[_box(~hole).slices].any()


def _outward_lean(known: Rect, size: Size, window: Rect) -> np.ndarray:
    """float32 (h, w, 4) for `window`: how patches are best taken, by where a pixel lies about the box `known`.

    Away from the box they come from as far as the missing strip is wide, and a little more: a strip of picture is
    repeated rather than the last row drawn out. Along the box they stay where they are.
    """
    lean = np.zeros((window.h, window.w, 4), np.float32)
    lean[..., :2] = _ALONG_LEAN
    above, left = known.y - window.y, known.x - window.x
    below, right = known.bottom - window.y, known.right - window.x
    rows, columns = slice(max(0, above), max(0, below)), slice(max(0, left), max(0, right))
    lean[rows, :, 0] = _ACROSS_LEAN
    lean[:, columns, 1] = _ACROSS_LEAN
    lean[: max(0, above), :, 2] = _REACH * known.y
    lean[max(0, below) :, :, 2] = _REACH * (size.h - known.bottom)
    lean[:, : max(0, left), 3] = _REACH * known.x
    lean[:, max(0, right) :, 3] = _REACH * (size.w - known.right)
    lean[rows, columns] = (_INNER_LEAN, _INNER_LEAN, 0.0, 0.0)
    return lean
