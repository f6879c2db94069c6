"""A backdrop of lights out of focus: soft discs over a dark ground."""

from __future__ import annotations

import numpy as np

from .scene import Rows, Scene, lit, ramp, smooth

_DISCS = 90


def bokeh(scene: Scene) -> Rows:
    """Discs of the colours in three depths, with brighter rims, added as light over a ground of the first colour."""
    chance = scene.chance()
    colours = scene.colours_or("ffb347", "ff6f59", "ffd9a0", "8fb8ff")
    ground = np.stack([_dark(colours[0], 0.16), _dark(colours[-1], 0.30)])
    area = scene.width * scene.height
    count = max(8, round(_DISCS * area**0.5))
    depth = chance.uniform(0, 1, count) ** 1.4
    radius = 0.018 + 0.075 * depth
    x = chance.uniform(-0.05, scene.width + 0.05, count)
    y = np.clip(chance.normal(0.52, 0.30, count), -0.1, 1.1) * scene.height
    strength = chance.uniform(0.12, 0.62, count) * (1.15 - 0.6 * depth)
    hue = colours[chance.integers(len(colours), size=count)]
    hue = np.concatenate([np.clip(hue[:, :1] * chance.uniform(0.9, 1.12, (count, 1)), 0.45, 0.95), hue[:, 1:]], 1)
    blur = 0.05 + 0.25 * chance.uniform(0, 1, count) ** 2

    def rows(u: np.ndarray, v: np.ndarray) -> np.ndarray:
        slow = scene.fractal(u, v, 1.6, 3, octaves=3)
        lab = lit(ramp(ground, v / scene.height + 0.5 * slow), 1.0 + 0.25 * slow).astype(np.float32)
        for k in range(count):
            lines = np.flatnonzero(np.abs(v[:, 0] - y[k]) < radius[k] * 1.3)
            cols = np.flatnonzero(np.abs(u[0] - x[k]) < radius[k] * 1.3)
            if len(lines) and len(cols):
                part = np.s_[lines[0] : lines[-1] + 1, cols[0] : cols[-1] + 1]
                lab[part] = _over(lab[part], u[:, part[1]] - x[k], v[part[0]] - y[k], k)
        return lab

    def _over(lab: np.ndarray, dx: np.ndarray, dy: np.ndarray, k: int) -> np.ndarray:
        away = np.hypot(dx, dy) / radius[k]
        soft = max(blur[k], 2 / (scene.unit * radius[k]))
        disc = 1 - smooth(1 - soft, 1 + soft * 0.5, away)
        rim = 0.75 + 0.35 * smooth(0.55, 0.97, away)
        share = (strength[k] * disc * rim)[..., None].astype(np.float32)
        added = lab + share * hue[k].astype(np.float32) * np.float32(0.85)  # light adds up, and never past white
        added[..., 0] = np.where(added[..., 0] > 0.9, 0.9 + 0.1 * np.tanh((added[..., 0] - 0.9) * 6), added[..., 0])
        return added

    return rows


def _dark(colour: np.ndarray, light: float) -> np.ndarray:
    return np.array([light, *(colour[1:] * light * 0.75)], np.float32)
