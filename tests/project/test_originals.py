"""Imported pictures keep their bytes; every level of them can be seen, before and after they are written."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from editor.document.records import Layer
from editor.pixels.geometry import Rect, Size
from editor.pixels.tiles import Tiles
from editor.project.errors import ProjectError
from editor.project.project import Project
from tests.project.board import PHOTOGRAPHS, Board, noise


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "board.patchboard"


def png(pixels: np.ndarray) -> bytes:
    out = BytesIO()
    Image.fromarray(pixels).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("file", PHOTOGRAPHS, ids=lambda file: file.stem)
def test_every_level_resembles_the_picture(path: Path, file: Path) -> None:
    project = Project.create(path)
    source = project.add_original(file.read_bytes(), file.name)
    truth = np.asarray(Image.open(file).convert("RGBA"))
    assert source.size == Size(truth.shape[1], truth.shape[0])
    for level in range(9):
        size = Tiles.from_source(source).level_size(level)
        found = source.crop(size.rect, level)
        wanted = cv2.resize(truth, size, interpolation=cv2.INTER_AREA)
        assert found.shape == wanted.shape
        assert np.abs(found.astype(int) - wanted).mean() < (0.01 if level == 0 else 8)
    project.close()


def test_the_bytes_come_back_and_levels_are_the_same_after_reopening(path: Path) -> None:
    data = PHOTOGRAPHS[0].read_bytes()
    board = Board(Project.create(path))
    source = board.project.add_original(data, "dandelions.jpg")
    board.put(Layer(id="a", pixels=Tiles.from_source(source)))
    views = [source.crop(Rect(0, 0, 2, 2), level) for level in range(1, 9)]
    assert board.project.original(source.digest) == data
    board.project.close()
    project = Project.open(path)
    pixels = project.document.layers["a"].pixels
    assert pixels is not None
    assert pixels.base is not None
    assert project.original(pixels.base.digest) == data
    again = [pixels.base.crop(Rect(0, 0, 2, 2), level) for level in range(1, 9)]
    assert all((one == two).all() for one, two in zip(views, again, strict=True))
    project.close()


def test_far_views_are_stored_so_that_opening_decodes_no_original(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    board = Board(Project.create(path))
    source = board.project.add_original(PHOTOGRAPHS[0].read_bytes())
    board.put(Layer(id="a", pixels=Tiles.from_source(source)))
    source.crop(Rect(0, 0, 1, 1), 3)
    board.project.close()
    project = Project.open(path)
    monkeypatch.setattr("editor.project.originals.decode", None)
    monkeypatch.setattr("editor.project.originals.decode_reduced", None)
    pixels = project.document.layers["a"].pixels
    assert pixels is not None
    for level in range(3, 9):
        assert pixels.crop(pixels.level_size(level).rect, level).any()
    project.close()


def test_alpha_survives_in_far_views(path: Path) -> None:
    pixels = noise(1, 640, 480)
    pixels[..., 3] = 0
    pixels[:, 320:, 3] = 255
    project = Project.create(path)
    source = project.add_original(png(pixels))
    far = source.crop(Rect(0, 0, 80, 60), 3)
    assert (far[:, :38, 3] < 8).all()
    assert (far[:, 42:, 3] > 247).all()
    assert (source.crop(Rect(0, 0, 640, 480)) == pixels).all()
    project.close()


def test_the_same_file_is_kept_once(path: Path) -> None:
    project = Project.create(path)
    data = png(noise(2, 40, 30))
    assert project.add_original(data, "one.png") is project.add_original(data, "two.png")
    project.flush()
    assert project.check().blobs == 1
    project.close()


def test_what_is_no_picture_is_refused_and_not_kept(path: Path) -> None:
    project = Project.create(path)
    with pytest.raises(Exception, match=r"."):
        project.add_original(b"a letter", "letter.txt")
    project.flush()
    assert project.check().blobs == 0
    project.close()


def test_a_damaged_picture_is_said_to_be_lost_in_words(path: Path) -> None:
    project = Project.create(path)
    source = project.add_original(PHOTOGRAPHS[1].read_bytes())
    far = source.crop(Rect(0, 0, 8, 8), 3)
    project.flush()
    project._call(lambda db: db.run("UPDATE blob SET data = substr(data, 1, 90000)"))
    for level in range(3):
        with pytest.raises(LookupError, match="An imported picture") as error:
            source.crop(Rect(0, 0, 8, 8), level)
        assert isinstance(error.value, ProjectError)
        assert error.value.advice
    project.close()
    project = Project.open(path)
    assert (project._originals.original(source.digest).crop(Rect(0, 0, 8, 8), 3) == far).all()
    project.close()


def test_an_edit_on_an_original_stores_only_the_edited_tiles(path: Path) -> None:
    board = Board(Project.create(path))
    source = board.project.add_original(PHOTOGRAPHS[0].read_bytes())
    before = Tiles.from_source(source)
    board.put(Layer(id="a", pixels=before))
    board.put(Layer(id="a", pixels=before.pasted(300, 300, noise(1, 100, 100))))
    board.project.flush()
    assert board.project.check().tiles == 1
    board.project.close()
    project = Project.open(path)
    found = project.document.layers["a"].pixels
    assert found is not None
    assert (found.crop(Rect(300, 300, 100, 100)) == noise(1, 100, 100)).all()
    assert (found.crop(Rect(0, 0, 300, 300)) == source_pixels(PHOTOGRAPHS[0])[:300, :300]).all()
    project.close()


def source_pixels(file: Path) -> np.ndarray:
    return np.asarray(Image.open(file).convert("RGBA"))
