"""RGB colour spaces and linear light: sRGB, Display P3, Adobe RGB and others of three primaries."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np

NODES = 255 * 16 + 1  # samples of a curve: every 8-bit code lies on one
D50 = np.array([0.9642, 1.0, 0.8249])
_D65 = (0.3127, 0.3290)
_BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])


@dataclass(frozen=True, eq=False)
class Space:
    """An RGB space: `matrix` (3, 3) takes linear RGB to XYZ under D50, as ICC profiles do.

    `curves` float64 (3, NODES): the linear light, 0..1, of evenly spaced encoded values of red, green and blue.
    """

    name: str
    matrix: np.ndarray
    curves: np.ndarray

    @cached_property
    def decoding(self) -> np.ndarray:
        """The linear light of the 256 codes: float32 (1, 256, 3)."""
        return np.ascontiguousarray(self.curves[:, ::16].T[None], np.float32)

    @cached_property
    def encoding(self) -> np.ndarray:
        """The nearest codes by the square root of linear light: uint8 (3, 65536)."""
        return np.rint(self.fine_encoding).astype(np.uint8)

    @cached_property
    def fine_encoding(self) -> np.ndarray:
        """The codes, 0..255, by the square root of linear light, which keeps dark steps apart: float32 (3, 65536)."""
        light = np.linspace(0.0, 1.0, 65536) ** 2
        values = np.linspace(0.0, 255.0, NODES)
        codes = [np.interp(light, np.maximum.accumulate(curve), values) for curve in self.curves]
        return np.array(codes, np.float32)

    @cached_property
    def from_xyz(self) -> np.ndarray:
        return np.linalg.inv(self.matrix)


def _xyz(x: float, y: float) -> np.ndarray:
    return np.array([x / y, 1.0, (1 - x - y) / y])


def _adaptation(white: np.ndarray) -> np.ndarray:
    gain = (_BRADFORD @ D50) / (_BRADFORD @ white)
    return np.linalg.inv(_BRADFORD) @ (gain[:, None] * _BRADFORD)


ADAPTATION = _adaptation(_xyz(*_D65))  # XYZ under D65 to XYZ under D50 (Bradford)


def _primaries_matrix(primaries: tuple[tuple[float, float], ...]) -> np.ndarray:
    """Linear RGB to XYZ under D50, from the chromaticities of red, green and blue around a white of D65."""
    columns = np.stack([_xyz(*primary) for primary in primaries], 1)
    return ADAPTATION @ (columns * np.linalg.solve(columns, _xyz(*_D65)))


def srgb_curve(values: np.ndarray) -> np.ndarray:
    """Linear light of sRGB's encoded values, both 0..1 (IEC 61966-2-1)."""
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def _space(name: str, primaries: tuple[tuple[float, float], ...], curve: np.ndarray) -> Space:
    return Space(name, _primaries_matrix(primaries), np.tile(curve, (3, 1)))


_VALUES = np.linspace(0.0, 1.0, NODES)
SRGB = _space("sRGB", ((0.64, 0.33), (0.30, 0.60), (0.15, 0.06)), srgb_curve(_VALUES))
DISPLAY_P3 = _space("Display P3", ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060)), srgb_curve(_VALUES))
ADOBE_RGB = _space("Adobe RGB (1998)", ((0.64, 0.33), (0.21, 0.71), (0.15, 0.06)), _VALUES ** (563 / 256))


def to_linear(pixels: np.ndarray, space: Space = SRGB) -> np.ndarray:
    """uint8 (h, w, 3) RGB encoded in `space` to its linear light: float32 (h, w, 3), 0..1."""
    return cv2.LUT(pixels, space.decoding)


def from_linear(light: np.ndarray, space: Space = SRGB, dither: np.ndarray | None = None) -> np.ndarray:
    """Float32 (..., 3) linear light of `space` to uint8 codes; below 0 and above 1 is cut off.

    `dither` float32 (...), in codes, is added before rounding.
    """
    steps = np.rint(np.sqrt(np.clip(light, 0.0, 1.0)) * np.float32(65535)).astype(np.uint16)
    out = np.empty(light.shape, np.uint8)
    for channel in range(3):
        at = steps[..., channel]
        if dither is None:
            out[..., channel] = space.encoding[channel][at]
        else:
            out[..., channel] = np.clip(np.rint(space.fine_encoding[channel][at] + dither), 0, 255)
    return out
