"""Runs a Real-ESRGAN net (Wang et al. 2021) over a picture tile by tile, and keeps the picture's own colours."""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib import import_module
from itertools import product
from typing import Any

import cv2
import msgspec
import numpy as np

from editor.engine.errors import BadRequest, BadResult
from editor.engine.weights import Weights
from editor.pixels.geometry import Rect

from .nets import FAST, Kind

TIMES = 4  # as large as the nets make a picture
LOW = 1.0  # pixels of the source: what is wider than that keeps its colour
STRIP = 64  # rows of the source whose colour is put right at once
ROUNDS = 3  # of putting colours right: what the first one clips counts in the next


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """What a trial showed."""

    seconds: float
    runtime: str


def load(weights: Weights, kind: Kind, folder: str) -> Any:
    """The net from the known files, on the processor. Raises BadRequest."""
    try:
        ncnn = _runtime()
    except ImportError as error:
        raise BadRequest("ncnn, which runs these nets, is not installed.", f"Install it: {weights.command}") from error
    net = ncnn.Net()
    net.opt.use_vulkan_compute = False  # a software device takes twenty times as long
    parts = (weights.path(f"{kind.file}.{end}", folder) for end in ("param", "bin"))
    for begin, path in zip((net.load_param, net.load_model), parts, strict=True):
        if begin(str(path)):
            raise BadRequest(f"ncnn {ncnn.__version__} cannot load {path.name}.", f"Install another: {weights.command}")
    return net


def _runtime() -> Any:
    """Imported where it is used: it brings no types, and may be missing."""
    return import_module("ncnn")


def tried(weights: Weights, folder: str) -> Tried:
    """Has the fast net look at noise once, and reads all the files. Raises BadRequest, BadResult."""
    net = load(weights, FAST, folder)
    for file in weights.files:
        weights.path(file.name, folder)
    began = time.monotonic()
    _run(net, np.random.default_rng(1).integers(0, 255, (64, 64, 3), np.uint8))
    return Tried(seconds=round(time.monotonic() - began, 3), runtime=_runtime().__version__)


def larger(
    net: Any, kind: Kind, rgb: np.ndarray, times: int, report: Callable[[float], object] = lambda _share: None
) -> np.ndarray:
    """A picture, uint8 (h, w, 3), 2, 3 or 4 times as large. `report` hears the share that is done, before each tile,
    and may raise to give up. Raises BadResult."""
    h, w = rgb.shape[:2]
    edge = kind.around
    wide = cv2.copyMakeBorder(rgb, edge, edge, edge, edge, cv2.BORDER_REFLECT_101)
    whole, out = Rect(0, 0, w, h), np.zeros((h * times, w * times, 3), np.uint8)
    for top, left in product(range(0, h, kind.tile), range(0, w, kind.tile)):
        core = Rect(left, top, kind.tile, kind.tile).intersected(whole)
        report((top * w + left * core.h) / (h * w))
        made = _run(net, wide[core.translated(edge, edge).grown(edge).slices])
        reach = core.grown(kind.fade).intersected(whole)
        made = made[_times(reach.translated(edge - left, edge - top), TIMES).slices]
        there = _times(reach, times)
        if times < TIMES:  # every pixel of the source is a whole number of pixels of both: no seam
            made = cv2.resize(made, tuple(there.size), interpolation=cv2.INTER_AREA)
        before = out[there.slices]
        share = np.outer(_rise(there.h, (top - reach.y) * times), _rise(there.w, (left - reach.x) * times))
        before[:] = _whole(before + (made - before) * share[..., None])
    for _ in range(ROUNDS):
        _put_right(out, rgb, times)
    return out


def _times(part: Rect, times: int) -> Rect:
    return Rect(*(value * times for value in part))


def _rise(length: int, half: int) -> np.ndarray:
    """How much a tile counts, float32 (length,), where the first `half`, and as many again, are another's too."""
    if not half:
        return np.ones(length, np.float32)
    return np.clip((np.arange(length, dtype=np.float32) + 0.5) / (2 * half), 0, 1)


def _run(net: Any, rgb: np.ndarray) -> np.ndarray:
    """What the net makes of a part, float32 (4 h, 4 w, 3), about 0..255."""
    planes = np.ascontiguousarray(rgb.transpose(2, 0, 1), np.float32) / 255
    extractor = net.create_extractor()
    extractor.input(net.input_names()[0], _runtime().Mat(planes))
    failed, answer = extractor.extract(net.output_names()[0])
    made = np.array(answer)
    if failed or made.shape != (3, TIMES * rgb.shape[0], TIMES * rgb.shape[1]):
        raise BadResult("The model failed.", "Close other programs if there is little memory, or make it less large.")
    return np.ascontiguousarray(made.transpose(1, 2, 0)) * 255


def _put_right(out: np.ndarray, rgb: np.ndarray, times: int) -> None:
    """Add to the large picture what its colours lack, where the difference is wide."""
    h, w = rgb.shape[:2]
    lack = rgb.astype(np.float32) - cv2.resize(out, (w, h), interpolation=cv2.INTER_AREA)
    lack = cv2.GaussianBlur(lack, (0, 0), LOW, borderType=cv2.BORDER_REFLECT_101)
    for top in range(0, h, STRIP):
        first, end = max(0, top - 1), min(h, top + STRIP)
        part = lack[first : end + 1]
        part = cv2.resize(part, (w * times, part.shape[0] * times), interpolation=cv2.INTER_LINEAR)
        skip = (top - first) * times
        rows = out[top * times : end * times]
        rows[:] = _whole(rows + part[skip : skip + rows.shape[0]])


def _whole(values: np.ndarray) -> np.ndarray:
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)
