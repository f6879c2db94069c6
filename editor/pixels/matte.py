"""Mattes: a coarse idea of a subject drawn along a picture's edges, and the subject's own colours in its soft edge."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

WORKING = 768  # px of the longer side at which edges and colours are worked out
REACH = 2.5  # px of the coarse idea within which the edge is looked for
SMOOTH = 3e-4  # variance of colour (0..1) beneath which nothing counts as an edge
CLEAR = 0.08  # of the matte at either end that is laid to it: what is nearly gone, or nearly whole
BAND = 256  # rows at a time
FAR, NEAR = 61, 7  # px at the working size over which the colours of each side are averaged, far then near


def matte(rgb: np.ndarray, coarse: np.ndarray) -> np.ndarray:
    """How much each pixel of uint8 (h, w, 3) sRGB belongs to the subject: uint8 (h, w), antialiased.

    `coarse` is float32 (h', w') of any size, 0..1. A guided filter on colours (He et al. 2010) is worked out small and
    applied at full size (He and Sun 2015), so that the edge is the picture's own.
    """
    small = _small(rgb).astype(np.float32) / 255
    h, w = small.shape[:2]
    idea = np.clip(cv2.resize(coarse, (w, h), interpolation=cv2.INTER_CUBIC), 0, 1)
    slope, offset = _guided(small, idea, max(2, round(max(w, h) / max(coarse.shape) * REACH)))
    out = np.empty(rgb.shape[:2], np.uint8)
    for rows, (a, b) in _bands(rgb.shape, slope, offset):
        value = np.einsum("hwc,hwc->hw", a, rgb[rows].astype(np.float32) / 255) + b
        out[rows] = np.rint(np.clip((value - CLEAR) / (1 - 2 * CLEAR), 0, 1) * 255)
    return out


def cleaned(rgb: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    """The subject's own colours, uint8 (h, w, 3) sRGB, where `alpha`, uint8 (h, w), is neither 0 nor 255.

    There a picture mixes the subject with its background; elsewhere it is as it was. The colours of both sides are
    averaged small and corrected at full size by what each pixel shows (blur fusion, Forte 2021).
    """
    share = _small(alpha).astype(np.float32)[..., None] / 255
    small = _small(rgb).astype(np.float32) / 255
    subject = rest = small
    for side in (FAR, NEAR):
        subject, rest = _sides(small, share, subject, rest, side)
    out = rgb.copy()
    for rows, (f, b) in _bands(rgb.shape, subject, rest):
        soft = (alpha[rows] > 0) & (alpha[rows] < 255)
        if not soft.any():
            continue
        a, i = alpha[rows][soft].astype(np.float32)[:, None] / 255, rgb[rows][soft].astype(np.float32) / 255
        own = f[soft] + a * (i - a * f[soft] - (1 - a) * b[soft])
        out[rows][soft] = np.rint(np.clip(own, 0, 1) * 255)
    return out


def _small(picture: np.ndarray) -> np.ndarray:
    h, w = picture.shape[:2]
    scale = min(1.0, WORKING / max(h, w))
    return cv2.resize(picture, (max(1, round(w * scale)), max(1, round(h * scale))), interpolation=cv2.INTER_AREA)


def _bands(shape: tuple[int, ...], *small: np.ndarray) -> Iterator[tuple[slice, list[np.ndarray]]]:
    """Bands of rows of a picture of that shape, and what each small array is there at full size."""
    h, w = shape[:2]
    for top in range(0, h, BAND):
        rows = slice(top, min(top + BAND, h))
        yield rows, [_enlarged(array, (h, w), rows) for array in small]


def _enlarged(small: np.ndarray, size: tuple[int, int], rows: slice) -> np.ndarray:
    x, y = small.shape[1] / size[1], small.shape[0] / size[0]
    way = np.array([[x, 0, x / 2 - 0.5], [0, y, (rows.start + 0.5) * y - 0.5]])
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(small, way, (size[1], rows.stop - rows.start), flags=how, borderMode=cv2.BORDER_REPLICATE)


def _guided(guide: np.ndarray, idea: np.ndarray, radius: int) -> tuple[np.ndarray, np.ndarray]:
    """Slope (h, w, 3) and offset (h, w) by which `idea` is a linear function of the colours around each pixel."""
    side = (2 * radius + 1,) * 2

    def mean(array: np.ndarray) -> np.ndarray:
        return cv2.blur(array, side, borderType=cv2.BORDER_REFLECT)

    centre, level = mean(guide), mean(idea)
    together = mean(guide * idea[..., None]) - centre * level[..., None]
    spread = np.empty((*idea.shape, 3, 3), np.float32)
    for one in range(3):
        for other in range(one, 3):
            product = mean(guide[..., one] * guide[..., other]) - centre[..., one] * centre[..., other]
            spread[..., one, other] = spread[..., other, one] = product
    slope = np.linalg.solve(spread + SMOOTH * np.eye(3, dtype=np.float32), together[..., None])[..., 0]
    return mean(slope), mean(level - np.einsum("hwc,hwc->hw", slope, centre))


def _sides(
    picture: np.ndarray, share: np.ndarray, subject: np.ndarray, rest: np.ndarray, side: int
) -> tuple[np.ndarray, np.ndarray]:
    """The colours of the subject and of the rest, averaged over `side` px of what is known of them."""

    def mean(array: np.ndarray) -> np.ndarray:
        return cv2.blur(array, (side, side)).reshape(array.shape)

    there = mean(share)
    back = mean(rest * (1 - share)) / (1 - there + 1e-5)
    front = mean(subject * share) / (there + 1e-5)
    return np.clip(front + share * (picture - share * front - (1 - share) * back), 0, 1), back
