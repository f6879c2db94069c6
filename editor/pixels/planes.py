"""Planes and groups: what a composition is made of. Light to import, unlike composite.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from editor.pixels.blend import Mode


@dataclass(frozen=True, eq=False, slots=True)
class Plane:
    """A picture at a whole-pixel place: uint8 (h, w, 4) straight RGBA or (h, w, 3) RGB, its mask uint8 (h, w)."""

    pixels: np.ndarray
    x: int = 0
    y: int = 0
    opacity: float = 1.0
    mode: Mode = "normal"
    mask: np.ndarray | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Group:
    """Planes and groups, lowest first, composited on their own (isolated) or onto what is beneath (`through`).

    The mask is uint8 (h, w) of the whole output. A group that lets through has no mode of its own; its opacity and
    mask fade what its members did, as the non-isolated groups of ISO 32000-1, 11.4, do with the normal mode.
    """

    members: Sequence[Plane | Group]
    opacity: float = 1.0
    mode: Mode = "normal"
    mask: np.ndarray | None = None
    through: bool = False
