"""Pictures of every kind through fill and extend: outside the mask as they came, profile kept, losses said."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from editor.pixels.colour import ADOBE_RGB, DISPLAY_P3
from editor.pixels.decode import decode
from editor.pixels.profiles import made
from tests.cli.conftest import Run
from tests.pixels.files import cmyk_profile, deep_file, saved, turned_exif

BOX = (slice(40, 70), slice(50, 90))


def _crop(photo: Path) -> np.ndarray:
    with Image.open(photo) as picture:
        return np.asarray(picture.convert("RGB"))


def _kinds(pixels: np.ndarray) -> dict[str, tuple[bytes, str, tuple[str, ...]]]:
    """Per kind: the file's bytes, its suffix, and what is to be said of it."""
    image = Image.fromarray(pixels)
    palette = image.convert("P", palette=Image.Palette.ADAPTIVE)
    other = Image.fromarray(255 - pixels).convert("P", palette=Image.Palette.ADAPTIVE)
    see_through = image.convert("RGBA")
    see_through.putalpha(Image.linear_gradient("L").resize(image.size))
    p3, adobe = made(DISPLAY_P3), made(ADOBE_RGB)
    ink = saved(image.convert("CMYK"), "JPEG", quality=95, icc_profile=cmyk_profile())
    return {
        "Display P3 JPEG": (saved(image, "JPEG", quality=92, icc_profile=p3), ".jpg", ()),
        "Display P3 PNG": (saved(image, "PNG", icc_profile=p3), ".png", ()),
        "Adobe RGB PNG": (saved(image, "PNG", icc_profile=adobe), ".png", ()),
        "16-bit PNG": (deep_file(pixels.astype(np.uint16) * 257 + 40, ".png"), ".png", ("The 16 bits",)),
        "CMYK JPEG": (ink, ".jpg", ("The CMYK colours",)),
        "palette GIF": (saved(palette, "GIF"), ".gif", ()),
        "animated GIF": (saved(palette, "GIF", save_all=True, append_images=[other]), ".gif", ("Only the first",)),
        "turned JPEG": (saved(image, "JPEG", quality=92, exif=turned_exif(6)), ".jpg", ()),
        "transparent PNG": (saved(see_through, "PNG"), ".png", ()),
        "grey PNG": (saved(image.convert("L"), "PNG"), ".png", ()),
    }


KINDS = list(_kinds(np.zeros((8, 8, 3), np.uint8)))


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest, photo: Path, tmp_path: Path) -> tuple[Path, tuple[str, ...]]:
    """A picture file of that kind, and what is to be said of it."""
    data, suffix, said = _kinds(_crop(photo))[request.param]
    path = tmp_path / f"picture{suffix}"
    path.write_bytes(data)
    return path, said


def _profile(path: Path) -> bytes:
    with Image.open(BytesIO(path.read_bytes())) as picture:
        return picture.info.get("icc_profile", b"")


def test_filled(kind: tuple[Path, tuple[str, ...]], tmp_path: Path, patchboard: Run) -> None:
    path, said = kind
    before = decode(path.read_bytes())
    values = np.zeros(before.pixels.shape[:2], np.uint8)
    values[BOX] = 255
    Image.fromarray(values).save(tmp_path / "m.png")
    out = tmp_path / "o.png"
    answer = patchboard("fill", path, "--mask", tmp_path / "m.png", "-o", out, "--prompt", "paint it red")
    after = decode(out.read_bytes())
    assert np.array_equal(before.pixels[values == 0], after.pixels[values == 0])
    assert (before.pixels[BOX] != after.pixels[BOX]).any()
    assert _profile(out) == before.profile == after.profile
    assert len(answer["notes"]) == len(said)
    assert all(note.startswith(start) for note, start in zip(answer["notes"], said, strict=True))


def test_extended(kind: tuple[Path, tuple[str, ...]], tmp_path: Path, patchboard: Run) -> None:
    path, _ = kind
    before = decode(path.read_bytes())
    h, w = before.pixels.shape[:2]
    out = tmp_path / "o.png"
    patchboard("extend", path, "-o", out, "--by", "10,20,0,0")
    after = decode(out.read_bytes())
    assert after.pixels.shape[:2] == (h + 20, w + 10)
    kept = after.pixels[20:, 10:]
    assert np.array_equal(kept[..., : before.pixels.shape[2]], before.pixels)
    assert _profile(out) == before.profile


def test_a_colour_is_brought_into_the_picture_s_own_space(tmp_path: Path, patchboard: Run) -> None:
    path = tmp_path / "p3.png"
    pixels = np.full((120, 160, 3), 128, np.uint8)
    path.write_bytes(saved(Image.fromarray(pixels), "PNG", icc_profile=made(DISPLAY_P3)))
    Image.fromarray(np.full((120, 160), 255, np.uint8)).save(tmp_path / "m.png")
    reference = tmp_path / "r.png"
    Image.fromarray(np.full((64, 64, 3), (220, 30, 40), np.uint8)).save(reference)
    words = ("--prompt", "like the reference", "--reference", reference)
    patchboard("fill", path, "--mask", tmp_path / "m.png", "-o", tmp_path / "o.png", *words)
    after = decode((tmp_path / "o.png").read_bytes())
    r, g, b = after.pixels[60, 80, :3].astype(int)
    assert abs(r - 202) <= 3 and abs(g - 52) <= 3 and abs(b - 49) <= 3, "sRGB 220, 30, 40 in Display P3"


def test_a_jpeg_stays_within_its_coding(photo: Path, tmp_path: Path, patchboard: Run) -> None:
    path = tmp_path / "p.jpg"
    path.write_bytes(saved(Image.fromarray(_crop(photo)), "JPEG", quality=92, icc_profile=made(DISPLAY_P3)))
    before = decode(path.read_bytes()).pixels.astype(int)
    values = np.zeros(before.shape[:2], np.uint8)
    values[BOX] = 255
    Image.fromarray(values).save(tmp_path / "m.png")
    patchboard("fill", path, "--mask", tmp_path / "m.png", "-o", tmp_path / "o.jpg")
    after = decode((tmp_path / "o.jpg").read_bytes())
    away = np.ones(values.shape, bool)
    away[24:86, 34:106] = False  # coded blocks that the mask touches
    difference = np.abs(before - after.pixels)[away]
    assert np.percentile(difference, 99) <= 2 and difference.mean() < 0.5 and after.profile == made(DISPLAY_P3)


def test_a_lost_transparency_is_said(photo: Path, mask: Path, tmp_path: Path, patchboard: Run) -> None:
    with Image.open(photo) as picture:
        picture.putalpha(Image.linear_gradient("L").resize(picture.size))
        picture.save(photo)
    answer = patchboard("fill", photo, "--mask", mask, "-o", tmp_path / "o.jpg")
    assert any("transparency" in note for note in answer["results"][0]["notes"])
