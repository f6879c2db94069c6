"""Runs U²-Net-P (Qin et al. 2020) on a picture, or on what is round a box, and draws the edge at full size."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import cv2
import msgspec
import numpy as np

from editor.engine.errors import BadRequest
from editor.engine.marked import laid_out
from editor.engine.onnx_runtime import RunOptions, loaded, output, run_options, runtime
from editor.engine.weights import Weights
from editor.pixels.geometry import Rect
from editor.pixels.mask_ops import bounds
from editor.pixels.matte import cleaned, matte

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

SIDE = 320  # px: the only size that the net sees
AROUND = 0.12  # of a box: what of the picture the net sees round it, to each side
SURE = 0.4  # of 1: the least that the net is sure of its surest pixel where there is a subject at all
MEAN = np.array((0.485, 0.456, 0.406), np.float32)  # of the photographs that such nets are trained on
SPREAD = np.array((0.229, 0.224, 0.225), np.float32)


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """What a trial showed."""

    seconds: float
    runtime: str


def load(weights: Weights, folder: str) -> InferenceSession:
    """The net from the known file. Raises BadRequest."""
    return loaded(weights.read(weights.files[0].name, folder))


def tried(weights: Weights, folder: str) -> Tried:
    """Has it look at noise once. Raises BadRequest, BadResult."""
    session = load(weights, folder)
    return Tried(seconds=round(trial(session), 3), runtime=runtime().__version__)


def trial(session: InferenceSession) -> float:
    """The seconds that it looks at noise. Raises BadResult."""
    began = time.monotonic()
    seen(session, np.random.default_rng(1).integers(0, 255, (SIDE, SIDE, 3), np.uint8), run_options())
    return time.monotonic() - began


def cut(session: InferenceSession, image: np.ndarray, mask: np.ndarray | None, options: RunOptions) -> np.ndarray:
    """A picture, uint8 (h, w, 4), with all but its subject transparent, and its edge free of the background's colour.

    A `mask`, uint8 (h, w), marks the box that the subject is in. Raises BadRequest where nothing stands out, Cancelled
    once `options.terminate` is set, BadResult.
    """
    rgb, whole = laid_out(image), Rect(0, 0, image.shape[1], image.shape[0])
    box = whole if mask is None else bounds(mask)
    if box.empty:
        raise BadRequest("The box is empty.", "Drag it round the object.")
    region = box if mask is None else box.grown(round(max(box.w, box.h) * AROUND)).intersected(whole)
    part = np.ascontiguousarray(rgb[region.slices])
    found = seen(session, part, options)
    if found.max() < SURE:
        raise BadRequest("Nothing stands out as the subject here.", "Drag a box round it with Smart select.")
    found = (found - found.min()) / max(float(found.max() - found.min()), 1e-6)
    alpha = np.zeros(image.shape[:2], np.uint8)
    alpha[box.slices] = matte(part, found)[box.translated(-region.x, -region.y).slices]
    pixels = np.dstack((cleaned(rgb, alpha), alpha))
    if image.shape[2] == 4:
        pixels[..., 3] = cv2.multiply(alpha, np.ascontiguousarray(image[..., 3]), scale=1 / 255)
    return pixels


def seen(session: InferenceSession, rgb: np.ndarray, options: RunOptions) -> np.ndarray:
    """How much each of 320 x 320 places is of the subject, float32 0..1, in a picture uint8 (h, w, 3)."""
    small = cv2.resize(rgb, (SIDE, SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    small = (small / max(float(small.max()), 1.0) - MEAN) / SPREAD
    ends: Any = session.get_inputs()[0].name, session.get_outputs()[0].name
    return output(session, ends[1], {ends[0]: small.transpose(2, 0, 1)[None]}, options)[0, 0]
