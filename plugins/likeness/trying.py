"""Has each of the nets that give pictures vectors look at noise."""

from __future__ import annotations

import time

import msgspec
import numpy as np

from editor.engine.embedder import carried
from editor.engine.embedding import Embedding
from editor.engine.onnx_runtime import runtime
from editor.engine.weights import Weights


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """What a trial showed: how many numbers a vector has, by the embedder's name."""

    seconds: float
    runtime: str
    numbers: dict[str, int]


def tried(weights: Weights, folder: str) -> Tried:
    """Raises BadRequest where a file is missing or another one, BadResult."""
    began, noise = time.monotonic(), np.random.default_rng(1).integers(0, 255, (64, 64, 3), np.uint8)
    numbers = {one.name: len(Embedding(one, noise)(stop=None)) for one in carried(weights, folder)}
    return Tried(seconds=round(time.monotonic() - began, 3), runtime=runtime().__version__, numbers=numbers)
