"""Stand-in until the decoder lands."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from editor.pixels.geometry import Size
from editor.pixels.tiles import halved


def probe(data: bytes) -> Size:
    return Size(*Image.open(io.BytesIO(data)).size)


def decode(data: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGBA"))


def decode_reduced(data: bytes, level: int) -> np.ndarray:
    pixels = decode(data)
    for _ in range(level):
        pixels = halved(pixels)
    return pixels
