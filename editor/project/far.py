"""Far views of an original, from 1/8 down: JPEG, or WebP where something is transparent."""

from __future__ import annotations

import cv2
import numpy as np

from editor.pixels.geometry import Size
from editor.pixels.mips import halved
from editor.pixels.tiles import DEEPEST, SMALL
from editor.project.errors import lost

JPEG, WEBP = 3, 4
QUALITY = 90
EXACT_COLOUR = (cv2.IMWRITE_JPEG_SAMPLING_FACTOR, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444)  # halved colour shows: 0.8 dB
SMALLEST = 64  # a longer side up to this is not stored smaller still: halving it costs nothing

View = tuple[int, bytes]  # codec, data


def deepest(size: Size) -> int:
    """The last level that is stored for a picture of this size."""
    level = SMALL
    while level < DEEPEST and max(size) >> level > SMALLEST:
        level += 1
    return level


def views(eighth: np.ndarray, size: Size) -> dict[int, View]:
    """Every stored level, from uint8 (h, w, 4) straight RGBA of the picture at 1/8; `size` is the full size."""
    found: dict[int, View] = {}
    for level in range(SMALL, deepest(size) + 1):
        found[level] = encoded(eighth)
        eighth = halved(eighth)
    return found


def encoded(pixels: np.ndarray) -> View:
    if pixels[..., 3].min() == 255:
        flags = [cv2.IMWRITE_JPEG_QUALITY, QUALITY, *EXACT_COLOUR]
        data = cv2.imencode(".jpg", cv2.cvtColor(pixels, cv2.COLOR_RGBA2BGR), flags)[1]
        return JPEG, data.tobytes()
    data = cv2.imencode(".webp", cv2.cvtColor(pixels, cv2.COLOR_RGBA2BGRA), [cv2.IMWRITE_WEBP_QUALITY, QUALITY])[1]
    return WEBP, data.tobytes()


def decoded(view: View) -> np.ndarray:
    """uint8 (h, w, 4) straight RGBA. Raises LookupError where the bytes are damaged."""
    codec, data = view
    try:
        pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    except cv2.error as error:
        raise lost("A small view") from error
    if pixels is None or pixels.ndim != 3 or pixels.shape[2] != (3 if codec == JPEG else 4):
        raise lost("A small view")
    return cv2.cvtColor(pixels, cv2.COLOR_BGR2RGBA if codec == JPEG else cv2.COLOR_BGRA2RGBA)
