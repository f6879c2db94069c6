"""Reads a model's file, has it fill a hole, and tries what it is; no window gets here."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np

from editor.engine.errors import BadRequest, BadResult
from editor.engine.onnx_runtime import RunOptions, loaded, output, run_options, runtime

from .signature import ADVICE, Signature, signature_of

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

TRIAL = (512, 512)
ALIKE = 2.0  # of 255: what a model that leaves a part alone may be off there


class File(NamedTuple):
    """A model's bytes and their SHA-256 in hexadecimal digits."""

    data: bytes
    digest: str


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """What a trial showed: the file's SHA-256 and size, the model's signature and how many seconds a picture took."""

    sha256: str
    bytes: int
    signature: Signature
    seconds: float
    runtime: str


def read(path: Path) -> File:
    """Raises BadRequest where the file is not there or cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadRequest(
            f"{path} cannot be read ({error.strerror or type(error).__name__}).",
            "Put it back, or connect the file where it is now.",
        ) from error
    return File(data, hashlib.sha256(data).hexdigest())


def run(
    session: InferenceSession, signature: Signature, picture: np.ndarray, hole: np.ndarray, options: RunOptions
) -> np.ndarray:
    """What the model makes of a picture, uint8 (h, w, 3), with a hole, bool (h, w): uint8 (h, w, 3).

    All but the hole comes back as it was. Raises Cancelled once `options.terminate` is set, BadResult.
    """
    emptied = np.where(hole[..., None], np.uint8(0), picture)  # some exports expect that, and none minds
    drawn = _picture(_output(session, signature, emptied, hole, options), signature)
    return np.where(hole[..., None], drawn, picture)


def tried(path: str) -> Tried:
    """Loads the file and has it fill a hole in noise once, which shows what its signature leaves open."""
    file = read(Path(path))
    session = loaded(file.data, ADVICE)
    declared = signature_of(session)
    w, h = declared.size or TRIAL
    picture = np.random.default_rng(1).integers(64, 192, (h, w, 3), np.uint8)
    hole = np.zeros((h, w), bool)
    hole[h // 4 : h // 2, w // 4 : w // 2] = True
    began = time.monotonic()
    raw = _output(session, declared, picture, hole, run_options())
    seconds = time.monotonic() - began
    if raw.dtype != np.uint8 and float(np.nanmean(raw)) < 2:
        declared = msgspec.structs.replace(declared, white=1)
    off = np.abs(_picture(raw, declared).astype(np.int16) - picture).mean(axis=2)
    if off[hole].mean() <= ALIKE < off[~hole].mean():
        declared = msgspec.structs.replace(declared, hole=not declared.hole)
    return Tried(
        sha256=file.digest,
        bytes=len(file.data),
        signature=declared,
        seconds=round(seconds, 3),
        runtime=runtime().__version__,
    )


def _output(
    session: InferenceSession, signature: Signature, picture: np.ndarray, hole: np.ndarray, options: RunOptions
) -> np.ndarray:
    h, w = hole.shape
    fed = {signature.image: _image(picture, signature), signature.mask: _mask(hole, signature)}
    raw = output(session, signature.output, fed, options)
    if not isinstance(raw, np.ndarray) or raw.shape != (1, 3, h, w):
        raise BadResult(f"The model answered with {getattr(raw, 'shape', 'no array')} for a picture of {w} × {h}.")
    return raw


def _image(picture: np.ndarray, signature: Signature) -> np.ndarray:
    planes = np.ascontiguousarray(picture.transpose(2, 0, 1))[None]
    return planes if signature.type == "uint8" else planes.astype(np.float32) / np.float32(255)


def _mask(hole: np.ndarray, signature: Signature) -> np.ndarray:
    high = (hole if signature.hole else ~hole)[None, None]
    return high.astype(np.uint8) * np.uint8(255) if signature.type == "uint8" else high.astype(np.float32)


def _picture(raw: np.ndarray, signature: Signature) -> np.ndarray:
    planes = raw[0].transpose(1, 2, 0)
    if planes.dtype == np.uint8:
        return planes
    return np.clip(np.rint(np.nan_to_num(planes) * np.float32(255 / signature.white)), 0, 255).astype(np.uint8)
