"""Encodes pixels as picture files, with their colour profile and what the file is to say of itself."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import numpy as np
from PIL import AvifImagePlugin, Image, PngImagePlugin, TiffImagePlugin, WebPImagePlugin

from editor.pixels.decode import JpegCoding
from editor.pixels.deep import to_eight_bits
from editor.pixels.encode_deep import encode_deep
from editor.pixels.geometry import Size

_LOADED = (AvifImagePlugin, WebPImagePlugin)  # named so that they are registered
_NAMES = {"JPG": "JPEG", "JPE": "JPEG", "TIF": "TIFF"}
_LONGEST = {"JPEG": 65_500, "WEBP": 16_383, "AVIF": 65_535}
_PNG_EFFORT = 3  # a third of the time of Pillow's 6, for a tenth more bytes
_SPACE_OF_XMP_IN_JPEG = 65_504
WRITABLE = "PNG, JPEG, WebP, AVIF and TIFF"


def encode(
    pixels: np.ndarray,
    format: str,
    *,
    profile: bytes = b"",
    quality: int | None = None,
    jpeg: JpegCoding | None = None,
    xmp: str = "",
    text: Mapping[str, str] | None = None,
    dpi: tuple[float, float] | None = None,
) -> bytes:
    """Encode pixels: uint8 (h, w) grey, (h, w, 3) RGB or (h, w, 4) RGBA with straight alpha; RGB(A) also as uint16,
    which PNG and TIFF keep and the others round.

    `format` is a name, a suffix or a mime type: "PNG", ".jpg", "image/webp". PNG, TIFF, and WebP without a `quality`
    give every value back, those of transparent pixels too; JPEG has a quality of 95 and AVIF one of 90 if none is
    given. JPEG has no alpha: such pictures are laid on white. With `jpeg`, and no `quality`, a JPEG is coded as the
    one that the coding was read from, so that what was not changed stays within a level or two. `profile` is the ICC
    profile of RGB pixels, and is not put into grey files. `text` goes into PNG alone, `xmp` into every format.
    Raises ValueError for an unknown format, and where the picture or its XMP is too large for the format.
    """
    name = writable(format, Size(pixels.shape[1], pixels.shape[0]))
    if name == "JPEG" and len(xmp.encode()) > _SPACE_OF_XMP_IN_JPEG:
        raise ValueError("The description is too long for a JPEG file: write PNG instead, or shorten it.")
    if pixels.dtype == np.uint16:
        if name in ("PNG", "TIFF"):
            return encode_deep(pixels, name, profile=profile, chunks=_chunks(xmp, text or {}), xmp=xmp, dpi=dpi)
        pixels = to_eight_bits(pixels)
    image = Image.fromarray(np.ascontiguousarray(_on_white(pixels) if name == "JPEG" else pixels))
    options: dict[str, Any] = {} if pixels.ndim == 2 or not profile else {"icc_profile": profile}
    if dpi is not None:
        options["dpi"] = dpi
    options |= _options(name, quality, jpeg, xmp, text or {})
    try:
        return _saved(image, name, options)
    except OSError:  # Pillow's buffer for optimizing a JPEG is too small for noise
        if not options.pop("optimize", False):
            raise
        return _saved(image, name, options)


def _saved(image: Image.Image, name: str, options: dict[str, Any]) -> bytes:
    out = BytesIO()
    image.save(out, name, **options)
    return out.getvalue()


def png_text(pixels: np.ndarray) -> str:
    """As a PNG in base64, as it stands in JSON; pixels as `encode` takes them."""
    return base64.b64encode(encode(pixels, "PNG")).decode("ascii")


def writable(format: str, size: Size) -> str:
    """The name of a format. Raises ValueError where no picture of this size can be written in it."""
    name = _format(format)
    if max(size) > _LONGEST.get(name, 1 << 31) or min(size) < 1:
        raise ValueError(f"A {name} picture cannot have {size.w} x {size.h} pixels: write PNG or TIFF instead.")
    return name


def _format(given: str) -> str:
    name = given.removeprefix("image/").lstrip(".").upper()
    name = _NAMES.get(name, name)
    if name not in ("PNG", "JPEG", "WEBP", "AVIF", "TIFF"):
        raise ValueError(f"Pictures cannot be written as {given or 'a file without an ending'}: use {WRITABLE}.")
    return name


def _on_white(pixels: np.ndarray) -> np.ndarray:
    """RGB as it looks before white, mixed as encoded values."""
    if pixels.ndim == 2 or pixels.shape[2] == 3:
        return pixels
    colour, alpha = pixels[..., :3].astype(np.uint16), pixels[..., 3:].astype(np.uint16)
    return ((colour * alpha + 255 * (255 - alpha) + 127) // 255).astype(np.uint8)


def _options(
    name: str, quality: int | None, jpeg: JpegCoding | None, xmp: str, text: Mapping[str, str]
) -> dict[str, Any]:
    if name == "PNG":
        return {"compress_level": _PNG_EFFORT, "pnginfo": _chunks(xmp, text)}
    if name == "TIFF":
        return {"compression": "tiff_adobe_deflate", "tiffinfo": _tags(xmp)}
    spoken: dict[str, Any] = {"xmp": xmp.encode()} if xmp else {}
    if name == "WEBP":
        how: dict[str, Any] = {"lossless": True, "quality": 50} if quality is None else {"quality": quality}
        return {**spoken, "exact": True, **how}
    if name == "AVIF":
        return {**spoken, "quality": 90 if quality is None else quality, "subsampling": "4:4:4"}
    return {**spoken, "optimize": True, **_jpeg(quality, jpeg)}


def _jpeg(quality: int | None, like: JpegCoding | None) -> dict[str, Any]:
    if quality is None and like is not None and like.sampling >= 0:
        return {"qtables": [list(table) for table in like.tables], "subsampling": like.sampling}
    quality = 95 if quality is None else quality
    return {"quality": quality, "subsampling": 0 if quality >= 90 else 2}


def _chunks(xmp: str, text: Mapping[str, str]) -> PngImagePlugin.PngInfo:
    chunks = PngImagePlugin.PngInfo()
    for key, value in text.items():
        chunks.add_itxt(key[:79], value)
    if xmp:
        chunks.add_itxt("XML:com.adobe.xmp", xmp)
    return chunks


def _tags(xmp: str) -> TiffImagePlugin.ImageFileDirectory_v2:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    if xmp:
        tags.tagtype[700] = 1
        tags[700] = xmp.encode()
    return tags
