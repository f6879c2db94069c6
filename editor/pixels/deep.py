"""Pixels of 16 bits a channel, rounded to 8 where Pillow would cut them off."""

from __future__ import annotations

import struct

import cv2
import numpy as np
from PIL import Image

from editor.pixels.orientation import upright

_ORIENTATION = 274

# Errors alone: its remarks on odd TIFF files would go to the terminal.
cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_ERROR)


def is_deep(image: Image.Image, data: bytes) -> bool:
    """Whether a picture that is opened has 16 bits a channel."""
    if image.mode.startswith("I;16"):
        return True
    if image.format == "PNG":
        return data[24:25] == b"\x10"
    if image.format != "TIFF":
        return False
    tags = getattr(image, "tag_v2", {})
    bits = tags.get(258, (1,))
    return set(bits if isinstance(bits, tuple) else (bits,)) == {16}


def rounded(upper: np.ndarray, data: bytes, mark: int, *, tiff: bool) -> np.ndarray:
    """uint8 RGB(A) of a 16-bit PNG or TIFF, upright, each value rounded to the nearest.

    `upper` are the same pixels, upright, with their lower bits cut off: they check what was decoded, and come back
    where it disagrees. `mark` is the file's orientation mark.
    """
    deep = unrounded(upper, data, mark, tiff=tiff)
    return upper if deep is None else to_eight_bits(deep)


def unrounded(upper: np.ndarray, data: bytes, mark: int, *, tiff: bool) -> np.ndarray | None:
    """The same with all of its bits, uint16; None where what was decoded disagrees with `upper`."""
    deep = _decoded(_unturned(data) if tiff else _bare(data))
    if deep is None or deep.dtype != np.uint16:
        return None
    deep = upright(deep, mark)
    if deep.shape != upper.shape or cv2.absdiff((deep >> 8).astype(np.uint8), upper).max() > 1:
        return None
    return deep


def deepened(pixels: np.ndarray, deep: np.ndarray) -> np.ndarray:
    """uint16 RGBA of uint8 (h, w, 4): the values of `deep` wherever `pixels` are those, rounded.

    `deep` is uint16 (h, w, 3 or 4), opaque where it has no alpha. Elsewhere 0..255 become 0..65535.
    """
    if deep.shape[2] == 3:
        deep = np.dstack([deep, np.full(deep.shape[:2], 65535, np.uint16)])
    same = (to_eight_bits(deep) == pixels).all(axis=2)
    out = pixels.astype(np.uint16) * 257
    out[same] = deep[same]
    return out


def to_eight_bits(values: np.ndarray) -> np.ndarray:
    """uint16 0..65535 to the nearest uint8 0..255."""
    return cv2.convertScaleAbs(values, alpha=1 / 257)


def _decoded(data: bytes) -> np.ndarray | None:
    try:
        pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    except cv2.error:
        return None
    if pixels is None or pixels.ndim != 3 or pixels.shape[2] not in (3, 4):
        return None
    return cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB if pixels.shape[2] == 3 else cv2.COLOR_BGRA2RGBA)


def _unturned(data: bytes) -> bytes:
    """A TIFF file that says it is upright: OpenCV cannot turn deep ones."""
    order = "<" if data[:2] == b"II" else ">"
    try:
        (at,) = struct.unpack_from(order + "I", data, 4)
        (count,) = struct.unpack_from(order + "H", data, at)
        for entry in range(at + 2, at + 2 + 12 * count, 12):
            if struct.unpack_from(order + "H", data, entry)[0] == _ORIENTATION:
                return data[: entry + 8] + struct.pack(order + "H", 1) + data[entry + 10 :]
    except struct.error:
        pass  # it is decoded as it is
    return data


def _bare(data: bytes) -> bytes:
    """A PNG file's pixels alone: what else it holds does not matter to them."""
    kept, at = [data[:8]], 8
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        chunk, name = data[at : at + 12 + length], data[at + 4 : at + 8]
        if len(chunk) < 12 + length:
            break  # OpenCV would make room for as much as is claimed
        if name in (b"IHDR", b"tRNS", b"IDAT"):
            kept.append(chunk)
        at += 12 + length
    return b"".join(kept) + b"\0\0\0\0IEND\xaeB`\x82"
