"""OKLab, a space in which equal distances look about equally different, from RGB bytes and back (Ottosson 2020)."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from editor.pixels.colour import SRGB, Space, from_linear, to_linear

Map = Callable[[np.ndarray], np.ndarray]
"""OKLab colours, float32 (n, 3), to others."""

_SRGB_TO_CONES = np.array(
    [[0.4122214708, 0.5363325363, 0.0514459929],
     [0.2119034982, 0.6806995451, 0.1073969566],
     [0.0883024619, 0.2817188376, 0.6299787005]],
)  # fmt: skip
_CONES_TO_LAB = np.array(
    [[0.2104542553, 0.7936177850, -0.0040720468],
     [1.9779984951, -2.4285922050, 0.4505937099],
     [0.0259040371, 0.7827717662, -0.8086757660]],
)  # fmt: skip
_LAB_TO_CONES = np.linalg.inv(_CONES_TO_LAB)
_CONES_TO_SRGB = np.linalg.inv(_SRGB_TO_CONES)
_LIGHTNESS = np.array([1, 0, 0], np.float32)
_SLACK = 1e-3  # linear light that rounding hides


def oklab(rgb: np.ndarray, space: Space = SRGB) -> np.ndarray:
    """uint8 (..., 3) RGB encoded in `space` to float32 (..., 3): lightness 0..1 and the opponents a and b."""
    if not rgb.size:
        return np.zeros(rgb.shape, np.float32)
    light = to_linear(np.ascontiguousarray(rgb).reshape(-1, 1, 3), space)
    cones = np.cbrt(cv2.transform(light, _SRGB_TO_CONES @ SRGB.from_xyz @ space.matrix))
    return cv2.transform(cones, _CONES_TO_LAB).reshape(rgb.shape)


def from_oklab(lab: np.ndarray, space: Space = SRGB, dither: np.ndarray | None = None) -> np.ndarray:
    """float32 (..., 3) OKLab to uint8 (..., 3) RGB in `space`; outside of it chroma gives way, lightness and hue stay.

    `dither` float32 (...), in levels, is added before rounding.
    """
    if not lab.size:
        return np.zeros(lab.shape, np.uint8)
    flat = np.ascontiguousarray(lab, np.float32).reshape(-1, 3)
    light = _linear(flat, space)
    outside = ((light < -_SLACK) | (light > 1 + _SLACK)).any(-1)
    if outside.any():
        light[outside] = _linear(_pulled(flat[outside], space), space)
    return from_linear(light.reshape(lab.shape), space, dither)


def _linear(lab: np.ndarray, space: Space) -> np.ndarray:
    cones = cv2.transform(lab[:, None], _LAB_TO_CONES)
    to_space = space.from_xyz @ SRGB.matrix @ _CONES_TO_SRGB
    return cv2.transform(cones * cones * cones, to_space)[:, 0]


def _pulled(lab: np.ndarray, space: Space) -> np.ndarray:
    """Colours with just so much of their chroma that they fit the gamut: bisection towards grey."""
    grey, chroma = lab * _LIGHTNESS, lab * (1 - _LIGHTNESS)
    np.clip(grey, 0, 1, out=grey)
    low, high = np.zeros(len(lab), np.float32), np.ones(len(lab), np.float32)
    for _ in range(10):
        middle = (low + high) / 2
        light = _linear(grey + chroma * middle[:, None], space)
        fits = ((light >= -_SLACK) & (light <= 1 + _SLACK)).all(-1)
        low, high = np.where(fits, middle, low), np.where(fits, high, middle)
    return grey + chroma * low[:, None]
