"""Learned nets beside bare calls of the same: CPU seconds, memory, colours, tile edges, likeness, and pictures.

.venv/bin/python benchmarks/learned_table.py [FOLDER]   (needs `make models`; pictures go to out/learned)
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from importlib import import_module
from itertools import combinations
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from skimage import data

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from editor.engine.embedder import Embedder, carried, chosen  # noqa: E402
from editor.engine.embedding import Embedding  # noqa: E402
from editor.engine.onnx_runtime import loaded, output, run_options  # noqa: E402
from editor.engine.weights import weights_in  # noqa: E402
from editor.pixels.encode import encode  # noqa: E402
from editor.pixels.enlarge import enlarged  # noqa: E402
from editor.pixels.geometry import Size  # noqa: E402
from plugins.restyle import running as styling  # noqa: E402
from plugins.restyle.styles import NAMES  # noqa: E402
from plugins.upscale import running as enlarging  # noqa: E402
from plugins.upscale.nets import FAST, KINDS, SLOW, Kind  # noqa: E402
from tests.pixels.series import moved, photograph, varied  # noqa: E402

ROUNDS, LONG, TIMES = 2, 0.5, 4  # LONG: seconds that all rounds take, where one is short
PART = 96  # pixels a side of the source that the slow net is looked at in
BLOCK = 64 // TIMES  # pixels of the source, whose mean colour is looked at
NAMED = ("astronaut", "coffee", "chelsea", "dandelions")
ALIKE = (*NAMED, "rocket", "raccoon")
LOOKS = ("crayon", "pop", "fresco", "engraving", "lavender", "starry", "ember", "mosaic")
Work = Callable[[np.ndarray], object]


def net(kind: Kind) -> Any:
    return _net(kind.model.id)


@cache
def _net(id: str) -> Any:
    (kind,) = (one for one in KINDS if one.model.id == id)
    return enlarging.load(weights_in(ROOT / "plugins" / "upscale"), kind, "")


@cache
def nets() -> styling.Nets:
    return styling.load(weights_in(ROOT / "plugins" / "restyle"), "")


def fast(rgb: np.ndarray) -> object:
    return enlarging.larger(net(FAST), FAST, rgb, TIMES)


def fast_bare(rgb: np.ndarray) -> object:
    return _bare(FAST, rgb)


def slow(rgb: np.ndarray) -> object:
    return enlarging.larger(net(SLOW), SLOW, rgb, TIMES)


def slow_bare(rgb: np.ndarray) -> object:
    return _bare(SLOW, rgb)


def _bare(kind: Kind, rgb: np.ndarray) -> object:
    """The net on the whole picture at once."""
    ncnn, extractor = import_module("ncnn"), net(kind).create_extractor()
    extractor.input("data", ncnn.Mat(np.ascontiguousarray(rgb.transpose(2, 0, 1), np.float32) / 255))
    return np.array(extractor.extract("output")[1])


def by_name(rgb: np.ndarray) -> object:
    return styling.by_name(nets(), rgb, (NAMES.index("starry"),), run_options())


def by_name_bare(rgb: np.ndarray) -> object:
    """The net on the same picture."""
    shares = np.eye(len(NAMES), dtype=np.float32)[0]
    fed = {"image": np.ascontiguousarray(rgb.transpose(2, 0, 1)[None], np.float32) / 255, "style_weights": shares}
    return output(nets().named, "stylized", fed, run_options())


def like(rgb: np.ndarray) -> object:
    return styling.like(nets(), rgb, [(photograph("coffee"), 1.0)], run_options())


def like_bare(rgb: np.ndarray) -> object:
    """Both nets once, at the only size that they take, and the answer enlarged."""
    return styling.like(nets(), cv2.resize(rgb, (384, 256)), [(photograph("coffee"), 1.0)], run_options())


@cache
def embedder(name: str) -> Embedder:
    return chosen(name, carried(weights_in(ROOT / "plugins" / "likeness")))


@cache
def session(name: str) -> Any:
    return loaded(embedder(name).source.read())


def embedded(name: str, rgb: np.ndarray) -> np.ndarray:
    return Embedding(embedder(name), rgb)(stop=None)


def embedded_bare(name: str, rgb: np.ndarray) -> object:
    """The net as it is on the picture in the only size that it takes."""
    net = session(name)
    (given,) = net.get_inputs()
    fed = cv2.resize(rgb, given.shape[1:3][::-1], interpolation=cv2.INTER_AREA)[None].astype(np.float32)
    return output(net, net.get_outputs()[0].name, {given.name: fed}, run_options())


def cost(work: Work, size: tuple[int, int]) -> tuple[float, float, float]:
    """CPU seconds of the best round, the most memory above the loaded net, and with it, in MB, in a process of its
    own."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(_cost, (work, size))


def _cost(work: Work, size: tuple[int, int]) -> tuple[float, float, float]:
    rgb = cv2.resize(photograph("dandelions"), size, interpolation=cv2.INTER_CUBIC)
    bare = _most()
    work(rgb[:8, :8] if work in (fast, fast_bare, slow, slow_bare) else rgb[:64, :64])
    before, times = _most(), []
    while len(times) < ROUNDS or sum(times) < LONG:
        began = time.process_time()
        work(rgb)
        times.append(time.process_time() - began)
    return min(times), _most() - before, _most() - bare


def _most() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def costs() -> None:
    for title, work, bare, size in (
        ("upscale, fast", fast, fast_bare, (600, 400)),
        ("upscale, x4plus", slow, slow_bare, (104, 104)),
        ("restyle by name", by_name, by_name_bare, (1536, 1024)),
        ("restyle like a reference", like, like_bare, (1536, 1024)),
        *(
            (f"likeness of {name}", partial(embedded, name), partial(embedded_bare, name), (1536, 1024))
            for name in ("style", "content")
        ),
    ):
        area = size[0] * size[1] / 1e6
        (mine, more, whole), (theirs, least, all_of_it) = cost(work, size), cost(bare, size)
        print(
            f"{title}: {mine / area:.3g} CPU s a megapixel, {mine / theirs:.2f} of a bare call; {more:.0f} MB at most, "
            f"{whole:.0f} with the net; a bare call {least:.0f} MB, {all_of_it:.0f} with the net",
            flush=True,
        )


def colours(rgb: np.ndarray, large: np.ndarray) -> float:
    """The greatest difference of the mean colour of 64 pixels a side, of 255."""
    h, w = (side // BLOCK * BLOCK for side in rgb.shape[:2])
    means = [
        part.astype(np.float64).reshape(h // BLOCK, BLOCK * times, w // BLOCK, BLOCK * times, 3).mean((1, 3))
        for part, times in ((rgb[:h, :w], 1), (large[: h * TIMES, : w * TIMES], TIMES))
    ]
    return float(np.abs(means[0] - means[1]).max())


def edges(kind: Kind, rgb: np.ndarray, whole: np.ndarray, tile: int) -> float:
    """How columns differ where tiles of this size meet, beside the same columns where none do, as in `whole`."""
    tiled = enlarging.larger(net(kind), kind._replace(tile=tile), rgb, TIMES)
    at = np.arange(tile * TIMES - 1, rgb.shape[1] * TIMES - 1, tile * TIMES)
    met, unmet = (np.abs(np.diff(large.astype(int), axis=1)).mean((0, 2))[at].mean() for large in (tiled, whole))
    return float(met / unmet)


def fidelity(name: str, kind: Kind, side: int) -> str:
    """What is left of a photograph made four times smaller and larger again, beside Lanczos and the built-in engine."""
    picture = photograph(name)
    size = Size(*(min(side, there) // TIMES * TIMES for there in picture.shape[1::-1]))
    whole = np.ascontiguousarray(picture[: size.h, : size.w])
    small = cv2.resize(whole, (size.w // TIMES, size.h // TIMES), interpolation=cv2.INTER_AREA)
    made = enlarging.larger(net(kind), kind, small, TIMES)
    others = cv2.resize(small, tuple(size), interpolation=cv2.INTER_LANCZOS4), enlarged(small, size)
    db = [cv2.PSNR(whole, picture) for picture in (made, *others)]
    return "{:.1f} dB, Lanczos {:.1f}, built-in {:.1f}".format(*db)


def keep(folder: Path, name: str, *pictures: np.ndarray) -> None:
    (folder / f"{name}.png").write_bytes(encode(np.ascontiguousarray(np.concatenate(pictures, axis=1)), "PNG"))


def busiest(rgb: np.ndarray) -> tuple[int, int]:
    """The upper left corner (y, x) of the part with most detail."""
    detail = np.abs(cv2.Laplacian(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), cv2.CV_32F))
    means = cv2.boxFilter(detail, -1, (PART, PART))[PART // 2 : -PART // 2, PART // 2 : -PART // 2]
    y, x = divmod(int(means.argmax()), means.shape[1])
    return y, x


def upscaled(folder: Path) -> None:
    for name in NAMED:
        rgb = photograph(name)
        made = enlarging.larger(net(FAST), FAST, rgb, TIMES)
        whole = enlarging.larger(net(FAST), FAST._replace(tile=1024), rgb, TIMES)
        told = f"colours within {colours(rgb, made):.2f} of 255 (goal 1), edges {edges(FAST, rgb, whole, 64):.2f}"
        print(f"upscale, fast, {name}: {told} of none (goal 1); of a quarter {fidelity(name, FAST, 400)}", flush=True)
        h, w = busiest(rgb)
        part = np.ascontiguousarray(rgb[h : h + PART, w : w + PART])
        fine = enlarging.larger(net(SLOW), SLOW, part, TIMES)
        told = f"colours within {colours(part, fine):.2f} of 255, edges {edges(SLOW, part, fine, 48):.2f} of none"
        print(f"upscale, x4plus, where {name} has most detail: {told}", flush=True)
        plain = cv2.resize(part, None, fx=TIMES, fy=TIMES, interpolation=cv2.INTER_LANCZOS4)
        quick = made[h * TIMES : (h + PART) * TIMES, w * TIMES : (w + PART) * TIMES]
        keep(folder, f"upscale-{name}", plain, quick, fine)


def restyled(folder: Path) -> None:
    def whole(values: np.ndarray) -> np.ndarray:
        return np.clip(np.rint(values), 0, 255).astype(np.uint8)

    look = whole(styling.by_name(nets(), data.coffee(), (NAMES.index("starry"),), run_options()))
    for name in NAMED:
        rgb = photograph(name)
        named = [whole(styling.by_name(nets(), rgb, (NAMES.index(one),), run_options())) for one in ("wave", "fresco")]
        keep(folder, f"restyle-{name}", rgb, *named, whole(styling.like(nets(), rgb, [(look, 1.0)], run_options())))


def likened() -> None:
    """How surely pairs that are alike are nearer than pairs that are not (1: always), and what is on both sides."""
    forms = {(name, at): rgb for name in ALIKE for at, rgb in enumerate(_forms(photograph(name)))}
    told("content, of a photograph in eight forms", partial(embedded, "content"), forms)
    crops = {(name, at): rgb for name in ALIKE for at, rgb in enumerate(varied(3, [name], 12))}
    told("content, of parts of a photograph", partial(embedded, "content"), crops)
    looks: dict[tuple[str, int], np.ndarray] = {}
    for at, name in enumerate(ALIKE):
        small = cv2.resize(photograph(name), (384, 256), interpolation=cv2.INTER_AREA)
        for look in LOOKS:
            made = styling.by_name(nets(), small, (NAMES.index(look),), run_options())
            looks[look, at] = np.clip(np.rint(made), 0, 255).astype(np.uint8)
    greys = {name: cv2.equalizeHist(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)) for name, rgb in looks.items()}
    grey = {name: cv2.cvtColor(rgb, cv2.COLOR_GRAY2RGB) for name, rgb in greys.items()}
    for title, pictures in (("in colour", looks), ("in grey of even lightness", grey)):
        told(f"style, of six photographs in eight styles, {title}", partial(embedded, "style"), pictures)
        told(f"a histogram of these colours, {title}", _histogram, pictures)


def told(title: str, vector: Callable[[np.ndarray], np.ndarray], pictures: dict[tuple[str, int], np.ndarray]) -> None:
    vectors = {name: vector(rgb) for name, rgb in pictures.items()}
    pairs = [(1 - float(vectors[a] @ vectors[b]), a[0] == b[0]) for a, b in combinations(vectors, 2)]
    same, other = (np.array([far for far, alike in pairs if alike is wanted]) for wanted in (True, False))
    sure = (same[:, None] < other).mean()
    print(
        f"likeness by {title}: {sure:.3f}; alike {np.median(same):.3f}, 95 % within {np.quantile(same, 0.95):.3f}; "
        f"not alike {np.median(other):.3f}, 5 % within {np.quantile(other, 0.05):.3f}",
        flush=True,
    )


def _forms(rgb: np.ndarray) -> Iterator[np.ndarray]:
    h, w = rgb.shape[:2]
    yield rgb
    yield np.ascontiguousarray(rgb[:, ::-1])
    yield np.ascontiguousarray(rgb[h // 8 : -h // 8, w // 8 : -w // 8])
    yield cv2.imdecode(cv2.imencode(".jpg", rgb, [cv2.IMWRITE_JPEG_QUALITY, 15])[1], cv2.IMREAD_COLOR)
    yield cv2.resize(rgb, None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA)
    yield cv2.cvtColor(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    yield moved(rgb, 0.12, 0.75)
    yield cv2.GaussianBlur(rgb, (0, 0), 3)


def _histogram(rgb: np.ndarray) -> np.ndarray:
    shares = np.sqrt(np.histogramdd(rgb.reshape(-1, 3), bins=6, range=[(0, 256)] * 3)[0].ravel())
    return shares / np.linalg.norm(shares)


def main() -> None:
    for plugin in ("upscale", "restyle", "likeness"):
        if (lacking := weights_in(ROOT / "plugins" / plugin).lacking) is not None:
            print(f"{plugin}: not measured. {lacking.message} {lacking.advice}")
            return
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "out" / "learned"
    folder.mkdir(parents=True, exist_ok=True)
    costs()
    likened()
    upscaled(folder)
    restyled(folder)


if __name__ == "__main__":
    main()
