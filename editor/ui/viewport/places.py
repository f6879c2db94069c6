"""Where many pictures are, in arrays: edges float64 (n, 4) left, top, right, bottom; maps (n, 6) of `Affine`."""

from __future__ import annotations

import numpy as np

from editor.pixels.geometry import Affine
from editor.ui.viewport.pictures import BORDER

UPRIGHT, TURNED, FLAT, LARGE = 0, 1, 2, 4
MAGNIFIED = 2.0  # from this scale on, pixels are shown as squares


def chained(affines: np.ndarray, outer: Affine) -> np.ndarray:
    """Each map (n, 6) followed by `outer`."""
    if outer.b == outer.c == 0:
        found = affines * ((outer.a, outer.d) * 3)
        found[:, 4:] += outer.e, outer.f
        return found
    points = affines.reshape(-1, 3, 2)
    found = (points[..., :1] * (outer.a, outer.b) + points[..., 1:] * (outer.c, outer.d)).reshape(-1, 6)
    found[:, 4:] += outer.e, outer.f
    return found


def boxes(affines: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The edges (n, 4) left, top, right, bottom of pictures of `sizes` (n, 2) through maps (n, 6)."""
    steps = affines[:, :4].reshape(-1, 2, 2) * sizes[:, :, None]  # along both sides
    corners = affines[:, 4:]
    least, most = np.minimum(steps, 0.0).sum(axis=1), np.maximum(steps, 0.0).sum(axis=1)
    return np.concatenate([(corners + least).T, (corners + most).T]).T  # edge by edge in memory: so they are compared


def through(edges: np.ndarray, view: Affine) -> np.ndarray:
    """Boxes (n, 4) that hold such through a map; an upright one, which most are, only scales them."""
    if upright(view):
        return edges * np.array([view.a, view.d] * 2) + np.array([view.e, view.f] * 2)
    maps = np.tile(np.array(Affine()), (len(edges), 1))
    maps[:, 4:] = edges[:, :2]
    return boxes(chained(maps, view), edges[:, 2:] - edges[:, :2])


def framed(edges: np.ndarray, sizes: np.ndarray, levels: np.ndarray) -> np.ndarray:
    """Left, top, width and height (n, 4), with the border that levels other than the first have."""
    corners, sides = edges[:, :2], edges[:, 2:] - edges[:, :2]
    border = BORDER * sides / np.ceil(sizes / (1 << levels)[:, None]) * (levels > 0)[:, None]
    return np.concatenate([corners - border, sides + 2 * border], axis=1)


def scales_of(affines: np.ndarray) -> np.ndarray:
    """How many pixels along one becomes, as the mean of both directions."""
    a, b, c, d = affines[:, :4].T
    return np.sqrt(np.abs(a * d - b * c))


def turned(affines: np.ndarray) -> np.ndarray:
    """UPRIGHT or TURNED, of each map (n, 6)."""
    a, b, c, d = affines[:, :4].T
    return np.where((b == 0) & (c == 0) & (a > 0) & (d > 0), UPRIGHT, TURNED)


def ways(turns: np.ndarray, scales: np.ndarray) -> np.ndarray:
    """What is `turned`, and LARGE besides where it is drawn at such a scale; or FLAT."""
    found = turns + LARGE * (scales >= MAGNIFIED)
    found[scales < 1e-6] = FLAT
    return found


def upright(view: Affine) -> bool:
    """Whether it neither turns nor flips."""
    return view.b == view.c == 0 < min(view.a, view.d)
