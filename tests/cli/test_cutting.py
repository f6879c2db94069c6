"""`patchboard cutout`: files become transparent, layers get a layer mask, and what cannot be is said."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from editor.cli.main import main
from editor.engine import registry
from editor.project.project import Project
from editor.session.session import Session
from tests.engines.connected import INSTALLED
from tests.engines.cutter import OWN


@pytest.fixture
def folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """With a picture, light at the right and half light in the middle, and an engine that keeps what is light."""
    monkeypatch.setattr(registry, "plugin_paths", lambda: [*INSTALLED, "tests.engines.cutter"])
    pixels = np.zeros((40, 90, 3), np.uint8)
    pixels[:, 30:60], pixels[:, 60:] = 120, 255
    Image.fromarray(pixels).save(home / "photo.png")
    Image.fromarray(pixels // 4).save(home / "night.png")
    monkeypatch.chdir(home)
    return home


def test_a_picture_becomes_transparent_with_the_colours_of_its_edge(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["cutout", "photo.png", "-o", "cut.png", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["file"], said["engine"]) == ("cut.png", "cutter")
    with Image.open("cut.png") as made:
        pixels = np.array(made)
    assert made.mode == "RGBA"
    assert not pixels[:, :30, 3].any() and (pixels[:, 60:] == 255).all()
    assert (pixels[:, 30:60] == (*OWN, 120)).all()


def test_a_box_keeps_what_is_in_it(folder: Path) -> None:
    assert main(["cutout", "photo.png", "--object", "50,10,20,20", "-o", "cut.webp"]) == 0
    with Image.open("cut.webp") as made:
        alpha = np.array(made)[..., 3]
    assert (alpha[10:30, 60:70] == 255).all() and not alpha[:, 70:].any() and not alpha[:10].any()


def test_the_object_in_a_box_is_marked_as_the_engine_finds_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "a.patchboard"]) == main(["import", "a.patchboard", "photo.png"]) == 0
    capsys.readouterr()
    assert main(["mask", "a.patchboard", "--object", "20,4,70,30", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["box"][0] + said["box"][2] == 90 and 28 * 28 < said["marked"] < 33 * 33, "what is light"
    assert main(["mask", "a.patchboard", "--object", "0,4,20,30"]) == 1
    assert "nothing was found in the box" in capsys.readouterr().err


def test_layers_of_a_project_get_layer_masks_in_one_step(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "a.patchboard"]) == main(["import", "a.patchboard", "photo.png", "night.png"]) == 0
    capsys.readouterr()
    assert main(["cutout", "a.patchboard", "--layers", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert len(said["layers"]) == 1 and said["failed"] == {"night": "Nothing stands out."}
    opened = Session(Project.open(folder / "a.patchboard", read_only=True))
    masks = {layer.name: layer.mask for layer in opened.document.layers.values()}
    assert masks["photo"] is not None and masks["night"] is None
    opened.close()
    assert main(["undo", "a.patchboard"]) == 0
    opened = Session(Project.open(folder / "a.patchboard", read_only=True))
    assert not any(layer.mask for layer in opened.document.layers.values())
    opened.close()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["photo.png", "-o", "cut.jpg"], 2, "cut.jpg cannot be transparent"),
        (["photo.png"], 2, "a picture needs -o OUT"),
        (["photo.png", "-o", "photo.png"], 1, "would be written over"),
        (["photo.png", "-o", "cut.png", "--engine", "builtin"], 2, "cannot take a background away"),
        (["photo.png", "-o", "cut.png", "--engine", "none"], 2, "no engine called 'none'"),
        (["night.png", "-o", "cut.png"], 3, "Nothing stands out. Draw round it."),
        (["a.patchboard", "-o", "cut.png"], 2, "are for picture files"),
        (["a.patchboard", "--layer", "night"], 3, "Nothing stands out. Draw round it."),
    ],
)
def test_what_cannot_be_done_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, said: str
) -> None:
    assert main(["new", "a.patchboard"]) == main(["import", "a.patchboard", "night.png"]) == 0
    capsys.readouterr()
    assert main(["cutout", *arguments]) == code
    assert said in " ".join(capsys.readouterr().err.split())
    assert not list(folder.glob("cut.*"))
