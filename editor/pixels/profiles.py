"""ICC colour profiles as bytes: made for known spaces, read for their space, and pixels converted between."""

from __future__ import annotations

import struct
from functools import lru_cache

import cv2
import numpy as np

from editor.pixels.colour import (
    ADAPTATION,
    ADOBE_RGB,
    D50,
    DISPLAY_P3,
    NODES,
    SRGB,
    Space,
    from_linear,
    to_linear,
)

LARGEST = 4 << 20  # bytes of a profile that is still looked at
_ALIKE = 0.004  # how far encoded values may differ between profiles that mean the same space: one code of 255
BAND = 64  # rows that are converted at a time, so that they stay in the processor's cache


def made(space: Space) -> bytes:
    """The ICC profile (version 4.3, three primaries) of a space whose channels share one curve."""
    curve = _SRGB_CURVE if space is not ADOBE_RGB else struct.pack(">4s4xIH2x", b"curv", 1, 563)
    if space not in (SRGB, DISPLAY_P3, ADOBE_RGB):
        samples = np.rint(space.curves[0] * 65535).astype(">u2").tobytes()
        curve = _padded(struct.pack(">4s4xI", b"curv", NODES) + samples)
    text = {b"desc": _text(space.name), b"cprt": _text("No copyright, use freely")}
    columns = {name: _xyz(space.matrix[:, i]) for i, name in enumerate((b"rXYZ", b"gXYZ", b"bXYZ"))}
    curves = dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    adaptation = b"sf32\0\0\0\0" + _fixed(ADAPTATION)
    return _assembled({**text, b"wtpt": _xyz(D50), b"chad": adaptation, **columns, **curves})


@lru_cache(maxsize=64)
def space_of(profile: bytes) -> Space | None:
    """The space of a profile of three primaries; sRGB for no profile; None for all others and damaged ones."""
    if not profile:
        return SRGB
    try:
        return _read(profile)
    except (struct.error, ValueError, KeyError, IndexError, OverflowError):
        return None


@lru_cache(maxsize=256)
def same_space(first: bytes, second: bytes) -> bool:
    """Whether two profiles mean the same colours, to about one code in 255, whoever made them."""
    if first == second:
        return True
    a, b = space_of(first), space_of(second)
    if a is None or b is None:
        return False
    encoded = np.abs(a.curves ** (1 / 2.2) - b.curves ** (1 / 2.2)).max()
    return bool(encoded < _ALIKE and np.abs(a.matrix - b.matrix).max() < _ALIKE / 2)


def model_of(profile: bytes) -> str:
    """What a profile's numbers are: "RGB", "GRAY", "CMYK", "Lab"...; empty where it is no profile."""
    return profile[16:20].decode("latin-1").strip() if profile[36:40] == b"acsp" else ""


def convert(pixels: np.ndarray, source: bytes, target: bytes) -> np.ndarray:
    """uint8 (h, w, 3 or 4) RGB from the space of one ICC profile to another's; empty means sRGB. Alpha stays.

    The array itself comes back where both mean the same space, or where one is no profile of three primaries.
    Rounded once; colours outside of the target are cut off channel by channel.
    """
    start, end = space_of(source), space_of(target)
    if start is None or end is None or same_space(source, target):
        return pixels
    out = np.empty_like(pixels)
    matrix = end.from_xyz @ start.matrix
    for y in range(0, len(pixels), BAND):
        part, into = pixels[y : y + BAND], out[y : y + BAND]
        light = to_linear(np.ascontiguousarray(part[..., :3]), start)
        into[..., :3] = from_linear(cv2.transform(light, matrix), end)
        into[..., 3:] = part[..., 3:]
    return out


def _read(profile: bytes) -> Space | None:
    if len(profile) > LARGEST or model_of(profile) != "RGB" or profile[20:24] != b"XYZ ":
        return None
    (count,) = struct.unpack_from(">I", profile, 128)
    rows = [struct.unpack_from(">4sII", profile, 132 + 12 * i) for i in range(min(count, 200))]
    tags = {name: profile[at : at + size] for name, at, size in rows}
    if any(name in tags for name in (b"A2B0", b"A2B1", b"D2B0", b"D2B1")):
        return None  # tables take precedence over primaries
    columns = [struct.unpack_from(">3i", tags[name], 8) for name in (b"rXYZ", b"gXYZ", b"bXYZ")]
    matrix = np.array(columns, np.float64).T / 65536
    curves = np.stack([_curve(tags[name]) for name in (b"rTRC", b"gTRC", b"bTRC")])
    if abs(np.linalg.det(matrix)) < 1e-4 or not np.isfinite(curves).all() or (np.ptp(curves, 1) < 0.5).any():
        return None
    return Space(_name(tags.get(b"desc", b"")), matrix, curves)


def _curve(tag: bytes) -> np.ndarray:
    """A tone curve's linear light, float64 (NODES,), of a `curv` or `para` tag."""
    x = np.linspace(0.0, 1.0, NODES)
    if tag[:4] == b"curv":
        (count,) = struct.unpack_from(">I", tag, 8)
        if count == 0:
            return x
        values = np.frombuffer(tag, ">u2", count, 12).astype(np.float64)
        return x ** (values[0] / 256) if count == 1 else np.interp(x, np.linspace(0, 1, count), values / 65535)
    if tag[:4] != b"para":
        raise ValueError("not a curve")
    (kind,) = struct.unpack_from(">H", tag, 8)
    given = [v / 65536 for v in struct.unpack_from(f">{(1, 3, 4, 5, 7)[kind]}i", tag, 12)]
    g, a, b, c, d, e, f = _complete(kind, given)
    return np.clip(np.where(x >= d, np.maximum(a * x + b, 0) ** g + e, c * x + f), 0.0, 1.0)


def _complete(kind: int, given: list[float]) -> tuple[float, ...]:
    """The seven parameters of ICC's parametric curves: (a x + b) ** g + e from d on, c x + f before."""
    g, a, b = (*given, 1.0, 0.0)[:3] if kind == 0 else given[:3]
    if kind in (1, 2):
        c = given[3] if kind == 2 else 0.0
        return g, a, b, 0.0, -b / a, c, c
    if kind == 0:
        return g, a, b, 0.0, 0.0, 0.0, 0.0
    return g, a, b, given[3], given[4], *((given[5], given[6]) if kind == 4 else (0.0, 0.0))


def _name(tag: bytes) -> str:
    if tag[:4] == b"mluc" and len(tag) >= 28:
        length, at = struct.unpack_from(">II", tag, 20)
        return tag[at : at + length].decode("utf-16-be", "replace")
    return tag[12:].split(b"\0")[0].decode("latin-1")


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)


def _fixed(values: np.ndarray) -> bytes:
    return np.rint(np.asarray(values) * 65536).astype(">i4").tobytes()


def _xyz(values: np.ndarray) -> bytes:
    return b"XYZ \0\0\0\0" + _fixed(values)


def _text(words: str) -> bytes:
    encoded = words.encode("utf-16-be")
    return _padded(struct.pack(">4s4xII2s2sII", b"mluc", 1, 12, b"en", b"US", len(encoded), 28) + encoded)


_SRGB_CURVE = struct.pack(">4s4xH2x", b"para", 3) + _fixed(
    np.array([2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045])
)


def _assembled(tags: dict[bytes, bytes]) -> bytes:
    """A display profile of the given tags; equal ones are stored once."""
    body, table, places = b"", b"", {}
    start = 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        if data not in places:
            places[data] = start + len(body)
            body += _padded(data)
        table += struct.pack(">4sII", name, places[data], len(data))
    head = struct.pack(
        ">I4xI4s4s4s6H4s4s4x4x4x8xI12s4x16x",
        start + len(body), 0x04300000, b"mntr", b"RGB ", b"XYZ ", 2026, 1, 1, 0, 0, 0, b"acsp", b"\0\0\0\0", 0,
        _fixed(D50),
    )  # fmt: skip
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body
