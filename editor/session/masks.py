"""The masks that were used in an open project, found again in its archive."""

from __future__ import annotations

import numpy as np

from editor.pixels.geometry import Rect
from editor.session.session import Session


def last_mask(session: Session, target: str) -> tuple[np.ndarray | None, Rect]:
    """What was marked for the newest request on the layer `target`: uint8 (h, w) and where, in the layer's own grid.

    None where nothing was asked of it.
    """
    for generation in reversed(session.project.archive.generations(target)):
        if generation.mask is not None:
            return generation.mask.array(), generation.region
    return None, Rect(0, 0, 0, 0)
