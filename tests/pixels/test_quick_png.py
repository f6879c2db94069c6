"""PNG by bands: every reader gives the pixels back."""

from __future__ import annotations

from io import BytesIO

import cv2
import numpy as np
import pytest
from PIL import Image

from editor.pixels.quick_png import BAND, quick_png


@pytest.mark.parametrize("channels", [3, 4])
@pytest.mark.parametrize("size", [(1, 1), (1, 40), (BAND, 7), (2 * BAND + 5, 33)])
def test_every_pixel_comes_back(size: tuple[int, int], channels: int) -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (*size, channels), np.uint8)
    pixels[: size[0] // 2] = 90
    data = quick_png(pixels)
    with Image.open(BytesIO(data)) as image:
        assert (image.format, image.mode) == ("PNG", "RGB" if channels == 3 else "RGBA")
        assert np.array_equal(np.asarray(image), pixels)
    read = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    assert read is not None
    assert np.array_equal(cv2.cvtColor(read, cv2.COLOR_BGR2RGB if channels == 3 else cv2.COLOR_BGRA2RGBA), pixels)


def test_a_part_of_a_picture_is_written_too() -> None:
    pixels = np.random.default_rng(2).integers(0, 256, (60, 80, 4), np.uint8)[10:50, 20:70]
    with Image.open(BytesIO(quick_png(pixels))) as image:
        assert np.array_equal(np.asarray(image), pixels)


def test_what_is_even_becomes_small() -> None:
    assert len(quick_png(np.full((1000, 1000, 3), 120, np.uint8))) < 20_000
