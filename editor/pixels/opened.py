"""Opens a picture's header with care: known formats alone, its size judged before anything is decoded."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from PIL import AvifImagePlugin, Image, TiffImagePlugin, WebPImagePlugin

from editor.pixels.geometry import Size
from editor.pixels.orientation import upright_size
from editor.pixels.rejected import ImageRejected, damaged, empty, too_large, too_large_for_memory, unknown

FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF", "AVIF")
_LOADED = (AvifImagePlugin, TiffImagePlugin, WebPImagePlugin)  # named so that they are registered
_ORIENTATION = 274

# Sizes are judged here, against the limit of the caller; Pillow's own limit would refuse large photographs.
Image.MAX_IMAGE_PIXELS = None


@contextmanager
def opened(data: bytes, max_pixels: int) -> Iterator[Image.Image]:
    """The picture, not yet decoded. Whatever is raised inside, for whatever reason, becomes ImageRejected."""
    if not data:
        raise empty()
    try:
        with _quiet, _open(data, max_pixels) as image:
            yield image
    except ImageRejected:
        raise
    except MemoryError:
        raise too_large_for_memory() from None
    except Exception as error:
        raise damaged() from error


def mark_of(image: Image.Image) -> int:
    """The orientation mark, 1 to 8; a damaged one counts as upright."""
    try:
        mark = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # remarks about the picture, not the picture
        return 1
    return mark if isinstance(mark, int) and 1 <= mark <= 8 else 1


def size_of(image: Image.Image) -> Size:
    """The size once upright. Pillow turns TIFF on its own, and its sizes are upright already."""
    size = Size(*image.size)
    return size if image.format == "TIFF" else upright_size(size, mark_of(image))


def _open(data: bytes, max_pixels: int) -> Image.Image:
    try:
        image = Image.open(BytesIO(data), formats=FORMATS)
    except Image.UnidentifiedImageError:
        raise damaged() if _begins_like_one(data) else unknown(data) from None
    w, h = image.size
    if w <= 0 or h <= 0:
        raise damaged()
    if w * h > max_pixels:
        raise too_large(w, h, max_pixels)
    return image


def _begins_like_one(data: bytes) -> bool:
    marks = (b"\xff\xd8\xff", b"\x89PNG", b"II*\0", b"MM\0*", b"GIF8", b"BM")
    return data.startswith(marks) or data[8:12] == b"WEBP" or data[4:12] == b"ftypavif"


class _Quiet:
    """Warnings of Pillow are left unsaid while any thread decodes: what matters of them is said as ImageRejected.

    `warnings.catch_warnings` alone would, in several threads at once, put back the wrong filters.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._caught = warnings.catch_warnings()

    def __enter__(self) -> None:
        with self._lock:
            self._inside += 1
            if self._inside == 1:
                self._caught = warnings.catch_warnings()
                self._caught.__enter__()
                warnings.simplefilter("ignore")

    def __exit__(self, *_error: object) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0:
                self._caught.__exit__(None, None, None)


_quiet = _Quiet()
