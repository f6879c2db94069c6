"""Masks as arrays: shapes drawn, grown, shrunk, feathered and inverted, and the outline of what they mark.

Masks are uint8 (h, w), 0 keep .. 255 change. What lies outside an array counts as a repeat of its edge, so a mask
that touches the border is not eaten there, and shrinking is exactly growing what is left out.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import cv2
import numpy as np

from editor.pixels.geometry import Rect, Size

FAR = 72  # px from which on a distance transform is quicker, where a mask is hard
BAND = 1 << 18  # pixels worked on at once, so that they stay in the processor's cache


def bounds(mask: np.ndarray) -> Rect:
    """The smallest rectangle that holds every value above 0; empty where there is none."""
    return Rect(*cv2.boundingRect(mask))


def inverted(mask: np.ndarray) -> np.ndarray:
    """255 minus each value."""
    return cv2.bitwise_not(mask)


def grown(mask: np.ndarray, px: int) -> np.ndarray:
    """Each value is the largest within `px` pixels: a grey dilation by a disc of radius px + 1/2.

    Soft edges are moved outward as they are. Raises ValueError where `px` is negative.
    """
    if px < 0:
        raise ValueError("a mask grows by 0 px or more: shrink it instead")
    box = bounds(mask).grown(px).intersected(Rect(0, 0, mask.shape[1], mask.shape[0]))
    if px == 0 or box.empty:
        return mask.copy()
    out = np.zeros_like(mask)
    part = mask[box.slices]
    out[box.slices] = _grown_hard(part, px) if px > FAR and _hard(part) else _grown_soft(part, px)
    return out


def shrunk(mask: np.ndarray, px: int) -> np.ndarray:
    """Each value is the smallest within `px` pixels: `inverted(grown(inverted(mask), px))`.

    Raises ValueError where `px` is negative.
    """
    if px < 0:
        raise ValueError("a mask shrinks by 0 px or more: grow it instead")
    box = bounds(mask).grown(px).intersected(Rect(0, 0, mask.shape[1], mask.shape[0]))
    if px == 0 or box.empty:
        return mask.copy()
    out = np.zeros_like(mask)
    out[box.slices] = inverted(grown(inverted(mask[box.slices]), px))
    return out


def feathered(mask: np.ndarray, px: int) -> np.ndarray:
    """A soft edge that reaches `px` pixels to either side of where it was; farther away nothing changes.

    Three box means in a row, close to a Gaussian of standard deviation px / 3. Raises ValueError where `px` is
    negative.
    """
    if px < 0:
        raise ValueError("a feather is 0 px wide or more")
    box = bounds(mask).grown(px).intersected(Rect(0, 0, mask.shape[1], mask.shape[0]))
    if px == 0 or box.empty:
        return mask.copy()
    soft = mask[box.slices].astype(np.uint16) * 257
    for radius in (px // 3, (px + 1) // 3, (px + 2) // 3):
        if radius:
            side = (2 * radius + 1, 2 * radius + 1)
            soft = cv2.boxFilter(soft, -1, side, borderType=cv2.BORDER_REPLICATE)
    out = np.zeros_like(mask)
    out[box.slices] = cv2.convertScaleAbs(soft, alpha=1 / 257)
    return out


def rectangle(size: Size, x: float, y: float, w: float, h: float) -> np.ndarray:
    """A mask of `size` with the rectangle's pixels at 255; at fractional edges, the share that is covered."""
    down, across = _covered(size.h, y, y + h), _covered(size.w, x, x + w)
    return np.rint(np.outer(down, across * 255)).astype(np.uint8)


def ellipse(size: Size, x: float, y: float, w: float, h: float) -> np.ndarray:
    """A mask of `size` with the ellipse that touches the sides of the given rectangle, its edge antialiased."""
    rx, ry = w / 2, h / 2
    count = 16 + math.ceil(math.pi * math.sqrt(max(rx, ry, 1) / 0.02))  # chords at most 0.01 px inside the curve
    angles = np.arange(count) * (2 * math.pi / count)
    return polygon(size, np.stack([x + rx + rx * np.cos(angles), y + ry + ry * np.sin(angles)], axis=1))


def polygon(size: Size, points: Iterable[tuple[float, float]] | np.ndarray) -> np.ndarray:
    """A mask of `size` with the closed polygon filled: each pixel's value is the share that is covered.

    Points are (x, y) of pixel edges and may lie outside. Loops that cross themselves count where they turn the same
    way; where one turns against another, what both enclose is left out. Fewer than three points enclose nothing.
    The share is summed exactly along the edges, as scan converters of fonts do it (Levien 2016, "font-rs").
    """
    path = np.asarray(points if isinstance(points, np.ndarray) else list(points), np.float64).reshape(-1, 2)
    out = np.zeros((size.h, size.w), np.uint8)
    if len(path) < 3:
        return out
    x, y, place, dy = _pieces(path, size)
    step = max(1, BAND // size.w)
    for top in range(0, size.h, step):
        bottom = min(size.h, top + step)
        here = (y >= top) & (y < bottom)
        cell = (y[here] - top) * (size.w + 2) + x[here]
        total = (bottom - top) * (size.w + 2)
        cover = np.bincount(cell, dy[here] * (1 - place[here]), total)
        cover += np.bincount(cell + 1, dy[here] * place[here], total)
        share = np.abs(np.cumsum(cover.reshape(bottom - top, -1), axis=1)[:, : size.w])
        out[top:bottom] = np.rint(np.minimum(share, 1) * 255)
    return out


def outline(mask: np.ndarray, tolerance: float = 0.5) -> list[np.ndarray]:
    """Closed curves around what is more than half marked, and around the holes in it: float (n, 2) of (x, y).

    Coordinates are of pixel edges. Each curve is within about `tolerance` pixels and a quarter; from 2 px on, the
    mask is first made smaller by that much, so that a far view costs little.
    """
    box = bounds(mask)
    if box.empty:
        return []
    part, shrink = mask[box.slices], max(1, int(tolerance))
    if shrink > 1:
        small = (-(-box.w // shrink), -(-box.h // shrink))
        bottom, right = small[1] * shrink - box.h, small[0] * shrink - box.w
        part = cv2.copyMakeBorder(part, 0, bottom, 0, right, cv2.BORDER_CONSTANT, value=0)
        part = cv2.resize(part, small, interpolation=cv2.INTER_AREA)
    marked = cv2.resize(
        cv2.threshold(part, 127, 255, cv2.THRESH_BINARY)[1], None, fx=2, fy=2, interpolation=cv2.INTER_NEAREST
    )
    curves, _ = cv2.findContours(marked, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    simple = (cv2.approxPolyDP(curve, 2 * tolerance / shrink, True) for curve in curves)
    return [(curve.reshape(-1, 2) + 0.5) * (shrink / 2) + (box.x, box.y) for curve in simple]


def _covered(length: int, start: float, end: float) -> np.ndarray:
    """How much of each of `length` unit cells lies between start and end: float (length,)."""
    cells = np.arange(length)
    return np.clip(np.minimum(cells + 1, end) - np.maximum(cells, start), 0, 1)


def _pieces(path: np.ndarray, size: Size) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The polygon's edges cut at every pixel border: column, row, mean place within the column, signed height."""
    ends = np.roll(path, -1, axis=0)
    edges, shares = [np.arange(len(path)).repeat(2)], [np.tile([0.0, 1.0], len(path))]
    for axis, length in ((0, size.w), (1, size.h)):
        start, end = path[:, axis], ends[:, axis]
        first = np.ceil(np.clip(np.minimum(start, end), 0, length)).astype(np.int64)
        last = np.floor(np.clip(np.maximum(start, end), 0, length)).astype(np.int64)
        counts = np.where(start == end, 0, np.maximum(last - first + 1, 0))
        edge = np.arange(len(path)).repeat(counts)
        nth = np.arange(len(edge)) - (np.cumsum(counts) - counts)[edge]
        edges.append(edge)
        shares.append(np.clip((first[edge] + nth - start[edge]) / (end - start)[edge], 0, 1))
    edge, share = np.concatenate(edges), np.concatenate(shares)
    order = np.lexsort((share, edge))
    edge, share = edge[order], share[order]
    places = path[edge] + share[:, None] * (ends - path)[edge]
    joined = edge[1:] == edge[:-1]
    a, b = places[:-1][joined], places[1:][joined]
    dy, middle = b[:, 1] - a[:, 1], (a + b) / 2
    inside = (dy != 0) & (middle[:, 1] > 0) & (middle[:, 1] < size.h)
    x, y = np.clip(middle[inside, 0], 0, size.w), middle[inside, 1]
    column = np.floor(x).astype(np.int64)
    return column, np.floor(y).astype(np.int64), x - column, dy[inside]


def _hard(mask: np.ndarray) -> bool:
    """True where there are only 0 and 255."""
    return cv2.countNonZero(mask) == cv2.countNonZero(cv2.threshold(mask, 254, 255, cv2.THRESH_BINARY)[1])


def _grown_hard(mask: np.ndarray, px: int) -> np.ndarray:
    distance = cv2.distanceTransform(cv2.bitwise_not(mask), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return cv2.threshold(distance, px + 0.5, 255, cv2.THRESH_BINARY_INV)[1].astype(np.uint8)


def _grown_soft(mask: np.ndarray, px: int) -> np.ndarray:
    """Row by row of the disc, in bands of the picture: about three maxima a pixel of radius."""
    h, w = mask.shape
    out = np.empty_like(mask)
    step = max(1, BAND // w)
    for top in range(0, h, step):
        bottom = min(h, top + step)
        first = max(0, top - px)
        out[top:bottom] = _band(mask[first : min(h, bottom + px)], px, top - first, bottom - top)
    return out


def _band(mask: np.ndarray, px: int, top: int, height: int) -> np.ndarray:
    """Rows top .. top + height of the dilation. `wide` is the mask dilated along its rows alone, ever wider."""
    h, w = mask.shape
    reach = [math.isqrt(px * px + px - dy * dy) for dy in range(px + 1)]  # (px + 1/2)^2 without its quarter
    wide = mask
    out = np.zeros((height, w), np.uint8)
    radius = 0
    for dy in range(px, -1, -1):
        while radius < reach[dy]:
            wide, radius = _widened(wide, radius), radius + 1
        for shift in {-dy, dy}:
            low, high = max(0, -(top + shift)), min(height, h - top - shift)
            if low < high:
                rows = out[low:high]
                cv2.max(rows, wide[top + shift + low : top + shift + high], rows)
    return out


def _widened(wide: np.ndarray, radius: int) -> np.ndarray:
    """From the maxima within `radius` along a row to those within one more."""
    out = wide.copy()
    cv2.max(out[:, 1:], wide[:, :-1], out[:, 1:])
    cv2.max(out[:, :-1], wide[:, 1:], out[:, :-1])
    return out
