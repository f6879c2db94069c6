"""`patchboard upscale`: picture files, several at once, layers of a project, and what is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from editor.cli.main import main
from editor.engine.registry import Entry, Registry
from tests.cli.conftest import Run
from tests.engines.enlarger import Enlarger
from tests.learned import without_weights
from tests.session.test_generations import LAYER, marked_project


def size(path: Path) -> tuple[int, int]:
    with Image.open(path) as picture:
        return picture.size


def test_a_file_becomes_as_large_as_it_is_wanted(patchboard: Run, photo: Path, tmp_path: Path) -> None:
    out = tmp_path / "large.png"
    told = patchboard("upscale", photo, "--factor", "2.5", "-o", out)
    assert told["results"][0]["size"] == [600, 450] and size(out) == (600, 450)
    with Image.open(photo) as before, Image.open(out) as after:
        means = [np.asarray(picture.convert("RGB")).reshape(-1, 3).mean(0) for picture in (before, after)]
    assert np.abs(means[0] - means[1]).max() < 0.5
    for options, wanted in (
        (("--to", "300x300"), (400, 300)),
        (("--to", "4K"), (3840, 2880)),
        (("--mm", "30x40", "--dpi", "254"), (400, 300)),
    ):
        patchboard("upscale", photo, *options, "-o", out)
        assert size(out) == wanted


def test_several_files_go_into_a_folder(patchboard: Run, photo: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.png"
    Image.new("RGB", (40, 30), (9, 80, 200)).save(other)
    (folder := tmp_path / "out").mkdir()
    patchboard("upscale", photo, other, "-o", folder)
    assert size(folder / "photo-upscaled.png") == (480, 360) and size(folder / "other-upscaled.png") == (80, 60)
    assert "no folder" in patchboard("upscale", photo, other, "-o", tmp_path / "none", fails=1)["error"]


@pytest.fixture
def enlarger(monkeypatch: pytest.MonkeyPatch) -> Enlarger:
    engine = Enlarger(costs=40_000)
    monkeypatch.setattr(Registry, "found", lambda **_: Registry([Entry(engine, "nowhere")]))
    return engine


def test_a_layer_of_a_project_is_made_larger_in_its_place(patchboard: Run, enlarger: Enlarger, tmp_path: Path) -> None:
    path = marked_project(tmp_path / "a.patchboard")
    told = patchboard("upscale", path, "--engine", "enlarger", "--layer", LAYER, "--prompt", "fur", "--seed", 4)
    assert told["results"][0]["size"] == [640, 480]
    assert (enlarger.asked[0].prompt, enlarger.asked[0].seed) == ("fur", 4)
    layers = {row["id"]: row for row in patchboard("layers", path)["layers"]}
    assert layers[told["results"][0]["layer"]]["visible"] and not layers[LAYER]["visible"]
    patchboard("undo", path)
    patchboard("upscale", path, "--engine", "enlarger", "--keep")
    assert all(row["visible"] for row in patchboard("layers", path)["layers"])
    patchboard("budget", path, "0.01")
    assert "budget" in patchboard("upscale", path, "--engine", "enlarger", fails=3)["error"]


def test_what_cannot_be_done_is_said(patchboard: Run, photo: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.png"
    assert "already" in patchboard("upscale", photo, "--to", "100x100", "-o", out, fails=3)["error"]
    assert "needs -o" in patchboard("upscale", photo, fails=2)["error"]
    assert "for projects" in patchboard("upscale", photo, "--keep", "-o", out, fails=2)["error"]
    assert "millimetres" in patchboard("upscale", photo, "--mm", "big", "-o", out, fails=2)["error"]
    assert "no engine called" in patchboard("upscale", photo, "--engine", "nobody", "-o", out, fails=2)["error"]
    assert not out.exists()
    path = marked_project(tmp_path / "a.patchboard")
    assert "stay in it" in patchboard("upscale", path, "-o", out, fails=2)["error"]


@without_weights("upscale")
def test_without_the_nets_it_is_said_what_they_would_add_and_how_they_come(
    patchboard: Run, photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["upscale", str(photo), "-o", str(tmp_path / "large.png")]) == 0
    assert "pip install 'patchboard[upscale]'" in capsys.readouterr().out
    told = patchboard("upscale", photo, "--engine", "upscale/fast", "-o", tmp_path / "x.png", fails=3)
    assert "is not installed" in told["error"] and "pip install 'patchboard[upscale]'" in told["advice"]
    assert "pip install 'patchboard[upscale]'" in patchboard("test-engine", "upscale", fails=3)["advice"]
