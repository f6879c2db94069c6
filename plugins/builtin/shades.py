"""What words like "dark" and "pale" do to the colour that they stand before."""

from __future__ import annotations

RGB = tuple[int, int, int]

MODIFIERS: dict[str, tuple[float, float, float]] = {
    # towards white (negative: towards black), times chroma, warmer by
    "dark": (-0.30, 0.95, 0.0),
    "deep": (-0.22, 1.0, 0.0),
    "light": (0.45, 0.75, 0.0),
    "pale": (0.60, 0.5, 0.0),
    "pastel": (0.60, 0.55, 0.0),
    "soft": (0.30, 0.7, 0.0),
    "bright": (0.10, 1.2, 0.0),
    "vivid": (0.0, 1.3, 0.0),
    "muted": (0.0, 0.6, 0.0),
    "dull": (0.0, 0.5, 0.0),
    "warm": (0.0, 1.0, 0.03),
    "cool": (0.0, 1.0, -0.03),
}
_LIGHTEST = 0.97  # OKLab lightness above which there is no room for a tint


def shaded(rgb: RGB, word: str) -> RGB:
    """The sRGB colour as the word, one of MODIFIERS, has it."""
    import numpy as np  # words are read before anything is computed

    from editor.pixels.oklab import from_oklab, oklab

    towards, chroma, warmer = MODIFIERS[word]
    lab = oklab(np.array(rgb, np.uint8))
    lab[0] += towards * (1 - lab[0] if towards > 0 else lab[0])
    lab[1:] *= chroma
    if warmer:
        lab[0] = min(lab[0], _LIGHTEST)
        lab[1:] += np.float32(warmer) * np.array([0.35, 1.0], np.float32)
    r, g, b = from_oklab(lab).tolist()
    return r, g, b
