"""Fit: from a redrawn whole picture to an exact local edit, and a judgement of whether it may be trusted."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import msgspec
import numpy as np

from editor.document.edge import Edge
from editor.document.report import FitReport
from editor.engine.checked import LARGEST_AREA
from editor.engine.errors import BadResult, Cancelled
from editor.pixels import alarms, grain, match, seam
from editor.pixels.lucas_kanade import place
from editor.pixels.register import affine, luma
from editor.steps.verdict import edge_words, report_of

LARGEST_RATIO = 8.0
IDENTICAL = 0.97  # of the known pixels within a level
STILL = 0.08  # pixels; a smaller displacement is not worth a resampling
RING = 40.0  # pixels outside the mask that count as its edge


class Fitted(msgspec.Struct, frozen=True, eq=False):
    """`pixels` uint8 (h, w, 3; or 4, from words alone), the engine's whole crop in the place and look of what was sent;
    `alpha` uint8 (h, w), mask and edge, exactly 0 where nothing may change. sRGB, RGB order, straight alpha."""

    pixels: np.ndarray
    alpha: np.ndarray
    report: FitReport


class Scene(NamedTuple):
    """What was sent: RGB float32 (h, w, 3), the mask, what of it or besides was marked for the engine, where the
    original is known to stay, where it is empty, and the depth inside the mask."""

    colours: np.ndarray
    mask: np.ndarray
    marked: np.ndarray
    known: np.ndarray
    empty: np.ndarray
    depth: np.ndarray


def fit(
    original: np.ndarray,
    answer: np.ndarray,
    mask: np.ndarray,
    edge: Edge = Edge(),  # noqa: B008 - a frozen value
    *,
    marked: np.ndarray | None = None,
    outpaint: bool = False,
    native: bool = False,
    follow: bool = False,
    seed: int = 0,
    stop: np.ndarray | None = None,
) -> Fitted:
    """Undo scale, move and look of an answer, and give it the mask's edge.

    original uint8 (h, w, 4), straight sRGB, alpha 0 where nothing is yet; answer uint8 (h2, w2, 3 or 4); mask uint8
    (h, w), 0 keep. `marked` uint8 (h, w) is what the engine was told to change where that is not the mask: what it
    covers besides is not compared, and stays as it was all the same. `outpaint` fades what is left of a difference at
    the edge into the new part, as does any hole of the original in the mask. `native` engines promise to leave the
    rest alone: their edge is the mask itself. `follow` lets the crop move with a subject that moved. Raises BadResult
    where the answer is no usable picture, Cancelled on stop.
    """
    _checked(original, answer, mask)
    scene, flat = _scene(original, mask, marked), _flat(answer, original)
    sized = _sized(flat, mask.shape)
    if flat.shape == sized.shape and _identical(scene, sized):
        return _finished(scene, sized.astype(np.float32), edge, FitReport(verdict="identity"), native=native)
    if native and not scene.known.any():  # all of it is another: there is nothing to place it by
        return _finished(scene, sized.astype(np.float32), edge, FitReport(), native=native)
    go_on(stop)
    matrix = affine(luma(scene.colours), luma(sized), _grown(scene, 6))
    placed, report = _aligned(scene, flat, sized, matrix, stop)
    if follow and report.follow is not None:
        matrix[:, 2] += matrix[:, :2] @ np.array(report.follow)
        placed, report = _aligned(scene, flat, sized, matrix, stop)
    go_on(stop)
    near = _grown(scene, 2) * _near(scene.marked, grain.NEAR)
    placed = grain.grained(scene.colours, placed, near, seed)
    extends = outpaint or bool((scene.empty & (mask > 0)).any())
    if extends and not native:
        placed = placed + seam.edge_offset(scene.colours, placed, scene.depth, scene.known)
    return _finished(scene, placed, edge, report, native=native)


def _checked(original: np.ndarray, answer: np.ndarray, mask: np.ndarray) -> None:
    advice = "Try again; if it happens again, choose another engine."
    if original.ndim != 3 or original.shape[2] != 4 or mask.shape != original.shape[:2]:
        raise ValueError("what was sent must be RGBA, with a mask of its size")
    if not isinstance(answer, np.ndarray) or answer.dtype != np.uint8 or answer.ndim != 3:
        raise BadResult("The engine's answer is no picture of 8 bits a channel.", advice)
    h, w, channels = answer.shape
    if channels not in (3, 4) or h < 1 or w < 1:
        raise BadResult("The engine's answer holds no pixels, or is not RGB.", advice)
    if h * w > LARGEST_AREA:
        raise BadResult(f"The engine's answer of {w} x {h} pixels is too large.", "Ask for a smaller picture.")
    ratios = h / mask.shape[0], w / mask.shape[1]
    if max(ratios) > LARGEST_RATIO or min(ratios) < 1 / LARGEST_RATIO:
        raise BadResult(f"The engine's answer of {w} x {h} pixels has nothing to do with what was sent.", advice)


def _scene(original: np.ndarray, mask: np.ndarray, marked: np.ndarray | None) -> Scene:
    solid = original[..., 3] >= 250
    either = mask if marked is None else np.maximum(mask, marked)
    known = (solid & (either == 0)).astype(np.float32)
    return Scene(original[..., :3].astype(np.float32), mask, either, known, ~solid, seam.depth_of(mask))


def _flat(answer: np.ndarray, original: np.ndarray) -> np.ndarray:
    """RGB: where the answer is transparent, what was sent shows through."""
    if answer.shape[2] == 3:
        return answer
    if (answer[..., 3] == 255).all():
        return np.ascontiguousarray(answer[..., :3])
    beneath = _sized(original[..., :3], answer.shape[:2]).astype(np.float32)
    alpha = answer[..., 3:].astype(np.float32) / 255
    return (answer[..., :3] * alpha + beneath * (1 - alpha) + 0.5).astype(np.uint8)


def _sized(pixels: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    h, w = shape[:2]
    if pixels.shape[:2] == (h, w):
        return np.ascontiguousarray(pixels)
    smaller = h * w < pixels.shape[0] * pixels.shape[1]
    return cv2.resize(pixels, (w, h), interpolation=cv2.INTER_AREA if smaller else cv2.INTER_CUBIC)


def _identical(scene: Scene, sized: np.ndarray) -> bool:
    known = scene.known > 0
    if known.sum() < 16:
        return False
    same = np.abs(scene.colours - sized).max(axis=2) <= 1
    return bool(same[known].mean() > IDENTICAL)


def _grown(scene: Scene, pixels: int) -> np.ndarray:
    """Known, and at least `pixels` away from what is not: float32 (h, w)."""
    return cv2.erode(scene.known, np.ones((2 * pixels + 1, 2 * pixels + 1), np.uint8))


def _near(mask: np.ndarray, reach: float) -> np.ndarray:
    return (seam.away_from(mask) <= reach).astype(np.float32)


def _aligned(
    scene: Scene, native: np.ndarray, sized: np.ndarray, matrix: np.ndarray, stop: np.ndarray | None
) -> tuple[np.ndarray, FitReport]:
    """The answer in the place and colours of what was sent, float32 (h, w, 3), and what had to be undone."""
    where = place(scene.colours, sized, _grown(scene, 3), matrix)
    go_on(stop)
    h, w = scene.mask.shape
    placed, inside = _resampled(native, sized, where)
    known = _grown(scene, 2) * inside
    weight = match.agreement(scene.colours, placed, known)
    colour = _difference(scene.colours, placed, weight)
    placed = match.curved(placed, match.curve(scene.colours, placed, weight))
    placed += match.offsets(scene.colours, placed, weight, scene.depth)
    go_on(stop)
    near = _near(scene.marked, RING)
    judgement = alarms.judged(scene.colours, placed, known, near)
    local = cv2.transform(_places(h, w), matrix.astype(np.float32)) - where
    centre = matrix @ np.array([(w - 1) / 2, (h - 1) / 2, 1.0]) - np.array([(w - 1) / 2, (h - 1) / 2])
    report = report_of(
        judgement,
        shift=(round(float(centre[0]), 3), round(float(centre[1]), 3)),
        scale=round(float(np.sqrt(abs(np.linalg.det(matrix[:, :2])))), 5),
        warp=_percentile(np.hypot(local[..., 0], local[..., 1])[::4, ::4], (known * near)[::4, ::4]),
        colour=colour,
        changed=_changed(scene, sized),
    )
    return placed, report


def _resampled(native: np.ndarray, sized: np.ndarray, where: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The native answer read once at the places found, and which of them lie inside it."""
    h, w = where.shape[:2]
    x, y = where[..., 0], where[..., 1]
    inside = ((x > -0.5) & (y > -0.5) & (x < w - 0.5) & (y < h - 0.5)).astype(np.float32)
    if native.shape == sized.shape and float(np.abs(where - _places(h, w)).max()) < STILL:
        return sized.astype(np.float32), inside
    sx, sy = native.shape[1] / w, native.shape[0] / h
    values = native.astype(np.float32)
    larger = max(sx, sy)
    if larger > 1.4:
        values = cv2.GaussianBlur(values, (0, 0), 0.5 * float(np.sqrt(larger**2 - 1)))
    x, y = (x + 0.5) * np.float32(sx) - 0.5, (y + 0.5) * np.float32(sy) - 0.5
    found = cv2.remap(values, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.clip(found, 0, 255), inside


def _finished(scene: Scene, placed: np.ndarray, edge: Edge, report: FitReport, *, native: bool) -> Fitted:
    """The edge, and the report completed."""
    width = seam.widths(scene.colours, placed, scene.depth, 1.0 - scene.empty.astype(np.float32))
    pixels = np.clip(placed + 0.5, 0, 255).astype(np.uint8)
    alpha = _alpha(scene, width, edge, native)
    rim = (scene.depth > 0) & (scene.depth <= 2) & ~scene.empty
    words = report.messages
    if report.trusted and report.verdict != "identity" and not native:
        crossing = float((width[rim] > 6).mean()) if rim.any() else 0.0
        words += edge_words(crossing, float(scene.depth.max()))
    ramp = 0.0 if native or not rim.any() else round(float(width[rim].mean()), 2)
    beyond = _beyond(scene.mask, alpha, edge)
    return Fitted(pixels, alpha, msgspec.structs.replace(report, messages=words, ramp=ramp, outside_changed=beyond))


def _alpha(scene: Scene, width: np.ndarray, edge: Edge, native: bool) -> np.ndarray:
    if edge.policy == "blend" and edge.width > 0:
        alpha = seam.blended(scene.mask, scene.depth, width, scene.empty, edge.width)
        return np.where(scene.mask > 0, scene.mask, alpha) if native else alpha
    return scene.mask if native else seam.ramp(scene.mask, scene.depth, width, scene.empty)


def _beyond(mask: np.ndarray, alpha: np.ndarray, edge: Edge) -> int:
    """How many pixels would be changed beyond what the edge allows, which has to be none."""
    reach = edge.width if edge.policy == "blend" else 0
    return int(((seam.away_from(mask) > reach) & (alpha > 0)).sum())


def _difference(original: np.ndarray, placed: np.ndarray, weight: np.ndarray) -> float:
    """Mean absolute difference of colour, smoothed so that texture plays no part, levels."""
    h, w = weight.shape
    size = (max(1, w // 8), max(1, h // 8))
    rest = cv2.resize((original - placed) * weight[..., None], size, interpolation=cv2.INTER_AREA)
    share = float(cv2.resize(weight, size, interpolation=cv2.INTER_AREA).sum())
    return round(float(np.abs(rest).mean(axis=2).sum()) / max(1e-6, share), 3)


def _changed(scene: Scene, sized: np.ndarray) -> float:
    known = scene.known > 0
    if not known.any():
        return 0.0
    b, g, r = cv2.split(np.abs(scene.colours - sized))
    return round(float((np.maximum(np.maximum(r, g), b)[known] > 8).mean()), 4)


def _percentile(values: np.ndarray, where: np.ndarray) -> float:
    chosen = values[where > 0]
    return round(float(np.percentile(chosen, 95)), 3) if chosen.size else 0.0


def _places(h: int, w: int) -> np.ndarray:
    return np.stack(np.meshgrid(np.arange(w, dtype=np.float32), np.arange(h, dtype=np.float32)), axis=2)


def go_on(stop: np.ndarray | None) -> None:
    if stop is not None and stop.any():
        raise Cancelled("It was stopped.")
