"""Requests and answers as versioned JSON, pictures included, to be stored or sent to another machine."""

from __future__ import annotations

import base64
import math
import zlib
from typing import Any, TypeVar

import msgspec
import numpy as np

from editor.engine.contract import Abilities, Candidate, Colour, Price, Progress, Reference, Request
from editor.engine.failure import Failure

VERSION = 1
LARGEST = 1 << 30
"""Bytes that one array may take once unpacked; what claims more is refused before it is unpacked."""

T = TypeVar("T")

_NAMES: dict[type, str] = {
    Request: "request",
    Candidate: "candidate",
    Progress: "progress",
    Price: "price",
    Abilities: "abilities",
    Reference: "reference",
    Colour: "colour",
    Failure: "failure",
}


class Unreadable(ValueError):  # noqa: N818 - says what it is
    """JSON that does not hold what was expected, or that a newer version wrote."""


class _Envelope(msgspec.Struct, frozen=True):
    version: int
    kind: str
    value: msgspec.Raw


def to_json(value: object) -> bytes:
    """A value of the contract (or a Failure) as JSON, UTF-8.

    Masks, RGB and RGBA pictures of 8 bits become PNG in base64, other arrays zlib-packed rows. What stands in
    `options` and `facts` must be plain JSON values; tuples there come back as lists. Raises TypeError for others.
    """
    kind = _NAMES.get(type(value))
    if kind is None:
        raise TypeError(f"a {type(value).__name__} is not part of the contract")
    body = msgspec.json.encode(value, enc_hook=_told)
    return msgspec.json.encode(_Envelope(VERSION, kind, msgspec.Raw(body)))


def from_json(data: bytes, kind: type[T]) -> T:
    """The value that `to_json` was given. Fields that this version does not know are left out.

    Raises Unreadable.
    """
    try:
        envelope = msgspec.json.decode(data, type=_Envelope)
        if envelope.version > VERSION:
            raise Unreadable(f"this was written by a newer version ({envelope.version}); update to read it")
        if envelope.kind != _NAMES[kind]:
            raise Unreadable(f"this holds a {envelope.kind}, not a {_NAMES[kind]}")
        return msgspec.json.decode(envelope.value, type=kind, dec_hook=_understood)
    except Unreadable:
        raise
    except (msgspec.MsgspecError, ValueError, KeyError, TypeError, RecursionError, zlib.error) as error:
        raise Unreadable(f"this cannot be read: {error}") from error


def _told(part: object) -> object:
    if isinstance(part, np.generic):
        return part.item()
    if not isinstance(part, np.ndarray) or part.dtype.kind not in "biuf":
        raise TypeError(f"a value of type {type(part).__name__} cannot be written as JSON")
    if _is_picture(part):
        return {"png": base64.b64encode(_png(part)).decode("ascii")}
    rows = zlib.compress(np.ascontiguousarray(part).tobytes(), 1)
    return {"zlib": base64.b64encode(rows).decode("ascii"), "dtype": part.dtype.str, "shape": part.shape}


def _understood(wanted: type, told: Any) -> Any:
    if wanted is not np.ndarray:
        raise Unreadable(f"a value of type {wanted.__name__} cannot be read")
    if "png" in told:
        return _from_png(base64.b64decode(told["png"], validate=True))
    return _from_rows(base64.b64decode(told["zlib"], validate=True), np.dtype(told["dtype"]), tuple(told["shape"]))


def _is_picture(array: np.ndarray) -> bool:
    if array.dtype != np.uint8 or not (array.ndim == 2 or (array.ndim == 3 and array.shape[2] in (3, 4))):
        return False
    return 0 < min(array.shape[:2]) <= max(array.shape[:2]) < 65_536


def _png(array: np.ndarray) -> bytes:
    import cv2

    done, data = cv2.imencode(".png", _swapped(array), [cv2.IMWRITE_PNG_COMPRESSION, 1])
    if not done:
        raise ValueError("a picture could not be written as PNG")
    return data.tobytes()


def _from_png(data: bytes) -> np.ndarray:
    import cv2

    wide, high = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    if data[:8] != b"\x89PNG\r\n\x1a\n" or wide * high * 8 > LARGEST:
        raise Unreadable("this holds a picture that is no PNG or too large")
    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if pixels is None or pixels.dtype != np.uint8:
        raise Unreadable("this holds a damaged picture")
    return _swapped(pixels)


def _swapped(array: np.ndarray) -> np.ndarray:
    """Between RGB(A), which is ours, and BGR(A), which is OpenCV's; one channel stays."""
    if array.ndim == 2:
        return array
    return np.ascontiguousarray(array[..., [2, 1, 0, 3][: array.shape[2]]])


def _from_rows(data: bytes, dtype: np.dtype, shape: tuple[int, ...]) -> np.ndarray:
    size = math.prod(shape) * dtype.itemsize
    if dtype.kind not in "biuf" or min(shape, default=0) < 0 or size > LARGEST:
        raise Unreadable("this holds an array that is too large or of an unknown kind")
    rows = zlib.decompressobj().decompress(data, size + 1)
    if len(rows) != size:
        raise Unreadable("this holds a damaged array")
    return np.frombuffer(rows, dtype).reshape(shape).copy()
