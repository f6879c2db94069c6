"""Reads picture and mask files; whatever is wrong with one is said in sentences."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from editor.pixels.decode import ImageRejected, Picture, decode
from editor.pixels.geometry import Size

LARGEST = 2 << 30  # bytes of a file that is still read
ENDINGS = {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".tif", ".tiff", ".bmp", ".gif", ".avif"}
_LOSSY = ("JPEG", "WebP", "AVIF")
_NOISE = 8  # how far lossy formats may have moved the black and the white of a mask


def read(source: str | os.PathLike[str] | bytes, *, name: str = "") -> Picture:
    """A picture from a file, or from the bytes of one that is called `name`. Raises ImageRejected, which names it."""
    if isinstance(source, bytes):
        return _decoded(source, name)
    return _decoded(read_bytes(source), name or Path(source).name)


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a file. Raises ImageRejected where there is none, or where it cannot or must not be read."""
    name = os.fspath(path)
    if "\0" in name:
        raise ImageRejected("This cannot be the name of a file.", "Check the name.")
    try:
        status = os.stat(path)
        if stat.S_ISDIR(status.st_mode):
            raise ImageRejected(f"{name} is a folder.", "Choose a picture in it.")
        if not stat.S_ISREG(status.st_mode):
            raise ImageRejected(f"{name} is not a file.", "Choose a picture file.")
        if status.st_size > LARGEST:
            most = LARGEST >> 30
            raise ImageRejected(f"{name} is too large to be a picture.", f"At most {most} GB can be read.")
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise ImageRejected(f"There is no file {name}.", "Check the name and the folder.") from None
    except PermissionError:
        raise ImageRejected(f"You may not read {name}.", "Change its rights, or copy it elsewhere.") from None
    except OSError as error:
        raise ImageRejected(f"{name} cannot be read: {error.strerror}.", "Check the disk or the network.") from error


def found_files(paths: Iterable[Path]) -> list[Path]:
    """The files that are meant: folders stand for the pictures in them and in theirs, by their names' endings and in
    the order of their paths, hidden ones left out."""
    found: list[Path] = []
    for path in paths:
        if os.path.isdir(path):  # a folder around it may be closed: what stands in the way is said when it is read
            inside = (inner for inner in path.rglob("*") if _is_picture(inner.relative_to(path)))
            found += sorted(inner for inner in inside if os.path.isfile(inner))
        else:
            found.append(path)
    return found


def read_mask(path: str | os.PathLike[str], size: Size) -> np.ndarray:
    """A mask for a picture of `size`: uint8 (h, w), 0 keeps, 255 changes.

    White changes and black keeps; of a colour, its strongest channel counts. In a file whose alpha differs from place
    to place, alpha is the mask, as a layer that was painted over a picture is: opaque changes, transparent keeps.
    In JPEG, WebP and AVIF files nearly black and nearly white count as black and white, since their coding moves
    values. Raises ImageRejected, also where the mask is of another size than the picture.
    """
    picture = read(path)
    pixels = picture.pixels
    h, w = pixels.shape[:2]
    if (w, h) != size:
        raise ImageRejected(
            f"The mask {Path(path).name} has {w} x {h} pixels, the picture {size.w} x {size.h}.",
            "Both must have the same size.",
        )
    has_shape = pixels.shape[2] == 4 and np.ptp(pixels[..., 3]) > 0
    mask = pixels[..., 3].copy() if has_shape else pixels[..., :3].max(2)
    if picture.format in _LOSSY:
        mask[mask < _NOISE] = 0
        mask[mask > 255 - _NOISE] = 255
    return mask


def _is_picture(path: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.parts)
    return not hidden and path.suffix.lower() in ENDINGS


def _decoded(data: bytes, name: str) -> Picture:
    try:
        return decode(data)
    except ImageRejected as error:
        if not name:
            raise
        raise ImageRejected(f"{name}: {error.message}", error.advice) from error.__cause__
