"""Cutting out beside a bare call of the net: CPU seconds, memory, overlap with masks drawn by hand, and pictures.

.venv/bin/python benchmarks/cutting_table.py [FOLDER]   (needs `make models`; pictures go to out/cutting)
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import cv2
import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from editor.engine.onnx_runtime import run_options  # noqa: E402
from editor.engine.weights import weights_in  # noqa: E402
from editor.pixels.encode import encode  # noqa: E402
from editor.pixels.geometry import Rect  # noqa: E402
from plugins.cutout.net import cut, load, seen  # noqa: E402
from tests.plugins.cutout.boxes import ON, Drawn, finding, overlap, photographs, selected  # noqa: E402

ROUNDS = 3
GROUND = (40, 150, 110)  # the colour that pictures are laid on
Call = Callable[[Any, np.ndarray], object]


def bare(session: Any, rgb: np.ndarray) -> object:
    """The net, and its answer enlarged: what there is without an edge of its own and without its colours."""
    found = seen(session, rgb, run_options())
    return cv2.resize(found, (rgb.shape[1], rgb.shape[0]), interpolation=cv2.INTER_LINEAR)


def whole(session: Any, rgb: np.ndarray) -> object:
    return cut(session, with_alpha(rgb), None, run_options())


def boxed(session: Any, rgb: np.ndarray) -> object:
    """Smart select, of a box over most of the picture."""
    return selected(rgb, Drawn("most of it", _most(rgb)), finding(session))


def boxed_bare(session: Any, rgb: np.ndarray) -> object:
    return bare(session, np.ascontiguousarray(rgb[_most(rgb).slices]))


def _most(rgb: np.ndarray) -> Rect:
    h, w = rgb.shape[:2]
    return Rect(w // 8, h // 8, w * 3 // 4, h * 3 // 4)


def cost(call: Call, side: int) -> tuple[float, float]:
    """CPU seconds of the best of a few rounds, and the most memory above the loaded net and the picture, in MB."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(_cost, (call, side))


def _cost(call: Call, side: int) -> tuple[float, float]:
    import resource

    session = load(weights(), "")
    rgb = cv2.resize(photographs()["meadow"], (side * 3 // 2, side), interpolation=cv2.INTER_CUBIC)
    seen(session, rgb, run_options())
    before, times = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, []
    for _ in range(ROUNDS):
        began = time.process_time()
        call(session, rgb)
        times.append(time.process_time() - began)
    return min(times), (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


def costs(title: str, call: Call, least: Call, sides: tuple[int, ...]) -> None:
    for side in sides:
        megapixels = side * side * 1.5 / 1e6
        (mine, more), (theirs, memory) = cost(call, side), cost(least, side)
        print(
            f"{title} of {megapixels:.0f} megapixels: {mine / megapixels:.3f} s a megapixel, {mine / theirs:.1f} of a "
            f"bare call; {more:.0f} MB at most, a bare call {memory:.0f} MB"
        )


def with_alpha(rgb: np.ndarray) -> np.ndarray:
    return np.dstack((rgb, np.full(rgb.shape[:2], 255, np.uint8)))


def laid(pixels: np.ndarray) -> np.ndarray:
    """On one colour."""
    share = pixels[..., 3:].astype(np.float32) / 255
    return np.rint(pixels[..., :3] * share + np.float32(GROUND) * (1 - share)).astype(np.uint8)


def keep(folder: Path, name: str, *pictures: np.ndarray) -> None:
    """Side by side, at most 900 px high."""
    beside = np.concatenate(pictures, axis=1)
    scale = min(1.0, 900 / beside.shape[0])
    size = round(beside.shape[1] * scale), round(beside.shape[0] * scale)
    (folder / f"{name}.png").write_bytes(encode(cv2.resize(beside, size, interpolation=cv2.INTER_AREA), "png"))


def weights() -> Any:
    return weights_in(ROOT / "plugins" / "cutout")


def main() -> None:
    if (lacking := weights().lacking) is not None:
        print(f"cut-out: not measured. {lacking.message} {lacking.advice}")
        return
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "out" / "cutting"
    folder.mkdir(parents=True, exist_ok=True)
    costs("cut-out", whole, bare, (816, 2000, 4000))
    costs("box", boxed, boxed_bare, (816, 2000))
    session, shares, seconds = load(weights(), ""), [], []
    for name, rgb in photographs().items():
        raw = np.rint(np.clip(bare(session, rgb), 0, 1) * 255).astype(np.uint8)
        keep(folder, name, rgb, laid(np.dstack((rgb, raw))), laid(whole(session, rgb)))
        for drawn in ON[name]:
            hand = drawn.mask(rgb.shape)
            began = time.process_time()
            found = selected(rgb, drawn, finding(session))
            seconds.append(time.process_time() - began)
            others = selected(rgb, drawn, finding(session), settle=False), selected(rgb, drawn, None)
            shares.append([overlap(mask, hand) for mask in (found, *others)])
            inside = drawn.box.grown(20).intersected(Rect(0, 0, rgb.shape[1], rgb.shape[0]))
            outline = rgb.copy()
            outline[hand] //= 2
            shown = (rgb, outline, laid(np.dstack((rgb, found))))
            keep(folder, f"box-{drawn.name}", *(picture[inside.slices] for picture in shown))
            told = "overlap {:.3f}, by the net alone {:.3f}, by colour alone {:.3f}".format(*shares[-1])
            print(f"box, {drawn.name}: {told}; {seconds[-1]:.2f} s")
    told = "median overlap {:.3f} (goal 0.9), by the net alone {:.3f}, by colour alone {:.3f}".format(
        *np.median(shares, axis=0)
    )
    print(f"boxes: {told}; longest {max(seconds):.2f} s")


if __name__ == "__main__":
    main()
