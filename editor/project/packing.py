"""Tiles to bytes and back without loss: one value, or zstd over the differences between rows.

For pictures the red and blue planes become differences from green, then every plane the difference from the row
above; photographs end at about half of what zstd alone makes of them, and both ways stay cheap in numpy.
"""

from __future__ import annotations

import threading

import cv2
import numpy as np
import zstandard

from editor.project.errors import lost

FLAT, MASK, PICTURE = 0, 1, 2
LEVEL = 1


class Packer:
    """Packs and unpacks tiles, from any thread: the zstd objects belong to one thread each."""

    def __init__(self) -> None:
        self._own = threading.local()

    def packed(self, pixels: np.ndarray) -> tuple[int, bytes]:
        """The codec's number and the bytes of uint8 (h, w, 4) or (h, w)."""
        pixels = np.ascontiguousarray(pixels)
        values = pixels if pixels.ndim == 2 else pixels.view(np.uint32)  # whole pixels, many times faster
        if (values == values[0, 0]).all():
            return FLAT, pixels[0, 0].tobytes()
        if pixels.ndim == 2:
            return MASK, self.squeezed(pixels.data)
        return PICTURE, self.squeezed(_differences(pixels).data)

    def unpacked(self, codec: int, data: bytes, side: int) -> np.ndarray:
        """uint8 (side, side, 4) or (side, side), read-only. Raises LookupError where the bytes are damaged."""
        try:
            pixels = self._decoded(codec, data, side)
        except (zstandard.ZstdError, ValueError) as error:
            raise lost("A tile") from error
        pixels.flags.writeable = False
        return pixels

    def squeezed(self, data: bytes | memoryview) -> bytes:
        """Compressed, with a checksum."""
        if not hasattr(self._own, "compressor"):
            self._own.compressor = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True)
        return self._own.compressor.compress(data)

    def expanded(self, data: bytes, largest: int) -> bytes:
        """The reverse. Raises ZstdError where the bytes are damaged or claim to be more than `largest`."""
        if not hasattr(self._own, "decompressor"):
            self._own.decompressor = zstandard.ZstdDecompressor()
        if not 0 <= zstandard.frame_content_size(data) <= largest:
            raise zstandard.ZstdError("the compressed data is of an impossible size")
        return self._own.decompressor.decompress(data)

    def _decoded(self, codec: int, data: bytes, side: int) -> np.ndarray:
        if codec == FLAT:
            value = np.frombuffer(data, np.uint8)
            shape = (side, side, 4) if len(value) == 4 else (side, side)
            return np.full(shape, value if len(value) == 4 else value.item(), np.uint8)
        if codec == MASK:
            return np.frombuffer(self.expanded(data, side * side), np.uint8).reshape(side, side)
        if codec == PICTURE:
            return _summed(np.frombuffer(self.expanded(data, side * side * 4), np.uint8).reshape(4, side, side))
        raise ValueError(f"there is no codec {codec}")


def _differences(pixels: np.ndarray) -> np.ndarray:
    """uint8 (4, h, w): green, red - green, blue - green, alpha; rows after the first as differences, modulo 256."""
    red, green, blue, alpha = cv2.split(pixels)
    planes = np.stack([green, red - green, blue - green, alpha])
    out = planes.copy()
    np.subtract(planes[:, 1:], planes[:, :-1], out=out[:, 1:])
    return out


def _summed(planes: np.ndarray) -> np.ndarray:
    green, red, blue, alpha = np.add.accumulate(planes, axis=1, dtype=np.uint8)
    return cv2.merge([red + green, green, blue + green, alpha])
