"""What is sent to Gemini: the words, then the pictures in the order in which the words number them."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

import numpy as np

from editor.engine.contract import Request
from editor.engine.errors import BadRequest
from editor.engine.marked import told
from editor.pixels.encode import encode

LARGEST = 13 << 20  # bytes of all pictures: with base64 and words a request stays below the documented 20 MB
LOSSY = (95, 85, 70)


def parts(request: Request) -> list[dict[str, Any]]:
    """The parts of a turn. Raises BadRequest where the pictures are too large to be sent."""
    words, pictures = told(request)
    mime, packed = _packed(pictures)
    sent = [{"inlineData": {"mimeType": mime, "data": base64.b64encode(data).decode()}} for data in packed]
    return [{"text": words}, *sent]


def _packed(pictures: Sequence[np.ndarray]) -> tuple[str, list[bytes]]:
    """As PNG where that is small enough, else as JPEG of the best quality that is."""
    if sum(picture.size for picture in pictures) < 3 * LARGEST:  # else not even worth a try
        packed = [encode(picture, "PNG") for picture in pictures]
        if sum(map(len, packed)) <= LARGEST:
            return "image/png", packed
    for quality in LOSSY:
        packed = [encode(picture, "JPEG", quality=quality) for picture in pictures]
        if sum(map(len, packed)) <= LARGEST:
            return "image/jpeg", packed
    raise BadRequest("The pictures are too large to be sent at once.", "Mark a smaller area, or use fewer references.")
