"""How far likenesses are from each other, part by part, and the likeness in the middle of several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, get_args

import cv2
import numpy as np

from editor.pixels.likeness import Likeness, palette_of

Part = Literal["palette", "cast", "tone", "contrast", "sharpness", "composition", "hash", "embedding"]
PARTS: tuple[Part, ...] = get_args(Part)

TOLERANCES: dict[Part, float] = {
    "palette": 0.06,
    "cast": 0.25,
    "tone": 0.06,
    "contrast": 0.35,
    "sharpness": 0.5,
    "composition": 1.4,
    "hash": 0.65,
    "embedding": 0.3,
}
"""How far two pictures of one look may be from each other where little is known; units as in `distances`."""
_ENOUGH, _MOST = 4, 40  # known pictures, from which on the way they vary is known too; those that are looked at for it
_NARROWEST: dict[Part, float] = {"composition": 0.3}  # where the limit may be less than the tolerance

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
    hash: the share of bits that differ; embedding: 1 - cosine, 0 where one has no vector.
    """
    return {
        "palette": earth_movers(first.palette, second.palette),
        "cast": float(np.hypot(*(first.cast - second.cast))),
        "tone": float(np.abs(first.tone - second.tone).mean()),
        "contrast": abs(float(np.log2((first.contrast + 0.01) / (second.contrast + 0.01)))),
        "sharpness": abs(first.sharpness - second.sharpness),
        "composition": 1 - _correlation(first.layout, second.layout),
        "hash": float((first.hash != second.hash).mean()),
        "embedding": _apart(first.vector, second.vector),
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
    measured = [one[:7] for one in likenesses]
    palette, cast, tone, contrast, sharpness, layout, bits = (np.stack(part) for part in zip(*measured, strict=True))
    vectors = [one.vector for one in likenesses if len(one.vector)]
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
        vector=_unit(np.mean(vectors, 0)) if vectors else np.zeros(0, np.float32),
    )


class Band(NamedTuple):
    """How far a part of what is good is from the middle as a rule, and may be at most."""

    typical: float
    limit: float

    def share(self, distance: float) -> float:
        """0 for what is as near as what is good, 1 at the limit."""
        return max(0.0, (distance - self.typical) / (self.limit - self.typical))


def bands(
    known: Sequence[Likeness],
    given: Mapping[Part, float] | None = None,
    tolerances: Mapping[Part, float] = TOLERANCES,
) -> dict[Part, Band]:
    """For each part: the tolerance, or the limit that is `given`.

    Where four are known or more, each is compared with the middle of the others: their median is typical, and three
    deviations (median absolute deviation) beyond it are the limit where they vary by more than the tolerance.
    Composition may be held to less than that.
    """
    found = dict.fromkeys(PARTS, 0.0)
    allowed = dict(tolerances)
    known = known[:: max(1, -(-len(known) // _MOST))]
    if len(known) >= _ENOUGH:
        away = [distances(one, middle([*known[:at], *known[at + 1 :]])) for at, one in enumerate(known)]
        for part in PARTS:
            values = np.array([each[part] for each in away])
            found[part] = float(np.median(values))
            deviation = 1.4826 * float(np.median(np.abs(values - found[part])))
            allowed[part] = max(_NARROWEST.get(part, tolerances[part]), found[part] + 3 * deviation, 1.5 * found[part])
    allowed |= given or {}
    return {part: Band(found[part] if found[part] < allowed[part] else 0.0, allowed[part]) for part in PARTS}


def _apart(first: np.ndarray, second: np.ndarray) -> float:
    """1 less the cosine of unit vectors."""
    return max(0.0, 1 - float(first @ second)) if len(first) and len(first) == len(second) else 0.0


def _unit(vector: np.ndarray) -> np.ndarray:
    return (vector / max(float(np.linalg.norm(vector)), 1e-12)).astype(np.float32)


def _correlation(first: np.ndarray, second: np.ndarray) -> float:
    a, b = first - first.mean(), second - second.mean()
    weight = float(np.sqrt((a * a).sum() * (b * b).sum()))
    slack = 0.01 * first.size * 0.01  # flat pictures are alike
    return float(((a * b).sum() + slack) / (weight + slack))
