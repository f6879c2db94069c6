"""How different two colours look: CIELAB and the CIEDE2000 formula."""

from __future__ import annotations

import cv2
import numpy as np

from editor.pixels.colour import D50, SRGB, Space, to_linear


def cielab(pixels: np.ndarray, space: Space = SRGB) -> np.ndarray:
    """uint8 (h, w, 3) RGB in `space` to CIELAB under D50, float32 (h, w, 3): L 0..100, a, b."""
    xyz = cv2.transform(to_linear(pixels, space), space.matrix / D50[:, None])
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz * (29 / 6) ** 2 / 3 + 4 / 29).astype(np.float32)
    return np.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], -1)


def delta_e_2000(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """The CIEDE2000 difference of CIELAB colours, two arrays (..., 3): float64 (...). (Sharma, Wu and Dalal 2005.)"""
    l1, a1, b1 = np.moveaxis(np.asarray(first, np.float64), -1, 0)
    l2, a2, b2 = np.moveaxis(np.asarray(second, np.float64), -1, 0)
    mean7 = ((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2) ** 7
    g = 1.5 - 0.5 * np.sqrt(mean7 / (mean7 + 25.0**7))
    c1, c2 = np.hypot(g * a1, b1), np.hypot(g * a2, b2)
    h1, h2 = np.degrees(np.arctan2(b1, g * a1)) % 360, np.degrees(np.arctan2(b2, g * a2)) % 360
    grey = c1 * c2 == 0
    turn = np.where(grey, 0.0, (h2 - h1 + 180) % 360 - 180)
    turn = np.where(~grey & (h2 - h1 == 180), 180.0, turn)
    mean_hue = np.where(grey, h1 + h2, (h1 + h2) / 2)
    mean_hue = np.where(~grey & (np.abs(h1 - h2) > 180), (mean_hue + 180) % 360, mean_hue)
    return _weighed(l2 - l1, c2 - c1, 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2)),
                    (l1 + l2) / 2, (c1 + c2) / 2, mean_hue)  # fmt: skip


def _weighed(
    dl: np.ndarray, dc: np.ndarray, dh: np.ndarray, mean_l: np.ndarray, mean_c: np.ndarray, mean_h: np.ndarray
) -> np.ndarray:
    """The differences in lightness, chroma and hue, each over its tolerance at the mean colour; blue turns them."""

    def cos(times: float, plus: float) -> np.ndarray:
        return np.cos(np.radians(times * mean_h + plus))

    t = 1 - 0.17 * cos(1, -30) + 0.24 * cos(2, 0) + 0.32 * cos(3, 6) - 0.20 * cos(4, -63)
    middle = (mean_l - 50) ** 2
    sl, sc, sh = 1 + 0.015 * middle / np.sqrt(20 + middle), 1 + 0.045 * mean_c, 1 + 0.015 * mean_c * t
    blue = np.sin(np.radians(60 * np.exp(-(((mean_h - 275) / 25) ** 2))))
    turn = -2 * np.sqrt(mean_c**7 / (mean_c**7 + 25.0**7)) * blue
    return np.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + turn * (dc / sc) * (dh / sh))
