"""Painting a mask, beside one blit of a full viewport; growing a mask, beside OpenCV's dilation by the same disc.

Brush: one event of a 200-Hz pen on a 4096 x 4096 mask, from the point to the painted mask values of the damage; the
goal is a p95 of at most three blits. All figures are CPU time of one thread.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

import cv2
import numpy as np
import pytest

from editor.pixels.brush import Brush, Stroke, painted
from editor.pixels.dabs import Dabs
from editor.pixels.geometry import Size
from editor.pixels.mask_ops import ellipse, grown
from editor.pixels.tiles import Tiles

PICTURE = Size(4096, 4096)
VIEW = (1080, 1920, 4)


@pytest.fixture(autouse=True)
def _one_thread():
    before = cv2.getNumThreads()
    cv2.setNumThreads(1)
    yield
    cv2.setNumThreads(before)


def took(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return (time.process_time() - start) * 1e3


def blit() -> float:
    """Milliseconds to copy one full viewport, the median of many."""
    source, target = np.full(VIEW, 7, np.uint8), np.zeros(VIEW, np.uint8)
    return float(np.median([took(lambda: np.copyto(target, source)) for _ in range(40)]))


def stroke(brush: Brush, dabs: Dabs) -> list[float]:
    """Milliseconds of each event of a fast, curved stroke: dabs, merged with the mask, put into its tiles."""
    times, paint = [], Stroke(brush, PICTURE.rect, dabs)
    base = mask = Tiles(PICTURE, channels=1)
    for k in range(150):
        start = time.process_time()
        damage = paint.move(600 + 14 * k, 2000 + 500 * math.sin(k / 12), 0.6 + 0.4 * math.sin(k / 20))
        if not damage.empty:
            mask = mask.pasted(damage.x, damage.y, painted(base.crop(damage), paint, damage))
        times.append((time.process_time() - start) * 1e3)
    return times


@pytest.mark.parametrize("flow", [1.0, 0.3])
@pytest.mark.parametrize("diameter", [20, 100, 500])
def test_an_event_of_the_brush(diameter: int, flow: float, capsys: pytest.CaptureFixture[str]) -> None:
    floor = blit()
    dabs = Dabs(0.8)  # shared, so that the second stroke finds them made
    times = [t for _ in range(2) for t in stroke(Brush(diameter, 0.8, flow=flow), dabs)]
    p50, p95, worst = np.percentile(times, [50, 95, 100])
    with capsys.disabled():
        print(
            f"\nbrush {diameter:3d} px, flow {flow:.1f}: p50 {p50:.2f}, p95 {p95:.2f}, worst {worst:.2f} ms;"
            f" blit {floor:.2f} ms; p95 / blit {p95 / floor:.1f} (goal 3)"
        )


@pytest.mark.parametrize("px", [3, 10, 30])
def test_growing_beside_dilation(px: int, capsys: pytest.CaptureFixture[str]) -> None:
    mask = cv2.GaussianBlur(ellipse(Size(1200, 900), 40, 40, 1120, 820), (0, 0), 4)
    rows, columns = np.mgrid[-px : px + 1, -px : px + 1]
    disc = (rows**2 + columns**2 < (px + 0.5) ** 2).astype(np.uint8)
    own = min(took(lambda: grown(mask, px)) for _ in range(5))
    peer = min(took(lambda: cv2.dilate(mask, disc)) for _ in range(5))
    assert np.array_equal(grown(mask, px), cv2.dilate(mask, disc))
    with capsys.disabled():
        print(f"\ngrow {px:2d} px: {own:.2f} ms, cv2.dilate {peer:.2f} ms, ratio {own / peer:.2f} (goal 2 at 10 px)")
