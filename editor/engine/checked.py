"""Looks at what an engine yields before anybody works with it: the right types, real pictures, sane numbers."""

from __future__ import annotations

import math

import msgspec
import numpy as np

from editor.engine.contract import Candidate, Progress
from editor.engine.errors import BadResult

LARGEST_SIDE = 65_535
LARGEST_AREA = 100_000_000  # of what is asked for, too: more takes more memory to fit back than computers have


def checked(answer: object) -> Progress | Candidate:
    """The answer itself, a progress within 0..1.

    Raises BadResult where it is neither Progress nor Candidate, or where its picture is not uint8 (h, w, 3 or 4)
    with sides of 1 to 65,535 and at most 100 million pixels.
    """
    if isinstance(answer, Candidate):
        try:
            _picture(answer.pixels)
        except BadResult as error:
            error.data, error.billed = answer.data, answer.price is not None and answer.price.micros > 0
            raise
        return answer
    if isinstance(answer, Progress):
        return _progress(answer)
    raise BadResult(f"The engine answered with a value that is no picture ({type(answer).__name__}).")


def _progress(answer: Progress) -> Progress:
    if answer.preview is not None:
        _picture(answer.preview)
    try:
        fraction = float(answer.fraction)
    except (TypeError, ValueError, OverflowError):
        raise BadResult("The engine reported a progress that is no number.") from None
    within = 0.0 if math.isnan(fraction) else min(max(fraction, 0.0), 1.0)
    return answer if within == answer.fraction else msgspec.structs.replace(answer, fraction=within)


def _picture(pixels: object) -> None:
    if not isinstance(pixels, np.ndarray):
        raise BadResult(f"The engine answered with a picture that is no array ({type(pixels).__name__}).")
    if pixels.dtype != np.uint8:
        raise BadResult(f"The engine answered with a picture of {pixels.dtype} values; 8-bit ones are needed.")
    if pixels.ndim != 3 or pixels.shape[2] not in (3, 4) or 0 in pixels.shape:
        raise BadResult(f"The engine answered with a picture of shape {pixels.shape}, which cannot be shown.")
    if max(pixels.shape[:2]) > LARGEST_SIDE or pixels.shape[0] * pixels.shape[1] > LARGEST_AREA:
        raise BadResult(f"The engine answered with a picture of {pixels.shape[1]} x {pixels.shape[0]}: too large.")
