"""Time, memory and latency of the built-in fill, each figure beside its line."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from quality_cases import ROOT, Case, read

from editor.pixels import fill as patches

_FRESH = """
import sys, time
sys.path.insert(0, {root!r})
import numpy as np
from editor.pixels import fill
rng = np.random.default_rng(0)
image = rng.integers(0, 255, (256, 256, 3)).astype(np.uint8)
hole = np.zeros((256, 256), bool)
hole[90:160, 90:160] = True
times = []
for _ in range(3):
    began = time.perf_counter()
    fill.fill(image, hole)
    times.append(time.perf_counter() - began)
print(times[0] - min(times[1:]))
"""

_MEMORY = """
import sys
sys.path[:0] = [{root!r}, {here!r}]
import numpy as np
from editor.pixels import fill
from quality_cost import large_case
case = large_case({megapixels}, {missing})
given, hole = case.given, case.hole
del case
fill.warm()

def status(key):
    with open("/proc/self/status") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith(key)) / 1024

before = status("VmRSS")
with open("/proc/self/clear_refs", "w") as peak:
    peak.write("5")
fill.fill(given, hole)
print(status("VmHWM") - before)
"""


def print_costs(tried: dict[str, Callable[[Case], np.ndarray]], quick: bool) -> None:
    patches.warm()
    print("\ncost and latency")
    _line("first fill after a start, over a warm one", _fresh_start(), "s", "1.0")
    _line("first progress, 512 x 512, 25 % hole", _first_progress(_quarter()), "ms", "100")
    _line("cancel, 2 megapixels, 10 % hole", _cancel(large_case(2.0, 0.2)), "ms", "100")
    for name, case in {"512 x 512, 25 % hole": _quarter(), "2 megapixels, 10 % hole": large_case(2.0, 0.2)}.items():
        ours = _cpu(tried["ours"], case)
        limit = "1/3" if "512" in name else "1/4"
        if "PyPatchMatch" in tried:
            _line(f"CPU, {name}", ours / _cpu(tried["PyPatchMatch"], case), "of PyPatchMatch's", limit)
        else:
            _line(f"CPU, {name}", ours, "s", f"{limit} of PyPatchMatch's")
    _line("memory above the picture, 2 megapixels, 10 % hole", _memory(2.0, 0.2), "MB", "300")
    if not quick:
        _line("memory above the picture, 24 megapixels, 1-megapixel hole", _memory(24.0, 1.0), "MB", "2000")


def large_case(megapixels: float, missing: float) -> Case:
    """The sample photograph at some megapixels with one rounded hole of about so many megapixels in the middle."""
    picture = read(ROOT / "resources/sample/dandelions.jpg")
    scale = (megapixels * 1e6 / (picture.shape[0] * picture.shape[1])) ** 0.5
    picture = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR)
    hole = np.zeros(picture.shape[:2], np.uint8)
    radius = round((missing * 1e6 / np.pi) ** 0.5)
    cv2.circle(hole, (hole.shape[1] // 2, hole.shape[0] // 2), radius, 1, -1)
    return Case("large", "blob", picture, hole > 0)


def _quarter() -> Case:
    picture = read(ROOT / "tests/photographs/raccoon.jpg")[100:612, 200:712].copy()
    hole = np.zeros((512, 512), bool)
    hole[128:384, 128:384] = True
    return Case("quarter", "blob", picture, hole)


def _line(what: str, value: float, unit: str, limit: str) -> None:
    print(f"{what:60s} {value:8.2f} {unit}  (at most {limit})")


def _cpu(method: Callable[[Case], np.ndarray], case: Case) -> float:
    began = time.process_time()
    method(case)
    return time.process_time() - began


def _fresh_start() -> float:
    code = _FRESH.format(root=str(ROOT))
    return float(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)


def _memory(megapixels: float, missing: float) -> float:
    """Megabytes at the peak above what was held before the fill; Linux only, elsewhere not a number."""
    if not sys.platform.startswith("linux"):
        return float("nan")
    here = str(Path(__file__).resolve().parent)
    code = _MEMORY.format(root=str(ROOT), here=here, megapixels=megapixels, missing=missing)
    return float(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)


def _first_progress(case: Case) -> float:
    began = time.perf_counter()
    heard: list[float] = []
    patches.fill(case.given, case.hole, progress=lambda _share, _words: heard.append(time.perf_counter() - began))
    return heard[0] * 1000


def _cancel(case: Case) -> float:
    """The longest of eight waits between setting the flag, at times spread over the fill, and its end; milliseconds."""
    given, hole = case.given, case.hole
    began = time.perf_counter()
    patches.fill(given, hole)
    whole = time.perf_counter() - began
    waits = []
    for k in range(8):
        stop = np.zeros(1, np.uint8)
        ended: list[float] = []

        def work(stop: np.ndarray = stop, ended: list[float] = ended) -> None:
            try:
                patches.fill(given, hole, stop=stop)
            except patches.Stopped:
                ended.append(time.perf_counter())

        thread = threading.Thread(target=work)
        thread.start()
        time.sleep(whole * (k + 0.5) / 9)
        flagged = time.perf_counter()
        stop[0] = 1
        thread.join()
        waits += [1000 * (end - flagged) for end in ended]
    return max(waits)
