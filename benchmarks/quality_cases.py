"""Holes of four kinds in the project's and scikit-image's photographs."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("stroke", "blob", "side", "border")
_BUNDLED = (
    "astronaut.png",
    "coffee.png",
    "chelsea.png",
    "rocket.jpg",
    "motorcycle_left.png",
    "camera.png",
    "gravel.png",
)


@dataclass(frozen=True)
class Case:
    """truth uint8 (h, w, 3) RGB; hole bool (h, w)."""

    name: str
    kind: str
    truth: np.ndarray
    hole: np.ndarray

    @property
    def given(self) -> np.ndarray:
        """The picture with grey where it is missing."""
        return np.where(self.hole[..., None], np.uint8(128), self.truth)


def read(path: Path) -> np.ndarray:
    bgr = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if bgr is None:
        raise FileNotFoundError(f"{path} is no picture that OpenCV can read")
    return bgr[..., ::-1].copy()


def photographs() -> list[tuple[str, np.ndarray]]:
    """Fifteen or more pictures of at most 768 x 512: whole ones and parts at other scales."""
    import skimage

    bundled = Path(skimage.__file__).parent / "data"
    found = [(name.split(".")[0], _fitted(read(bundled / name))) for name in _BUNDLED]
    meadow = read(ROOT / "resources/sample/dandelions.jpg")
    raccoon = read(ROOT / "tests/photographs/raccoon.jpg")
    found += [
        ("gravel", read(bundled / "gravel.png")),
        ("meadow", _fitted(meadow)),
        ("meadow_low", _fitted(meadow[700:, :1200])),
        ("meadow_close", meadow[600:1112, 1500:2268].copy()),
        ("meadow_sky", _fitted(meadow[:900, 300:1650])),
        ("raccoon", _fitted(raccoon)),
        ("leaves", raccoon[:384, :576].copy()),
        ("engine", read(bundled / "motorcycle_right.png")[100:500, 341:741].copy()),
        ("cup", read(bundled / "coffee.png")[:, 250:].copy()),
        ("launch_pad", read(bundled / "rocket.jpg")[140:].copy()),
        ("flag", read(bundled / "astronaut.png")[:360].copy()),
    ]
    return found


def cases(pictures: list[tuple[str, np.ndarray]]) -> list[Case]:
    made = []
    for name, picture in pictures:
        for kind in KINDS:
            rng = np.random.default_rng(zlib.crc32(f"{name} {kind}".encode()))
            made.append(Case(name, kind, picture, _HOLES[kind](*picture.shape[:2], rng)))
    return made


def strokes(h: int, w: int, rng: np.random.Generator) -> np.ndarray:
    """Bent brush strokes over 10 to 20 % of the area."""
    mask = np.zeros((h, w), np.uint8)
    share = rng.uniform(0.10, 0.20)
    while mask.mean() < 255 * share:
        at, heading = rng.uniform((0, 0), (w, h)), rng.uniform(0, 2 * np.pi)
        width = max(3, round(min(h, w) * rng.uniform(0.02, 0.06)))
        path = [at]
        for _ in range(rng.integers(3, 9)):
            heading += rng.normal(0, 0.5)
            at = at + min(h, w) * rng.uniform(0.05, 0.12) * np.array([np.cos(heading), np.sin(heading)])
            path.append(at)
        cv2.polylines(mask, [np.rint(path).astype(np.int32)], False, 255, width)
    return mask > 0


def blob(h: int, w: int, rng: np.random.Generator) -> np.ndarray:
    """One rounded, object-like hole of 5 to 15 % of the area."""
    angles = np.linspace(0, 2 * np.pi, 180, endpoint=False)
    radius = 1 + sum(rng.normal(0, 0.25 / k) * np.cos(k * angles + rng.uniform(0, 6.3)) for k in range(2, 6))
    radius = np.clip(radius, 0.5, 1.7) * np.sqrt(rng.uniform(0.05, 0.15) * h * w / np.pi)
    points = np.stack([radius * np.cos(angles), radius * np.sin(angles)], axis=1)
    centre = rng.uniform((0.3 * w, 0.3 * h), (0.7 * w, 0.7 * h))
    mask = np.zeros((h, w), np.uint8)
    cv2.fillPoly(mask, [np.rint(points + centre).astype(np.int32)], 255)
    mask[[0, -1]] = mask[:, [0, -1]] = 0
    return mask > 0


def side(h: int, w: int, rng: np.random.Generator) -> np.ndarray:
    """A quarter missing at one side."""
    hole = np.zeros((h, w), bool)
    turned = rng.integers(4)
    if turned < 2:
        hole[:, : w // 4] = True
    else:
        hole[: h // 4] = True
    return hole[::-1, ::-1].copy() if turned % 2 else hole


def border(h: int, w: int, _rng: np.random.Generator) -> np.ndarray:
    """An eighth missing all round."""
    hole = np.ones((h, w), bool)
    hole[h // 8 : h - h // 8, w // 8 : w - w // 8] = False
    return hole


_HOLES = {"stroke": strokes, "blob": blob, "side": side, "border": border}


def _fitted(picture: np.ndarray) -> np.ndarray:
    """Made smaller to cover 768 x 512, where it is larger, and cut to that about its middle."""
    h, w = picture.shape[:2]
    scale = max(768 / w, 512 / h)
    if scale < 1:
        picture = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        h, w = picture.shape[:2]
    y, x = max(0, (h - 512) // 2), max(0, (w - 768) // 2)
    return picture[y : y + 512, x : x + 768].copy()
