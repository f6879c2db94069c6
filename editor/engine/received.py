"""Turns the bytes of an answer into pixels, and into a candidate."""

from __future__ import annotations

import base64
import binascii
from typing import Any

import numpy as np

from editor.engine.checked import LARGEST_AREA
from editor.engine.contract import Candidate, Price
from editor.engine.errors import BadResult
from editor.pixels.decode import ImageRejected, Picture, decode
from editor.pixels.profiles import convert

_USUAL = str.maketrans("-_", "+/")


def pixels_of(data: bytes) -> np.ndarray:
    """The pixels of an answer's bytes: uint8 (h, w, 3 or 4), sRGB, RGB(A) order, straight alpha.

    Raises BadResult where they are no picture, or one of more than 100 megapixels.
    """
    return _in_srgb(_picture(data))


def from_base64(text: object) -> bytes:
    """The bytes of a picture that stands in JSON, plain or as a data URL, in either alphabet of base64, padded or not.

    Raises BadResult where there is none.
    """
    if not isinstance(text, str) or not text:
        raise BadResult("The engine answered without a picture.")
    usual = text.rpartition(",")[2].translate(_USUAL)
    try:
        return base64.b64decode(usual + "=" * (-len(usual) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadResult("The engine answered with a broken picture.") from error


def received(
    data: bytes,
    *,
    seed: int,
    price: Price | None = None,
    notes: tuple[str, ...] = (),
    facts: dict[str, Any] | None = None,
) -> Candidate:
    """The candidate that an answer's bytes are, with them kept as they came; what was said of their kind is ignored.

    Raises BadResult as `pixels_of`; it is `billed` where there is a price.
    """
    try:
        picture = _picture(data)
    except BadResult as error:
        error.data = data
        error.billed = price is not None and price.micros > 0
        raise
    return Candidate(
        pixels=_in_srgb(picture), seed=seed, data=data, mime=picture.mime, price=price, notes=notes, facts=facts or {}
    )


def _picture(data: bytes) -> Picture:
    try:
        return decode(data, max_pixels=LARGEST_AREA)
    except ImageRejected as error:
        raise BadResult(f"The engine answered with no usable picture. {error.message}") from error


def _in_srgb(picture: Picture) -> np.ndarray:
    return convert(picture.pixels, picture.profile, b"")
