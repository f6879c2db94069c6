"""Embedding: a net tells how alike pictures are in what they show or how; never run in the window."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np

from editor.engine.embedder import Embedder
from editor.engine.errors import BadRequest
from editor.engine.onnx_runtime import loaded, output, run_options
from editor.pixels.geometry import Size
from editor.pixels.resample import resize

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

ADVICE = "An embedder takes one picture, float32 (1, 3, h, w) or (1, h, w, 3), and gives numbers."
SIDE = 224  # pixels, where the file leaves it open
GREY = 119  # of 255: what is transparent


class Embedding(msgspec.Struct, frozen=True, eq=False):
    """A picture, uint8 (h, w, 3 or 4), sRGB, straight alpha, to be embedded in whatever process.

    Calling it gives the vector, float32 of length 1; its net stays loaded. Raises BadRequest where the file cannot be
    used, BadResult.
    """

    embedder: Embedder
    pixels: np.ndarray

    def __call__(self, *, stop: np.ndarray | None) -> np.ndarray:
        net, feed = _net(self.embedder), self.embedder.feed
        small = _laid_out(resize(self.pixels, net.size))
        ordered = small[..., ::-1] if feed.order == "bgr" else small
        fed = (ordered - np.array(feed.mean, np.float32)) / np.array(feed.deviation, np.float32)
        fed = np.ascontiguousarray(fed if net.last else fed.transpose(2, 0, 1))[None]
        raw = output(net.session, feed.output or net.session.get_outputs()[0].name, {net.input: fed}, run_options())
        vector = np.asarray(raw, np.float32).ravel()
        length = float(np.linalg.norm(vector))
        if not np.isfinite(length) or length == 0:
            raise BadRequest("This model tells pictures apart by nothing.", ADVICE)
        return vector / length


def giving(data: bytes, tensor: str) -> bytes:
    """A model, as the bytes of its file, that gives out this tensor inside of it as well.

    Where a message of protobuf is followed by another, they are merged: this one is graph { output { name } }.
    """
    field = tensor.encode()
    for number in (1, 12, 7):
        size = len(field)
        field = bytes([number << 3 | 2, *([size] if size < 128 else [size & 127 | 128, size >> 7])]) + field
    return data + field


class _Net(NamedTuple):
    """A net with the size of its input and whether the channels are the last axis of it."""

    session: InferenceSession
    input: str
    size: Size
    last: bool


@lru_cache(maxsize=1)
def _net(embedder: Embedder) -> _Net:
    """Raises BadRequest."""
    data, tensor = embedder.source.read(), embedder.feed.output
    session = loaded(giving(data, tensor) if tensor else data, ADVICE)
    inputs = session.get_inputs()
    shape = tuple(inputs[0].shape)
    if len(inputs) != 1 or len(shape) != 4 or inputs[0].type != "tensor(float)" or 3 not in (shape[1], shape[-1]):
        raise BadRequest("This model takes no picture.", ADVICE)
    last = shape[-1] == 3
    h, w = (side if isinstance(side, int) else SIDE for side in (shape[1:3] if last else shape[2:4]))
    return _Net(session, inputs[0].name, Size(w, h), last)


def _laid_out(pixels: np.ndarray) -> np.ndarray:
    """What is transparent is grey; uint8 (h, w, 3)."""
    if pixels.shape[2] == 3:
        return pixels
    weight = pixels[..., 3:].astype(np.float32) / 255
    return np.rint(pixels[..., :3] * weight + GREY * (1 - weight)).astype(np.uint8)
