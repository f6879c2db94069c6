"""Lay one picture over another by a mask's values."""

from __future__ import annotations

import cv2
import numpy as np


def laid(under: np.ndarray, over: np.ndarray, share: np.ndarray) -> np.ndarray:
    """A new picture, `over` where `share` is 255, `under` where it is 0, in between mixed on encoded values.

    All uint8: pictures (h, w, 4), straight alpha, share (h, w). Where they are transparent, colours count by their
    alpha. Where the share is 0, and where it is 255, values come back bit for bit.
    """
    weight = share.astype(np.float32) / 255
    rest = 1 - weight
    if (under[..., 3] == 255).all() and (over[..., 3] == 255).all():
        mixed = cv2.blendLinear(over, under, weight, rest)
    else:
        alpha_over, alpha_under = over[..., 3] * weight, under[..., 3] * rest
        alpha = alpha_over + alpha_under
        divided = np.maximum(alpha, 1e-6)[..., None]
        mixed = np.empty_like(under)
        colour = over[..., :3] * alpha_over[..., None] + under[..., :3] * alpha_under[..., None]
        mixed[..., :3] = np.rint(colour / divided)
        mixed[..., 3] = np.rint(alpha)
    mixed[share == 0] = under[share == 0]
    mixed[share == 255] = over[share == 255]
    return mixed
