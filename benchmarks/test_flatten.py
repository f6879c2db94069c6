"""Flattening 20 layers at 3840 x 2160 beside QPainter on the same layers, in CPU time, and its exactness.

Each group of the table holds one scene by QPainter, by compositing alone and by flattening a document; the goal is
at most 3 times QPainter (one thread each).
QPainter has no hue, saturation, colour and luminosity, so the last scene has no peer.
"""

from __future__ import annotations

import time

import cv2
import numpy as np
import pytest

from editor.document.records import Document, Layer
from editor.pixels.blend import MODES, Mode, reference
from editor.pixels.composite import composite
from editor.pixels.geometry import Size
from editor.pixels.planes import Plane
from editor.pixels.tiles import Tiles
from editor.steps.flatten import flatten

QtGui = pytest.importorskip("PySide6.QtGui")

SIZE = Size(3840, 2160)
LAYERS = 20
SCENES: dict[str, tuple[Mode, ...]] = {
    "normal": ("normal",),
    "quick modes": ("normal", "multiply", "screen", "overlay", "darken", "lighten", "hard-light", "difference"),
    "twelve modes": MODES[:12],
    "sixteen modes": MODES,
}
PAINTER = {
    "normal": "SourceOver",
    "multiply": "Multiply",
    "screen": "Screen",
    "overlay": "Overlay",
    "darken": "Darken",
    "lighten": "Lighten",
    "color-dodge": "ColorDodge",
    "color-burn": "ColorBurn",
    "hard-light": "HardLight",
    "soft-light": "SoftLight",
    "difference": "Difference",
    "exclusion": "Exclusion",
}


@pytest.fixture(scope="module")
def pictures() -> list[np.ndarray]:
    """Five pictures with soft shapes cut out of them; four layers share each, far more bytes than any cache holds."""
    rng = np.random.default_rng(1)
    made = []
    for _ in range(5):
        coarse = rng.integers(0, 256, (34, 60, 4), dtype=np.uint8)
        pixels = cv2.resize(coarse, SIZE, interpolation=cv2.INTER_CUBIC)
        noise = cv2.resize(rng.integers(0, 25, (540, 960, 3), dtype=np.uint8), SIZE, interpolation=cv2.INTER_NEAREST)
        pixels[..., :3] = cv2.add(np.ascontiguousarray(pixels[..., :3]), noise)
        pixels[..., 3] = cv2.convertScaleAbs(pixels[..., 3], alpha=1.6, beta=-60)
        made.append(pixels)
    return made


def stack(pictures: list[np.ndarray], modes: tuple[Mode, ...]) -> list[Plane]:
    return [
        Plane(pictures[i % 5], opacity=1.0 if i % 2 else 0.4 + i / 40, mode=modes[i % len(modes)])
        for i in range(LAYERS)
    ]


def painted(images: list, planes: list[Plane]) -> np.ndarray:
    """The same stack by QPainter, premultiplied BGRA."""
    out = np.zeros((SIZE.h, SIZE.w, 4), np.uint8)
    target = QtGui.QImage(out.data, SIZE.w, SIZE.h, SIZE.w * 4, QtGui.QImage.Format.Format_ARGB32_Premultiplied)
    with QtGui.QPainter(target) as painter:
        for i, plane in enumerate(planes):
            mode = f"CompositionMode_{PAINTER[plane.mode]}"
            painter.setCompositionMode(getattr(QtGui.QPainter.CompositionMode, mode))
            painter.setOpacity(plane.opacity)
            painter.drawImage(0, 0, images[i % len(images)])
    return out


def cpu(group: str):
    return pytest.mark.benchmark(group=group, timer=time.process_time, warmup=False)


def scene(name: str):
    return pytest.param(name, marks=cpu(f"20 layers 3840 x 2160, {name}, CPU"))


@pytest.mark.parametrize("name", [scene(name) for name in SCENES])
def test_composite(benchmark, pictures, name):
    planes = stack(pictures, SCENES[name])
    benchmark.pedantic(composite, (planes, SIZE), rounds=3, warmup_rounds=1)


@pytest.mark.parametrize("name", [scene(name) for name in SCENES])
def test_flatten(benchmark, pictures, name):
    tiles = [Tiles.from_array(p) for p in pictures]
    layers = [
        Layer(id=str(i), order=f"{i:02}", pixels=tiles[i % 5], opacity=plane.opacity, blend=plane.mode)
        for i, plane in enumerate(stack(pictures, SCENES[name]))
    ]
    benchmark.pedantic(flatten, (Document().with_(*layers), SIZE), rounds=3, warmup_rounds=1)


@pytest.mark.parametrize("name", [scene(name) for name in list(SCENES)[:3]])
def test_qpainter(benchmark, pictures, name):
    planes = stack(pictures, SCENES[name])
    straight = QtGui.QImage.Format.Format_RGBA8888
    premultiplied = QtGui.QImage.Format.Format_ARGB32_Premultiplied
    images = [
        QtGui.QImage(p.data, SIZE.w, SIZE.h, SIZE.w * 4, straight).convertToFormat(premultiplied) for p in pictures
    ]
    benchmark.pedantic(painted, (images, planes), rounds=3, warmup_rounds=1)


@pytest.mark.benchmark(group="20 layers 3840 x 2160, sixteen modes, wall")
@pytest.mark.parametrize("threads", [1, 2])
def test_threads(benchmark, pictures, threads):
    planes = stack(pictures, SCENES["sixteen modes"])
    benchmark.pedantic(composite, (planes, SIZE, None, threads), rounds=3, warmup_rounds=1)


@cpu("distance to the float64 reference (time of one round)")
@pytest.mark.parametrize("name", list(SCENES))
def test_exactness(benchmark, pictures, name, capsys):
    planes = stack(pictures, SCENES[name])
    got = benchmark.pedantic(composite, (planes, SIZE), rounds=1)[::16]
    exact = np.zeros((*got.shape[:2], 4))
    for plane in planes:
        exact = reference(exact, plane.pixels[::16] / 255, plane.mode, plane.opacity)
    apart = np.abs(got.astype(int) - np.rint(exact * 255))
    with capsys.disabled():
        print(f"\n{name}: at most {apart.max()} of 255 from float64, {(apart > 0).mean():.1e} of the values differ")
    assert apart.max() <= 1
