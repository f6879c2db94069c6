"""Pictures of every kind, as programs and cameras write them, come in right."""

from __future__ import annotations

import struct
import threading
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageCms, PngImagePlugin

from editor.pixels.colour import ADOBE_RGB, DISPLAY_P3
from editor.pixels.decode import decode, decode_reduced, inspect
from editor.pixels.geometry import Size
from editor.pixels.profiles import made
from tests.pixels.files import (
    CYAN,
    WHITE,
    chunk,
    cmyk_profile,
    deep,
    deep_file,
    grey_profile,
    nearest,
    noise,
    png,
    saved,
    smooth,
    turned_exif,
)

P3 = made(DISPLAY_P3)
LOSSLESS = {"PNG": {}, "TIFF": {}, "BMP": {}, "WEBP": {"lossless": True}}


def _upright(pixels: np.ndarray, mark: int) -> np.ndarray:
    """Where each stored pixel belongs, by the wording of the EXIF standard."""
    turned = [pixels, pixels[:, ::-1], pixels[::-1, ::-1], pixels[::-1]][(mark - 1) % 4 if mark < 5 else 0]
    if mark < 5:
        return turned
    swapped = pixels.swapaxes(0, 1)
    return {5: swapped, 6: swapped[:, ::-1], 7: swapped[::-1, ::-1], 8: swapped[::-1]}[mark]


@pytest.mark.parametrize(
    ("format", "channels"), [("PNG", 3), ("PNG", 4), ("TIFF", 3), ("TIFF", 4), ("BMP", 3), ("WEBP", 3), ("WEBP", 4)]
)
def test_lossless_formats_come_in_bit_for_bit(format: str, channels: int) -> None:
    pixels = noise(channels=channels)
    options = {**LOSSLESS[format], **({"exact": True} if format == "WEBP" else {})}
    data = saved(Image.fromarray(pixels), format, **options)
    picture, header = decode(data), inspect(data)
    assert np.array_equal(picture.pixels, pixels) and picture.pixels.flags.writeable
    assert picture.had_alpha == header.has_alpha == (channels == 4)
    assert header.size == (30, 24) and not header.animated and picture.bits == header.bits == 8
    assert picture.mime == header.mime == f"image/{format.lower()}"


@pytest.mark.parametrize("options", [{}, {"subsampling": 0}, {"progressive": True}, {"keep_rgb": True}])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_jpeg_has_the_pixels_that_pillow_gives(options: dict[str, int], mode: str) -> None:
    data = saved(Image.fromarray(smooth(95, 131)).convert(mode), "JPEG", **options)
    assert np.array_equal(decode(data).pixels, np.asarray(Image.open(BytesIO(data)).convert("RGB")))


@pytest.mark.parametrize("mark", range(1, 9))
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_every_orientation_of_every_format(format: str, mark: int) -> None:
    pixels = smooth()
    marked = {"tiffinfo": {274: mark}} if format == "TIFF" else {"exif": turned_exif(mark)}
    data = saved(Image.fromarray(pixels), format, **marked)
    expected = _upright(pixels, mark)
    result = decode(data).pixels
    assert inspect(data).size == Size(result.shape[1], result.shape[0]) == expected.shape[1::-1]
    assert np.abs(result.astype(int) - expected).mean() < 3
    small = decode_reduced(data, 2)
    assert np.abs(small[..., :3].astype(int) - expected[2::4, 2::4]).mean() < 12


@pytest.mark.parametrize("suffix", [".png", ".tiff"])
@pytest.mark.parametrize("channels", [3, 4])
def test_sixteen_bits_are_rounded_not_cut_off(suffix: str, channels: int) -> None:
    values = deep(channels=channels)
    picture = decode(deep_file(values, suffix))
    assert picture.bits == 16 and picture.had_alpha == (channels == 4)
    assert np.array_equal(picture.pixels, nearest(values))
    assert not np.array_equal(picture.pixels, values >> 8)


@pytest.mark.parametrize("mark", range(1, 9))
def test_sixteen_bits_with_an_orientation(mark: int) -> None:
    values = deep()
    data = deep_file(values, ".tiff")
    (at,) = struct.unpack_from("<I", data, 4)
    (count,) = struct.unpack_from("<H", data, at)
    entries = data[at + 2 : at + 2 + 12 * count] + struct.pack("<HHIHxx", 274, 3, 1, mark)
    marks = data[:4] + struct.pack("<I", len(data)) + data[8:] + struct.pack("<H", count + 1)
    turned = marks + b"".join(sorted(entries[i : i + 12] for i in range(0, len(entries), 12))) + bytes(4)
    turned = _sorted_by_tag(turned, len(data), count + 1)
    assert np.array_equal(decode(turned).pixels, _upright(nearest(values), mark))
    head, rest = deep_file(values, ".png")[:33], deep_file(values, ".png")[33:]
    exif = turned_exif(mark).tobytes().removeprefix(b"Exif\0\0")
    assert np.array_equal(decode(head + chunk(b"eXIf", exif) + rest).pixels, _upright(nearest(values), mark))


def _sorted_by_tag(data: bytes, at: int, count: int) -> bytes:
    entries = [data[at + 2 + 12 * i : at + 14 + 12 * i] for i in range(count)]
    entries.sort(key=lambda entry: struct.unpack_from("<H", entry)[0])
    return data[: at + 2] + b"".join(entries) + data[at + 2 + 12 * count :]


def test_sixteen_bit_grey_with_and_without_alpha() -> None:
    grey = deep(channels=1)
    data = saved(Image.fromarray(grey[..., 0]), "PNG")
    assert np.array_equal(decode(data).pixels, nearest(np.repeat(grey, 3, 2))) and decode(data).bits == 16
    both = deep(channels=2)
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in both)
    picture = decode(png(30, 20, 16, 4, rows))
    assert np.array_equal(picture.pixels, nearest(both[..., [0, 0, 0, 1]])) and picture.had_alpha


def test_profiles_of_three_primaries_stay_with_the_pixels() -> None:
    for profile in (P3, made(ADOBE_RGB)):
        for format in ("PNG", "TIFF", "WEBP"):
            data = saved(Image.fromarray(noise()), format, icc_profile=profile, **LOSSLESS[format])
            picture = decode(data)
            assert picture.profile == profile and np.array_equal(picture.pixels, noise())
        assert decode(saved(Image.fromarray(smooth()), "JPEG", icc_profile=profile)).profile == profile


def test_cmyk_is_converted_by_its_profile() -> None:
    inks = np.zeros((16, 64, 4), np.uint8)
    inks[:, 16:32], inks[:, 32:48], inks[:, 48:] = CYAN, (0, 255, 255, 0), (0, 0, 0, 255)
    image = Image.fromarray(inks, "CMYK")
    for format in ("JPEG", "TIFF"):
        picture = decode(saved(image, format, icc_profile=cmyk_profile()))
        assert picture.profile == b"" and picture.pixels.shape == (16, 64, 3)
        paper, cyan, red, black = (picture.pixels[8, x].astype(int) for x in (8, 24, 40, 56))
        assert paper.min() >= 253 and black.max() < 30
        assert np.abs(cyan - (0, 155, 225)).max() < 30 and cyan[0] < 20
        assert red[0] > 200 and red[1:].max() < 80


def test_cmyk_without_a_profile_looks_like_print() -> None:
    inks = np.array([[WHITE, CYAN, (0, 0, 255, 0), (0, 0, 0, 255), (255, 255, 255, 255), (0, 0, 0, 128)]], np.uint8)
    paper, cyan, yellow, black, all_inks, grey = (
        decode(saved(Image.fromarray(inks, "CMYK"), "TIFF")).pixels[0].astype(int)
    )
    assert (paper == 255).all() and not all_inks.any() and black.max() < 40
    assert np.abs(cyan - (0, 158, 224)).max() < 12 and np.abs(yellow - (255, 237, 0)).max() < 12
    assert 120 < grey.min() <= grey.max() < 170


def test_a_grey_profile_is_applied_once() -> None:
    ramp = np.repeat(np.arange(256, dtype=np.uint8)[None], 4, 0)
    picture = decode(saved(Image.fromarray(ramp), "PNG", icc_profile=grey_profile(1.8)))
    light = (np.arange(256) / 255) ** 1.8
    expected = 255 * np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    assert picture.profile == b"" and np.abs(picture.pixels[0, :, 1] - expected).max() < 1.5


def test_lab_pictures_come_in_as_srgb() -> None:
    srgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    image = ImageCms.profileToProfile(Image.fromarray(smooth()), srgb, lab, outputMode="LAB")
    assert np.abs(decode(saved(image, "TIFF")).pixels.astype(int) - smooth()).mean() < 2


def test_a_profile_that_does_not_fit_is_left_out() -> None:
    for odd in (cmyk_profile(), grey_profile(), b"nonsense" * 30, P3[:200]):
        picture = decode(saved(Image.fromarray(noise()), "PNG", icc_profile=odd))
        assert np.array_equal(picture.pixels, noise()) and picture.profile == b""


def test_palettes_grey_and_one_bit() -> None:
    image = Image.fromarray(noise()).quantize(16)
    assert np.array_equal(decode(saved(image, "PNG")).pixels, np.asarray(image.convert("RGB")))
    clear = decode(saved(image, "PNG", transparency=3))
    assert clear.had_alpha and np.array_equal(clear.pixels[..., 3] == 0, np.asarray(image) == 3)
    bits = Image.fromarray(noise(channels=1)[..., 0]).convert("1")
    for format, options in (("PNG", {}), ("TIFF", {"compression": "group4"}), ("BMP", {})):
        assert np.array_equal(decode(saved(bits, format, **options)).pixels[..., 0], np.asarray(bits) * 255)
    both = Image.fromarray(noise(channels=2), "LA")
    assert np.array_equal(decode(saved(both, "PNG")).pixels, noise(channels=2)[..., [0, 0, 0, 1]])
    keyed = decode(saved(Image.fromarray(noise()), "PNG", transparency=tuple(int(v) for v in noise()[0, 0])))
    assert keyed.pixels[0, 0, 3] == 0 and keyed.had_alpha


@pytest.mark.parametrize("format", ["GIF", "WEBP", "PNG", "AVIF", "TIFF"])
def test_of_several_frames_the_first_is_shown(format: str) -> None:
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("#c02010", "#1020c0", "#10c020")]
    data = saved(frames[0], format, save_all=True, append_images=frames[1:])
    assert inspect(data).animated
    assert np.abs(decode(data).pixels[..., :3].astype(int) - (0xC0, 0x20, 0x10)).max() <= 6
    assert not inspect(saved(frames[0], format)).animated


@pytest.mark.parametrize("w", [1, 7, 8, 9, 15, 31, 33, 130])
def test_reduced_sizes_are_rounded_up(w: int) -> None:
    pixels = smooth(21, w)
    for data in (saved(Image.fromarray(pixels), "JPEG"), saved(Image.fromarray(pixels), "PNG")):
        for level in range(6):
            assert decode_reduced(data, level).shape[:2] == (-(-21 >> level), -(-w >> level))
        assert np.array_equal(decode_reduced(data, 0), decode(data).pixels)


def test_reduced_jpeg_looks_like_the_whole() -> None:
    data = saved(Image.fromarray(smooth(256, 320)), "JPEG", quality=95, icc_profile=P3)
    whole = decode(data).pixels.astype(float)
    for level in (1, 2, 3, 4):
        side = 1 << level
        means = whole.reshape(256 // side, side, 320 // side, side, 3).mean((1, 3))
        assert np.abs(decode_reduced(data, level)[..., :3] - means).mean() < 1.5


def test_words_in_files_are_kept_as_text() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("parameters", "a cat, Steps: 20")
    info.add_itxt("prompt", '{"1": "grün"}')
    info.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta/>")
    metadata = decode(saved(Image.fromarray(noise()), "PNG", pnginfo=info)).metadata
    assert metadata == {"parameters": "a cat, Steps: 20", "prompt": '{"1": "grün"}', "xmp": "<x:xmpmeta/>"}
    exif = Image.Exif()
    exif[0x0131] = "A camera"
    exif.get_ifd(0x8769)[0x9286] = b"UNICODE\0" + "löwe".encode("utf-16-be")
    jpeg = saved(Image.fromarray(noise()), "JPEG", exif=exif, comment="seen", xmp=b"<x:xmpmeta/>")
    wanted = {"exif:Software": "A camera", "exif:UserComment": "löwe", "comment": "seen", "xmp": "<x:xmpmeta/>"}
    assert decode(jpeg).metadata == wanted


def test_resolution_and_jpeg_coding_are_known() -> None:
    picture = decode(saved(Image.fromarray(smooth()), "JPEG", quality=70, subsampling=1, dpi=(300, 300)))
    assert picture.dpi == (300, 300) and picture.jpeg is not None
    assert picture.jpeg.sampling == 1 and [len(table) for table in picture.jpeg.tables] == [64, 64]


def test_many_threads_decode_at_once() -> None:
    data = saved(Image.fromarray(noise(200, 300)), "PNG", icc_profile=P3)
    results: list[bool] = []
    threads = [
        threading.Thread(target=lambda: results.extend(decode(data).profile == P3 for _ in range(10))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * 80
