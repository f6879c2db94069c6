"""Backdrops from words alone: procedural pictures that look alike at every size, painted in bands of rows."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from editor.pixels.oklab import Map, from_oklab

from .backdrops_bokeh import bokeh
from .backdrops_matter import marble, paper, wood
from .backdrops_plain import gradient, noise, plain, stripes, studio
from .backdrops_sky import sky
from .running import Report, halt
from .scene import Rows, Scene

PAINTERS: dict[str, Callable[[Scene], Rows]] = {
    "plain": plain,
    "gradient": gradient,
    "sky": sky,
    "paper": paper,
    "bokeh": bokeh,
    "studio": studio,
    "stripes": stripes,
    "marble": marble,
    "wood": wood,
    "noise": noise,
}
_BAND = 20_000  # pixels painted between two looks at the flag


def painted(name: str, scene: Scene, toned: Map, report: Report, flag: np.ndarray) -> np.ndarray:
    """The backdrop `name` as uint8 (h, w, 3) RGB, its OKLab colours passed through `toned`.

    Raises Halted soon after `flag`, uint8 (1,), is set.
    """
    from .backdrops_noise import speckle

    w, h = scene.size
    rows_of = PAINTERS[name](scene)
    out = np.empty((h, w, 3), np.uint8)
    u = ((np.arange(w, dtype=np.float32) + 0.5) / scene.unit)[None, :]
    step = max(1, _BAND // w)
    for top in range(0, h, step):
        halt(flag)
        report(top / h, f"Painting {name}")
        rows = min(step, h - top)
        v = ((np.arange(top, top + rows, dtype=np.float32) + 0.5) / scene.unit)[:, None]
        lab = np.broadcast_to(rows_of(u, v), (rows, w, 3)).reshape(-1, 3).astype(np.float32)
        dither = None if name == "plain" else speckle(top, rows, w, scene.seed & 0xFFFF) * np.float32(0.7)
        out[top : top + rows] = from_oklab(toned(lab).reshape(rows, w, 3), dither=dither)
    return out
