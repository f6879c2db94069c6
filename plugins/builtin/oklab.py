"""OKLab (Ottosson 2020) for arrays of any shape: from sRGB bytes, and back with colours brought into the gamut."""

from __future__ import annotations

import numpy as np

_TO_LMS = np.array(
    [[0.4122214708, 0.5363325363, 0.0514459929],
     [0.2119034982, 0.6806995451, 0.1073969566],
     [0.0883024619, 0.2817188376, 0.6299787005]], np.float32,
)  # fmt: skip
_TO_LAB = np.array(
    [[0.2104542553, 0.7936177850, -0.0040720468],
     [1.9779984951, -2.4285922050, 0.4505937099],
     [0.0259040371, 0.7827717662, -0.8086757660]], np.float32,
)  # fmt: skip
_FROM_LAB = np.linalg.inv(_TO_LAB.astype(np.float64)).astype(np.float32)
_FROM_LMS = np.linalg.inv(_TO_LMS.astype(np.float64)).astype(np.float32)
_CODES = np.arange(256, dtype=np.float64) / 255
_LINEAR = np.where(_CODES <= 0.04045, _CODES / 12.92, ((_CODES + 0.055) / 1.055) ** 2.4).astype(np.float32)
_STEPS = np.linspace(0.0, 1.0, 16385)
_ENCODED = np.where(_STEPS <= 0.0031308, _STEPS * 12.92, 1.055 * _STEPS ** (1 / 2.4) - 0.055).astype(np.float32) * 255
_SLACK = 1e-3  # linear light that rounding hides


def oklab(rgb: np.ndarray) -> np.ndarray:
    """uint8 (..., 3) sRGB, RGB order, to float32 (..., 3): lightness 0..1 and the axes a and b."""
    return np.cbrt(_LINEAR[rgb] @ _TO_LMS.T) @ _TO_LAB.T


def srgb(lab: np.ndarray, dither: np.ndarray | None = None) -> np.ndarray:
    """float32 (..., 3) OKLab to uint8 (..., 3) sRGB; outside the gamut chroma gives way, lightness and hue stay.

    `dither` float32 (...), in levels, is added before rounding.
    """
    linear = _linear(lab)
    outside = ((linear < -_SLACK) | (linear > 1 + _SLACK)).any(-1)
    if outside.any():
        linear[outside] = _linear(_pulled(lab[outside]))
    at = np.clip(linear, 0, 1) * 16384
    below = np.minimum(at.astype(np.int32), 16383)
    codes = _ENCODED[below] + (_ENCODED[below + 1] - _ENCODED[below]) * (at - below)
    if dither is not None:
        codes += dither[..., None]
    return np.clip(np.rint(codes), 0, 255).astype(np.uint8)


def shaded(rgb: tuple[int, int, int], towards: float, chroma: float, warmer: float) -> tuple[int, int, int]:
    """The sRGB colour moved towards white (1) or black (-1), its chroma multiplied, and made warmer."""
    lab = oklab(np.array(rgb, np.uint8))
    lab[0] += towards * (1 - lab[0] if towards > 0 else lab[0])
    lab[1:] *= chroma
    lab[1:] += np.float32(warmer) * np.array([0.35, 1.0], np.float32)
    r, g, b = srgb(lab[None])[0].tolist()
    return r, g, b


def _linear(lab: np.ndarray) -> np.ndarray:
    lms = lab.astype(np.float32, copy=False) @ _FROM_LAB.T
    return (lms * lms * lms) @ _FROM_LMS.T


def _pulled(lab: np.ndarray) -> np.ndarray:
    """Colours with just so much of their chroma that they fit the gamut: bisection towards grey."""
    grey = lab * np.array([1, 0, 0], np.float32)
    np.clip(grey, 0, 1, out=grey)
    low = np.zeros(len(lab), np.float32)
    high = np.ones(len(lab), np.float32)
    for _ in range(10):
        middle = (low + high) / 2
        linear = _linear(grey + (lab - lab * np.array([1, 0, 0], np.float32)) * middle[:, None])
        fits = ((linear >= -_SLACK) & (linear <= 1 + _SLACK)).all(-1)
        low, high = np.where(fits, middle, low), np.where(fits, high, middle)
    return grey + (lab * np.array([0, 1, 1], np.float32)) * low[:, None]
