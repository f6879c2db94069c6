"""The nets that there are, and how each is run: this much of the picture at a time, with this much around it."""

from __future__ import annotations

import os
from typing import NamedTuple

from editor.engine.provider import Model

TWO_CORES = 2  # what the paces were measured on


class Kind(NamedTuple):
    """One net: pixels a side of a tile, and around it those that the net is shown; the next tile fades in over `fade`
    of these to each side of its edge. `work` are the seconds that a megapixel of the picture takes on two cores.
    """

    model: Model
    file: str
    tile: int
    around: int
    fade: int
    work: float

    @property
    def pace(self) -> float:
        """Seconds that a megapixel takes here, about."""
        return self.work * TWO_CORES / max(TWO_CORES, os.cpu_count() or TWO_CORES)


FAST = Kind(Model(id="fast", title="Real-ESRGAN, fast"), "REALESRGAN_ANIMAVIDEOV3_UP4X", 256, 18, 0, 7)
"""Looks no farther than 18 pixels, so that its tiles are to the bit what it makes of the whole."""

SLOW = Kind(Model(id="x4plus", title="Real-ESRGAN x4plus, slow"), "REALESRGAN_X4PLUS_UP4X", 104, 14, 4, 180)
"""Looks farther than tiles can be large, so that they fade into each other; larger ones take gigabytes."""

KINDS = (FAST, SLOW)
