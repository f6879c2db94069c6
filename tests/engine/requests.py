"""Requests for tests, small or large."""

from __future__ import annotations

from typing import Any

import numpy as np

from editor.engine.contract import Request
from editor.pixels.geometry import Size


def inpaint(w: int = 32, h: int = 24, seed: int = 0, count: int = 1, **options: Any) -> Request:
    """A picture of noise with a masked middle."""
    image = np.random.default_rng(w * h).integers(0, 256, (h, w, 4), np.uint8)
    mask = np.zeros((h, w), np.uint8)
    mask[h // 4 : h // 2, w // 4 : w // 2] = 255
    return Request(
        id="r1", kind="inpaint", size=Size(w, h), image=image, mask=mask, seed=seed, count=count, options=options
    )
