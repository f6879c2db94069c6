"""A fitted candidate over what it was made for, as the canvas and the road show it; for looking at the edge."""

from __future__ import annotations

import numpy as np

from editor.steps.fit import Fitted


def composited(original: np.ndarray, fitted: Fitted) -> np.ndarray:
    """`fitted` over the original, uint8 (h, w, 4) straight alpha; bit for bit the original wherever alpha is 0."""
    alpha = fitted.alpha.astype(np.float32)[..., None] / 255
    below = original[..., 3:].astype(np.float32) / 255 * (1 - alpha)
    whole = alpha + below
    mixed = (fitted.pixels * alpha + original[..., :3] * below) / np.maximum(whole, 1e-6)
    result = np.concatenate([mixed, whole * 255], axis=2)
    result = np.where(fitted.alpha[..., None] > 0, result + 0.5, original).astype(np.uint8)
    untouched = fitted.alpha == 0
    assert np.array_equal(result[untouched], original[untouched])
    return result
