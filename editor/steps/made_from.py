"""Made from pictures: the few colours that stand for them, with names, and their light and tone in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np

from editor.engine.contract import Colour
from editor.pixels.colour_difference import cielab, delta_e_2000
from editor.pixels.colour_words import NAMES
from editor.pixels.oklab import from_oklab, oklab

SAMPLE = 20_000  # pixels of each picture that are looked at
CENTRES = 16
ROUNDS = 20
ALIKE = 12.0  # CIEDE2000: colours nearer than this are one
_WORDS: dict[str, tuple[tuple[float, str], ...]] = {
    "lightness": (
        (0.35, "low key, dark"),
        (0.5, "subdued light"),
        (0.72, ""),
        (0.85, "bright light"),
        (9.0, "high key, very bright"),
    ),
    "contrast": (
        (0.3, "very low contrast"),
        (0.5, "low contrast"),
        (0.75, ""),
        (0.88, "high contrast"),
        (9.0, "very high contrast"),
    ),
    "warmth": (
        (-0.03, "cool colours"),
        (-0.01, "slightly cool colours"),
        (0.015, ""),
        (0.045, "slightly warm colours"),
        (9.0, "warm colours"),
    ),
    "saturation": (
        (0.015, "almost without colour"),
        (0.04, "muted colours"),
        (0.1, ""),
        (0.15, "saturated colours"),
        (9.0, "vivid colours"),
    ),
    "detail": ((0.004, "soft, with little detail"), (0.03, ""), (0.06, "crisp detail"), (9.0, "fine grain")),
}
"""What is said of each number of a tone, in its order, where it is below these."""
LEAST = 0.015  # of all pixels: a colour with a smaller share stands for nothing


class Tone(NamedTuple):
    """The light of pictures by numbers, all in OKLab.

    `lightness` of the middle pixel, its span from dark to bright as `contrast`, `warmth` from blue to yellow, mean
    chroma as `saturation`, and how much lightness changes from pixel to pixel as `detail`.
    """

    lightness: float
    contrast: float
    warmth: float
    saturation: float
    detail: float


def palette_of(pictures: Sequence[np.ndarray], most: int = 5, tolerance: float = 4.0) -> tuple[Colour, ...]:
    """The colours of uint8 (h, w, 3 or 4) sRGB pictures, the most frequent first; see `shares_of`."""
    return tuple(colour for colour, _ in shares_of(pictures, most, tolerance))


def shares_of(
    pictures: Sequence[np.ndarray], most: int = 5, tolerance: float = 4.0
) -> tuple[tuple[Colour, float], ...]:
    """The colours of uint8 (h, w, 3 or 4) sRGB pictures with their shares, 0..1, each picture counting alike.

    k-means in OKLab, whose centres are then merged, the most alike first, until all differ by CIEDE2000. Transparent
    pixels do not count; none where all are.
    """
    samples = [sample for picture in pictures if len(sample := _sampled(picture))]
    if not samples:
        return ()
    points = oklab(np.concatenate([sample[_spread(len(sample))] for sample in samples]))
    centres, shares = _merged(*_clustered(points))
    order = [k for k in np.argsort(-shares, kind="stable") if shares[k] >= LEAST][:most]
    found: list[tuple[Colour, float]] = []
    for rgb, share in zip(from_oklab(centres[order]), shares[order], strict=True):
        name = _free(_name(rgb), [colour.name for colour, _ in found])
        found.append((Colour(name, (int(rgb[0]), int(rgb[1]), int(rgb[2])), tolerance), float(share)))
    return tuple(found)


def light_of(pictures: Sequence[np.ndarray]) -> str:
    """Brightness, contrast, warmth, saturation and softness of pictures in words, told by their numbers."""
    tone = tone_of(pictures)
    return in_words(tone) if tone is not None else ""


def in_words(tone: Tone) -> str:
    """What is worth saying of a tone: nothing of a number that is as in most pictures."""
    told = zip(tone, _WORDS.values(), strict=True)
    return ", ".join(word for value, steps in told if (word := _worded(value, steps)))


def tone_of(pictures: Sequence[np.ndarray]) -> Tone | None:
    """Of uint8 (h, w, 3 or 4) sRGB pictures together; None where all of them are transparent."""
    samples = [sample for picture in pictures if len(sample := _sampled(picture))]
    if not samples:
        return None
    lab = oklab(np.concatenate([sample[_spread(len(sample))] for sample in samples]))
    light, chroma = lab[:, 0], np.hypot(lab[:, 1], lab[:, 2])
    low, middle, high = np.percentile(light, (5, 50, 95))
    detail = float(np.mean([_detail(picture) for picture in pictures]))
    return Tone(float(middle), float(high - low), float(lab[:, 2].mean()), float(chroma.mean()), detail)


def _sampled(picture: np.ndarray) -> np.ndarray:
    """uint8 (n, 3) of the opaque pixels, evenly."""
    pixels = picture.reshape(-1, picture.shape[2])
    if picture.shape[2] == 4:
        pixels = pixels[pixels[:, 3] > 127]
    return pixels[:: max(1, len(pixels) // SAMPLE), :3]


def _spread(count: int) -> np.ndarray:
    """As many indices for every picture, so that a large one counts no more than a small one."""
    return np.linspace(0, count - 1, SAMPLE // 2).astype(np.intp)


def _clustered(points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Centres float32 (k, 3) and their shares; begun far from each other, so that small colours are found too."""
    centres = [points.mean(0)]
    far = np.full(len(points), np.inf, np.float32)
    while len(centres) < CENTRES:
        far = np.minimum(far, ((points - centres[-1]) ** 2).sum(1))
        if far.max() <= 1e-6:
            break
        centres.append(points[far.argmax()])
    found = np.array(centres, np.float32)
    nearest = np.zeros(len(points), np.intp)
    for _ in range(ROUNDS):
        nearest = (-2 * points @ found.T + (found**2).sum(1)).argmin(1)
        found = np.array([points[nearest == k].mean(0) if (nearest == k).any() else c for k, c in enumerate(found)])
    return found, np.bincount(nearest, minlength=len(found)) / len(points)


def _merged(centres: np.ndarray, shares: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Those that look alike as one, in the place of their mean."""
    while len(centres) > 1:
        lab = cielab(from_oklab(centres.astype(np.float32))[None])[0]
        apart = delta_e_2000(lab[:, None], lab[None])
        np.fill_diagonal(apart, np.inf)
        a, b = np.unravel_index(apart.argmin(), apart.shape)
        if apart[a, b] >= ALIKE:
            break
        whole = max(shares[a] + shares[b], 1e-9)
        centres = centres.copy()
        centres[a] = (centres[a] * shares[a] + centres[b] * shares[b]) / whole
        shares = shares.copy()
        shares[a] = whole
        centres, shares = np.delete(centres, b, 0), np.delete(shares, b)
    return centres.astype(np.float32), shares


def _name(rgb: np.ndarray) -> str:
    """The name of the nearest colour that has one."""
    names = list(NAMES)
    known = cielab(np.array([[NAMES[name] for name in names]], np.uint8))[0]
    return names[int(delta_e_2000(known, cielab(rgb[None, None])[0, 0]).argmin())]


def _free(name: str, taken: Sequence[str]) -> str:
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name} {number}"
    return found


def _detail(picture: np.ndarray) -> float:
    """How much lightness differs from pixel to pixel, at a size at which all pictures are alike."""
    scale = min(1.0, 1024 / max(picture.shape[:2]))
    small = cv2.resize(picture[..., :3], None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY).astype(np.float32) / 255
    return float(np.abs(cv2.Laplacian(grey, cv2.CV_32F)).mean()) / 4


def _worded(value: float, steps: Sequence[tuple[float, str]]) -> str:
    """The word of the first step that a value lies below."""
    return next((word for end, word in steps if value < end), "")
