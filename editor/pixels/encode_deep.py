"""Encodes 16 bits a channel, which Pillow cannot: PNG and TIFF files with profile and description."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import cv2
import numpy as np
from PIL import PngImagePlugin

_HEAD = 33  # bytes of a PNG's signature and header
_INCH = 0.0254  # metres
_STRIP = 1 << 22  # bytes of a TIFF's strip, about
_SHORT, _LONG, _RATIONAL, _BYTE, _UNDEFINED = 3, 4, 5, 1, 7


def encode_deep(
    pixels: np.ndarray,
    name: str,
    *,
    profile: bytes = b"",
    chunks: PngImagePlugin.PngInfo | None = None,
    xmp: str = "",
    dpi: tuple[float, float] | None = None,
) -> bytes:
    """A "PNG" or "TIFF" of uint16 (h, w, 3 or 4), RGB(A), straight alpha; every value comes back.

    `chunks` hold the text of a PNG, `xmp` that of a TIFF.
    """
    return _png(pixels, profile, chunks, dpi) if name == "PNG" else _tiff(pixels, profile, xmp, dpi)


def _png(
    pixels: np.ndarray, profile: bytes, chunks: PngImagePlugin.PngInfo | None, dpi: tuple[float, float] | None
) -> bytes:
    order = cv2.COLOR_RGB2BGR if pixels.shape[2] == 3 else cv2.COLOR_RGBA2BGRA
    done, made = cv2.imencode(".png", cv2.cvtColor(pixels, order), [cv2.IMWRITE_PNG_COMPRESSION, 3])
    if not done:
        raise ValueError("This picture could not be written as PNG: write TIFF instead.")
    data, out = made.tobytes(), BytesIO()
    out.write(data[:_HEAD])
    if profile:
        PngImagePlugin.putchunk(out, b"iCCP", b"ICC Profile\0\0" + zlib.compress(profile))
    if dpi is not None:
        PngImagePlugin.putchunk(out, b"pHYs", struct.pack(">IIB", *(round(d / _INCH) for d in dpi), 1))
    for kind, content, *_ in chunks.chunks if chunks else ():
        PngImagePlugin.putchunk(out, kind, content)
    out.write(data[_HEAD:])
    return out.getvalue()


def _tiff(pixels: np.ndarray, profile: bytes, xmp: str, dpi: tuple[float, float] | None) -> bytes:
    """Baseline TIFF 6.0, little-endian, strips deflated after horizontal differences."""
    h, w, channels = pixels.shape
    rows = max(1, _STRIP // (2 * w * channels))
    strips = [_strip(pixels[y : y + rows]) for y in range(0, h, rows)]
    places = np.cumsum([8, *map(len, strips)]).tolist()
    tags: list[tuple[int, int, bytes]] = [
        (256, _LONG, struct.pack("<I", w)),
        (257, _LONG, struct.pack("<I", h)),
        (258, _SHORT, struct.pack(f"<{channels}H", *[16] * channels)),
        (259, _SHORT, struct.pack("<H", 8)),
        (262, _SHORT, struct.pack("<H", 2)),
        (273, _LONG, struct.pack(f"<{len(strips)}I", *places[:-1])),
        (277, _SHORT, struct.pack("<H", channels)),
        (278, _LONG, struct.pack("<I", rows)),
        (279, _LONG, struct.pack(f"<{len(strips)}I", *map(len, strips))),
        (317, _SHORT, struct.pack("<H", 2)),
    ]
    if dpi is not None:
        tags += [(282 + n, _RATIONAL, struct.pack("<II", round(d * 1000), 1000)) for n, d in enumerate(dpi)]
        tags += [(296, _SHORT, struct.pack("<H", 2))]
    if channels == 4:
        tags += [(338, _SHORT, struct.pack("<H", 2))]
    if xmp:
        tags += [(700, _BYTE, xmp.encode())]
    if profile:
        tags += [(34675, _UNDEFINED, profile)]
    at = places[-1] + places[-1] % 2
    if at > 0xFFFF0000:
        raise ValueError("This picture is too large for a TIFF file: write PNG instead.")
    head = struct.pack("<2sHI", b"II", 42, at)
    return b"".join([head, *strips, bytes(at - places[-1]), _directory(sorted(tags), at)])


def _strip(rows: np.ndarray) -> bytes:
    values = rows.astype("<u2")
    values[:, 1:] -= rows[:, :-1]
    return zlib.compress(values.tobytes(), 6)


def _directory(tags: list[tuple[int, int, bytes]], at: int) -> bytes:
    """The list of what a file says of its picture, which begins `at` bytes from the start."""
    lengths = {_SHORT: 2, _LONG: 4, _RATIONAL: 8}
    entries, body = struct.pack("<H", len(tags)), b""
    beyond = at + 2 + 12 * len(tags) + 4
    for tag, kind, data in tags:
        entries += struct.pack("<HHI", tag, kind, len(data) // lengths.get(kind, 1))
        if len(data) <= 4:
            entries += data.ljust(4, b"\0")
        else:
            entries += struct.pack("<I", beyond + len(body))
            body += data + bytes(len(data) % 2)
    return entries + bytes(4) + body
