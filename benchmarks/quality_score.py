"""How far a filled picture is from the photograph: six measures, lower is better, and their weighted ratio Q."""

from __future__ import annotations

import time
from collections.abc import Callable

import cv2
import numpy as np
from quality_cases import Case

MEASURES = {"rmse": 0.15, "structure": 0.10, "gradient": 0.15, "texture": 0.25, "patches": 0.25, "seam": 0.10}
_CELL = 64


def measured(case: Case, method: Callable[[Case], np.ndarray]) -> dict[str, float]:
    """The six measures of the method's answer, its CPU seconds, missing megapixels and known pixels changed."""
    began = time.process_time()
    out = method(case)
    cpu = time.process_time() - began
    truth, hole = case.truth, case.hole
    before, after = (cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32) for picture in (truth, out))
    lab = [cv2.cvtColor(picture.astype(np.float32) / 255, cv2.COLOR_RGB2Lab) for picture in (truth, out)]
    return {
        "rmse": float(np.sqrt(((out[hole].astype(np.float32) - truth[hole]) ** 2).mean())),
        "structure": _structure(before, after, hole),
        "gradient": _gradient(before, after, hole),
        "texture": _texture(lab[0][..., 0], lab[1][..., 0], hole),
        "patches": _patches(lab[0], lab[1], hole),
        "seam": _seam(lab[0], lab[1], hole),
        "cpu": cpu,
        "missing": float(hole.sum()) / 1e6,
        "leak": float((out[~hole] != truth[~hole]).any()),
    }


def relative(
    rows: list[dict[str, float]], base: list[dict[str, float]]
) -> tuple[float, float, float, dict[str, float]]:
    """Q of `rows` to `base` case by case, its bootstrap interval (16 to 84 %), and the ratio of each measure."""
    logs = {
        key: np.array([np.log((a[key] + 1e-3) / (b[key] + 1e-3)) for a, b in zip(rows, base, strict=True)])
        for key in MEASURES
    }
    each = np.sum([weight * logs[key] for key, weight in MEASURES.items()], axis=0)
    rng = np.random.default_rng(0)
    means = each[rng.integers(0, len(each), (2000, len(each)))].mean(axis=1)
    low, high = np.exp(np.percentile(means, [16, 84]))
    return float(np.exp(each.mean())), float(low), float(high), {k: float(np.exp(v.mean())) for k, v in logs.items()}


def _structure(before: np.ndarray, after: np.ndarray, hole: np.ndarray) -> float:
    """1 - SSIM (Wang et al. 2004), Gaussian window of 1.5 pixels, mean over the hole."""

    def soft(values: np.ndarray) -> np.ndarray:
        return cv2.GaussianBlur(values, (11, 11), 1.5)

    mean_b, mean_a = soft(before), soft(after)
    var_b, var_a = soft(before**2) - mean_b**2, soft(after**2) - mean_a**2
    both = soft(before * after) - mean_b * mean_a
    c1, c2 = 2.55**2, 7.65**2
    ssim = (2 * mean_b * mean_a + c1) * (2 * both + c2) / ((mean_b**2 + mean_a**2 + c1) * (var_b + var_a + c2))
    return float(1 - ssim[hole].mean())


def _gradient(before: np.ndarray, after: np.ndarray, hole: np.ndarray) -> float:
    """Root mean square of 1 - gradient magnitude similarity (Xue et al. 2014) at half size."""
    size = (hole.shape[1] // 2, hole.shape[0] // 2)
    kernel = np.repeat(np.float32([[1, 0, -1]]) / 3, 3, axis=0)
    strength = []
    for grey in (before, after):
        small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
        strength.append(np.hypot(cv2.filter2D(small, -1, kernel), cv2.filter2D(small, -1, kernel.T)))
    a, b = strength
    unlike = 1 - (2 * a * b + 170) / (a * a + b * b + 170)
    inside = cv2.resize(hole.astype(np.float32), size, interpolation=cv2.INTER_AREA) > 0.5
    return float(np.sqrt((unlike[inside] ** 2).mean()))


def _texture(before: np.ndarray, after: np.ndarray, hole: np.ndarray) -> float:
    """Mean |log2 ratio| of local oriented energy, three sizes and four directions."""
    total, inside = [], hole.astype(np.float32)
    for size in range(3):
        window = (max(33 >> size, 11) | 1,) * 2
        share = np.maximum(cv2.blur(inside, window), 1e-3)
        seen = (inside > 0.5) & (share > 0.5)
        seen = seen if seen.sum() >= 20 else inside > 0.5
        for odd, even in _oriented():
            energy = []
            for grey in (before, after):
                response = cv2.filter2D(grey, -1, odd) ** 2 + cv2.filter2D(grey, -1, even) ** 2
                energy.append(cv2.blur(response * inside, window) / share)
            total.append(np.abs(np.log2((energy[1][seen] + 0.05) / (energy[0][seen] + 0.05))).mean())
        before, after, inside = (cv2.pyrDown(values) for values in (before, after, inside))
    return float(np.mean(total))


def _oriented() -> list[tuple[np.ndarray, np.ndarray]]:
    """First and second derivatives of an elongated Gaussian in four directions."""
    y, x = np.mgrid[-4:5, -4:5].astype(np.float32)
    pairs = []
    for angle in np.arange(4) * np.pi / 4:
        u, v = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
        bell = np.exp(-(u**2) / (2 * 1.2**2) - v**2 / (2 * 1.8**2))
        odd, even = u * bell, (u**2 / 1.2**2 - 1) * bell
        even -= even.mean()
        pairs.append(tuple((kernel / np.abs(kernel).sum()).astype(np.float32) for kernel in (odd, even)))
    return pairs


def _patches(before: np.ndarray, after: np.ndarray, hole: np.ndarray) -> float:
    """Sliced Wasserstein distance of 5 x 5 patches within cells of 64 pixels, at three sizes."""
    directions = np.random.default_rng(7).normal(size=(75, 48)).astype(np.float32)
    directions /= np.linalg.norm(directions, axis=0)
    total = count = 0.0
    inside = hole.astype(np.float32)
    for size in range(3):
        cell = max(_CELL >> size, 16)
        views = [np.lib.stride_tricks.sliding_window_view(p, (5, 5), axis=(0, 1)) for p in (before, after)]
        middle = inside[2:-2, 2:-2] > 0.5
        for y in range(0, middle.shape[0], cell):
            for x in range(0, middle.shape[1], cell):
                seen = middle[y : y + cell, x : x + cell]
                if seen.sum() < cell * cell // 8:
                    continue
                a, b = (
                    np.sort(v[y : y + cell, x : x + cell][seen].reshape(-1, 75) @ directions, axis=0) for v in views
                )
                total += float(np.abs(a - b).mean()) * seen.sum() * 4**size
                count += float(seen.sum()) * 4**size
        before, after, inside = (cv2.pyrDown(values) for values in (before, after, inside))
    return total / max(count, 1.0)


def _seam(before: np.ndarray, after: np.ndarray, hole: np.ndarray) -> float:
    """Departure of the colour step over the hole's edge from the photograph's own; a step counts more than a fade."""
    steps = []
    for lab in (before, after):
        across = np.linalg.norm(np.diff(lab, axis=1), axis=2)[hole[:, 1:] != hole[:, :-1]]
        down = np.linalg.norm(np.diff(lab, axis=0), axis=2)[hole[1:] != hole[:-1]]
        steps.append(np.concatenate([across, down]).mean() + 0.3)
    departure = float(np.log2(steps[1] / steps[0]))
    return 0.2 + (departure if departure > 0 else -0.3 * departure)
