"""Reading files: every mishap is a sentence that names the file; masks by white and by alpha."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from editor.pixels.decode import ImageRejected
from editor.pixels.encode import encode
from editor.pixels.geometry import Size
from editor.steps import read as step
from editor.steps.read import read, read_bytes, read_mask
from editor.steps.write import write, write_mask

SIZE = Size(12, 8)


def _mask() -> np.ndarray:
    mask = np.zeros((8, 12), np.uint8)
    mask[2:5, 3:9] = 255
    mask[5, 3:9] = 100
    return mask


def test_a_picture_from_a_file_and_from_bytes(tmp_path: Path) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (8, 12, 3), dtype=np.uint8)
    write(tmp_path / "a.png", encode(pixels, "png"))
    assert np.array_equal(read(tmp_path / "a.png").pixels, pixels)
    assert np.array_equal(read(read_bytes(tmp_path / "a.png"), name="a.png").pixels, pixels)


def test_mishaps_are_sentences_that_name_the_file(tmp_path: Path) -> None:
    (tmp_path / "empty.png").touch()
    (tmp_path / "words.png").write_text("no picture")
    os.mkfifo(tmp_path / "pipe.png")
    for name, words in {
        "missing.png": "There is no file",
        "missing/a.png": "There is no file",
        ".": "is a folder",
        "empty.png": "empty.png: The file is empty",
        "words.png": "words.png: This is not a picture",
        "words.png/a.png": "cannot be read",
        "pipe.png": "is not a file",
        "nul\0.png": "cannot be the name",
    }.items():
        with pytest.raises(ImageRejected, match=words) as caught:
            read(tmp_path / name)
        assert caught.value.advice.endswith(".")
    with pytest.raises(ImageRejected, match=r"b\.png: The file is empty"):
        read(b"", name="b.png")


def test_files_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.png", encode(_mask(), "png"))

    def refuse(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ImageRejected, match="You may not read"):
        read(tmp_path / "a.png")


def test_files_that_are_too_large_are_not_read(tmp_path: Path) -> None:
    with open(tmp_path / "large.png", "wb") as file:
        file.truncate(step.LARGEST + 1)
    with pytest.raises(ImageRejected, match="too large to be a picture"):
        read(tmp_path / "large.png")


def test_white_changes_and_every_grey_value_counts(tmp_path: Path) -> None:
    for name in ("m.png", "m.tif", "m.webp"):
        write_mask(tmp_path / name, _mask())
        assert np.array_equal(read_mask(tmp_path / name, SIZE) > 0, _mask() > 0)
    assert np.array_equal(read_mask(tmp_path / "m.png", SIZE), _mask())
    write(tmp_path / "red.png", encode(_mask()[..., None] * np.array([1, 0, 0], np.uint8), "png"))
    assert np.array_equal(read_mask(tmp_path / "red.png", SIZE), _mask())


def test_painted_alpha_is_the_mask(tmp_path: Path) -> None:
    painted = np.dstack([np.full((8, 12, 3), 40, np.uint8), _mask()])
    write(tmp_path / "layer.png", encode(painted, "png"))
    assert np.array_equal(read_mask(tmp_path / "layer.png", SIZE), _mask())
    opaque = np.dstack([_mask()] * 3 + [np.full((8, 12), 255, np.uint8)])
    write(tmp_path / "opaque.png", encode(opaque, "png"))
    assert np.array_equal(read_mask(tmp_path / "opaque.png", SIZE), _mask())


def test_the_noise_of_jpeg_marks_nothing(tmp_path: Path) -> None:
    mask = np.zeros((64, 64), np.uint8)
    mask[16:48, 16:48] = 255
    write(tmp_path / "m.jpg", encode(mask, "jpg", quality=80))
    found = read_mask(tmp_path / "m.jpg", Size(64, 64))
    assert not found[:8].any() and (found[20:44, 20:44] == 255).all()


def test_a_mask_of_another_size_names_both(tmp_path: Path) -> None:
    write_mask(tmp_path / "m.png", _mask())
    with pytest.raises(ImageRejected, match=r"m\.png has 12 x 8 pixels, the picture 30 x 20"):
        read_mask(tmp_path / "m.png", Size(30, 20))
