"""Writes a PNG of 8 bits by bands: what is done to all of a large picture at once holds up every other thread."""

from __future__ import annotations

import struct
import zlib

import numpy as np

BAND = 256  # rows
SIGNATURE = b"\x89PNG\r\n\x1a\n"
DIFFERENCES = 1  # the filter of a line: every pixel less the one to the left of it
TRUE_COLOUR, WITH_ALPHA = 2, 6


def quick_png(pixels: np.ndarray) -> bytes:
    """A lossless PNG of uint8 (h, w, 3 or 4), RGB(A), straight alpha; larger than need be, but made soon."""
    h, w, channels = pixels.shape
    kind = TRUE_COLOUR if channels == 3 else WITH_ALPHA
    packer = zlib.compressobj(1, strategy=zlib.Z_RLE)
    parts = [SIGNATURE, _chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, 8, kind, 0, 0, 0))]
    parts += (_chunk(b"IDAT", packer.compress(_filtered(pixels[y : y + BAND]).data)) for y in range(0, h, BAND))
    parts += [_chunk(b"IDAT", packer.flush()), _chunk(b"IEND", b"")]
    return b"".join(parts)


def _filtered(band: np.ndarray) -> np.ndarray:
    """uint8 (rows, 1 + w * channels): in each line its filter, then the differences."""
    rows, w, channels = band.shape
    values = band.reshape(rows, w * channels)
    lines = np.empty((rows, 1 + w * channels), np.uint8)
    lines[:, 0] = DIFFERENCES
    lines[:, 1 : 1 + channels] = values[:, :channels]
    np.subtract(values[:, channels:], values[:, :-channels], out=lines[:, 1 + channels :])
    return lines


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(data, zlib.crc32(kind)))
