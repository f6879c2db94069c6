"""Gives an area another colour and keeps its shading and texture: a map of OKLab colours made from the area itself."""

from __future__ import annotations

import numpy as np

from editor.pixels.oklab import Map, from_oklab, oklab

_SAMPLE = 8_000
_KEPT = 0.25  # how much of the differences in colour within the area stays
_CLOSE = 0.012  # OKLab: about two CIEDE2000
_DARKEST, _LIGHTEST = 0.13, 0.945  # a median at the very end would leave no room for shading


def recolouring(pixels: np.ndarray, target: tuple[int, int, int]) -> Map:
    """The map that brings `pixels`, uint8 (n, 3) sRGB, to the sRGB colour `target`.

    After it the area's mean hue and chroma, and its median lightness, are the target's as far as the gamut allows.
    Shading is stretched or squeezed smoothly about the median, never cut off; chroma follows it as under one light.
    """
    sample = oklab(pixels[:: max(1, len(pixels) // _SAMPLE)])
    wanted = oklab(np.array(target, np.uint8))
    wanted[0] = np.clip(wanted[0], _DARKEST, _LIGHTEST) if np.ptp(sample[:, 0]) > 0.01 else wanted[0]
    best, missed = _aimed(sample, wanted, 1.0)
    for kept in (0.7, 0.5, 0.35):  # a colour at the gamut's rim is only reached with less light and dark about it
        if missed < _CLOSE:
            break
        best, missed = _aimed(sample, wanted, kept)
    return best


def _aimed(sample: np.ndarray, wanted: np.ndarray, kept: float) -> tuple[Map, float]:
    """The map, aimed so that after bytes and gamut the sample is at `wanted`; and by how much OKLab it misses."""
    aim, miss = wanted.copy(), wanted
    mapped = _mapping(sample, aim, kept)
    for _ in range(5):
        reached = oklab(from_oklab(mapped(sample)))
        miss = wanted - np.array([np.median(reached[:, 0]), *reached[:, 1:].mean(0)], np.float32)
        aim += miss
        mapped = _mapping(sample, aim.copy(), kept)
    return mapped, float(np.linalg.norm(miss))


def _mapping(sample: np.ndarray, aim: np.ndarray, kept: float) -> Map:
    """`kept` is how much of the shading stays, 1 for all that there is room for."""
    low, middle, high = np.percentile(sample[:, 0], [1, 50, 99])
    hue = sample[:, 1:].mean(0)
    gain = float(np.clip(aim[0] / max(middle, 0.05), 0.6, 1.6)) * kept
    up = _knee(gain * (high - middle), 0.99 - aim[0])
    down = _knee(gain * (middle - low), aim[0] - 0.03)

    def mapped(lab: np.ndarray) -> np.ndarray:
        out = np.empty_like(lab)
        offset = gain * (lab[:, 0] - middle)
        out[:, 0] = np.clip(aim[0] + offset / (1 + np.where(offset < 0, down, up) * np.abs(offset)), 0, 1)
        shade = np.clip(out[:, 0] / max(aim[0], 0.05), 0, 1.15)[:, None]
        out[:, 1:] = aim[1:] * shade + _KEPT * kept * (lab[:, 1:] - hue)
        return out

    return mapped


def _knee(reach: float, room: float) -> float:
    """How much x / (1 + k x) must bend, so that `reach` just fits into `room`; 0 where it fits as it is."""
    return max(0.0, 1 / max(room, 0.02) - 1 / max(reach, 1e-3))
