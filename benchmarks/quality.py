"""Quality and cost of filling and extending beside OpenCV, mirroring and, where installed, PyPatchMatch.

    .venv/bin/python benchmarks/quality.py [--quick]

Prints a table for each kind of hole, then time, memory and latency, each beside the line that it should reach.
"""

from __future__ import annotations

import argparse
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import cv2
import numpy as np
from quality_cases import KINDS, cases, photographs
from quality_cost import print_costs
from quality_methods import methods
from quality_score import MEASURES, measured, relative

PEER = "PyPatchMatch"
LINES = {"all": 0.92, "stroke": 1.0, "blob": 1.0, "side": 1.0, "border": 1.0, "extend": 0.95}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a third of the photographs, no 24-megapixel case")
    quick = parser.parse_args().quick
    cv2.setNumThreads(1)
    tried = methods()
    reference = PEER if PEER in tried else "Telea"
    made = cases(photographs()[:: 3 if quick else 1])
    scores: dict[str, dict[str, list[dict[str, float]]]] = {name: {kind: [] for kind in KINDS} for name in tried}
    for case in made:
        for name, method in tried.items():
            scores[name][case.kind].append(measured(case, method))
    groups = {"all": KINDS, **{kind: (kind,) for kind in KINDS}, "extend": ("side", "border")}
    for group, kinds in groups.items():
        gathered = {name: [row for kind in kinds for row in scores[name][kind]] for name in tried}
        print_table(group, gathered, reference)
    print_costs(tried, quick)


def print_table(group: str, gathered: dict[str, list[dict[str, float]]], reference: str) -> None:
    base = gathered[reference]
    print(f"\n{group}: {len(base)} cases, ratios to {reference}, lower is better")
    print(f"{'method':14s} {'Q':>6s} {'68 % interval':>15s} {'CPU s':>7s} {'CPU s/MP':>9s}  " + "  ".join(MEASURES))
    for name, rows in sorted(gathered.items(), key=lambda item: relative(item[1], base)[0]):
        q, low, high, parts = relative(rows, base)
        cpu, missing = (sum(row[key] for row in rows) for key in ("cpu", "missing"))
        each = "  ".join(f"{parts[key]:{max(5, len(key))}.3f}" for key in MEASURES)
        known = "" if not any(row["leak"] for row in rows) else "  changes known pixels"
        print(
            f"{name:14s} {q:6.3f} {f'{low:.3f} .. {high:.3f}':>15s} {np.median([r['cpu'] for r in rows]):7.2f} "
            f"{cpu / missing:9.1f}  {each}{known}"
        )
    if reference == PEER:
        share = _per_missing(gathered["ours"]) / _per_missing(base)
        print(f"lines: Q <= {LINES[group]:.2f}" + (f", CPU/MP {share:.2f} of {PEER}'s (<= 0.25)" * (group == "all")))


def _per_missing(rows: list[dict[str, float]]) -> float:
    return sum(row["cpu"] for row in rows) / sum(row["missing"] for row in rows)


if __name__ == "__main__":
    main()
