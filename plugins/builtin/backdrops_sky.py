"""Skies: day, sunset and night, with clouds in perspective, stars and the sun's glow."""

from __future__ import annotations

import numpy as np

from .scene import Rows, Scene, labs, lit, mixed, ramp, smooth

_DAY = ("2f6fc4", "5c9be0", "a5cdf0", "dcebf5")
_SUNSET = ("1f2b5b", "5a4684", "b85c83", "f08a5d", "ffcf87")
_NIGHT = ("05070f", "0b1430", "16244a", "2a3c66")


def sky(scene: Scene) -> Rows:
    """The sky above a low horizon, zenith first: colours asked for take the place of the gradient's."""
    if "night" in scene.traits or "stars" in scene.traits:
        return _night(scene)
    return _day(scene, "sunset" in scene.traits)


def _day(scene: Scene, sunset: bool) -> Rows:
    chance = scene.chance()
    colours = _gradient_of(scene, _SUNSET if sunset else _DAY)
    sun = np.array([chance.uniform(0.15, 0.85) * scene.width, scene.height * (0.93 if sunset else -0.1)])
    cover = 0.12 if "clouds" in scene.traits else -0.10
    clear = "no clouds" in scene.traits
    drift = chance.uniform(0, 40, 2)
    bright, shade = labs("ffd9a8", "6a4a78") if sunset else labs("ffffff", "a9b7c9")

    def density(u: np.ndarray, v: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        far = 1 / (1.18 - np.clip(v / scene.height, 0, 1))  # lines of the ceiling run together at the horizon
        x, y = (u - scene.width / 2) * (0.45 + 0.55 * far) + drift[0], far * 0.9 + drift[1]
        bend = scene.fractal(x, y, 1.8, 1, octaves=4)
        body = scene.fractal(x + 0.22 * bend, y + 0.12 * bend, 2.1, 2, octaves=9, gain=0.52)
        bank = scene.fractal(x, y, 0.8, 3, octaves=2)
        return body + 0.35 * bank + cover, far

    def rows(u: np.ndarray, v: np.ndarray) -> np.ndarray:
        height = v / scene.height
        glow = np.exp(-(np.hypot((u - sun[0]) / 0.55, (v - sun[1]) / 0.40) ** 1.2))
        lab = ramp(colours, np.broadcast_to(height**0.9, glow.shape))
        lab = mixed(lab, bright, glow * (0.65 if sunset else 0.25))
        if clear:
            return lab
        thick, _ = density(u, v)
        towards, _ = density(u + (sun[0] - u) * 0.05, v + (sun[1] - v) * 0.05)
        alpha = smooth(0.0, 0.34, thick)
        light = np.clip(0.62 + (thick - towards) * 1.5 - 0.55 * smooth(0.15, 0.75, thick) + 0.25 * glow, 0, 1)
        cloud = mixed(np.broadcast_to(shade, lab.shape), bright, light)
        haze = smooth(0.55, 1.05, np.broadcast_to(height, alpha.shape)) * (0.35 if sunset else 0.6)
        return mixed(lab, mixed(cloud, lab, haze), alpha * 0.94)

    return rows


def _night(scene: Scene) -> Rows:
    chance = scene.chance()
    colours = _gradient_of(scene, _NIGHT)
    turn, shift = chance.uniform(0.5, 1.1), chance.uniform(-0.12, 0.12)
    c, s = np.cos(turn), np.sin(turn)
    starless = "no stars" in scene.traits
    cloudy = "clouds" in scene.traits

    def rows(u: np.ndarray, v: np.ndarray) -> np.ndarray:
        lab = ramp(colours, np.broadcast_to(v / scene.height, (v.shape[0], u.shape[1])))
        across = (u - scene.width / 2) * s - (v - scene.height / 2) * c - shift
        dust = scene.fractal(u, v, 3.2, 1, octaves=8, gain=0.56)
        band = np.exp(-(((across + 0.07 * dust) / 0.15) ** 2)) * np.clip(0.75 + 0.9 * dust, 0, 1.6)
        lane = np.exp(-(((across + 0.10 * dust) / 0.035) ** 2)) * smooth(-0.1, 0.45, dust)
        if not starless:
            lab = lab + (band * 0.16 - lane * 0.08)[..., None] * np.array([1, 0.02, -0.08], np.float32)
            lab = lab + _stars(scene, u, v, band)[..., None] * np.array([1, 0.0, -0.01], np.float32)
            lab[..., 0] = np.clip(lab[..., 0], 0, 0.99)
        if cloudy:
            cloud = smooth(0.0, 0.4, scene.fractal(u, v * 2.2, 2.0, 9, octaves=8) + 0.02)
            lab = mixed(lab, lit(colours[-1], 0.85), cloud * 0.85)
        return lab

    return rows


def _stars(scene: Scene, u: np.ndarray, v: np.ndarray, band: np.ndarray) -> np.ndarray:
    """Points of light, three sizes of lattice; never smaller than a pixel, and then fainter."""
    from .backdrops_noise import grains

    total = np.zeros(band.shape, np.float32)
    for cells, density, power in ((28, 0.55, 1.0), (70, 0.5, 0.55), (140, 0.45, 0.3)):
        x, y = (np.ascontiguousarray(a, np.float32) for a in np.broadcast_arrays(u * cells, v * cells))
        size = max(0.0011, 0.62 / scene.unit) * cells
        fade = min(1.0, 0.0011 * scene.unit / 0.62) ** 0.5
        stars = grains(x, y, scene.seed % 100_003 + cells, density, min(size, 0.33))
        total += stars * np.float32(power * fade) * (0.55 + 0.9 * band if cells > 30 else 1.0)
    return total


def _gradient_of(scene: Scene, hexes: tuple[str, ...]) -> np.ndarray:
    """From zenith to horizon: the default, the colours asked for, or one colour paling downward."""
    if not len(scene.colours):
        return labs(*hexes)
    if len(scene.colours) > 1:
        return scene.colours
    colour = scene.colours[0].copy()
    if colour[0] < 0.5 and "night" not in scene.traits and "stars" not in scene.traits:
        colour = np.array([0.56, *(colour[1:] * 0.5)], np.float32)  # a sky of pure #0000ff would be no sky
    pale = np.array([min(0.95, colour[0] + 0.3), *(colour[1:] * 0.22)], np.float32)
    return np.stack([lit(colour, 0.92), colour, (colour + pale) / 2, pale])
