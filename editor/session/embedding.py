"""Embedding: a user's own ONNX file tells how alike results are in what they show or how; run aside of the window."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import msgspec
import numpy as np

from editor.engine.errors import BadRequest
from editor.engine.stop import Stop
from editor.session.aside import Aside, here

SIDE = 224  # pixels, where the file leaves it open
MEAN, DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)  # of ImageNet, by which such nets know pictures
ADVICE = "It takes one picture, float32 (1, 3, h, w) or (1, h, w, 3), and gives numbers."
Embed = Callable[[np.ndarray], np.ndarray]


class Embedder(msgspec.Struct, frozen=True):
    """The file at `path`, by its hash: vectors of different files are not compared."""

    path: str
    digest: str

    def by(self, aside: Aside = here, stop: Stop | None = None) -> Embed:
        """What makes the vector of a picture, float32 of length 1, from uint8 (h, w, 3 or 4), sRGB, straight alpha.

        Raises BadRequest where the file cannot be used, Cancelled.
        """
        stop = stop or Stop()
        return lambda pixels: aside(Embedding(self.path, self.digest, _fitting(pixels)), stop)


class Embedding(msgspec.Struct, frozen=True, eq=False):
    """One picture to be embedded, in whatever process."""

    path: str
    digest: str
    pixels: np.ndarray  # uint8 (h, w, 3)

    def __call__(self, *, stop: np.ndarray | None) -> np.ndarray:
        session, name, shape = _loaded(self.path, self.digest)
        last = shape[-1] == 3
        h, w = (side if isinstance(side, int) else SIDE for side in (shape[1:3] if last else shape[2:4]))
        small = cv2.resize(self.pixels, (w, h), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
        fed = ((small - np.array(MEAN, np.float32)) / np.array(DEVIATION, np.float32))[None]
        from editor.engine.onnx_runtime import output, run_options

        raw = output(
            session, session.get_outputs()[0].name, {name: fed if last else fed.transpose(0, 3, 1, 2)}, run_options()
        )
        vector = np.asarray(raw, np.float32).ravel()
        length = float(np.linalg.norm(vector))
        if not np.isfinite(length) or length == 0:
            raise BadRequest("This model tells pictures apart by nothing.", ADVICE)
        return vector / length


def embedder(path: Path) -> Embedder:
    """The embedder of a file. Raises BadRequest where it cannot be read."""
    try:
        return Embedder(str(path), hashlib.sha256(path.read_bytes()).hexdigest()[:16])
    except OSError as error:
        raise BadRequest(f"{path.name} cannot be read: {error.strerror}.", "Choose an ONNX file.") from error


@lru_cache(maxsize=1)
def _loaded(path: str, digest: str) -> tuple[Any, str, tuple[Any, ...]]:
    """The session, the name of its input and the shape of that. Raises BadRequest."""
    from editor.engine.onnx_runtime import loaded

    data = Path(path).read_bytes()
    if hashlib.sha256(data).hexdigest()[:16] != digest:
        raise BadRequest("The file of the embedder has changed.", "Choose it again.")
    session = loaded(data, ADVICE)
    inputs = session.get_inputs()
    shape = tuple(inputs[0].shape)
    if len(inputs) != 1 or len(shape) != 4 or inputs[0].type != "tensor(float)" or 3 not in (shape[1], shape[-1]):
        raise BadRequest("This model takes no picture.", ADVICE)
    return session, inputs[0].name, shape


def _fitting(pixels: np.ndarray) -> np.ndarray:
    """What is transparent is grey."""
    if pixels.shape[2] == 3:
        return np.ascontiguousarray(pixels)
    weight = pixels[..., 3:].astype(np.float32) / 255
    return np.rint(pixels[..., :3] * weight + 119 * (1 - weight)).astype(np.uint8)
