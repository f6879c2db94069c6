"""The grain of a redrawn picture brought to that of the original round the mask, for the eye."""

from __future__ import annotations

import cv2
import numpy as np

from editor.pixels.register import luma

NEAR = 48  # pixels outside the mask in which grain is compared
LEAST_SCALE = 0.4


def grained(original: np.ndarray, answer: np.ndarray, known: np.ndarray, seed: int) -> np.ndarray:
    """`answer` with its finest detail weakened, or with seeded noise of luma, where the flat parts of both differ.

    original, answer float32 (h, w, 3), registered; known float32 (h, w), 1 near the mask and outside it.
    """
    ours, theirs = luma(original), luma(answer)
    band = ours - cv2.GaussianBlur(ours, (0, 0), 1.2)
    fine = theirs - cv2.GaussianBlur(theirs, (0, 0), 1.2)
    inside = known > 0.99
    if inside.sum() < 200:
        return answer
    busy = cv2.blur(np.abs(band), (9, 9))
    flat = inside & (busy <= np.quantile(busy[inside][::4], 0.4))
    want, have = (1.48 * float(np.median(np.abs(b[flat]))) for b in (band, fine))
    if abs(want - have) <= 0.25 + 0.1 * want:
        return answer
    if have > want:
        smooth = cv2.GaussianBlur(answer, (0, 0), 1.2)
        return smooth + (answer - smooth) * np.float32(max(LEAST_SCALE, want / have))
    noise = np.random.default_rng(seed).standard_normal(known.shape, np.float32)
    noise = cv2.GaussianBlur(noise, (0, 0), 0.6)
    noise -= cv2.GaussianBlur(noise, (0, 0), 1.2)
    strength = np.sqrt(want**2 - have**2) / max(1e-6, 1.48 * float(np.median(np.abs(noise[::3, ::3]))))
    return answer + (noise * np.float32(strength))[..., None]
