"""Result files: where they may be written, and how."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np

from editor.cli.console import Failure
from editor.cli.failures import refusals
from editor.pixels.decode import JpegCoding
from editor.pixels.encode import encode, writable
from editor.pixels.geometry import Size
from editor.steps.write import write


def check_target(out: Path, size: Size, read: Iterable[Path] = (), advice: str = "Choose another name.") -> None:
    """Before the work begins: raises Failure where `out` cannot be written, or is one of the files that are read."""
    with refusals():
        writable(out.suffix, size)
    if not out.parent.is_dir():
        raise Failure(f"there is no folder {out.parent}", "Make the folder first, or choose another.")
    for path in read:
        if out.exists() and path.exists() and os.path.samefile(out, path):
            raise Failure(f"{out} would be written over, and it is read here", advice)


def save(
    out: Path,
    pixels: np.ndarray,
    profile: bytes,
    *,
    quality: int | None = None,
    jpeg: JpegCoding | None = None,
    alpha: bool = False,
) -> tuple[str, ...]:
    """Write uint8 (h, w, 3 or 4) pixels, with a profile, in the format that the name asks for; what is to be said.

    An alpha that hides nothing is left out, unless `alpha` asks for it.
    """
    said: tuple[str, ...] = ()
    if pixels.shape[2] == 3 or pixels[..., 3].min() == 255:
        pixels = pixels if alpha or pixels.shape[2] == 3 else cv2.cvtColor(pixels, cv2.COLOR_RGBA2RGB)
    elif writable(out.suffix, Size(1, 1)) == "JPEG":
        said = ("JPEG has no transparency: what was transparent is on white.",)
    with refusals():
        data = encode(pixels, out.suffix, profile=profile, quality=quality, jpeg=jpeg)
    write(out, data)
    return said
