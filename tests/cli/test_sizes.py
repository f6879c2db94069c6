"""Pictures in many sizes from the command line, and the sizes by name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from editor.pixels.geometry import Size
from editor.pixels.resample import resize
from tests.cli.conftest import Run


@pytest.fixture(autouse=True)
def _own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Own sizes of their own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    yield


def test_each_picture_comes_in_each_size_and_stays_exact_in_it(photo: Path, tmp_path: Path, patchboard: Run) -> None:
    patchboard("presets", "--add", "Half=120x90")
    (tmp_path / "out").mkdir()
    answer = patchboard("sizes", photo, "--preset", "square", "--preset", "half", "--out", tmp_path / "out")
    assert [(row["drawn"], row["pixels"]) for row in answer["results"]] == [(True, [250, 250]), (False, [120, 90])]
    with Image.open(photo) as picture:
        source = np.asarray(picture.convert("RGB"))
    with Image.open(tmp_path / "out" / "photo-Square.png") as picture:
        square = np.asarray(picture.convert("RGB"))
    scaled = resize(source, Size(250, 188))
    assert square.shape == (250, 250, 3) and np.array_equal(square[31 : 31 + 188], scaled)
    assert square[:31].std() > 1 and square[219:].std() > 1, "something was drawn there"
    with Image.open(tmp_path / "out" / "photo-Half.png") as picture:
        assert np.array_equal(np.asarray(picture.convert("RGB")), resize(source, Size(120, 90)))


def test_what_is_to_be_kept_stays_and_the_rest_is_cut(photo: Path, tmp_path: Path, patchboard: Run) -> None:
    answer = patchboard("sizes", photo, "--preset", "square", "--keep", "100,60,40,40", "--out", tmp_path)
    assert not answer["results"][0]["drawn"] and answer["results"][0]["scaled"] == [333, 250]
    error = patchboard("sizes", photo, "--preset", "square", "--keep", "900,60,40,40", "--out", tmp_path, fails=1)
    assert "--keep lies outside of photo.png" in error["error"]


def test_what_fails_is_told_and_the_rest_is_made(photo: Path, tmp_path: Path, patchboard: Run) -> None:
    patchboard("presets", "--add", "Half=120x90")
    words = ["--prompt", "qwertz asdf"]
    error = patchboard("sizes", photo, "--preset", "Square", "--preset", "Half", *words, "--out", tmp_path, fails=3)
    assert error["error"].startswith("1 of 2 sizes could not be made: photo, Square: ")
    assert [bool(row["file"]) for row in error["results"]] == [False, True]
    assert (tmp_path / "photo-Half.png").exists() and not (tmp_path / "photo-Square.png").exists()


def test_an_unknown_size_and_a_missing_folder_are_refused_before_anything_is_made(
    photo: Path, tmp_path: Path, patchboard: Run
) -> None:
    error = patchboard("sizes", photo, "--preset", "nope", "--out", tmp_path, fails=1)
    assert "no preset called 'nope'" in error["error"]
    error = patchboard("sizes", photo, "--preset", "square", "--out", tmp_path / "nowhere", fails=1)
    assert "there is no folder" in error["error"]


def test_own_sizes_are_added_renamed_and_removed(tmp_path: Path, patchboard: Run) -> None:
    first = patchboard("presets", "--add", "Bus side=6000x2000")["presets"][0]
    assert first == {"group": "Own", "name": "Bus side", "size": [6000, 2000], "own": True}
    assert patchboard("presets", "--rename", "bus side", "Tram side")["presets"][0]["name"] == "Tram side"
    assert "already" in patchboard("presets", "--add", "Tram side=1x1", fails=1)["error"]
    assert not patchboard("presets", "--remove", "Tram side")["presets"][0]["own"]
    assert "comes with the program" in patchboard("presets", "--remove", "Square", fails=1)["error"]
    assert "is no named size" in patchboard("presets", "--add", "6000x2000", fails=2)["error"]


def test_a_broken_file_of_own_sizes_is_told_and_the_others_stay(tmp_path: Path, photo: Path, patchboard: Run) -> None:
    path = tmp_path / "config" / "Patchboard" / "sizes.json"
    path.parent.mkdir(parents=True)
    path.write_text("{")
    answer = patchboard("presets")
    assert len(answer["presets"]) > 40 and "Repair or delete" in answer["trouble"]
    assert "Repair or delete" in patchboard("presets", "--add", "A=1x1", fails=1)["error"]
    assert "Repair or delete" in patchboard("extend", photo, "--preset", "A", "-o", "o.png", fails=1)["advice"]
