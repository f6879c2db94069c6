"""How far likenesses are from each other, part by part, and the likeness in the middle of several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

import cv2
import numpy as np

from editor.pixels.likeness import Likeness, palette_of

Part = Literal["palette", "cast", "tone", "contrast", "sharpness", "composition", "hash"]
PARTS: tuple[Part, ...] = get_args(Part)

TOLERANCES: dict[Part, float] = {
    "palette": 0.06,
    "cast": 0.25,
    "tone": 0.06,
    "contrast": 0.35,
    "sharpness": 0.5,
    "composition": 1.0,
    "hash": 0.6,
}
"""How far two pictures of one look may be from each other where nothing else is known; units as in `distances`."""

SIGNALS: tuple[tuple[Part, str], ...] = (
    ("cast", "red"),
    ("cast", "blue"),
    ("palette", "green-red"),
    ("palette", "blue-yellow"),
    ("palette", "chroma"),
    ("tone", "shadows"),
    ("tone", "midtones"),
    ("tone", "highlights"),
    ("contrast", "contrast"),
    ("sharpness", "sharpness"),
)
"""What is followed over a series, and its part: the look alone, since what is shown changes with the words."""


def distances(first: Likeness, second: Likeness) -> dict[Part, float]:
    """Each part's distance; 0 for the same picture.

    palette: the earth mover's, in OKLab; cast: octaves; tone: the mean difference of lightness between the curves,
    which is the earth mover's of lightness too; contrast and sharpness: octaves; composition: 1 - correlation, 0..2;
    hash: the share of bits that differ.
    """
    return {
        "palette": earth_movers(first.palette, second.palette),
        "cast": float(np.hypot(*(first.cast - second.cast))),
        "tone": float(np.abs(first.tone - second.tone).mean()),
        "contrast": abs(float(np.log2((first.contrast + 0.01) / (second.contrast + 0.01)))),
        "sharpness": abs(first.sharpness - second.sharpness),
        "composition": 1 - _correlation(first.layout, second.layout),
        "hash": float((first.hash != second.hash).mean()),
    }


def earth_movers(first: np.ndarray, second: np.ndarray) -> float:
    """The least work that turns one palette (n, 4) of shares and colours into another: share times way in OKLab.

    Exact, by the transport simplex (Rubner, Tomasi and Guibas 2000).
    """
    a, b = (np.ascontiguousarray(palette[palette[:, 0] > 0], np.float32) for palette in (first, second))
    return max(0.0, float(cv2.EMD(a, b, cv2.DIST_L2)[0]))


def signals(one: Likeness) -> np.ndarray:
    """The values of SIGNALS: octaves, then means in OKLab, lightness, its deviation and octaves; float64."""
    share, colours = one.palette[:, 0], one.palette[:, 1:]
    chroma = float(share @ np.hypot(colours[:, 1], colours[:, 2]))
    tone = one.tone[[0, len(one.tone) // 2, -1]]
    return np.array([*one.cast, *(share @ colours)[1:], chroma, *tone, one.contrast, one.sharpness], np.float64)


def middle(likenesses: Sequence[Likeness]) -> Likeness:
    """What lies between them, outliers left aside: medians, their palettes as one, what most hashes have.

    Raises ValueError where there is none.
    """
    if not likenesses:
        raise ValueError("nothing has no middle")
    palette, cast, tone, contrast, sharpness, layout, bits = (np.stack(part) for part in zip(*likenesses, strict=True))
    pooled = palette.reshape(-1, 4)
    pooled = pooled[pooled[:, 0] > 0]
    return Likeness(
        palette=palette_of(pooled[:, 1:], pooled[:, 0]),
        cast=np.median(cast, 0),
        tone=np.median(tone, 0),
        contrast=float(np.median(contrast)),
        sharpness=float(np.median(sharpness)),
        layout=np.median(layout, 0),
        hash=bits.mean(0) >= 0.5,
    )


def limits(known: Sequence[Likeness], given: dict[Part, float] | None = None) -> dict[Part, float]:
    """How far each part may be from the middle of what is known to be good: the tolerances, or what is `given`.

    Where at least four are known and vary by more, it is as far as one of them is from the middle of the others, three
    deviations at most (median absolute deviation).
    """
    allowed = dict(TOLERANCES)
    if len(known) >= 4:
        found = [distances(one, middle([*known[:at], *known[at + 1 :]])) for at, one in enumerate(known)]
        for part in PARTS:
            values = np.array([each[part] for each in found])
            deviation = 1.4826 * float(np.median(np.abs(values - np.median(values))))
            allowed[part] = max(allowed[part], float(np.median(values)) + 3 * deviation)
    return allowed | (given or {})


def _correlation(first: np.ndarray, second: np.ndarray) -> float:
    a, b = first - first.mean(), second - second.mean()
    weight = float(np.sqrt((a * a).sum() * (b * b).sum()))
    slack = 0.01 * first.size * 0.01  # flat pictures are alike
    return float(((a * b).sum() + slack) / (weight + slack))
