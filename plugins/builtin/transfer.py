"""Colours of a reference: optimal transport between the colours of two pictures, and a reference's main colours."""

from __future__ import annotations

import numpy as np

from .oklab import oklab, srgb
from .recolour import Map

_SAMPLE = 40_000
_FLOOR = 2e-5  # variance below which a picture counts as of one colour along an axis


def transferring(pixels: np.ndarray, reference: np.ndarray) -> Map:
    """The map of OKLab colours that gives `pixels` the spread of colours of `reference`, both uint8 (n, 3) sRGB.

    The linear optimal transport between two Gaussians (Monge-Kantorovich; Pitie and Kokaram 2007), kept from
    stretching any axis more than three times, so that noise does not turn into colour.
    """
    source, target = _sampled(pixels), _sampled(reference)
    a, b = _spread(source), _spread(target)
    root = _power(a, 0.5)
    inverse = _power(a, -0.5)
    gain = inverse @ _power(root @ b @ root, 0.5) @ inverse
    values, axes = np.linalg.eigh(gain)
    gain = ((axes * np.clip(values, 0.0, 3.0)) @ axes.T).astype(np.float32)
    start, end = source.mean(0), target.mean(0)
    return lambda lab: (lab - start) @ gain.T + end


def main_colours(reference: np.ndarray, count: int = 4) -> list[tuple[int, int, int]]:
    """The sRGB colours that stand for `reference`, uint8 (n, 3), most frequent first: k-means in OKLab."""
    sample = _sampled(reference)[: _SAMPLE // 4] if len(reference) < _SAMPLE else _sampled(reference)[::4]
    centres = sample[np.argsort(sample[:, 0], kind="stable")[np.linspace(0, len(sample) - 1, count).astype(int)]]
    nearest = np.zeros(len(sample), np.intp)
    for _ in range(12):
        nearest = ((sample[:, None] - centres[None]) ** 2).sum(-1).argmin(1)
        for k in range(count):
            if (nearest == k).any():
                centres[k] = sample[nearest == k].mean(0)
    shares = np.bincount(nearest, minlength=count)
    order = [k for k in np.argsort(-shares, kind="stable") if shares[k] > 0]
    return [(int(r), int(g), int(b)) for r, g, b in srgb(centres[order])]


def _sampled(pixels: np.ndarray) -> np.ndarray:
    return oklab(pixels[:: max(1, len(pixels) // _SAMPLE)])


def _spread(lab: np.ndarray) -> np.ndarray:
    centred = (lab - lab.mean(0)).astype(np.float64)
    return centred.T @ centred / len(lab) + np.eye(3) * _FLOOR


def _power(matrix: np.ndarray, exponent: float) -> np.ndarray:
    values, axes = np.linalg.eigh(matrix)
    return (axes * np.maximum(values, _FLOOR * 1e-3) ** exponent) @ axes.T
