"""The likeness of a picture: palette, cast, tone, contrast, sharpness, composition and hash in some 300 bytes."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from editor.pixels.colour import SRGB, Space, to_linear
from editor.pixels.oklab import oklab

VERSION = 1  # of what is measured: likenesses of different versions are not compared
COLOURS, GRID, HASH = 16, 8, 8  # of a palette; cells a side of the composition and of the hash
SHARES = (np.arange(17) + 0.5) / 17  # of the picture that lie beneath each point of the tone curve
_COARSE, _FINE = 192, 1024  # longest sides, pixels, at which colours and edges are looked at
_CELLS = 28  # a unit of OKLab, in which colours are gathered before they are told apart
_EVEN = 0.25  # levels of detail that every picture has, as if of rounding
_EDGES = 5.0  # the Minkowski norm of grey-edge
_GREY = 119  # what shows through transparent parts


class Likeness(NamedTuple):
    """What a picture looks like, apart from what it shows. Sharpness is that of its own pixels, at most 1024 a side.

    `palette` (COLOURS, 4): share and OKLab colour, empty rows last. `cast` (2,): how much stronger red and blue edges
    are than green ones, in octaves (grey-edge, van de Weijer 2007). `tone` (17,): lightness at SHARES. `contrast`:
    standard deviation of lightness (RMS contrast, Peli 1990). `sharpness`: octaves by which the finest detail is
    stronger than that of twice its size (two levels of a Laplacian pyramid, Burt and Adelson 1983). `layout`
    (GRID, GRID): mean lightness. `hash` (64,): signs of the lowest frequencies (pHash, Zauner 2010). `vector`: of
    length 1, where an embedder is asked, else empty; it is not packed. All float32, the hash bool.
    """

    palette: np.ndarray
    cast: np.ndarray
    tone: np.ndarray
    contrast: float
    sharpness: float
    layout: np.ndarray
    hash: np.ndarray
    vector: np.ndarray = np.zeros(0, np.float32)

    def packed(self) -> bytes:
        """Half floats, then the bits of the hash."""
        numbers = (self.palette, self.cast, self.tone, self.contrast, self.sharpness, self.layout)
        flat = np.concatenate([np.ravel(value) for value in numbers]).astype("<f2")
        return flat.tobytes() + np.packbits(self.hash).tobytes()

    @classmethod
    def unpacked(cls, data: bytes) -> Likeness:
        """Raises ValueError where the bytes are no packed likeness."""
        if len(data) != _LENGTH:
            raise ValueError(f"a likeness has {_LENGTH} bytes, not {len(data)}")
        flat = np.frombuffer(data, "<f2", sum(_SIZES)).astype(np.float32)
        palette, cast, tone, contrast, sharpness, layout = np.split(flat, np.cumsum(_SIZES)[:-1])
        bits = np.unpackbits(np.frombuffer(data, np.uint8, offset=2 * sum(_SIZES))).astype(bool)
        return cls(
            palette.reshape(-1, 4), cast, tone, float(contrast[0]), float(sharpness[0]), layout.reshape(GRID, -1), bits
        )


_SIZES = (COLOURS * 4, 2, len(SHARES), 1, 1, GRID * GRID)
_LENGTH = 2 * sum(_SIZES) + HASH * HASH // 8


def likeness(pixels: np.ndarray, space: Space = SRGB) -> Likeness:
    """Of uint8 (h, w, 3 or 4) RGB(A) in `space`, straight alpha: colours of what is opaque, forms over a grey."""
    fine = _within(_over_grey(pixels), _FINE)
    coarse = _within(fine, _COARSE)
    lab = oklab(coarse, space)
    lightness = np.ascontiguousarray(lab[..., 0])
    opaque = _opaque(pixels, lightness.shape)
    colours = lab[opaque]
    return Likeness(
        palette=palette_of(colours, np.ones(len(colours), np.float32)),
        cast=_cast(cv2.transform(to_linear(coarse, space), SRGB.from_xyz @ space.matrix), opaque),
        tone=np.quantile(colours[:, 0], SHARES).astype(np.float32),
        contrast=float(colours[:, 0].std()),
        sharpness=_sharpness(cv2.cvtColor(fine, cv2.COLOR_RGB2GRAY)),
        layout=cv2.resize(lightness, (GRID, GRID), interpolation=cv2.INTER_AREA),
        hash=_hash(lightness),
    )


def palette_of(colours: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """At most COLOURS colours for OKLab ones, float32 (n, 3), of these weights: their shares and colours (COLOURS, 4).

    k-means of the cells of a histogram, begun at the heaviest cell and then at those that are heavy and far from the
    others: no chance is in it.
    """
    steps = np.clip(np.floor(colours * _CELLS + (0, _CELLS / 2, _CELLS / 2)), 0, _CELLS).astype(np.intp)
    cell = (steps[:, 0] * (_CELLS + 1) + steps[:, 1]) * (_CELLS + 1) + steps[:, 2]
    counted = np.bincount(cell, weights)
    used = np.flatnonzero(counted)
    weight = counted[used]
    mean = np.stack([np.bincount(cell, weights * channel)[used] for channel in colours.T], -1) / weight[:, None]
    centres = _spread(mean, weight)
    sums = np.zeros(len(centres))
    for _ in range(6):
        nearest = ((mean[:, None] - centres[None]) ** 2).sum(-1).argmin(1)
        sums = np.bincount(nearest, weight, len(centres))
        total = np.stack([np.bincount(nearest, weight * channel, len(centres)) for channel in mean.T], -1)
        centres = np.where(sums[:, None] > 0, total / np.maximum(sums, 1e-9)[:, None], centres)
    out = np.zeros((COLOURS, 4), np.float32)
    order = np.argsort(-sums, kind="stable")
    out[: len(order), 0] = sums[order] / sums.sum()
    out[: len(order), 1:] = centres[order]
    return out


def _spread(colours: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Some of the colours, apart from each other and heavy."""
    chosen = [int(weight.argmax())]
    far = ((colours - colours[chosen[0]]) ** 2).sum(-1)
    while len(chosen) < min(COLOURS, len(colours)):
        chosen.append(int((weight * far).argmax()))
        far = np.minimum(far, ((colours - colours[chosen[-1]]) ** 2).sum(-1))
    return colours[chosen]


def _cast(light: np.ndarray, opaque: np.ndarray) -> np.ndarray:
    """Edges of the scene are grey on the whole, so that their colour is that of the light."""
    smooth = cv2.GaussianBlur(light, (0, 0), 1.0)
    across = (cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1))
    inside = cv2.erode(opaque.astype(np.uint8), np.ones((5, 5), np.uint8)).astype(bool)
    edges = np.sqrt(across[0] ** 2 + across[1] ** 2)[inside]
    if not len(edges):
        return np.zeros(2, np.float32)
    norm = (edges.astype(np.float64) ** _EDGES).mean(0) ** (1 / _EDGES) + 1e-3
    return np.log2(norm[[0, 2]] / norm[1]).astype(np.float32)


def _sharpness(grey: np.ndarray) -> float:
    level = grey.astype(np.float32)
    bands = []
    for _ in range(2):
        smaller = cv2.pyrDown(level)
        detail = level - cv2.pyrUp(smaller, dstsize=level.shape[::-1])
        bands.append(float(np.sqrt((detail * detail).mean())))
        level = smaller
    return float(np.log2((bands[0] + _EVEN) / (bands[1] + _EVEN)))


def _hash(lightness: np.ndarray) -> np.ndarray:
    small = cv2.resize(lightness, (4 * HASH, 4 * HASH), interpolation=cv2.INTER_AREA)
    low = cv2.dct(small)[:HASH, :HASH].ravel()
    return low > np.median(low[1:])


def _over_grey(pixels: np.ndarray) -> np.ndarray:
    if pixels.shape[2] == 3 or pixels[..., 3].min() == 255:
        return np.ascontiguousarray(pixels[..., :3])
    alpha = pixels[..., 3:].astype(np.float32) / 255
    return np.rint(pixels[..., :3] * alpha + _GREY * (1 - alpha)).astype(np.uint8)


def _opaque(pixels: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Where there is a picture: bool of `shape`; everywhere where it is transparent as a whole."""
    if pixels.shape[2] == 3:
        return np.ones(shape, bool)
    inside = cv2.resize(np.ascontiguousarray(pixels[..., 3]), shape[::-1], interpolation=cv2.INTER_AREA) >= 128
    return inside if inside.any() else np.ones(shape, bool)


def _within(pixels: np.ndarray, side: int) -> np.ndarray:
    """No longer than `side`."""
    h, w = pixels.shape[:2]
    if max(h, w) <= side:
        return pixels
    size = max(1, round(w * side / max(h, w))), max(1, round(h * side / max(h, w)))
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
