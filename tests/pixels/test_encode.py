"""Pictures go out whole: every pixel where the format allows, the profile, and what the file says of itself."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from editor.pixels.colour import DISPLAY_P3
from editor.pixels.decode import decode, decode_deep
from editor.pixels.deep import deepened
from editor.pixels.encode import encode
from editor.pixels.profiles import made
from editor.steps.read import read
from tests.pixels.files import deep, nearest, noise, saved, smooth

P3 = made(DISPLAY_P3)
FORMATS = ("PNG", "JPEG", "WebP", "AVIF", "TIFF")


@pytest.mark.parametrize("format", ["PNG", "TIFF", "WebP"])
@pytest.mark.parametrize("channels", [3, 4])
def test_lossless_formats_give_every_value_back(format: str, channels: int) -> None:
    pixels = noise(channels=channels)
    if channels == 4:
        pixels[:10, :, 3] = 0  # colour under full transparency counts too
    picture = decode(encode(pixels, format, profile=P3))
    assert np.array_equal(picture.pixels, pixels) and picture.profile == P3


@pytest.mark.parametrize("format", FORMATS)
def test_profile_and_description_are_in_every_format(format: str) -> None:
    picture = decode(encode(smooth(), format, profile=P3, xmp="<x:xmpmeta>grün</x:xmpmeta>"))
    assert picture.format.upper() == format.upper() and picture.profile == P3
    assert picture.metadata["xmp"] == "<x:xmpmeta>grün</x:xmpmeta>"
    assert np.abs(picture.pixels.astype(int) - smooth()).mean() < 2


def test_a_photograph_in_another_space_goes_round() -> None:
    photograph = read("tests/photographs/raccoon.jpg").pixels[:200, :300]
    source = decode(encode(photograph, "PNG", profile=P3))
    again = decode(encode(source.pixels, "PNG", profile=source.profile))
    assert np.array_equal(again.pixels, photograph) and again.profile == P3


def test_a_jpeg_coded_as_its_source_hardly_changes() -> None:
    photograph = Image.fromarray(read("tests/photographs/raccoon.jpg").pixels[:400, :600])
    for quality, sampling in ((75, 2), (90, 0), (85, 1)):
        source = decode(saved(photograph, "JPEG", quality=quality, subsampling=sampling, icc_profile=P3))
        again = decode(encode(source.pixels, ".jpg", profile=source.profile, jpeg=source.jpeg))
        assert again.jpeg == source.jpeg and again.profile == P3
        moved = np.abs(again.pixels.astype(int) - source.pixels)
        assert moved.mean() < 0.35 and np.quantile(moved, 0.99) <= 3


def test_quality_counts_where_there_is_one() -> None:
    pixels = read("tests/photographs/raccoon.jpg").pixels[:200, :300]
    for format in ("JPEG", "WebP", "AVIF"):
        assert len(encode(pixels, format, quality=30)) < len(encode(pixels, format, quality=90)) / 2


def test_jpeg_lays_transparency_on_white() -> None:
    pixels = np.zeros((16, 48, 4), np.uint8)
    pixels[:, 16:32] = (200, 0, 0, 128)
    pixels[:, 32:] = (0, 0, 200, 255)
    flat = decode(encode(pixels, "jpeg")).pixels[8].astype(int)
    for x, colour in ((8, (255, 255, 255)), (24, (227, 127, 127)), (40, (0, 0, 200))):
        assert np.abs(flat[x] - colour).max() <= 3


@pytest.mark.parametrize("format", ["PNG", "TIFF", "WebP"])
def test_masks_are_grey_files_of_the_same_values(format: str) -> None:
    mask = noise(channels=1)[..., 0]
    assert np.array_equal(decode(encode(mask, format, profile=P3)).pixels[..., 1], mask)


def test_words_and_resolution_of_png() -> None:
    data = encode(noise(), "PNG", text={"parameters": "a cat, grün"}, dpi=(300, 150))
    picture = decode(data)
    assert picture.metadata == {"parameters": "a cat, grün"}
    assert picture.dpi == pytest.approx((300, 150), abs=0.02)
    assert Image.open(BytesIO(data)).text["parameters"] == "a cat, grün"


@pytest.mark.parametrize("name", [".png", "png", "image/png", ".PNG"])
def test_formats_have_many_names(name: str) -> None:
    assert decode(encode(noise(), name)).format == "PNG"
    assert decode(encode(noise(), ".tif")).format == "TIFF" and decode(encode(noise(), ".jpg")).format == "JPEG"


@pytest.mark.parametrize("name", [".psd", "", ".gif", "bmp"])
def test_other_formats_are_refused_with_those_that_work(name: str) -> None:
    with pytest.raises(ValueError, match="PNG, JPEG, WebP, AVIF and TIFF"):
        encode(noise(), name)


def test_what_a_format_cannot_hold_is_said() -> None:
    with pytest.raises(ValueError, match=r"WEBP picture cannot have 20000 x 1 pixels"):
        encode(np.zeros((1, 20_000, 3), np.uint8), "webp")
    with pytest.raises(ValueError, match="too long for a JPEG"):
        encode(noise(), "jpg", xmp="x" * 70_000)
    with pytest.raises(ValueError, match="cannot have 0 x 5"):
        encode(np.zeros((5, 0, 3), np.uint8), "png")


@pytest.mark.parametrize("format", ["PNG", "TIFF"])
@pytest.mark.parametrize("channels", [3, 4])
def test_sixteen_bits_come_back(format: str, channels: int) -> None:
    values = deep(300, 700, channels)
    data = encode(values, format, profile=P3, xmp="<x>grün</x>", dpi=(300, 300))
    again = decode_deep(data)
    assert again is not None and np.array_equal(again, values)
    picture = decode(data)
    assert picture.bits == 16 and picture.profile == P3 and picture.had_alpha == (channels == 4)
    assert picture.metadata["xmp"] == "<x>grün</x>" and picture.dpi == pytest.approx((300, 300), abs=0.02)
    assert np.array_equal(picture.pixels, nearest(values))


def test_formats_of_eight_bits_round() -> None:
    values = deep(40, 50)
    assert np.array_equal(decode(encode(values, "WebP")).pixels, nearest(values))


def test_deep_values_stay_where_the_picture_does() -> None:
    values = deep()
    pixels = np.dstack([nearest(values), np.full(values.shape[:2], 255, np.uint8)])
    pixels[:10] ^= 64
    pixels[:10, :, 3] = 255
    made = deepened(pixels, values)
    assert np.array_equal(made[10:, :, :3], values[10:]) and np.array_equal(made[:10], pixels[:10] * np.uint16(257))


def test_noise_is_no_trouble_for_a_fine_jpeg() -> None:
    noise = np.random.default_rng(3).integers(0, 256, (1200, 1200, 3), np.uint8)
    assert decode(encode(noise, "JPEG", quality=98)).pixels.shape == noise.shape
