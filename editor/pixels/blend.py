"""The sixteen blend modes: their stored names, and their maths in plain numpy as the reference for the kernels.

Formulas: W3C "Compositing and Blending Level 1", sections 5.8 (compositing), 10.1 (separable) and 10.2
(non-separable). Everything here works on the encoded values (not in linear light), as that standard does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, cast, get_args

import numpy as np
from numpy.typing import NDArray

Mode = Literal[
    "normal",
    "multiply",
    "screen",
    "overlay",
    "darken",
    "lighten",
    "color-dodge",
    "color-burn",
    "hard-light",
    "soft-light",
    "difference",
    "exclusion",
    "hue",
    "saturation",
    "color",
    "luminosity",
]
MODES: tuple[Mode, ...] = get_args(Mode)

# Formulas of the standard jump: dodge at (0, 1), burn at (1, 0), the hue of a grey. Where the jump falls must not
# hang on the last bit of a float, so values this close to it count as being there.
EDGE = 1e-5
GREY = 1e-4

Floats = NDArray[np.floating]
_LUMINANCE = np.array([0.30, 0.59, 0.11])


def reference(
    backdrop: Floats, source: Floats, mode: Mode = "normal", opacity: float = 1.0, mask: Floats | None = None
) -> Floats:
    """`source` composited onto `backdrop`: float (..., 4), straight RGBA in 0..1, in the precision of its inputs.

    `mask` is float (...) in 0..1. The colour of a wholly transparent result is 0. Raises ValueError for an
    unknown mode.
    """
    cb, ab = backdrop[..., :3], backdrop[..., 3:]
    cs, alpha = source[..., :3], source[..., 3:] * opacity
    if mask is not None:
        alpha = alpha * mask[..., None]
    mixed = (1 - ab) * cs + ab * blended(mode, cb, cs)
    whole = alpha + ab * (1 - alpha)
    weighted = alpha * mixed + ab * (1 - alpha) * cb
    colour = np.divide(weighted, whole, out=np.zeros_like(weighted), where=whole > 0)
    return np.concatenate([colour, whole], -1)


def blended(mode: Mode, backdrop: Floats, source: Floats) -> Floats:
    """B(cb, cs) of the standard: the mixed colour where both are opaque; float (..., 3) RGB in 0..1."""
    if mode not in MODES:
        raise ValueError(f"there is no blend mode {mode!r}; the modes are {', '.join(MODES)}")
    return _FORMULAS[mode](backdrop, source)


def _hard_light(cb: Floats, cs: Floats) -> Floats:
    return np.where(cs <= 0.5, cb * 2 * cs, cb + (2 * cs - 1) - cb * (2 * cs - 1))


def _color_dodge(cb: Floats, cs: Floats) -> Floats:
    full = cs >= 1 - EDGE
    risen = np.where(full, 1.0, np.minimum(1, cb / np.where(full, 1, 1 - cs)))
    return np.where(cb <= EDGE, 0.0, risen)


def _color_burn(cb: Floats, cs: Floats) -> Floats:
    return 1 - _color_dodge(1 - cb, 1 - cs)


def _soft_light(cb: Floats, cs: Floats) -> Floats:
    lit = np.where(cb <= 0.25, ((16 * cb - 12) * cb + 4) * cb, np.sqrt(np.maximum(cb, 0)))
    return np.where(cs <= 0.5, cb - (1 - 2 * cs) * cb * (1 - cb), cb + (2 * cs - 1) * (lit - cb))


def _lum(c: Floats) -> Floats:
    return (c * _LUMINANCE.astype(c.dtype)).sum(-1, keepdims=True)


def _sat(c: Floats) -> Floats:
    return c.max(-1, keepdims=True) - c.min(-1, keepdims=True)


def _set_sat(c: Floats, saturation: Floats) -> Floats:
    spread = _sat(c)
    grey = spread < GREY
    return np.where(grey, 0, (c - c.min(-1, keepdims=True)) * saturation / np.where(grey, 1, spread))


def _set_lum(c: Floats, luminance: Floats) -> Floats:
    c = c + (luminance - _lum(c))
    lum, low, high = _lum(c), c.min(-1, keepdims=True), c.max(-1, keepdims=True)
    c = np.where(low < 0, lum + (c - lum) * np.maximum(lum, 0) / np.maximum(lum - low, EDGE), c)
    return np.where(high > 1, lum + (c - lum) * np.maximum(1 - lum, 0) / np.maximum(high - lum, EDGE), c)


_FORMULAS = cast(
    "dict[Mode, Callable[[Floats, Floats], Floats]]",
    {
        "normal": lambda cb, cs: cs,
        "multiply": lambda cb, cs: cb * cs,
        "screen": lambda cb, cs: cb + cs - cb * cs,
        "overlay": lambda cb, cs: _hard_light(cs, cb),
        "darken": np.minimum,
        "lighten": np.maximum,
        "color-dodge": _color_dodge,
        "color-burn": _color_burn,
        "hard-light": _hard_light,
        "soft-light": _soft_light,
        "difference": lambda cb, cs: np.abs(cb - cs),
        "exclusion": lambda cb, cs: cb + cs - 2 * cb * cs,
        "hue": lambda cb, cs: _set_lum(_set_sat(cs, _sat(cb)), _lum(cb)),
        "saturation": lambda cb, cs: _set_lum(_set_sat(cb, _sat(cs)), _lum(cb)),
        "color": lambda cb, cs: _set_lum(cs, _lum(cb)),
        "luminosity": lambda cb, cs: _set_lum(cb, _lum(cs)),
    },
)
