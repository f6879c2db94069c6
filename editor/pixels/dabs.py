"""Dabs: the round marks that a brush leaves, made once for each size and place within a pixel."""

from __future__ import annotations

import math

import numpy as np

from editor.pixels.cache import Cache

EXACT = 64  # px of diameter up to which a dab keeps its place within a pixel, by quarters
BYTES = 24 << 20


class Dabs:
    """The dabs of one hardness, kept while there is room; a tool may share them among its strokes.

    Hardness 1 is a disc with an antialiased edge; at 0 the mark fades from the centre to the rim.
    """

    def __init__(self, hardness: float) -> None:
        self.hardness = min(max(hardness, 0.0), 1.0)
        self._kept = Cache(BYTES)

    def at(self, x: float, y: float, diameter: float) -> tuple[int, int, np.ndarray]:
        """The left and top pixel and the values uint8 (n, n), read-only, of a dab centred at (x, y).

        Sizes go by quarter pixels up to 64 px, by 1/128 of themselves above; places by quarter and whole pixels.
        """
        size = _stepped(diameter)
        grid = 4 if size <= EXACT else 1
        reach = math.ceil(size / 2 + 1)
        qx, qy = math.floor(x * grid + 0.5), math.floor(y * grid + 0.5)
        column, row = qx // grid, qy // grid
        phase = (qx - column * grid, qy - row * grid)
        dab = self._kept.get((size, *phase), lambda: self._made(size, reach, phase[0] / grid, phase[1] / grid))
        return column - reach, row - reach, dab

    def _made(self, size: float, reach: int, fx: float, fy: float) -> np.ndarray:
        centres = np.arange(-reach, reach + 1, dtype=np.float32) + 0.5
        if size > EXACT:  # one quarter, mirrored
            half = self._values(centres[reach:-1], centres[reach:-1], size)
            dab = np.zeros((2 * reach + 1, 2 * reach + 1), np.uint8)
            dab[:-1, :-1] = np.block([[half[::-1, ::-1], half[::-1]], [half[:, ::-1], half]])
        else:
            dab = self._values(centres - np.float32(fx), centres - np.float32(fy), size)
        dab.flags.writeable = False
        return dab

    def _values(self, x: np.ndarray, y: np.ndarray, size: float) -> np.ndarray:
        """Values by the distance from the centre: full to `inner`, 0 from `outer`, which is half a pixel outside."""
        radius = size / 2
        outer, inner = radius + 0.5, min(radius * self.hardness, radius - 0.5)
        t = np.sqrt(x[None, :] ** 2 + y[:, None] ** 2)
        t = np.clip((np.float32(outer) - t) / np.float32(outer - inner), 0, 1)
        t += ((3 - 2 * t) * t * t - t) * np.float32(1 - self.hardness)
        t *= 255 * min(1.0, size * size)  # thinner than a pixel: paler
        return np.rint(t).astype(np.uint8)


def _stepped(diameter: float) -> float:
    if diameter <= EXACT:
        return max(1, round(diameter * 4)) / 4
    step = 2.0 ** (math.floor(math.log2(diameter)) - 7)
    return round(diameter / step) * step
