"""Recolouring reaches its colour from any source and keeps the shading."""

from __future__ import annotations

import numpy as np
import pytest
from skimage.color import deltaE_ciede2000, rgb2lab

from editor.pixels.oklab import from_oklab, oklab
from tests.plugins.builtin.asking import pixels, request

SOURCES = {"dark": (30, 25, 20), "light": (235, 225, 215), "grey": (120, 120, 120), "red": (190, 30, 40)}


def _shaded(rgb: tuple[int, int, int]) -> np.ndarray:
    y, x = np.mgrid[:48, :64]
    light = (1 + 0.35 * np.sin(x / 7) * np.cos(y / 11)) * (1 + np.random.default_rng(3).normal(0, 0.03, x.shape))
    flat = np.clip(np.array(rgb) * light[..., None], 0, 255)
    return np.dstack([flat, np.full(x.shape, 255)]).astype(np.uint8)


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("target", ["1a4fd0", "008080", "ffd700", "7f7f7f", "8b0000", "ffffff", "000000", "ff69b4"])
def test_the_colour_is_reached_and_the_shading_kept(source: str, target: str) -> None:
    before = _shaded(SOURCES[source])
    out = pixels(request("inpaint", 64, 48, f"make it #{target}", image=before))[12:36, 16:48, :3]
    lab, old = oklab(out), oklab(before[12:36, 16:48, :3])
    reached = np.array([np.median(lab[..., 0]), *lab[..., 1:].mean((0, 1))], np.float32)
    wanted = np.array([int(target[k : k + 2], 16) for k in (0, 2, 4)], np.uint8)
    away = deltaE_ciede2000(rgb2lab(from_oklab(reached) / 255.0), rgb2lab(wanted / 255.0))
    assert away < (6.0 if target in ("ffffff", "000000") else 4.0)
    order = np.corrcoef(np.argsort(np.argsort(old[..., 0].ravel())), np.argsort(np.argsort(lab[..., 0].ravel())))
    assert order[0, 1] > 0.9


def test_an_area_of_one_colour_becomes_exactly_the_other() -> None:
    flat = np.full((10, 10, 4), (90, 120, 60, 255), np.uint8)
    out = pixels(request("inpaint", 10, 10, "make it #1a4fd0", image=flat))
    assert (abs(out[4, 4, :3].astype(int) - (0x1A, 0x4F, 0xD0)) <= 1).all()
