"""What drift costs beside decoding and reading the same, and how small a drift is found in how varied a set.

.venv/bin/python benchmarks/drift_table.py [--quick]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import cv2
import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from editor.document.archive import Generation, Measure, Offer, Recipe  # noqa: E402
from editor.pixels.change_point import splits  # noqa: E402
from editor.pixels.decode import decode  # noqa: E402
from editor.pixels.encode import encode  # noqa: E402
from editor.pixels.geometry import Rect, Size  # noqa: E402
from editor.pixels.likeness import VERSION, likeness  # noqa: E402
from editor.pixels.likeness_distance import distances, signals  # noqa: E402
from editor.project.project import Project  # noqa: E402
from editor.session.drift import drift  # noqa: E402
from tests.pixels.series import drifting, photograph, varied  # noqa: E402

COUNT, START, NEAR = 50, 30, 3
SETS: dict[str, tuple[str, ...]] = {
    "one subject": ("coffee",),
    "three subjects": ("raccoon", "dandelions", "coffee"),
    "six subjects": ("raccoon", "dandelions", "coffee", "chelsea", "astronaut", "rocket"),
}
MOVES = ((0.02, 0.95), (0.04, 0.92), (0.08, 0.85), (0.12, 0.75))
CROWD = 10_000


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--quick", action="store_true", help="a tenth of it")
    quick = options.parse_args().quick
    _costs()
    _crowd(CROWD // 10 if quick else CROWD)
    _found(4 if quick else 12)
    _alarms(20 if quick else 100)


def _costs() -> None:
    """CPU of a picture of 1 megapixel, medians of 15 in turn."""
    picture = cv2.resize(photograph("raccoon"), (1024, 1024))
    files = {format: encode(picture, format) for format in ("PNG", "JPEG")}
    one, other = likeness(picture), likeness(photograph("coffee"))
    works: dict[str, Callable[[], object]] = {
        "measuring": lambda: likeness(picture),
        "decoding its PNG": lambda: decode(files["PNG"]),
        "decoding its JPEG": lambda: decode(files["JPEG"]),
        "a hundred comparisons": lambda: [distances(one, other) for _ in range(100)],
    }
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(15):
        for name, work in works.items():
            times[name].append(_timed(work))
    measuring = median(times["measuring"])
    print(f"1 megapixel, {len(one.packed())} bytes kept")
    for name, found in times.items():
        print(f"  {name:22} {1000 * median(found):8.2f} ms   {median(found) / measuring:6.3f} of measuring")


def _crowd(count: int) -> None:
    """Drift of a project whose results were all measured before."""
    known = [likeness(pixels).packed() for pixels in varied(1, SETS["three subjects"], 60)]
    with tempfile.TemporaryDirectory() as folder:
        project = Project.create(Path(folder) / "a.patchboard")
        size = Size(8, 8)
        recipe = Recipe(engine="a", version="1", kind="generate", size=size)
        for at in range(count):
            id = f"{at:06}"
            project.archive.add(Generation(id=id, made=at, recipe=recipe, region=Rect(0, 0, 8, 8)))
            project.archive.offer(Offer(id=id, generation=id, made=at, seed=at, answer=b"", size=size), id.encode())
            project.archive.measure(Measure(id=id, version=VERSION, likeness=known[at % len(known)]))
        project.close()
        project = Project.open(Path(folder) / "a.patchboard")
        archive = project.archive
        read = _timed(lambda: (archive.generations(), archive.offers(), archive.measures()))
        again = _timed(lambda: (archive.generations(), archive.offers(), archive.measures()))
        first = _timed(lambda: drift(archive, project.document))
        project.close()
    print(
        f"{count} results measured before: {first:.2f} s, beside {read:.2f} s to read their rows, {again:.2f} s again"
    )


def _found(seeds: int) -> None:
    print(f"series of {COUNT}, a drift from number {START} on: found within {NEAR}, of {seeds}; red and blue, gamma")
    for title, names in SETS.items():
        for cast, gamma in MOVES:
            hits = others = 0
            for seed in range(seeds):
                found = [split.at + 1 for split in splits(_followed(drifting(seed, names, START, cast, gamma)))]
                hits += any(abs(number - START) <= NEAR for number in found)
                others += any(abs(number - START) > NEAR for number in found)
            print(f"  {title:15} +-{cast:4.0%}, {gamma:4.2f}   {hits:3} found   {others:3} elsewhere", flush=True)


def _alarms(seeds: int) -> None:
    for title, names in SETS.items():
        alarms = sum(bool(splits(_followed(varied(seed, names)))) for seed in range(seeds))
        print(f"series of {COUNT} without a drift, {title}: {alarms} alarms in {seeds}", flush=True)


def _followed(pictures: list[np.ndarray]) -> np.ndarray:
    return np.stack([signals(likeness(one)) for one in pictures])


def _timed(work: Callable[[], object]) -> float:
    """Seconds of CPU, on however many cores."""
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    main()
