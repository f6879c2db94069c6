"""Keep: what an engine offered becomes a record and the bytes that are stored before anything is shown."""

from __future__ import annotations

import numpy as np

from editor.document.archive import Offer
from editor.document.ids import new_id
from editor.engine.contract import Candidate
from editor.engine.errors import BadResult
from editor.pixels.geometry import Size
from editor.pixels.quick_png import quick_png


def kept(candidate: Candidate, generation: str, *, made: float, seconds: float = 0.0) -> tuple[Offer, bytes]:
    """The record of a candidate and the answer's own bytes (a lossless PNG where the engine made arrays).

    Raises BadResult where the candidate holds no usable picture.
    """
    pixels = _checked(candidate.pixels)
    data = candidate.data or quick_png(pixels)
    offer = Offer(
        id=new_id(),
        generation=generation,
        made=made,
        seed=candidate.seed,
        answer=b"",
        size=Size(pixels.shape[1], pixels.shape[0]),
        mime=candidate.mime if candidate.data else "image/png",
        seconds=seconds,
        price=candidate.price,
        understood=candidate.understood,
        ignored=candidate.ignored,
        notes=candidate.notes,
        facts=candidate.facts,
    )
    return offer, data


def _checked(pixels: object) -> np.ndarray:
    if not isinstance(pixels, np.ndarray) or pixels.dtype != np.uint8 or pixels.ndim != 3:
        raise BadResult("The engine answered with something that is no picture.")
    if pixels.shape[2] not in (3, 4) or 0 in pixels.shape:
        raise BadResult(f"The engine answered with a picture of shape {pixels.shape}, which cannot be shown.")
    return pixels
