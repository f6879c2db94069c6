"""Decodes picture files: bytes of any kind and honesty to pixels, or to a clear refusal."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
from PIL import Image, JpegImagePlugin

from editor.pixels.deep import is_deep, rounded, to_eight_bits, unrounded
from editor.pixels.exotic import inks_to_srgb, through_profile
from editor.pixels.geometry import Size
from editor.pixels.metadata import metadata_of, sampling_of
from editor.pixels.mips import halved
from editor.pixels.opened import mark_of, opened, size_of
from editor.pixels.orientation import upright, upright_size
from editor.pixels.profiles import model_of, space_of
from editor.pixels.rejected import ImageRejected, not_eight_bits

__all__ = ["Header", "ImageRejected", "JpegCoding", "Picture", "decode", "decode_deep", "decode_reduced", "inspect"]

MAX_PIXELS = 256_000_000
_FORMATS = {"MPO": "JPEG", "WEBP": "WebP"}
_MODELS = {"CMYK": "CMYK", "LAB": "Lab", "1": "grey", "L": "grey", "LA": "grey", "I": "grey"}


@dataclass(frozen=True)
class JpegCoding:
    """How a JPEG was coded: its quantisation tables in natural order, and how colour is thinned out (-1: unusual).

    Of one that a mark turns on its side: how it is coded once it is upright.
    """

    tables: tuple[tuple[int, ...], ...]
    sampling: int


@dataclass(frozen=True, eq=False)
class Picture:
    """A decoded picture: `pixels` uint8 (h, w, 3 or 4), RGB(A), straight alpha, upright.

    `profile` is the ICC profile of the pixels, one of three primaries; empty for sRGB. `bits` are those of a channel
    in the file (8 or 16), `model` its colour model ("RGB", "CMYK", "Lab" or "grey"); `converted` says that the colours
    are in sRGB because the file's own profile could not be kept. `metadata` is text that the file carries, kept as
    data. `jpeg` is set for JPEG files.
    """

    pixels: np.ndarray
    profile: bytes = b""
    format: str = ""
    mime: str = ""
    had_alpha: bool = False
    bits: int = 8
    metadata: dict[str, str] = field(default_factory=dict)
    jpeg: JpegCoding | None = None
    dpi: tuple[float, float] | None = None
    model: str = "RGB"
    converted: bool = False


@dataclass(frozen=True)
class Header:
    """What a file says of its picture: `size` once upright; `animated` where it holds several frames or pages.

    `jpeg` and `dpi` as in a Picture.
    """

    size: Size
    format: str
    mime: str
    bits: int
    has_alpha: bool
    animated: bool
    jpeg: JpegCoding | None = None
    dpi: tuple[float, float] | None = None


def inspect(data: bytes, *, max_pixels: int = MAX_PIXELS) -> Header:
    """Read the header alone. Raises ImageRejected."""
    with opened(data, max_pixels) as image:
        animated = bool(getattr(image, "is_animated", False)) and image.format != "MPO"
        bits = 16 if is_deep(image, data) else 8
        alpha = image.has_transparency_data
        return Header(size_of(image), *_kind(image), bits, alpha, animated, _coding(image), _dpi(image))


def decode(data: bytes, *, max_pixels: int = MAX_PIXELS) -> Picture:
    """Decode the first frame of a JPEG, PNG, WebP, TIFF, BMP, GIF or AVIF picture, turned upright.

    RGB stays in its own space where its profile has three primaries; CMYK, Lab, grey and table-based profiles are
    converted to sRGB. 16 bits are rounded to 8. Raises ImageRejected, and nothing else, for a picture with more than
    `max_pixels`, one that is damaged or cut off, and everything that is no such picture.
    """
    with opened(data, max_pixels) as image:
        format, mime = _kind(image)
        had_alpha, coding, bits = image.has_transparency_data, _coding(image), 16 if is_deep(image, data) else 8
        model, described = _MODELS.get(image.mode.split(";")[0], "RGB"), bool(image.info.get("icc_profile"))
        pixels, profile = _pixels(image, data)
        texts, converted = metadata_of(image), described and not profile
        return Picture(pixels, profile, format, mime, had_alpha, bits, texts, coding, _dpi(image), model, converted)


def decode_deep(data: bytes, *, max_pixels: int = MAX_PIXELS) -> np.ndarray | None:
    """The bits that `decode` rounds away, in the file's own colours: uint16 (h, w, 3 or 4), upright, straight alpha.

    None for a picture that has 8 bits a channel. Raises ImageRejected.
    """
    with opened(data, max_pixels) as image:
        if not is_deep(image, data):
            return None
        mark, tiff = mark_of(image), image.format == "TIFF"
        image.load()
        turn = 1 if tiff else mark
        if image.mode.startswith("I;16"):
            return upright(cv2.cvtColor(np.asarray(image).astype(np.uint16), cv2.COLOR_GRAY2RGB), turn)
        upper = upright(np.array(image.convert("RGBA") if image.mode == "LA" else image), turn)
        return unrounded(upper, data, mark, tiff=tiff)


def decode_reduced(data: bytes, level: int, *, max_pixels: int = MAX_PIXELS) -> np.ndarray:
    """The picture that `decode` gives at 1 / 2**level, its sides rounded up: uint8 (h, w, 3 or 4).

    A JPEG is reduced while it is decoded, to as little as an eighth; the rest is done by 2 x 2 means, colour weighted
    by alpha. Raises ImageRejected.
    """
    with opened(data, max_pixels) as image:
        size, steps = size_of(image), level
        if isinstance(image, JpegImagePlugin.JpegImageFile) and level > 0:
            image.draft(None, (max(1, image.width >> level), max(1, image.height >> level)))
            drafted = size_of(image)
            steps = next(k for k in range(level, -1, -1) if _reduced(size, level - k) == drafted)
        pixels, _ = _pixels(image, data if steps == level else b"")
        if steps and pixels.shape[2] == 3:
            pixels = cv2.cvtColor(pixels, cv2.COLOR_RGB2RGBA)
        for _ in range(steps):
            pixels = halved(pixels)
        return pixels


def _reduced(size: Size, level: int) -> Size:
    return Size(-(-size.w >> level), -(-size.h >> level))


def _kind(image: Image.Image) -> tuple[str, str]:
    format = image.format or ""
    return _FORMATS.get(format, format), "image/jpeg" if format == "MPO" else Image.MIME.get(format, "")


def _coding(image: Image.Image) -> JpegCoding | None:
    if not isinstance(image, JpegImagePlugin.JpegImageFile):
        return None
    tables = [np.reshape(table, (8, 8)) for _, table in sorted(image.quantization.items())]
    sampling = sampling_of(image)
    if upright_size(Size(1, 2), mark_of(image)) != Size(1, 2):
        tables, sampling = [table.T for table in tables], 0 if sampling == 1 else sampling
    return JpegCoding(tuple(tuple(table.ravel().tolist()) for table in tables), sampling)


def _dpi(image: Image.Image) -> tuple[float, float] | None:
    dpi = image.info.get("dpi")
    return (float(dpi[0]), float(dpi[1])) if dpi else None


def _pixels(image: Image.Image, data: bytes) -> tuple[np.ndarray, bytes]:
    """Upright RGB(A) and the profile of its space; with `data`, a JPEG takes the faster of two equal decoders."""
    profile = image.info.get("icc_profile") or b""
    mark = mark_of(image)
    if image.format in ("JPEG", "MPO") and image.mode in ("RGB", "L") and data and model_of(profile) != "GRAY":
        pixels = _fast_jpeg(data, image.size)
        if pixels is not None and (not profile or space_of(profile)):
            return upright(pixels, mark), profile
    deep, tiff = is_deep(image, data), image.format == "TIFF"
    image.load()
    if image.mode in ("F", "I"):
        raise not_eight_bits(image.mode)
    if image.mode.startswith("I;16"):
        image = Image.fromarray(to_eight_bits(np.asarray(image).astype(np.uint16)))
        deep = False
    turn = 1 if tiff else mark
    if deep and image.mode in ("RGB", "RGBA", "LA"):
        upper = upright(np.array(image.convert("RGBA") if image.mode == "LA" else image), turn)
        image, turn = Image.fromarray(rounded(upper, data, mark, tiff=tiff)), 1
    image, profile = _in_rgb(image, profile)
    return upright(np.array(image), turn), profile


def _fast_jpeg(data: bytes, size: tuple[int, int]) -> np.ndarray | None:
    """OpenCV's decoder gives the pixels of Pillow's in half the time, but does not tell when a file was cut off."""
    start = data.find(b"\xff\xda")
    if start < 0 or data.find(b"\xff\xd9", start) < 0:
        return None
    try:
        pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR_RGB | cv2.IMREAD_IGNORE_ORIENTATION)
    except cv2.error:
        return None
    return pixels if pixels is not None and pixels.shape == (size[1], size[0], 3) else None


def _in_rgb(image: Image.Image, profile: bytes) -> tuple[Image.Image, bytes]:
    """The picture as RGB or RGBA, and the profile of its space."""
    if image.mode in ("CMYK", "LAB") or (image.mode == "L" and model_of(profile) == "GRAY"):
        converted = through_profile(image, profile)
        if converted is None and image.mode == "CMYK":
            converted = Image.fromarray(inks_to_srgb(np.asarray(image)))
        return (converted or image).convert("RGB"), b""
    image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    if model_of(profile) != "RGB":
        return image, b""
    if space_of(profile) is not None:
        return image, profile
    return through_profile(image, profile) or image, b""
