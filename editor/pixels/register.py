"""Where a redrawn picture lies over the one that was sent: a robust affine map from the pixels outside the mask.

Normalised luma is compared, so that casts, gamma and drift play no part. Coordinates are pixel centres of the sent
picture: a map takes a place in it to the place of the same thing in the answer.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

SIDES = (96, 192, 384)  # longest side of each level, coarse to fine
STEPS = 6
ENOUGH = 0.02  # a step smaller than this many pixels of the level ends it
LARGEST_START = 40.0
NOWHERE = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])


class Normal(NamedTuple):
    """Luma with its local mean and deviation taken out, float32 (h, w), and how far each pixel is known, 0..1."""

    values: np.ndarray
    known: np.ndarray


def luma(pixels: np.ndarray) -> np.ndarray:
    """Rec. 601 luma of uint8 or float32 RGB(A), float32 (h, w), 0..255."""
    weights = np.array([[0.299, 0.587, 0.114]], np.float32)
    return cv2.transform(np.ascontiguousarray(pixels[..., :3], np.float32), weights)


def normalised(grey: np.ndarray, known: np.ndarray, sigma: float = 7.0) -> Normal:
    """Local mean and deviation are those of known pixels alone (normalised convolution, Knutsson and Westin 1993)."""
    masked = grey * known
    share, mean, power = (wide(array, sigma) for array in (known, masked, masked * grey))
    share = np.maximum(share, 1e-3)
    mean /= share
    deviation = np.sqrt(np.maximum(power / share - mean * mean, 0.0))
    # A gradient reads one pixel on either side, so the last known one is not to be relied on.
    return Normal((grey - mean) * known / (deviation + 4.0), cv2.erode(known, np.ones((3, 3), np.uint8)))


def similarity(a: Normal, b: Normal) -> float:
    """Normalised cross-correlation of what both know, -1..1; 0 where there is too little."""
    both = a.known * b.known
    if both.sum() < 64:
        return 0.0
    first, second = (a.values * both).ravel(), (b.values * both).ravel()
    return float(first @ second) / (float(first @ first) * float(second @ second) + 1e-9) ** 0.5


def affine(original: np.ndarray, answer: np.ndarray, known: np.ndarray) -> np.ndarray:
    """The 2 x 3 map by masked, robust Gauss-Newton over a pyramid, from the better of no move and phase correlation.

    original, answer float32 (h, w) luma; known float32 (h, w), 1 outside the (grown) mask. Weights are those of
    Geman and McClure. Where there is nothing to hold on to, the answer is the identity.
    """
    longest = max(original.shape)
    if min(original.shape) < 24:
        return NOWHERE.copy()
    found = _start(original, answer, known)
    sizes = [side for side in SIDES if side < 0.8 * longest] + ([longest] if longest <= 1.25 * SIDES[-1] else [])
    for side in sizes:
        a, b, k = (_limited(array, side) for array in (original, answer, known))
        k = (k > 0.99).astype(np.float32)
        if k.sum() < 400:
            continue
        to_level = _grid(original.shape, a.shape)
        matrix = _refined(normalised(a, k), normalised(b, k), _between(found, to_level))
        found = _between(matrix, np.linalg.inv(to_level))
    return found if _sane(found) else NOWHERE.copy()


def moved(values: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """`values` as seen from the sent picture's grid; outside it is 0."""
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(values, matrix, values.shape[::-1], flags=flags, borderMode=cv2.BORDER_CONSTANT)


def gradients(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Central differences along x and y."""
    kernel = np.array([[-0.5, 0.0, 0.5]], np.float32)
    return cv2.filter2D(values, -1, kernel), cv2.filter2D(values, -1, kernel.T)


def wide(values: np.ndarray, sigma: float) -> np.ndarray:
    """A Gaussian blur; a wide one is made at half the size, where it costs a quarter."""
    h, w = values.shape[:2]
    if sigma < 5 or min(h, w) < 16:
        return cv2.GaussianBlur(values, (0, 0), sigma, borderType=cv2.BORDER_REFLECT_101)
    half = cv2.resize(values, ((w + 1) // 2, (h + 1) // 2), interpolation=cv2.INTER_AREA)
    return cv2.resize(wide(half, sigma / 2), (w, h), interpolation=cv2.INTER_LINEAR)


def _start(original: np.ndarray, answer: np.ndarray, known: np.ndarray) -> np.ndarray:
    """The better of no move and phase correlation; near a tie, no move."""
    a, b, k = (_limited(array, 512) for array in (original, answer, known))
    first, second = normalised(a, k), normalised(b, k)
    window = cv2.createHanningWindow(a.shape[::-1], cv2.CV_32F)
    shift = NOWHERE.copy()
    shift[:, 2], _ = cv2.phaseCorrelate(first.values * window, second.values * window)
    full = _between(shift, np.linalg.inv(_grid(original.shape, a.shape)))
    if not np.hypot(*full[:, 2]) < LARGEST_START:
        return NOWHERE.copy()
    there = Normal(moved(second.values, shift), moved(second.known, shift))
    return full if similarity(first, there) > similarity(first, second) + 0.01 else NOWHERE.copy()


def _refined(first: Normal, second: Normal, start: np.ndarray) -> np.ndarray:
    """Gauss-Newton at one level; ends where the correlation no longer grows."""
    matrix, best, fit = start, start, -1.0
    own = gradients(first.values)
    for _ in range(STEPS):
        there = Normal(moved(second.values, matrix), (moved(second.known, matrix) > 0.99).astype(np.float32))
        now = similarity(first, there)
        if now > fit:
            best, fit = matrix, now
        elif now < fit - 0.002:
            break
        step = _step(first, there, own)
        if step is None:
            break
        matrix = matrix + step
        h, w = first.values.shape
        if np.abs(np.array([[0, 0, 1], [w, 0, 1], [0, h, 1], [w, h, 1]]) @ step.T).max() < ENOUGH:
            return matrix
    return best


def _step(first: Normal, there: Normal, own: tuple[np.ndarray, np.ndarray]) -> np.ndarray | None:
    """The change of the map that takes the weighted rest away, or None where it is not determined."""
    h, w = first.values.shape
    rest = there.values - first.values
    inside = np.flatnonzero(first.known * there.known > 0)
    if inside.size < 200:
        return None
    r = rest.ravel()[inside]
    spread = 1.48 * float(np.median(np.abs(r[::8]))) + 1e-4
    weight = 1.0 / (1.0 + (r / (1.5 * spread)) ** 2) ** 2
    a, b = (((mine + its) / 2).ravel()[inside] for mine, its in zip(own, gradients(there.values), strict=True))
    x, y = (inside % w).astype(np.float32) / w - 0.5, (inside // w).astype(np.float32) / w - 0.5 * h / w
    columns = np.stack([a * x, a * y, a, b * x, b * y, b])
    normal = ((columns * weight) @ columns.T).astype(np.float64)
    normal[np.diag_indices(6)] += 1e-6 * np.trace(normal) + 1e-9
    step = -np.linalg.solve(normal, (columns * weight) @ r).reshape(2, 3)
    step[:, 2] -= 0.5 * (step[:, 0] + step[:, 1] * h / w)
    step[:, :2] /= w
    return step if np.isfinite(step).all() else None


def _sane(matrix: np.ndarray) -> bool:
    """A map that a redrawing can have: a result further away is a fit to nothing."""
    return bool(np.isfinite(matrix).all() and np.abs(matrix[:, :2] - np.eye(2)).max() < 0.15)


def _limited(values: np.ndarray, side: int) -> np.ndarray:
    """By area averages, the longest side at most `side`."""
    h, w = values.shape
    factor = side / max(h, w)
    if factor >= 1:
        return values
    return cv2.resize(values, (max(1, round(w * factor)), max(1, round(h * factor))), interpolation=cv2.INTER_AREA)


def _grid(old: tuple[int, ...], new: tuple[int, ...]) -> np.ndarray:
    """From pixel centres of one size to those of another, 3 x 3."""
    sx, sy = new[1] / old[1], new[0] / old[0]
    return np.array([[sx, 0, (sx - 1) / 2], [0, sy, (sy - 1) / 2], [0, 0, 1]])


def _between(matrix: np.ndarray, change: np.ndarray) -> np.ndarray:
    """The same map, 2 x 3, said in the grid that `change` leads to."""
    return (change @ np.vstack([matrix, [0, 0, 1]]) @ np.linalg.inv(change))[:2]
