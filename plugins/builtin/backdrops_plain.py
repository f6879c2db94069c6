"""Backdrops of pure colour: plain, gradient, stripes, noise and the studio sweep."""

from __future__ import annotations

import math

import numpy as np

from .scene import Rows, Scene, labs, lit, mixed, ramp, smooth


def plain(scene: Scene) -> Rows:
    """One colour, exactly."""
    colour = scene.colours_or("d9d6cf")[0]
    return lambda u, v: np.broadcast_to(colour, (v.shape[0], u.shape[1], 3))


def gradient(scene: Scene) -> Rows:
    """The colours in order along a line, from a middle, or, with no direction asked for, along a softly bent flow."""
    chance = scene.chance()
    pairs = (("1f2a6b", "b9508f", "ffc27d"), ("0b5563", "57b894", "f4f1c9"), ("2d1b4e", "3f6fb5", "c9e8f2"))
    colours = scene.colours_or(*pairs[int(chance.integers(len(pairs)))])
    colours = colours if len(colours) > 1 else np.stack([colours[0] * np.float32(0.72), colours[0]])
    if "sunset" in scene.traits and not len(scene.colours):
        colours = labs("2b2a5e", "8a4a86", "f08a5d", "ffd69a")
    w, h = scene.width, scene.height
    if "radial" in scene.traits:
        reach = math.hypot(w, h) / 2
        return lambda u, v: ramp(colours, np.hypot(u - w / 2, v - h / 2) / reach)
    angle, bend = _angle(scene, float(chance.uniform(0.15, 1.42)))
    dx, dy = math.cos(angle), math.sin(angle)
    low = min(0, dx * w) + min(0, dy * h)
    reach = abs(dx) * w + abs(dy) * h
    phase, across = chance.uniform(0, 6.28), chance.uniform(1.6, 2.6)

    def rows(u: np.ndarray, v: np.ndarray) -> np.ndarray:
        along = (u * dx + v * dy - low) / reach
        side = (v * dx - u * dy) * across
        wave = np.sin(side * 2 + phase) * 0.11 + np.sin(side * 3.7 + along * 3 + 2 * phase) * 0.05
        return ramp(colours, along + bend * wave * np.sin(np.pi * np.clip(along, 0, 1)))

    return rows


def _angle(scene: Scene, otherwise: float) -> tuple[float, float]:
    """The direction in radians (0 to the right, y down), and how much the flow may bend: 0 where it was asked for."""
    for trait, angle in (("horizontal", 0.0), ("vertical", math.pi / 2), ("diagonal", math.pi / 4)):
        if trait in scene.traits:
            return angle, 0.0
    return otherwise, 1.0


def stripes(scene: Scene) -> Rows:
    """Straight stripes, the colours in turn, with edges as sharp as the pixels allow."""
    chance = scene.chance()
    colours = scene.colours_or("f4ede1", "2f5d62")
    colours = colours if len(colours) > 1 else np.stack([colours[0], _partner(colours[0])])
    width = float(chance.uniform(0.035, 0.07))
    width *= 0.35 if "thin" in scene.traits else 2.2 if "wide" in scene.traits else 1.0
    angle = {"horizontal": math.pi / 2, "vertical": 0.0, "diagonal": math.pi / 4}
    asked = next((angle[trait] for trait in sorted(scene.traits) if trait in angle), None)
    turn = asked if asked is not None else float(chance.choice([0.0, math.pi / 2, math.pi / 4, -math.pi / 4]))
    dx, dy, start = math.cos(turn), math.sin(turn), float(chance.uniform(0, len(colours)))
    soft = 1 / (scene.unit * width)  # one pixel, in stripes

    def rows(u: np.ndarray, v: np.ndarray) -> np.ndarray:
        at = (u * dx + v * dy) / width + start
        index = np.floor(at).astype(np.int64)
        share = np.clip((at - index - 1) / max(soft, 1e-6) + 1, 0, 1)  # the last pixel runs into the next stripe
        return mixed(colours[index % len(colours)], colours[(index + 1) % len(colours)], share)

    return rows


def _partner(colour: np.ndarray) -> np.ndarray:
    """A lighter or darker colour of the same hue."""
    light = 0.96 if colour[0] < 0.7 else 0.45
    return np.array([light, *(colour[1:] * (0.25 if light > 0.9 else 1.0))], np.float32)


def noise(scene: Scene) -> Rows:
    """Fine even grain between the colours, over a slow drift of light."""
    colours = scene.colours_or("6d6a75", "b8b4ab")
    colours = colours if len(colours) > 1 else np.stack([colours[0] * np.float32(0.8), lit(colours[0], 1.12)])

    def rows(u: np.ndarray, v: np.ndarray) -> np.ndarray:
        fine = scene.fractal(u, v, 90, 1, octaves=4, gain=0.95)
        slow = scene.fractal(u, v, 2.5, 2, octaves=3)
        return ramp(colours, 0.5 + 0.75 * fine + 0.22 * slow)

    return rows


def studio(scene: Scene) -> Rows:
    """A seamless sweep of paper in a photographer's studio: wall into floor, a pool of light, falling off outward."""
    chance = scene.chance()
    colour = scene.colours_or("c9cbd0")[0]
    floor = scene.colours[1] if len(scene.colours) > 1 else colour
    w, h = scene.width, scene.height
    cx, cy = w * float(chance.uniform(0.38, 0.62)), h * float(chance.uniform(0.3, 0.45))
    bend, reach = h * float(chance.uniform(0.66, 0.74)), math.hypot(w, h)
    lean = float(chance.uniform(-0.08, 0.08))

    def rows(u: np.ndarray, v: np.ndarray) -> np.ndarray:
        on_floor = smooth(bend - 0.10 * h, bend + 0.13 * h, v + lean * (u - w / 2))
        pool = np.exp(-(((u - cx) / (0.42 * w)) ** 2) - ((v - cy) / (0.42 * h)) ** 2)
        spill = np.exp(-(((u - cx) / (0.55 * w)) ** 2) - ((v - h * 0.92) / (0.22 * h)) ** 2)
        bow = np.exp(-(((v + lean * (u - w / 2) - bend) / (0.075 * h)) ** 2))
        edge = (np.hypot(u - w / 2, v - h / 2) / reach) ** 2
        light = 0.80 + 0.24 * pool + on_floor * (0.03 + 0.14 * spill) - 0.055 * bow - 0.34 * edge
        lab = lit(mixed(np.broadcast_to(colour, (*on_floor.shape, 3)), floor, on_floor), light)
        lab[..., 0] = np.minimum(lab[..., 0], 0.985)
        return lab

    return rows
