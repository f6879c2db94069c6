"""Fitting: which way an answer is brought to what it was asked for: an edit, a larger picture, one from words alone."""

from __future__ import annotations

from functools import partial

import numpy as np

from editor.document.archive import Generation
from editor.document.report import FitReport
from editor.engine.errors import BadResult
from editor.pixels.enlarge import enlarged
from editor.pixels.geometry import Size
from editor.pixels.resample import resize
from editor.steps.enlarge import wanted_size
from editor.steps.fit import Fitted, fit, go_on

OTHER_SHAPE = 0.02  # by which the ratio of a larger picture may differ from the original's


def fitting(
    generation: Generation, original: np.ndarray | None, pixels: np.ndarray, seed: int, *, follow: bool = False
) -> partial[Fitted]:
    """The call of `fit`, `larger` or `whole` for one candidate of a generation: it can be sent to another process.

    `original` is what was seen of the region, None for a picture from words alone; `pixels` and `seed` are the
    candidate's.
    """
    if original is None:
        return partial(whole, pixels, generation.region.size)
    if generation.recipe.kind == "upscale":
        return partial(larger, original, pixels, wanted_size(generation.recipe))
    assert generation.mask is not None, "a masked edit has a mask"
    return partial(
        fit,
        original,
        pixels,
        generation.mask.array(),
        generation.edge,
        marked=None if generation.marked is None else generation.marked.array(),
        outpaint=generation.recipe.kind == "outpaint",
        native=generation.native,
        follow=follow,
        seed=seed,
    )


def whole(pixels: np.ndarray, size: Size, *, stop: np.ndarray | None = None) -> Fitted:
    """An answer to words alone, uint8 (h, w, 3 or 4), as a picture of `size`: there is nothing to fit it to.

    It covers the size and is never stretched: what reaches over at two sides is cut off alike.
    """
    go_on(stop)
    h, w = pixels.shape[:2]
    scale = max(size.w / w, size.h / h)
    cut = Size(min(w, max(1, round(size.w / scale))), min(h, max(1, round(size.h / scale))))
    x, y = (w - cut.w) // 2, (h - cut.h) // 2
    sized = resize(np.ascontiguousarray(pixels[y : y + cut.h, x : x + cut.w]), size)
    return Fitted(sized, np.full((size.h, size.w), 255, np.uint8), FitReport(verdict="identity"))


def larger(original: np.ndarray, answer: np.ndarray, size: Size, *, stop: np.ndarray | None = None) -> Fitted:
    """An answer, uint8 (h, w, 3 or 4), as the original, uint8 (h, w, 4), with `size` pixels; it is never stretched.

    What is transparent in the original stays so. An answer of fewer pixels than wanted is enlarged, which the report
    says. Raises BadResult where it has another shape than the original.
    """
    go_on(stop)
    (h, w), (rows, columns) = answer.shape[:2], original.shape[:2]
    if abs(w / h * rows / columns - 1) > OTHER_SHAPE:
        raise BadResult(
            f"The engine answered with {w} x {h} pixels for a picture of {columns} x {rows}: another shape."
        )
    made = whole(np.ascontiguousarray(answer[..., :3]), size).pixels if (w, h) != size else answer[..., :3]
    fewer = max(size.w / w, size.h / h) > 1 + OTHER_SHAPE
    said = (f"The engine made {w} x {h} pixels of it; the rest is interpolated.",) if fewer else ()
    go_on(stop)
    if original[..., 3].min() < 255:
        made = np.dstack([made, enlarged(np.ascontiguousarray(original), size)[..., 3]])
    opaque = np.full((size.h, size.w), 255, np.uint8)
    return Fitted(made, opaque, FitReport(verdict="identity", messages=said))
