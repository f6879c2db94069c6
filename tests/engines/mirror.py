"""A test-only engine that redraws the whole picture the way hosted models do, and knows what it did to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import cv2
import numpy as np

from editor.engine.contract import Abilities, Candidate, Price, Progress, Request
from editor.engine.stop import Stop

PLAIN: dict[str, Any] = {
    "shift": (0.0, 0.0),  # pixels of the sent crop
    "scale": 1.0,
    "warp": 0.0,  # largest smooth local displacement, pixels
    "wave": 120.0,  # its wavelength's scale, pixels
    "gamma": 1.0,
    "cast": (0.0, 0.0, 0.0),  # levels
    "drift": 0.0,  # largest regional colour drift, levels
    "texture": 0.0,  # 0..1: denoised, grained and sharpened again
    "grain": 2.0,  # standard deviation of the new grain, levels
    "jpeg": 0,  # quality; 0 leaves it out
    "size": 1.0,  # of the answer
    "edit": "none",  # none, object, recolour, shadow, across
    "unasked": False,  # one change elsewhere
    "subject": 0.0,  # pixels by which what lies about the mask moves
}


class Redrawn(NamedTuple):
    """`pixels` uint8 (h2, w2, 3) as answered; `truth` uint8 (h, w, 3): the edit in the look and place of the original;
    `place` float32 (h, w, 2): where each sent pixel is in the answer, in sent pixels."""

    pixels: np.ndarray
    truth: np.ndarray
    place: np.ndarray


class Mirror:
    """Options of the request set what it does; the same seed gives the same picture."""

    name = "mirror"
    title = "Mirror"
    version = "1"
    abilities = Abilities(kinds=frozenset({"inpaint", "outpaint"}), masks="redraw", place="thread", offline=True)

    def price(self, request: Request) -> Price | None:
        return Price(0)

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        assert request.image is not None
        assert request.mask is not None
        yield Progress(0.5, "redrawing")
        stop.check()
        made = redrawn(request.image, request.mask, request.options, request.seed)
        yield Candidate(pixels=made.pixels, seed=request.seed)


def hosted(rng: np.random.Generator, **more: Any) -> dict[str, Any]:
    """Options of an ordinary answer: a bit of everything, within what fit promises to undo."""
    angle, length = rng.uniform(0, 2 * np.pi), rng.uniform(0, 6)
    return {
        "shift": (float(length * np.cos(angle)), float(length * np.sin(angle))),
        "scale": float(rng.uniform(0.99, 1.01)),
        "warp": float(rng.uniform(0, 3)),
        "wave": float(rng.uniform(90, 160)),
        "gamma": float(rng.uniform(0.88, 1.12)),
        "cast": tuple(float(v) for v in rng.uniform(-8, 8, 3)),
        "drift": float(rng.uniform(0, 6)),
        "texture": float(rng.uniform(0.3, 1)),
        "grain": float(rng.uniform(0.5, 3)),
        "jpeg": int(rng.integers(82, 96)),
        "size": float(rng.choice([0.8, 1.0, 1.0, 1.25])),
        "unasked": True,
        **more,
    }


def redrawn(image: np.ndarray, mask: np.ndarray, options: dict[str, Any], seed: int = 0) -> Redrawn:
    """`image` uint8 (h, w, 3 or 4), `mask` uint8 (h, w)."""
    o = {**PLAIN, **options}
    rng = np.random.default_rng(seed)
    truth = edited(image[..., :3], mask, o["edit"], rng)
    scene = truth
    if o["unasked"]:
        scene = _unasked(scene, mask, rng)
    back, place = _geometry(mask, o, rng)
    answer = cv2.remap(scene, back[..., 0], back[..., 1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT_101)
    if o["size"] != 1.0:
        h, w = (max(1, round(side * o["size"])) for side in mask.shape)
        answer = cv2.resize(answer, (w, h), interpolation=cv2.INTER_AREA if o["size"] < 1 else cv2.INTER_CUBIC)
    return Redrawn(_look(answer, o, rng), truth, place)


def edited(picture: np.ndarray, mask: np.ndarray, kind: str, rng: np.random.Generator) -> np.ndarray:
    """The picture with an edit in its own look; all but "shadow" and "across" end 16 px before the mask's edge."""
    if kind == "none":
        return picture.copy()
    depth = cv2.distanceTransform((mask > 127).astype(np.uint8), cv2.DIST_L2, 5)
    inner = np.clip((depth - min(16.0, depth.max() / 3)) / 3, 0, 1)[..., None]
    values = picture.astype(np.float32)
    if kind == "recolour":
        grey = values.mean(axis=2, keepdims=True)
        new = grey * np.float32([1.15, 0.85, 0.6])
    elif kind == "object":
        ys, xs = np.mgrid[0 : mask.shape[0], 0 : mask.shape[1]].astype(np.float32)
        cells = 90 * np.sin(xs / 7) * np.sin(ys / 9)
        new = np.stack([150 + cells, 90 + cells * 0.6, 60 + cells * 0.3], axis=2)
    else:
        inner = _across(mask, depth)[..., None]
        new = values * 0.62 if kind == "shadow" else np.full_like(values, 0) + np.float32([170, 60, 50])
    noise = rng.normal(0, 2, mask.shape).astype(np.float32)[..., None]
    return np.clip(values * (1 - inner) + (new + noise * inner) * inner + 0.5, 0, 255).astype(np.uint8)


def _across(mask: np.ndarray, depth: np.ndarray) -> np.ndarray:
    """A soft disc whose centre lies on the mask's edge."""
    rows, columns = np.nonzero((depth > 0) & (depth < 2))
    if not len(rows):
        return np.zeros(mask.shape, np.float32)
    pick = len(rows) // 3
    radius = max(6.0, 0.6 * float(depth.max()))
    ys, xs = np.mgrid[0 : mask.shape[0], 0 : mask.shape[1]]
    away = np.hypot(ys - rows[pick], xs - columns[pick])
    return np.clip((radius - away) / 6, 0, 1).astype(np.float32)


def _unasked(scene: np.ndarray, mask: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """One disc of another colour, well outside the mask where there is room."""
    away = cv2.distanceTransform((mask == 0).astype(np.uint8), cv2.DIST_L2, 5)
    radius = 0.05 * min(mask.shape)
    rows, columns = np.nonzero(away > min(3 * radius, 0.8 * away.max()))
    if not len(rows):
        return scene
    pick = int(rng.integers(len(rows)))
    colour = tuple(int(v) for v in rng.integers(40, 220, 3))
    return cv2.circle(scene.copy(), (int(columns[pick]), int(rows[pick])), int(radius), colour, -1, cv2.LINE_AA)


def _geometry(mask: np.ndarray, o: dict[str, Any], rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """For each answer pixel its source, and for each sent pixel its place in the answer; both in sent pixels."""
    h, w = mask.shape
    grid = np.stack(np.meshgrid(np.arange(w), np.arange(h)), axis=2).astype(np.float32)
    offset = np.zeros((h, w, 2), np.float32)
    if o["warp"]:
        offset = cv2.GaussianBlur(rng.normal(0, 1, (h, w, 2)).astype(np.float32), (0, 0), o["wave"] / 3)
        offset *= o["warp"] / max(1e-6, float(np.hypot(offset[..., 0], offset[..., 1]).max()))
    if o["subject"]:
        near = cv2.dilate((mask > 0).astype(np.uint8), np.ones((3, 3), np.uint8), iterations=60)
        angle = rng.uniform(0, 2 * np.pi)
        soft = cv2.GaussianBlur(near.astype(np.float32), (0, 0), 8)
        offset += soft[..., None] * np.float32([o["subject"] * np.cos(angle), o["subject"] * np.sin(angle)])
    centre = np.float32([(w - 1) / 2, (h - 1) / 2])
    rigid = (grid - centre - np.float32(o["shift"])) / np.float32(o["scale"]) + centre
    back = rigid + offset
    place = (grid - centre) * np.float32(o["scale"]) + centre + np.float32(o["shift"])
    begin = place.copy()
    for _ in range(30):
        there = cv2.remap(offset, place[..., 0], place[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        place = begin - there * np.float32(o["scale"])
    return back, place


def _look(answer: np.ndarray, o: dict[str, Any], rng: np.random.Generator) -> np.ndarray:
    values = answer.astype(np.float32)
    h, w = answer.shape[:2]
    if o["texture"]:
        smooth = cv2.bilateralFilter(answer, 7, 18, 2.5).astype(np.float32)
        values += o["texture"] * (smooth - values)
        values += 0.5 * o["texture"] * (values - cv2.GaussianBlur(values, (0, 0), 1.2))
        values += cv2.GaussianBlur(rng.normal(0, 1, (h, w)).astype(np.float32), (0, 0), 0.7)[..., None] * (
            2.2 * o["grain"] * o["texture"]
        )
    values = 255 * (np.clip(values, 0, 255) / 255) ** np.float32(o["gamma"]) + np.float32(o["cast"])
    if o["drift"]:
        drift = cv2.resize(rng.normal(0, 1, (4, 4, 3)).astype(np.float32), (w, h), interpolation=cv2.INTER_CUBIC)
        values += o["drift"] * drift / max(1e-6, float(np.abs(drift).max()))
    pixels = np.clip(values + 0.5, 0, 255).astype(np.uint8)
    if o["jpeg"]:
        _, data = cv2.imencode(".jpg", pixels[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, int(o["jpeg"])])
        pixels = np.ascontiguousarray(cv2.imdecode(data, cv2.IMREAD_COLOR)[..., ::-1])
    return pixels
