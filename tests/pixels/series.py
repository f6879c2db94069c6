"""Series of pictures as a set has them: crops of photographs, with the look moved by known amounts from one on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from PIL import Image
from skimage import data

from editor.resources import resource

RACCOON = Path(__file__).parents[1] / "photographs" / "raccoon.jpg"
SIDE = 192


@cache
def photograph(name: str) -> np.ndarray:
    """uint8 (h, w, 3): the raccoon, the dandelions or one of scikit-image's."""
    if name in ("raccoon", "dandelions"):
        path = RACCOON if name == "raccoon" else resource("sample", "dandelions.jpg")
        with Image.open(str(path)) as picture:
            picture.thumbnail((700, 700))
            return np.array(picture.convert("RGB"))
    return np.ascontiguousarray(getattr(data, name)()[..., :3])


def moved(pixels: np.ndarray, cast: float = 0.0, gamma: float = 1.0) -> np.ndarray:
    """Red stronger and blue weaker by the share `cast`, then the tone bent by `gamma`: below 1 it is lighter."""
    light = pixels.astype(np.float32) / 255 * np.array([1 + cast, 1, 1 - cast], np.float32)
    return np.rint(np.clip(light, 0, 1) ** gamma * 255).astype(np.uint8)


def varied(seed: int, names: Sequence[str], count: int = 50) -> list[np.ndarray]:
    """Crops of 55 to 90 % of the photographs, of any place in them, half of them mirrored."""
    random = np.random.default_rng(seed)
    return [_crop(random, photograph(names[int(random.integers(len(names)))])) for _ in range(count)]


def drifting(
    seed: int, names: Sequence[str], start: int, cast: float, gamma: float, count: int = 50
) -> list[np.ndarray]:
    """The same, the look moved from number `start` on, the first being 1."""
    pictures = varied(seed, names, count)
    return [*pictures[: start - 1], *(moved(one, cast, gamma) for one in pictures[start - 1 :])]


def _crop(random: np.random.Generator, photograph: np.ndarray) -> np.ndarray:
    h, w = photograph.shape[:2]
    side = int(min(h, w) * random.uniform(0.55, 0.9))
    y, x = random.integers(h - side + 1), random.integers(w - side + 1)
    crop = photograph[y : y + side, x : x + side]
    if random.random() < 0.5:
        crop = crop[:, ::-1]
    return cv2.resize(np.ascontiguousarray(crop), (SIDE, SIDE), interpolation=cv2.INTER_AREA)
