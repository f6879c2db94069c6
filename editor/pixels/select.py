"""Selecting by what a picture shows: all of a colour, and the object inside a box."""

from __future__ import annotations

import cv2
import numpy as np

from editor.pixels.geometry import Rect
from editor.pixels.mask_ops import bounds
from editor.pixels.oklab import oklab

BAND = 1 << 18  # pixels converted at once
SOFT = 0.35  # share of the tolerance over which a colour range fades out
WORKING = 512  # px of the longer side at which an object is told from its background
LEAST = 8  # px a side of a box that can hold an object
ROUNDS, FEW = 5, 2  # of GrabCut; where nearly all is known from the start, more change nothing
DOUBT = 25  # of 255: how far from none and from all a mask is still sure of itself
RIM = 3  # px at the working size, to either side of the edge, that are looked at again at full size


def colour_range(image: np.ndarray, x: int, y: int, tolerance: float, *, contiguous: bool) -> np.ndarray:
    """The mask uint8 (h, w) of what has about the colour of pixel (x, y) in uint8 (h, w, 3 or 4) sRGB, RGB(A).

    `tolerance` is a distance in OKLab times 100 (Ottosson 2020): 2 is hardly seen, 10 a different shade, 100 black
    to white. Colours within it are 255 and fade to 0 over a third more. `contiguous` keeps only what is joined to
    the pixel. Where the pixel is fully transparent, transparency is what is selected; otherwise it never is.
    Raises ValueError where the pixel is outside.
    """
    h, w = image.shape[:2]
    if not (0 <= x < w and 0 <= y < h):
        raise ValueError(f"there is no pixel at {x},{y}: the picture is {w} x {h}")
    alpha = image[..., 3] if image.shape[2] == 4 else None
    if alpha is not None and alpha[y, x] == 0:
        mask = np.where(alpha == 0, 255, 0).astype(np.uint8)
    else:
        mask = _near(image, image[y, x, :3], max(tolerance, 0.0) / 100)
        if alpha is not None:
            mask[alpha == 0] = 0
    return _joined(mask, x, y) if contiguous else mask


def grab_cut(
    image: np.ndarray,
    box: Rect,
    *,
    foreground: np.ndarray | None = None,
    background: np.ndarray | None = None,
    rounds: int = ROUNDS,
) -> np.ndarray:
    """The mask uint8 (h, w) of the object in `box`, in uint8 (h, w, 3 or 4) sRGB, RGB(A); 0 outside of the box.

    Strokes on the object and on its background, uint8 (h, w) with marks above 127, settle what colours cannot. The
    object is found at 512 px or less by GrabCut (Rother et al. 2004), and its rim then drawn at full size by a
    guided filter (He et al. 2010) on the colour that best tells the two apart. Raises ValueError where the box is
    outside, too small, or holds nothing that can be told apart.
    """
    h, w = image.shape[:2]
    picture = Rect(0, 0, w, h)
    box = box.intersected(picture)
    if box.empty:
        raise ValueError("the box lies outside of the picture: drag it round the object")
    if min(box.w, box.h) < LEAST:
        raise ValueError(f"the box is too small: at least {LEAST} pixels a side")
    region = box.grown(max(LEAST, max(box.w, box.h) // 8)).intersected(picture)
    rgb = np.ascontiguousarray(image[region.slices][..., :3])
    scale = min(1.0, WORKING / max(region.w, region.h))
    small = (max(1, round(region.w * scale)), max(1, round(region.h * scale)))
    seeds = _seeds(region, box, small, foreground, background)
    coarse = _told_apart(cv2.resize(rgb, small, interpolation=cv2.INTER_AREA), seeds, rounds)
    fine = _refined(rgb, coarse, max(1.0, 1 / scale))
    for strokes, value in ((foreground, 255), (background, 0)):
        if strokes is not None:
            fine[strokes[region.slices] > 127] = value
    out = np.zeros((h, w), np.uint8)
    out[box.slices] = fine[box.translated(-region.x, -region.y).slices]
    return out


def settled(image: np.ndarray, box: Rect, mask: np.ndarray) -> np.ndarray:
    """A mask uint8 (h, w) of what is in `box` with its doubtful parts told by colour; what it is sure of stays.

    `image` is uint8 (h, w, 3 or 4) sRGB, RGB(A). Where colours tell nothing, the mask itself.
    """
    sure, gone = (np.where(found, np.uint8(255), np.uint8(0)) for found in (mask > 255 - DOUBT, mask < DOUBT))
    try:
        return grab_cut(image, box, foreground=sure, background=gone, rounds=FEW)
    except ValueError:
        return mask


def refined(image: np.ndarray, mask: np.ndarray, stroke: np.ndarray, *, erase: bool = False) -> np.ndarray:
    """The mask uint8 (h, w) after a stroke on what belongs to the object, or with `erase` on what does not.

    `image` is uint8 (h, w, 3 or 4) sRGB, RGB(A); the stroke uint8 (h, w) with marks above 127. Near the stroke, object
    and background are told apart anew, from what is known farther away; nothing that was marked is lost by adding,
    and nothing is gained by erasing. Raises ValueError where there is no stroke.
    """
    marks = bounds(stroke)
    if marks.empty:
        raise ValueError("the stroke lies outside of the picture: draw it on the object")
    h, w = mask.shape
    near = marks.grown(max(2 * LEAST, max(marks.w, marks.h) // 2)).intersected(Rect(0, 0, w, h))
    known = np.full((h, w), 255, np.uint8)
    known[near.slices] = 0
    object_, rest = cv2.min(mask, known), cv2.min(cv2.bitwise_not(mask), known)
    if erase:
        rest = cv2.max(rest, stroke)
    else:
        object_ = cv2.max(object_, stroke)
    try:
        found = grab_cut(image, Rect(0, 0, w, h), foreground=object_, background=rest)
    except ValueError:  # nothing but the stroke is known
        found = np.where(stroke > 127, 0 if erase else 255, mask).astype(np.uint8)
    out = mask.copy()
    pick = cv2.min if erase else cv2.max
    out[near.slices] = pick(mask[near.slices], found[near.slices])
    return out


def _near(image: np.ndarray, colour: np.ndarray, tolerance: float) -> np.ndarray:
    """255 within the tolerance of a colour, fading outward."""
    centre = oklab(colour.reshape(1, 1, 3))[0, 0]
    fade = max(SOFT * tolerance, 1e-4)
    mask = np.empty(image.shape[:2], np.uint8)
    step = max(1, BAND // image.shape[1])
    for top in range(0, len(mask), step):
        lab = oklab(np.ascontiguousarray(image[top : top + step, :, :3])) - centre
        distance = np.sqrt(np.einsum("ijk,ijk->ij", lab, lab))
        mask[top : top + step] = np.rint(np.clip((tolerance + fade - distance) / fade, 0, 1) * 255)
    return mask


def _joined(mask: np.ndarray, x: int, y: int) -> np.ndarray:
    """What of the mask is joined, side by side, to pixel (x, y)."""
    marked = cv2.threshold(mask, 0, 1, cv2.THRESH_BINARY)[1]
    reached = np.zeros((mask.shape[0] + 2, mask.shape[1] + 2), np.uint8)
    cv2.floodFill(marked, reached, (x, y), 1, flags=4 | cv2.FLOODFILL_MASK_ONLY | (255 << 8))
    return cv2.bitwise_and(mask, reached[1:-1, 1:-1])


def _seeds(
    region: Rect, box: Rect, small: tuple[int, int], foreground: np.ndarray | None, background: np.ndarray | None
) -> np.ndarray:
    """What GrabCut starts from, at the working size."""
    seeds = np.full((region.h, region.w), cv2.GC_BGD, np.uint8)
    seeds[box.translated(-region.x, -region.y).slices] = cv2.GC_PR_FGD
    seeds = cv2.resize(seeds, small, interpolation=cv2.INTER_NEAREST)
    for strokes, value in ((foreground, cv2.GC_FGD), (background, cv2.GC_BGD)):
        if strokes is not None:
            marks = cv2.threshold(np.ascontiguousarray(strokes[region.slices]), 127, 255, cv2.THRESH_BINARY)[1]
            seeds[cv2.resize(marks, small, interpolation=cv2.INTER_AREA) > 64] = value
    return seeds


def _told_apart(rgb: np.ndarray, seeds: np.ndarray, rounds: int) -> np.ndarray:
    """0 and 255 at the working size. A box on the picture's own border leaves no known background: its rim is."""
    if not (seeds == cv2.GC_BGD).any():
        seeds[0], seeds[-1], seeds[:, 0], seeds[:, -1] = (cv2.GC_BGD,) * 4
    cv2.setRNGSeed(1)  # the same answer every time
    cv2.grabCut(rgb, seeds, (0, 0, 0, 0), np.zeros((1, 65)), np.zeros((1, 65)), rounds, cv2.GC_INIT_WITH_MASK)
    found = np.where((seeds == cv2.GC_FGD) | (seeds == cv2.GC_PR_FGD), 255, 0).astype(np.uint8)
    if not found.any():
        raise ValueError("nothing in the box differs from what is round it: mark the object with a stroke")
    return found


def _refined(rgb: np.ndarray, coarse: np.ndarray, scale: float) -> np.ndarray:
    """The coarse answer at full size, with an antialiased edge that follows the picture within the rim."""
    h, w = rgb.shape[:2]
    smooth = cv2.resize(coarse, (w, h), interpolation=cv2.INTER_LINEAR)
    side = 2 * round(RIM * scale) + 1
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * RIM + 1, 2 * RIM + 1))
    rim = cv2.resize(cv2.morphologyEx(coarse, cv2.MORPH_GRADIENT, disc), (w, h), interpolation=cv2.INTER_NEAREST)
    guide = _telling(rgb, smooth, rim)
    target = smooth.astype(np.float32) / 255
    mean_g, mean_t = (cv2.boxFilter(a, -1, (side, side)) for a in (guide, target))
    spread = cv2.boxFilter(guide * guide, -1, (side, side)) - mean_g * mean_g
    slope = (cv2.boxFilter(guide * target, -1, (side, side)) - mean_g * mean_t) / (spread + 1e-3)
    offset = mean_t - slope * mean_g
    value = cv2.boxFilter(slope, -1, (side, side)) * guide + cv2.boxFilter(offset, -1, (side, side))
    edge = np.rint(np.clip((value - 0.5) * 2 + 0.5, 0, 1) * 255).astype(np.uint8)
    return np.where(rim > 0, edge, smooth)


def _telling(rgb: np.ndarray, smooth: np.ndarray, rim: np.ndarray) -> np.ndarray:
    """The one channel, float32 (h, w), in which inside and outside near the rim differ most (Fisher 1936)."""
    near = np.flatnonzero(rim)
    near = near[:: max(1, len(near) // 20_000)]
    colours, inside = rgb.reshape(-1, 3)[near].astype(np.float64) / 255, smooth.ravel()[near] > 127
    if not inside.any() or inside.all():
        return cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.float32) / 255
    a, b = colours[inside], colours[~inside]
    scatter = np.cov(a.T, bias=True) + np.cov(b.T, bias=True) + 1e-3 * np.eye(3)
    way = np.linalg.solve(scatter, a.mean(0) - b.mean(0))
    way /= max(float(np.abs(way).sum()), 1e-9)
    return cv2.transform(rgb.astype(np.float32) / 255, way.astype(np.float32).reshape(1, 3))
