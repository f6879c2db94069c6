"""What every backdrop is painted from: its size in units that do not depend on pixels, its colours and its chance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from editor.pixels.geometry import Size
from editor.pixels.oklab import oklab

RGB = tuple[int, int, int]
Rows = Callable[[np.ndarray, np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Scene:
    """`colours` float32 (n, 3) OKLab, as asked for, maybe none. The longer side of `size` is 1 unit."""

    size: Size
    colours: np.ndarray
    traits: frozenset[str]
    seed: int

    @property
    def unit(self) -> int:
        """Pixels a unit."""
        return max(self.size)

    @property
    def width(self) -> float:
        return self.size.w / self.unit

    @property
    def height(self) -> float:
        return self.size.h / self.unit

    def chance(self) -> np.random.Generator:
        return np.random.default_rng(self.seed & 0xFFFFFFFFFFFF)

    def colours_or(self, *hexes: str) -> np.ndarray:
        """The colours asked for, or these: float32 (n, 3) OKLab."""
        return self.colours if len(self.colours) else labs(*hexes)

    def fractal(
        self, x: np.ndarray, y: np.ndarray, cells: float, salt: int, octaves: int = 7, gain: float = 0.5
    ) -> np.ndarray:
        """Fractal noise, about -1..1, at coordinates in units, with so many cells a unit; float32 (n, w)."""
        from .backdrops_noise import fractal

        x, y = np.broadcast_arrays(np.float32(cells) * x, np.float32(cells) * y)
        place = (self.seed % 100_003) * 131 + salt * 7919
        x = np.ascontiguousarray(x, np.float32)
        y = np.ascontiguousarray(y, np.float32)
        return fractal(x, y, place, octaves, gain, 1.5 * cells / self.unit)


def labs(*hexes: str) -> np.ndarray:
    """float32 (n, 3) OKLab of colours written rrggbb."""
    return oklab(np.array([[int(h[k : k + 2], 16) for k in (0, 2, 4)] for h in hexes], np.uint8))


def lab_rows(colours: Sequence[RGB]) -> np.ndarray:
    """float32 (n, 3) OKLab of sRGB colours."""
    return oklab(np.array(colours, np.uint8).reshape(-1, 3))


def ramp(colours: np.ndarray, at: np.ndarray) -> np.ndarray:
    """OKLab between the colours, float32 (n, 3), spread evenly over 0..1; `at` (...) to (..., 3)."""
    if len(colours) == 1:
        return np.broadcast_to(colours[0], (*at.shape, 3))
    place = np.clip(at, 0, 1) * (len(colours) - 1)
    below = np.minimum(place.astype(np.int32), len(colours) - 2)
    share = (place - below)[..., None].astype(np.float32)
    return colours[below] * (1 - share) + colours[below + 1] * share


def smooth(low: float, high: float, at: np.ndarray) -> np.ndarray:
    """0 below `low`, 1 above `high`, an S between."""
    t = np.clip((at - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def lit(lab: np.ndarray, amount: np.ndarray | float) -> np.ndarray:
    """Colours under more or less light: all of OKLab multiplied, as light does; `amount` (...) about 1."""
    return lab * (np.asarray(amount, np.float32)[..., None] if np.ndim(amount) else np.float32(amount))


def mixed(lab: np.ndarray, other: np.ndarray, share: np.ndarray) -> np.ndarray:
    """`share` (...) 0..1 of the other colours laid over."""
    return lab + (other - lab) * np.clip(share, 0, 1).astype(np.float32)[..., None]
