"""The few colours that stand for a reference."""

from __future__ import annotations

import numpy as np

from editor.pixels.oklab import from_oklab
from editor.pixels.transfer import sampled


def main_colours(reference: np.ndarray, count: int = 4) -> list[tuple[int, int, int]]:
    """The sRGB colours that stand for `reference`, uint8 (n, 3), most frequent first: k-means in OKLab."""
    sample = sampled(reference)
    sample = sample[:: max(1, len(sample) // 10_000)]
    centres = sample[np.argsort(sample[:, 0], kind="stable")[np.linspace(0, len(sample) - 1, count).astype(int)]]
    nearest = np.zeros(len(sample), np.intp)
    for _ in range(12):
        nearest = ((sample[:, None] - centres[None]) ** 2).sum(-1).argmin(1)
        for k in range(count):
            if (nearest == k).any():
                centres[k] = sample[nearest == k].mean(0)
    shares = np.bincount(nearest, minlength=count)
    order = [k for k in np.argsort(-shares, kind="stable") if shares[k] > 0]
    return [(int(r), int(g), int(b)) for r, g, b in from_oklab(centres[order])]
