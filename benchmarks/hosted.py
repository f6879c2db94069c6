"""The exact edit through each hosted provider's whole road, on real photographs: its figures beside their lines.

Below each provider stand the same answers fitted without registration, without matching of colours, and with the
mask itself in place of the ramp.

.venv/bin/python benchmarks/hosted.py [--all] [PROVIDER...]
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any
from unittest import mock

import cv2
import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import fit_table  # noqa: E402
from editor.pixels.geometry import Rect  # noqa: E402
from editor.steps.fitting import fitting  # noqa: E402
from tests.engines.mirror import Redrawn  # noqa: E402
from tests.plugins.hosted import Drawing, Went, extend, go, hosted  # noqa: E402
from tests.plugins.mishaps import CANARY  # noqa: E402
from tests.plugins.players import HOSTED  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="all cases, not every fourth")
    parser.add_argument("providers", nargs="*", metavar="PROVIDER", help=f"of {', '.join(HOSTED)}")
    args = parser.parse_args()
    cv2.setNumThreads(1)
    for name in args.providers or HOSTED:
        which, drawing = HOSTED[name], Drawing()
        os.environ[which.variable] = CANARY
        with hosted(which, drawing) as engine:
            quick = not args.all
            went = [_went(engine, drawing, case) for case in fit_table.cases("away", quick=quick)]
            fit_table.inpainted(name, [_figures(one, nullcontext) for one in went])
            for what, off in WITHOUT.items():
                _without(what, [_figures(one, off) for one in went])
            moved = [_went(engine, drawing, case) for case in fit_table.cases("moved", quick=quick)]
            checked = [one.fitted.report for one in moved if one.fitted.report.verdict != "unchecked"]
            fit_table.row("moved subjects told, share", np.mean([not r.trusted for r in checked]), 0.9, most=False)
            if "outpaint" in engine.abilities.kinds:
                _extensions(engine, drawing, quick)


def _went(engine: Any, drawing: Drawing, case: fit_table.Case) -> Went:
    return go(engine, drawing, fit_table.opaque(case.original), case.mask, case.options, seed=len(case.name))


def _figures(went: Went, off: Callable[[], Any]) -> fit_table.Figures:
    answer = went.candidate.pixels[..., :3]
    made = Redrawn(np.ascontiguousarray(answer), went.truth, went.place)
    case = fit_table.Case("", went.seen[..., :3], went.mask, made, {})
    with off():
        began = time.process_time()
        fitted = fitting(went.generation, went.seen, went.candidate.pixels, went.candidate.seed)()
        return fit_table.figures(case, fitted, time.process_time() - began)


def _without(what: str, found: list[fit_table.Figures]) -> None:
    ratio, colour = np.array([f.ratio for f in found]), np.array([f.colour for f in found])
    correlation = np.array([f.correlation for f in found])
    print(
        f"    without {what:14s} seam: largest {ratio.max():6.2f}, over 1.25 {(ratio > 1.25).mean():4.0%}"
        f"   colour: median {np.median(colour):5.2f}   edit: least correlation {correlation.min():5.2f}"
    )


def _extensions(engine: Any, drawing: Drawing, quick: bool) -> None:
    found = []
    for seed, picture in enumerate(fit_table.photographs().values()):
        if quick and seed % 2:
            continue
        h, w = picture.shape[:2]
        inner = Rect(w // 6, h // 6, w - w // 6 * 2, h - h // 6 * 2)
        options = fit_table.hosted(np.random.default_rng(seed))
        went = extend(engine, drawing, fit_table.opaque(picture), inner, options, seed)
        result, outside = went.result[..., :3], went.mask == 0
        known = went.truth.copy()
        known[outside] = went.seen[outside][..., :3]
        ratio, arc = (f(result, went.mask) / f(known, went.mask) for f in (fit_table.jump, fit_table.arc))
        found.append((ratio, arc, int((went.result[outside] != went.seen[outside]).any(axis=1).sum())))
    fit_table.row("extensions: pixels changed outside", sum(changed for _, _, changed in found), 0)
    good = np.mean([ratio <= 1.25 and arc <= 2.5 for ratio, arc, _ in found])
    fit_table.row("extensions: share with ratio <= 1.25 and arc <= 2.5", good, 0.75, most=False)


@contextmanager
def _no_registration() -> Iterator[None]:
    def still(_original: np.ndarray, sized: np.ndarray, *_: Any) -> np.ndarray:
        h, w = sized.shape[:2]
        return np.stack(np.meshgrid(np.arange(w, dtype=np.float32), np.arange(h, dtype=np.float32)), axis=2)

    with (
        mock.patch("editor.steps.fit.affine", lambda *_: np.eye(2, 3)),
        mock.patch("editor.steps.fit.place", still),
    ):
        yield


@contextmanager
def _no_colour() -> Iterator[None]:
    with (
        mock.patch("editor.pixels.match.curved", lambda placed, _curve: placed),
        mock.patch("editor.pixels.match.offsets", lambda *_: np.float32(0)),
    ):
        yield


@contextmanager
def _no_ramp() -> Iterator[None]:
    with mock.patch("editor.pixels.seam.ramp", lambda mask, *_: mask):
        yield


WITHOUT = {"registration": _no_registration, "colour": _no_colour, "ramp": _no_ramp}


if __name__ == "__main__":
    main()
