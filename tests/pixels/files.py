"""Makes picture files of every kind that is read, for tests."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageCms

CYAN, WHITE = (255, 0, 0, 0), (0, 0, 0, 0)


def saved(image: Image.Image, format: str, **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def noise(h: int = 24, w: int = 30, channels: int = 3, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (h, w, channels), dtype=np.uint8)


def smooth(h: int = 96, w: int = 128) -> np.ndarray:
    """A picture that JPEG keeps nearly as it is; each of its corners has a colour of its own."""
    y, x = np.mgrid[0:h, 0:w].astype(float)
    channels = [255 * x / w, 255 * y / h, 128 + 100 * np.sin((x + y) / 20)]
    return np.stack(channels, -1).clip(0, 255).astype(np.uint8)


def deep(h: int = 20, w: int = 30, channels: int = 3) -> np.ndarray:
    return np.random.default_rng(4).integers(0, 65536, (h, w, channels), dtype=np.uint16)


def nearest(values: np.ndarray) -> np.ndarray:
    return np.rint(values / 257).astype(np.uint8)


def deep_file(values: np.ndarray, suffix: str) -> bytes:
    """16-bit RGB(A) as PNG or TIFF."""
    order = [2, 1, 0, 3][: values.shape[2]]
    done, data = cv2.imencode(suffix, np.ascontiguousarray(values[..., order]))
    assert done
    return data.tobytes()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(w: int, h: int, bits: int, kind: int, rows: bytes, *chunks: bytes) -> bytes:
    """A PNG of packed, filtered rows, with more chunks before them."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, bits, kind, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(rows, 9))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + body + chunk(b"IEND", b"")


def turned_exif(mark: int) -> Image.Exif:
    exif = Image.Exif()
    exif[274] = mark
    return exif


def cmyk_profile() -> bytes:
    """A small ICC profile of four inks: CIELAB at all sixteen combinations, linear between them."""
    solids = np.array([(100, 0, 0), (55, -37, -50), (48, 74, -3), (24, 22, -46), (89, -5, 93), (50, -68, 33),
                       (47, 68, 48), (23, 0, 0), *[(8, 0, 0)] * 8], float)  # fmt: skip
    index = [c + 2 * m + 4 * y + 8 * k for c in (0, 1) for m in (0, 1) for y in (0, 1) for k in (0, 1)]
    table = np.rint((solids[index] + [0, 128, 128]) * [2.55, 1, 1]).astype(np.uint8).tobytes()
    ramp = bytes(range(256))
    matrix = struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    lut = b"mft1\0\0\0\0" + bytes((4, 3, 2, 0)) + matrix + ramp * 4 + table + ramp * 3
    return _profile(b"CMYK", b"Lab ", b"prtr", {b"A2B0": lut, b"A2B1": lut})


def grey_profile(gamma: float = 1.8) -> bytes:
    curve = struct.pack(">4s4xIH2x", b"curv", 1, round(gamma * 256))
    return _profile(b"GRAY", b"XYZ ", b"mntr", {b"kTRC": curve})


def _profile(model: bytes, connection: bytes, kind: bytes, tags: dict[bytes, bytes]) -> bytes:
    model_of_srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    white = b"XYZ \0\0\0\0" + struct.pack(">3i", 63190, 65536, 54061)
    words = "test".encode("utf-16-be")
    text = struct.pack(">4s4xII2s2sII", b"mluc", 1, 12, b"en", b"US", len(words), 28) + words
    rows, body = b"", b""
    tags = {b"desc": text, b"cprt": text, b"wtpt": white, **tags}
    for name, data in tags.items():
        rows += struct.pack(">4sII", name, 132 + 12 * len(tags) + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    head = bytearray(model_of_srgb[:128])
    head[0:4] = struct.pack(">I", 132 + len(rows) + len(body))
    head[8:12] = bytes((4, 0x30, 0, 0))
    head[12:24] = kind + model + connection
    head[84:100] = bytes(16)
    return bytes(head) + struct.pack(">I", len(tags)) + rows + body
