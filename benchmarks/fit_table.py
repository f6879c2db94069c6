"""The quality of `fit` on real photographs: each figure beside its line, with CPU per megapixel.

.venv/bin/python benchmarks/fit_table.py [--quick]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from editor.document.edge import Edge  # noqa: E402
from editor.pixels.lucas_kanade import place  # noqa: E402
from editor.pixels.register import affine, luma  # noqa: E402
from editor.pixels.seam import away_from  # noqa: E402
from editor.steps.fit import Fitted, fit  # noqa: E402
from tests.engines.mirror import Redrawn, hosted, redrawn  # noqa: E402
from tests.steps.composited import composited  # noqa: E402


class Case(NamedTuple):
    name: str
    original: np.ndarray  # RGB
    mask: np.ndarray
    made: Redrawn
    options: dict[str, Any]


def photographs() -> dict[str, np.ndarray]:
    """RGB, 0.14 to 0.79 megapixels."""
    from skimage import data, io

    folder = Path(data.__file__).parent
    dandelions = _read(ROOT / "resources" / "sample" / "dandelions.jpg")
    return {
        "astronaut": data.astronaut(),
        "coffee": data.coffee(),
        "chelsea": data.chelsea(),
        "rocket": data.rocket(),
        "motorcycle": np.ascontiguousarray(io.imread(folder / "motorcycle_left.png")[..., :3]),
        "raccoon": _read(ROOT / "tests" / "photographs" / "raccoon.jpg"),
        "dandelions a": dandelions[300:1000, 300:1200].copy(),
        "dandelions b": dandelions[700:1300, 1500:2300].copy(),
    }


def masks(shape: tuple[int, int], rng: np.random.Generator) -> dict[str, np.ndarray]:
    """uint8 (h, w) by kind: blob, strokes, box, a blob cut by the border."""
    h, w = shape
    side = min(h, w)
    found = {}
    noise = cv2.GaussianBlur(rng.normal(0, 1, (h, w)).astype(np.float32), (0, 0), side / 14)
    ys, xs = np.mgrid[0:h, 0:w]
    cy, cx = rng.uniform(0.35, 0.65) * h, rng.uniform(0.35, 0.65) * w
    bump = 1.6 * np.exp(-((ys - cy) ** 2 + (xs - cx) ** 2) / (2 * (side * 0.13) ** 2))
    found["blob"] = _largest(noise / noise.std() * 0.35 + bump > 0.8)
    strokes = np.zeros((h, w), np.uint8)
    points = np.cumsum(rng.normal(0, side / 9, (5, 2)), axis=0) + np.array([w / 2, h / 2])
    cv2.polylines(strokes, [points.astype(np.int32)], False, 255, max(14, side // 14), cv2.LINE_AA)
    found["strokes"] = strokes
    box = np.zeros((h, w), np.uint8)
    y, x = int(rng.uniform(0.05, 0.2) * h), int(rng.uniform(0.1, 0.6) * w)
    box[y : y + side // 4, x : x + side // 3] = 255
    found["box"] = box
    cut = np.zeros((h, w), np.uint8)
    cv2.circle(cut, (int(rng.uniform(0.3, 0.7) * w), h - 1), side // 5, 255, -1, cv2.LINE_AA)
    found["cut"] = cut
    return found


def _largest(flag: np.ndarray) -> np.ndarray:
    _, labels, stats, _ = cv2.connectedComponentsWithStats(flag.astype(np.uint8))
    return np.where(labels == 1 + np.argmax(stats[1:, 4]), 255, 0).astype(np.uint8)


def _read(path: Path) -> np.ndarray:
    return np.ascontiguousarray(cv2.imread(str(path))[..., ::-1])


def cases(group: str, *, quick: bool, first_seed: int = 0) -> Iterator[Case]:
    """The answers of one group, each of another seed."""
    seed = first_seed
    for name, picture in photographs().items():
        for kind, mask in masks(picture.shape[:2], np.random.default_rng(first_seed + len(name))).items():
            seed += 1
            if quick and seed % 4:
                continue
            rng = np.random.default_rng(seed)
            options, target = options_of(group, rng), mask
            if group == "moved":
                target = cv2.erode(mask, np.ones((5, 5), np.uint8))
            yield Case(f"{name} {kind}", picture, target, redrawn(picture, target, options, seed), options)


def options_of(group: str, rng: np.random.Generator) -> dict[str, Any]:
    plain = hosted(rng)
    if group == "rigid":
        return {"shift": plain["shift"], "scale": plain["scale"]}
    if group == "away":
        return {**plain, "edit": str(rng.choice(["object", "recolour"]))}
    if group == "crossing":
        return {**plain, "edit": str(rng.choice(["shadow", "across"]))}
    if group == "moved":
        return {**plain, "edit": "recolour", "subject": float(rng.uniform(10, 20))}
    if group == "redrawn":
        return {**plain, "warp": 25.0, "wave": 40.0}
    return plain


class Figures(NamedTuple):
    """Of one case; lengths in pixels, colours in levels, `cost` in CPU seconds per megapixel."""

    displacement: float
    colour: float
    ratio: float
    naive: float
    arc: float
    slope: float
    correlation: float
    outside: int
    verdict: str
    trusted: bool
    cost: float


def measured(case: Case, edge: Edge = Edge()) -> Figures:  # noqa: B008 - a frozen value
    began = time.process_time()
    fitted = fit(opaque(case.original), case.made.pixels, case.mask, edge)
    return figures(case, fitted, time.process_time() - began, edge)


def figures(case: Case, fitted: Fitted, seconds: float, edge: Edge = Edge()) -> Figures:  # noqa: B008
    """Of an answer that was fitted in so many seconds of CPU."""
    result = composited(opaque(case.original), fitted)[..., :3]
    reach = edge.width if edge.policy == "blend" else 0
    beyond = away_from(case.mask) > reach
    naive = np.where(case.mask[..., None] > 0, _resized(case.made.pixels, case.mask.shape), case.original)
    slope, correlation = fidelity(result, case)
    return Figures(
        displacement=displacement(case),
        colour=colour_error(fitted.pixels, case),
        ratio=jump(result, case.mask) / jump(case.original, case.mask),
        naive=jump(naive, case.mask) / jump(case.original, case.mask),
        arc=arc(result, case.mask) / arc(case.original, case.mask),
        slope=slope,
        correlation=correlation,
        outside=int((result[beyond] != case.original[beyond]).any(axis=1).sum()),
        verdict=fitted.report.verdict,
        trusted=fitted.report.trusted,
        cost=seconds / case.mask.size * 1e6,
    )


def opaque(picture: np.ndarray) -> np.ndarray:
    return np.dstack([picture, np.full(picture.shape[:2], 255, np.uint8)])


def displacement(case: Case) -> float:
    """95th percentile along the mask's edge of the distance between the map found and the true one."""
    sized = _resized(case.made.pixels, case.mask.shape)
    known = (case.mask == 0).astype(np.float32)
    matrix = affine(luma(case.original), luma(sized), cv2.erode(known, np.ones((13, 13))))
    found = place(case.original, sized, cv2.erode(known, np.ones((7, 7))), matrix)
    grown = np.ones((3, 3), np.uint8)
    rim = (cv2.dilate(case.mask, grown) > 0) & (cv2.erode(case.mask, grown) == 0)
    return float(np.percentile(np.hypot(*(found - case.made.place)[rim].T), 95))


def colour_error(pixels: np.ndarray, case: Case) -> float:
    """Mean error of the smoothed colour inside the mask against the true edit in the look of the original."""
    inside = (case.mask > 0).astype(np.float32)
    rest = (pixels.astype(np.float32) - case.made.truth) * inside[..., None]
    smooth = cv2.GaussianBlur(rest, (0, 0), 4) / np.maximum(cv2.GaussianBlur(inside, (0, 0), 4), 1e-3)[..., None]
    return float(np.abs(smooth)[inside > 0].mean())


def _pairs(mask: np.ndarray) -> Iterator[tuple[tuple[slice, slice], tuple[slice, slice], np.ndarray]]:
    inside = mask > 0
    for one, other in (
        ((slice(None), slice(0, -1)), (slice(None), slice(1, None))),
        ((slice(0, -1), slice(None)), (slice(1, None), slice(None))),
    ):
        yield one, other, inside[one] != inside[other]


def jump(picture: np.ndarray, mask: np.ndarray) -> float:
    """Mean absolute difference of neighbours on the two sides of the edge; half a level is added for flat places."""
    values = picture.astype(np.float32)
    steps = [np.abs(values[a] - values[b])[at] for a, b, at in _pairs(mask)]
    return float(np.concatenate(steps).mean()) + 0.5


def arc(picture: np.ndarray, mask: np.ndarray) -> float:
    """The 95th percentile of the signed jump averaged over some 24 pixels of edge, and half a level."""
    values, inside = picture.astype(np.float32), mask > 0
    total = np.zeros((*mask.shape, 4), np.float32)
    for a, b, at in _pairs(mask):
        sign = np.where(inside[a], 1.0, -1.0)[..., None]
        total[a][..., :3] += (values[a] - values[b]) * sign * at[..., None]
        total[a][..., 3] += at
    total = cv2.boxFilter(total, -1, (17, 17), normalize=False)
    mean = np.abs(total[..., :3] / np.maximum(total[..., 3:], 1)).max(axis=2)
    return float(np.percentile(mean[total[..., 3] >= 12], 95)) + 0.5 if (total[..., 3] >= 12).any() else 1.0


def fidelity(result: np.ndarray, case: Case) -> tuple[float, float]:
    """Slope and correlation of the band-passed change against the true one, 8 pixels and more inside the mask."""
    inside = cv2.erode(case.mask, np.ones((9, 9), np.uint8)) > 0
    true, ours = (_band(p.astype(np.float32) - case.original)[inside].ravel() for p in (case.made.truth, result))
    power = float(true @ true)
    if power < 1.0 * true.size:
        return 1.0, 1.0
    return float(true @ ours) / power, float(true @ ours) / (power * float(ours @ ours)) ** 0.5


def _band(values: np.ndarray) -> np.ndarray:
    return cv2.GaussianBlur(values, (0, 0), 1.5) - cv2.GaussianBlur(values, (0, 0), 12)


def _resized(pixels: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    h, w = shape[:2]
    smaller = pixels.shape[0] > h
    return cv2.resize(pixels, (w, h), interpolation=cv2.INTER_AREA if smaller else cv2.INTER_CUBIC)


class Extension(NamedTuple):
    ratio: float
    arc: float
    outside: int


def extensions(*, quick: bool) -> list[Extension]:
    """The picture with a part of each side taken away and drawn anew."""
    found = []
    for seed, picture in enumerate(photographs().values()):
        if quick and seed % 2:
            continue
        h, w = picture.shape[:2]
        mask = np.full((h, w), 255, np.uint8)
        mask[h // 6 : -h // 6, w // 6 : -w // 6] = 0
        made = redrawn(picture, np.zeros((h, w), np.uint8), hosted(np.random.default_rng(seed)), seed)
        sent = opaque(picture)
        sent[mask > 0] = 0
        result = composited(sent, fit(sent, made.pixels, mask, outpaint=True))
        assert (result[..., 3] == 255).all()
        ratio, bent = (f(result[..., :3], mask) / f(picture, mask) for f in (jump, arc))
        found.append(Extension(ratio, bent, int((result[mask == 0] != sent[mask == 0]).any(axis=1).sum())))
    return found


def row(what: str, figure: float, line: float, *, most: bool = True) -> None:
    met = figure <= line if most else figure >= line
    print(f"  {what:58s} {figure:8.3f}  {'<=' if most else '>='} {line:<6g} {'yes' if met else 'NO'}")


def inpainted(group: str, found: list[Figures]) -> None:
    """The figures of one group of good answers beside their lines."""

    def of(name: str) -> np.ndarray:
        return np.array([getattr(f, name) for f in found], float)

    print(f"{group} ({len(found)} answers; pasted as they came, {(of('naive') > 1.25).sum()} have a seam over 1.25)")
    row("pixels changed beyond the edge", of("outside").sum(), 0)
    row(
        "displacement at the edge, 95th percentile of cases, px",
        np.percentile(of("displacement"), 95),
        DISPLACED.get(group, 1.5),
    )
    row("colour inside, median, levels", float(np.median(of("colour"))), 1.5)
    row("colour inside, 90th percentile, levels", np.percentile(of("colour"), 90), 3.0)
    row("seam ratio, largest", of("ratio").max(), 1.25)
    row("arc ratio, largest", of("arc").max(), 1.5)
    if group != "crossing":
        row("edit: least slope", of("slope").min(), 0.9, most=False)
        row("edit: largest slope", of("slope").max(), 1.1)
        row("edit: least correlation", of("correlation").min(), 0.94, most=False)
    row("false alarms, share", 1.0 - of("trusted").mean(), 0.05)
    row("CPU, seconds a megapixel", of("cost").mean(), 1.2)


DISPLACED = {"rigid": 0.2, "away": 1.5, "crossing": 1.5, "blend": 1.5}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a quarter of the cases")
    parser.add_argument("--seed", type=int, default=0, help="of the first case: another one gives fresh answers")
    args = parser.parse_args()
    cv2.setNumThreads(1)
    for group in ("rigid", "away", "crossing"):
        inpainted(group, [measured(c) for c in cases(group, quick=args.quick, first_seed=args.seed)])
    blend = cases("crossing", quick=True, first_seed=args.seed)
    print("blend 8, crossing")
    crossing = [measured(c, Edge("blend", 8)) for c in blend]
    row("pixels changed beyond the edge", sum(f.outside for f in crossing), 0)
    row("seam ratio, largest", max(f.ratio for f in crossing), 1.25)
    row("arc ratio, largest", max(f.arc for f in crossing), 1.5)
    found = extensions(quick=args.quick)
    print(f"outpaint ({len(found)} answers)")
    row("pixels changed outside", sum(f.outside for f in found), 0)
    row(
        "share with ratio <= 1.25 and arc <= 2.5",
        np.mean([f.ratio <= 1.25 and f.arc <= 2.5 for f in found]),
        0.75,
        most=False,
    )
    row("largest ratio", max(f.ratio for f in found), 2.5)
    for group in ("moved", "redrawn"):
        answers = [measured(c) for c in cases(group, quick=args.quick, first_seed=args.seed)]
        checked = [f for f in answers if f.verdict != "unchecked"]
        print(f"{group} ({len(checked)} answers, {len(answers) - len(checked)} more had nothing to check)")
        row("alarms raised, share", np.mean([not f.trusted for f in checked]), 0.9, most=False)


if __name__ == "__main__":
    main()
