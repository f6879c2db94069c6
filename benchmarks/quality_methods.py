"""The ways of filling that are compared: each takes a case, returns its picture with the hole filled."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from quality_cases import Case

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from editor.pixels import fill as patches

Method = Callable[[Case], np.ndarray]


def methods() -> dict[str, Method]:
    """By name; PyPatchMatch only where it is installed."""
    found: dict[str, Method] = {"ours": ours, "Telea": telea, "Navier-Stokes": navier_stokes, "mirror": mirror}
    try:
        import patchmatch
    except ImportError:
        print("PyPatchMatch is not installed (pip install -e .[bench]): ratios are to OpenCV's Telea.")
        return found

    def peer(case: Case) -> np.ndarray:
        patchmatch.set_random_seed(1)
        return patchmatch.inpaint(np.ascontiguousarray(case.given), case.hole.astype(np.uint8) * 255, patch_size=3)

    return {**found, "PyPatchMatch": peer}


def ours(case: Case) -> np.ndarray:
    paint = patches.extend if case.kind in ("side", "border") else patches.fill
    return paint(case.given, case.hole)


def telea(case: Case) -> np.ndarray:
    return cv2.inpaint(case.given, case.hole.astype(np.uint8), 5, cv2.INPAINT_TELEA)


def navier_stokes(case: Case) -> np.ndarray:
    return cv2.inpaint(case.given, case.hole.astype(np.uint8), 5, cv2.INPAINT_NS)


def mirror(case: Case) -> np.ndarray:
    """The known rows and columns reflected outwards; holes inside them by Telea."""
    given, hole = case.given, case.hole
    ys, xs = np.flatnonzero(~hole.all(axis=1)), np.flatnonzero(~hole.all(axis=0))
    inner = slice(ys[0], ys[-1] + 1), slice(xs[0], xs[-1] + 1)
    core = given[inner]
    if hole[inner].any():
        core = cv2.inpaint(core.copy(), hole[inner].astype(np.uint8), 5, cv2.INPAINT_TELEA)
    below, right = hole.shape[0] - ys[-1] - 1, hole.shape[1] - xs[-1] - 1
    spread = cv2.copyMakeBorder(core, int(ys[0]), int(below), int(xs[0]), int(right), cv2.BORDER_REFLECT)
    return np.where(hole[..., None], spread, given)
