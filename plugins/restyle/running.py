"""Runs the style networks (Dumoulin et al. 2017, Ghiasi et al. 2017) on pictures of any size."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

import cv2
import msgspec
import numpy as np

from editor.engine.onnx_runtime import RunOptions, loaded, output, run_options, runtime
from editor.engine.weights import Weights
from editor.pixels.geometry import Rect, Size
from editor.pixels.resample import resize

from .styles import NAMES

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

LARGEST = 2048  # pixels of the longer side that the net of 26 styles is shown
AROUND = 16  # pixels that it is shown beyond the picture: a multiple of 4, as its sides have to be
STYLE, TILE = 256, 384  # the only sizes that the two nets for references take, a side
STEP = 256  # pixels from tile to tile: they overlap by the rest
WIDE = 1024  # pixels of the longer side that goes through the net in tiles
BROAD = 1 / 24  # of the longer side: what is wider takes its colour from the picture as a whole

Report = Callable[[float], object]


class Nets(NamedTuple):
    """That of 26 styles, the one that reads a style, and the one that paints in it."""

    named: InferenceSession
    reading: InferenceSession
    painting: InferenceSession


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """What a trial showed."""

    seconds: float
    runtime: str


def load(weights: Weights, folder: str) -> Nets:
    """The nets from the known files. Raises BadRequest."""
    return Nets(*(loaded(weights.read(file.name, folder)) for file in weights.files))


def tried(weights: Weights, folder: str) -> Tried:
    """Has the nets restyle noise once. Raises BadRequest, BadResult."""
    nets, noise = load(weights, folder), np.random.default_rng(1).integers(0, 255, (64, 64, 3), np.uint8)
    began = time.monotonic()
    by_name(nets, noise, (0,), run_options())
    like(nets, noise, [(noise, 1.0)], run_options())
    return Tried(seconds=round(time.monotonic() - began, 3), runtime=runtime().__version__)


def by_name(nets: Nets, rgb: np.ndarray, styles: Sequence[int], options: RunOptions) -> np.ndarray:
    """A picture, float32 (h, w, 3), 0..255, from uint8, in an even mixture of styles, by their places in `NAMES`.

    Raises Cancelled once `options.terminate` is set, BadResult.
    """
    small = _at_most(rgb, LARGEST)
    h, w = small.shape[:2]
    wide = cv2.copyMakeBorder(small, AROUND, AROUND + -h % 4, AROUND, AROUND + -w % 4, cv2.BORDER_REFLECT_101)
    shares = np.zeros(len(NAMES), np.float32)
    shares[list(styles)] = 1 / len(styles)
    fed = {"image": np.ascontiguousarray(wide.transpose(2, 0, 1)[None], np.float32) / 255, "style_weights": shares}
    made = output(nets.named, nets.named.get_outputs()[0].name, fed, options)[0]
    made = np.ascontiguousarray(made.transpose(1, 2, 0)[AROUND : AROUND + h, AROUND : AROUND + w]) * 255
    return _large(made, rgb)


def style_of(nets: Nets, rgb: np.ndarray, options: RunOptions) -> np.ndarray:
    """What the net reads of the style of a picture, float32 (100,), from the square in its middle. Raises as above."""
    h, w = rgb.shape[:2]
    side = min(h, w)
    y, x = (h - side) // 2, (w - side) // 2
    square = resize(np.ascontiguousarray(rgb[y : y + side, x : x + side]), Size(STYLE, STYLE))
    fed = {nets.reading.get_inputs()[0].name: square[None].astype(np.float32) / 255}
    return output(nets.reading, nets.reading.get_outputs()[0].name, fed, options).reshape(-1)


def like(
    nets: Nets,
    rgb: np.ndarray,
    references: Sequence[tuple[np.ndarray, float]],
    options: RunOptions,
    report: Report = lambda _share: None,
) -> np.ndarray:
    """A picture, float32 (h, w, 3), 0..255, from uint8, in the style of references, each with a strength 0..1.

    What they leave of it, together, is its own style. The net paints 384 pixels a side: tiles give it its strokes, the
    whole at once its colours. `report` hears the share that is done. Raises as `by_name`.
    """
    style = np.zeros(100, np.float32)
    for picture, strength in references:
        style += style_of(nets, picture, options) * (strength / len(references))
    own = 1 - sum(strength for _, strength in references) / len(references)
    if own > 0:
        style += style_of(nets, rgb, options) * own
    small = _at_most(rgb, WIDE)
    h, w = small.shape[:2]
    whole = _large(_painted(nets, _at_most(small, TILE), style, options), small)
    if max(h, w) <= TILE:
        return _large(whole, rgb)
    total, shares = np.zeros((h, w, 3), np.float32), np.zeros((h, w, 1), np.float32)
    places = [Rect(x, y, min(TILE, w), min(TILE, h)) for y, x in product(_starts(h), _starts(w))]
    for number, place in enumerate(places):
        report(number / len(places))
        share = np.outer(*(np.hanning(side + 2)[1:-1] for side in (place.h, place.w)))[..., None].astype(np.float32)
        total[place.slices] += _painted(nets, small[place.slices], style, options) * share
        shares[place.slices] += share
    strokes = total / shares
    strokes += cv2.GaussianBlur(whole - strokes, (0, 0), BROAD * max(h, w), borderType=cv2.BORDER_REFLECT_101)
    return _large(strokes, rgb)


def _painted(nets: Nets, rgb: np.ndarray, style: np.ndarray, options: RunOptions) -> np.ndarray:
    """A picture of at most 384 pixels a side in a style, float32, 0..255."""
    h, w = rgb.shape[:2]
    square = cv2.copyMakeBorder(rgb, 0, TILE - h, 0, TILE - w, cv2.BORDER_REFLECT_101)
    picture, code = (one.name for one in nets.painting.get_inputs())
    fed: dict[str, Any] = {picture: square[None].astype(np.float32) / 255, code: style.reshape(1, 1, 1, -1)}
    return output(nets.painting, nets.painting.get_outputs()[0].name, fed, options)[0][:h, :w] * 255


def _starts(side: int) -> Iterator[int]:
    """Where tiles begin, so that the last one ends with the side."""
    last = max(0, side - TILE)
    steps = -(-last // STEP)
    return (round(last * step / steps) if steps else 0 for step in range(steps + 1))


def _at_most(rgb: np.ndarray, longest: int) -> np.ndarray:
    scale = longest / max(rgb.shape[:2])
    h, w = (max(1, round(side * scale)) for side in rgb.shape[:2])
    return rgb if scale >= 1 else resize(rgb, Size(w, h))


def _large(made: np.ndarray, like: np.ndarray) -> np.ndarray:
    """What was made, in the size of the picture that it was made of."""
    h, w = like.shape[:2]
    return made if made.shape[:2] == (h, w) else cv2.resize(made, (w, h), interpolation=cv2.INTER_CUBIC)
