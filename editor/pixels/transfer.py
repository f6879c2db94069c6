"""Gives pixels the colours of others: by mean and spread, or by optimal transport, in OKLab."""

from __future__ import annotations

from typing import Literal

import numpy as np

from editor.pixels.oklab import Map, oklab

Method = Literal["statistics", "linear"]

_SAMPLE = 40_000  # pixels that a picture's colours are judged by
_FLOOR = 2e-5  # variance below which a picture counts as of one colour along an axis
_STEEPEST = 3.0  # noise must not turn into colour


def transferring(pixels: np.ndarray, reference: np.ndarray, method: Method = "linear") -> Map:
    """The map of OKLab colours that gives `pixels` the colours of `reference`, both uint8 (n, 3) sRGB, n at least 1.

    "statistics" moves mean and spread of each axis (Reinhard et al. 2001, in OKLab), "linear" is the optimal transport
    between two Gaussians (Pitie and Kokaram 2007). Neither stretches an axis more than three times.
    """
    source, target = sampled(pixels), sampled(reference)
    start, end = source.mean(0), target.mean(0)
    gain = (_by_statistics if method == "statistics" else _by_transport)(source, target).astype(np.float32)
    return lambda lab: (lab - start) @ gain + end


def sampled(pixels: np.ndarray) -> np.ndarray:
    """OKLab float32 (n, 3) of about 40,000 of the uint8 (n, 3) sRGB pixels, evenly."""
    return oklab(pixels[:: max(1, len(pixels) // _SAMPLE)])


def _by_statistics(source: np.ndarray, target: np.ndarray) -> np.ndarray:
    a, b = source.var(0, dtype=np.float64), target.var(0, dtype=np.float64)
    return np.diag(np.sqrt((b + _FLOOR) / (a + _FLOOR)).clip(0, _STEEPEST))


def _by_transport(source: np.ndarray, target: np.ndarray) -> np.ndarray:
    a, b = _spread(source), _spread(target)
    root, inverse = _power(a, 0.5), _power(a, -0.5)
    values, axes = np.linalg.eigh(inverse @ _power(root @ b @ root, 0.5) @ inverse)
    return (axes * values.clip(0, _STEEPEST)) @ axes.T


def _spread(lab: np.ndarray) -> np.ndarray:
    centred = (lab - lab.mean(0)).astype(np.float64)
    return centred.T @ centred / len(lab) + np.eye(3) * _FLOOR


def _power(matrix: np.ndarray, exponent: float) -> np.ndarray:
    values, axes = np.linalg.eigh(matrix)
    return (axes * np.maximum(values, 1e-15) ** exponent) @ axes.T
