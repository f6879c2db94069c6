"""Whatever bytes are opened as a picture: pixels or a clear refusal, soon, and never anything else."""

from __future__ import annotations

import random
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from editor.pixels.colour import DISPLAY_P3
from editor.pixels.decode import ImageRejected, decode, decode_reduced, inspect
from editor.pixels.profiles import made
from tests.pixels.files import chunk, cmyk_profile, deep, deep_file, noise, png, saved


def _files() -> dict[str, bytes]:
    rgb, rgba = Image.fromarray(noise()), Image.fromarray(noise(channels=4))
    p3 = made(DISPLAY_P3)
    return {
        "jpeg": saved(rgb, "JPEG", icc_profile=p3, comment="words"),
        "progressive": saved(rgb, "JPEG", progressive=True),
        "cmyk": saved(rgb.convert("CMYK"), "JPEG", icc_profile=cmyk_profile()),
        "png": saved(rgba, "PNG", icc_profile=p3),
        "palette": saved(rgb.quantize(8), "PNG", transparency=2),
        "deep png": deep_file(deep(), ".png"),
        "deep tiff": deep_file(deep(), ".tiff"),
        "tiff": saved(rgba, "TIFF", compression="tiff_lzw"),
        "fax": saved(rgb.convert("1"), "TIFF", compression="group4"),
        "webp": saved(rgba, "WEBP", lossless=True),
        "gif": saved(rgb.quantize(8), "GIF", save_all=True, append_images=[rgb.rotate(90).quantize(8)]),
        "bmp": saved(rgb, "BMP"),
        "avif": saved(rgba, "AVIF"),
    }


FILES = _files()


def _tried(data: bytes) -> str:
    """What became of it; anything but ImageRejected fails the test."""
    said = ""
    for action in (lambda: inspect(data), lambda: decode(data, max_pixels=4_000_000), lambda: decode_reduced(data, 1)):
        try:
            action()
        except ImageRejected as error:
            said = error.message
            assert error.message.endswith(".") and error.advice.endswith(".")
    return said


@pytest.mark.parametrize("name", FILES)
def test_sound_files_are_read(name: str) -> None:
    assert decode(FILES[name]).pixels.shape[:2] in ((24, 30), (20, 30))
    assert _tried(FILES[name]) == ""


@pytest.mark.parametrize("name", FILES)
def test_cut_files_are_refused_or_whole(name: str) -> None:
    data = FILES[name]
    whole = decode(data).pixels
    for length in sorted({*range(0, 60, 7), *np.linspace(0, len(data) - 1, 40).astype(int).tolist()}):
        try:
            pixels = decode(data[:length]).pixels
        except ImageRejected:
            continue
        # What is cut off may have been words after the pixels.
        assert np.array_equal(pixels, whole), f"{length} of {len(data)} bytes gave other pixels"


@pytest.mark.parametrize(
    "name", ["jpeg", "progressive", "cmyk", "png", "deep png", "webp", "gif", "bmp", "avif", "tiff"]
)
def test_half_a_file_is_refused(name: str) -> None:
    data = FILES[name]
    with pytest.raises(ImageRejected, match="damaged or was cut off"):
        decode(data[: len(data) // 2])


@settings(deadline=None)
@given(st.sampled_from(sorted(FILES)), st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), max_size=8))
def test_changed_bytes_never_raise_anything_else(name: str, changes: list[tuple[int, int]]) -> None:
    data = bytearray(FILES[name])
    for at, value in changes:
        data[at % len(data)] = value
    _tried(bytes(data))


def test_many_random_changes() -> None:
    chance = random.Random(5)
    for _ in range(400):
        data = bytearray(chance.choice(list(FILES.values())))
        start = chance.randrange(len(data))
        if chance.random() < 0.5:
            data[start : start + chance.randint(1, 30)] = chance.randbytes(chance.randint(0, 30))
        else:
            data[start] ^= 1 << chance.randrange(8)
        _tried(bytes(data))


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_noise_is_no_picture(data: bytes) -> None:
    assert _tried(data)


def test_nothing_is_said_to_be_empty() -> None:
    with pytest.raises(ImageRejected, match="The file is empty"):
        decode(b"")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\0\0\0\x18ftypheic" + bytes(40), "HEIC"),
        (b"8BPS\0\1" + bytes(40), "Photoshop"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (b"%PDF-1.7" + bytes(40), "PDF"),
        (b"plain words", "not a picture"),
    ],
)
def test_other_formats_are_named(data: bytes, name: str) -> None:
    with pytest.raises(ImageRejected, match=name):
        decode(data)


def test_more_pixels_than_allowed_are_refused_by_the_header() -> None:
    row = bytes(1 + 20_000 // 8)
    rows = b"".join([row] * 20_000)  # 400 million pixels in a few kilobytes
    bomb = png(20_000, 20_000, 1, 0, rows)
    assert len(bomb) < 200_000
    for act in (inspect, decode, lambda data: decode_reduced(data, 3)):
        with pytest.raises(ImageRejected, match="20000 x 20000 pixels, 400 million"):
            act(bomb)
    with pytest.raises(ImageRejected, match="65535 x 65535"):
        decode(png(65_535, 65_535, 8, 2, b""))
    with pytest.raises(ImageRejected, match="30 x 24"):
        decode(FILES["png"], max_pixels=719)


def test_a_gif_and_a_bmp_that_claim_too_much() -> None:
    gif, bmp = bytearray(FILES["gif"]), bytearray(FILES["bmp"])
    gif[6:10] = b"\xff\xff\xff\xff"
    bmp[18:26] = b"\xff\xff\0\0\xff\xff\0\0"
    for data in (gif, bmp):
        with pytest.raises(ImageRejected, match="65535 x 65535"):
            decode(bytes(data))


def test_no_pixels_at_all_are_refused() -> None:
    for w, h in ((0, 5), (5, 0), (0, 0)):
        with pytest.raises(ImageRejected):
            decode(png(w, h, 8, 2, b""))


def test_words_and_profiles_that_swell_are_refused() -> None:
    swollen = zlib.compress(bytes(50 << 20), 9)
    row = b"\0" + bytes(3)
    for name, head in ((b"zTXt", b"a\0\0"), (b"iCCP", b"a\0\0"), (b"iTXt", b"a\0\1\0\0\0")):
        with pytest.raises(ImageRejected):
            decode(png(1, 1, 8, 2, row, chunk(name, head + swollen)))


def test_values_that_are_no_bytes_are_refused_by_name() -> None:
    fractions = saved(Image.fromarray(np.zeros((4, 4), np.float32)), "TIFF")
    with pytest.raises(ImageRejected, match="fractions"):
        decode(fractions)


def test_claimed_lengths_are_not_believed() -> None:
    data = bytearray(FILES["deep png"])
    at = data.index(b"IDAT")
    data[at - 4 : at] = b"\xff\x00\x0e\x2f"
    assert "damaged" in _tried(bytes(data)) or decode(bytes(data)).pixels.shape == (20, 30, 3)
