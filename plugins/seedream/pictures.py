"""The words and pictures that are sent to ModelArk; no picture may have more than ten megabytes."""

from __future__ import annotations

import base64

import numpy as np

from editor.engine.contract import Request
from editor.engine.errors import BadRequest
from editor.engine.marked import told
from editor.pixels.encode import encode

LARGEST = 10_000_000  # bytes


def data_uris(request: Request) -> tuple[str, list[str]]:
    """The words, and the pictures that they number. Raises BadRequest where one is too large to be sent."""
    words, pictures = told(request)
    return words, [_data_uri(picture) for picture in pictures]


def _data_uri(picture: np.ndarray) -> str:
    """As PNG where that is small enough, else as a JPEG that is."""
    for mime, quality in (("image/png", None), ("image/jpeg", 95), ("image/jpeg", 85)):
        data = encode(picture, mime, quality=quality)
        if len(data) <= LARGEST:
            return f"data:{mime};base64,{base64.b64encode(data).decode()}"
    raise BadRequest("A picture is too large to be sent.", "Mark a smaller area, or use a smaller reference.")
