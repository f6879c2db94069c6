"""Gives a picture the colours of another: by mean and spread, by linear or by sliced optimal transport, in OKLab."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
from PIL import Image, ImageFilter

from editor.pixels.colour import from_oklab, oklab

Method = Literal["statistics", "linear", "sliced"]
Map = Callable[[np.ndarray], np.ndarray]  # OKLab colours, float64 (n, 3), to others

_SAMPLE = 40_000  # pixels that a picture's colours are judged by
_NODES = 33  # along each side of the table that a map is laid down in
_SLICES = 30
_QUANTILES = np.linspace(0.0, 1.0, 257)
_FLOOR = 2e-5  # variance below which a picture counts as of one colour along an axis
_STEEPEST = 3.0  # noise must not turn into colour


def transferred(
    pixels: np.ndarray, reference: np.ndarray, method: Method = "linear", strength: float = 1.0
) -> np.ndarray:
    """`pixels` in the colours of `reference`, both uint8 (h, w, 3 or 4), sRGB, straight alpha; alpha stays.

    "statistics" moves mean and spread of each axis (Reinhard et al. 2001, in OKLab), "linear" is the optimal transport
    between two Gaussians (Pitie and Kokaram 2007), "sliced" matches the distributions along 30 directions, which are
    the same each time (Pitie et al. 2007). `strength` 0..1 mixes with the colours as they were. Transparent pixels
    do not count. Where either has no visible pixel a copy comes back.
    """
    source, target = _sampled(pixels), _sampled(reference)
    if not len(source) or not len(target):
        return pixels.copy()
    map_ = {"statistics": _by_statistics, "linear": _by_linear_transport, "sliced": _by_slices}[method](source, target)
    table = _table(lambda lab: lab + strength * (map_(lab) - lab))
    colour = Image.fromarray(np.ascontiguousarray(pixels[..., :3])).filter(table)
    return np.dstack([np.asarray(colour), pixels[..., 3:]])


def _by_statistics(source: np.ndarray, target: np.ndarray) -> Map:
    start, end = source.mean(0), target.mean(0)
    gain = np.sqrt((target.var(0) + _FLOOR) / (source.var(0) + _FLOOR)).clip(0, _STEEPEST)
    return lambda lab: (lab - start) * gain + end


def _by_linear_transport(source: np.ndarray, target: np.ndarray) -> Map:
    a, b = _spread(source), _spread(target)
    root, inverse = _power(a, 0.5), _power(a, -0.5)
    values, axes = np.linalg.eigh(inverse @ _power(root @ b @ root, 0.5) @ inverse)
    gain = (axes * values.clip(0, _STEEPEST)) @ axes.T
    start, end = source.mean(0), target.mean(0)
    return lambda lab: (lab - start) @ gain + end


def _by_slices(source: np.ndarray, target: np.ndarray) -> Map:
    chance = np.random.default_rng(0)
    steps: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []
    moved = source
    for _ in range(_SLICES):
        axes, _ = np.linalg.qr(chance.normal(size=(3, 3)))
        old = np.quantile(moved @ axes, _QUANTILES, 0)
        steps.append((axes, old, np.quantile(target @ axes, _QUANTILES, 0)))
        moved = _stepped(moved, *steps[-1])

    def map_(lab: np.ndarray) -> np.ndarray:
        for step in steps:
            lab = _stepped(lab, *step)
        return lab

    return map_


def _stepped(lab: np.ndarray, axes: np.ndarray, old: np.ndarray, new: np.ndarray) -> np.ndarray:
    """Each turned axis moved from its old quantiles to the new ones; beyond them, as far as the outermost."""
    turned = lab @ axes
    for axis in range(3):
        values = turned[:, axis]
        inside = values.clip(old[0, axis], old[-1, axis])
        turned[:, axis] = values - inside + np.interp(inside, old[:, axis], new[:, axis])
    return turned @ axes.T


def _table(map_: Map) -> ImageFilter.Color3DLUT:
    """The map over sRGB codes, to be interpolated."""
    side = np.rint(np.linspace(0, 255, _NODES)).astype(np.uint8)
    blue, green, red = np.meshgrid(side, side, side, indexing="ij")
    codes = np.stack([red, green, blue], -1).reshape(-1, 1, 3)
    mapped = from_oklab(map_(oklab(codes)[:, 0].astype(np.float64))[:, None])
    return ImageFilter.Color3DLUT(_NODES, (mapped / 255).reshape(-1).tolist())


def _sampled(pixels: np.ndarray) -> np.ndarray:
    flat = pixels.reshape(-1, 1, pixels.shape[2])
    flat = flat[:: max(1, len(flat) // _SAMPLE)]
    if flat.shape[2] == 4:
        flat = flat[flat[..., 3] > 0][:, None]
    return oklab(np.ascontiguousarray(flat[..., :3]))[:, 0].astype(np.float64) if len(flat) else np.zeros((0, 3))


def _spread(lab: np.ndarray) -> np.ndarray:
    centred = lab - lab.mean(0)
    return centred.T @ centred / len(lab) + np.eye(3) * _FLOOR


def _power(matrix: np.ndarray, exponent: float) -> np.ndarray:
    values, axes = np.linalg.eigh(matrix)
    return (axes * np.maximum(values, 1e-15) ** exponent) @ axes.T
