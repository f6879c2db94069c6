"""Backdrops of materials: paper, marble and wood."""

from __future__ import annotations

import numpy as np

from .scene import Rows, Scene, labs, lit, mixed, ramp, smooth


def paper(scene: Scene) -> Rows:
    """A sheet under light from the side: fibres and tooth in relief, faint blotches."""
    colour = scene.colours_or("f1eadc")[0]
    step = 1.2 / 700  # the light's offset over the relief, in units

    def relief(u: np.ndarray, v: np.ndarray) -> np.ndarray:
        bend = scene.fractal(u, v, 14, 1, octaves=2) * 0.02
        tooth = scene.fractal(u, v, 110, 2, octaves=4, gain=0.7)
        fibre = scene.fractal(u + bend, v * 0.22 + bend, 75, 3, octaves=3)
        return tooth * 0.6 + np.abs(fibre) * 0.7

    def rows(u: np.ndarray, v: np.ndarray) -> np.ndarray:
        slope = relief(u, v) - relief(u + step, v + step)
        blotch = scene.fractal(u, v, 3, 4, octaves=5, gain=0.55)
        lab = lit(np.broadcast_to(colour, (*slope.shape, 3)), 0.972 + 0.075 * slope + 0.022 * blotch)
        return lab + np.float32(0.004) * blotch[..., None] * np.array([0, 0.4, 1], np.float32)

    return rows


def marble(scene: Scene) -> Rows:
    """Stone of the first colour with veins of the next: ridges of noise that is bent by noise (Perlin 1985)."""
    colours = scene.colours_or("f2f1ee", "6f747c", "b9a58a")
    stone = colours[0]
    veins = colours[1:] if len(colours) > 1 else _vein(stone)[None]
    wash = 1.0 if stone[0] > 0.5 else 0.3  # light veins would fog a dark stone
    turn = float(scene.chance().uniform(0.4, 1.1)) * (1 if scene.seed % 2 else -1)
    c, s = np.cos(turn), np.sin(turn)

    def rows(u: np.ndarray, v: np.ndarray) -> np.ndarray:
        x, y = c * u - s * v, (s * u + c * v)
        bx = scene.fractal(x, y, 1.7, 1, octaves=6)
        by = scene.fractal(x, y, 1.7, 2, octaves=6)
        x, y = x + 0.42 * bx, y * 0.75 + 0.42 * by
        cloud = scene.fractal(x, y, 2.2, 3, octaves=7, gain=0.58)
        lab = lit(
            mixed(np.broadcast_to(stone, (*cloud.shape, 3)), veins[0], wash * (0.13 + 0.28 * cloud)), 1 + 0.03 * cloud
        )
        for k, (cells, width, power) in enumerate(((1.5, 0.050, 0.75), (3.1, 0.035, 0.42), (6.5, 0.04, 0.20))):
            ridge = np.abs(scene.fractal(x, y, cells, 10 + k, octaves=5))
            present = smooth(-0.25, 0.30, scene.fractal(u, v, 1.9, 20 + k, octaves=3))
            vein = (
                np.exp(-ridge / width) * power * present + np.exp(-ridge / (width * 5)) * power * 0.28 * wash * present
            )
            lab = mixed(lab, veins[k % len(veins)], vein)
        return lab

    return rows


def _vein(stone: np.ndarray) -> np.ndarray:
    """Grey veins in light stone, light ones in dark."""
    light = stone[0] * 0.55 if stone[0] > 0.5 else 0.88
    return np.array([light, *(stone[1:] * 0.6)], np.float32)


def wood(scene: Scene) -> Rows:
    """Boards side by side, each cut from another place of a trunk: rings, fibres, pores and a dark seam between."""
    chance = scene.chance()
    colours = scene.colours_or("6b4226", "a9744a", "cfa070")
    if len(colours) == 1:
        colours = np.stack([lit(colours[0], 0.68), lit(colours[0], 0.9), lit(colours[0], 1.08)])
    colours = colours[np.argsort(colours[:, 0])]
    upright = "vertical" in scene.traits or ("horizontal" not in scene.traits and scene.height > scene.width * 1.3)
    across = scene.width if upright else scene.height
    boards = max(2, round(across / 0.17))
    width = across / boards
    heart = chance.uniform(-0.9, 1.9, boards + 1)
    tone = chance.uniform(-0.13, 0.13, boards + 1)
    place = chance.uniform(0, 50, boards + 1)
    seam = max(0.0022, 0.9 / scene.unit)

    def rows(u: np.ndarray, v: np.ndarray) -> np.ndarray:
        x, y = np.broadcast_arrays(*((v, u) if upright else (u, v)))  # x along the grain
        board = np.clip((y / width).astype(np.int64), 0, boards)
        within = y / width - board
        long = x + place[board]
        sway = scene.fractal(long * 0.5, y, 2.6, 1, octaves=3) * 0.5
        away = np.hypot(
            within - heart[board] + sway, 0.12 + 0.25 * scene.fractal(long * 0.7, y * 0.3, 1.3, 2, octaves=2)
        )
        ring = (away * 6.5 + 0.35 * scene.fractal(long * 0.6, y * 3, 4, 3, octaves=3)) % 1.0
        late = smooth(0.0, 0.82, ring) * (1 - smooth(0.86, 1.0, ring))  # slowly darker, then a sharp new year
        fibre = scene.fractal(long * 0.035, y, 170, 4, octaves=4, gain=0.7)
        pores = smooth(0.30, 0.62, scene.fractal(long * 0.05, y, 260, 5, octaves=2))
        slow = scene.fractal(long * 0.3, y, 5, 6, octaves=4)
        lab = ramp(colours, 0.68 - 0.42 * late + tone[board] * 1.4 + 0.24 * fibre + 0.16 * slow)
        lab = lit(lab, 1 - 0.14 * pores)
        gap = np.minimum(within, 1 - within) * width
        edge = 1 - smooth(seam * 0.4, seam * 1.6, gap)
        edge = np.where((y < seam * 2) | (y > across - seam * 2), 0, edge)
        return mixed(lab, labs("1a100a")[0], edge * 0.8)

    return rows
