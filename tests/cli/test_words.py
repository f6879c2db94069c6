"""Pictures from words alone, and what guides them: references, palettes; as files and in projects."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.cli.conftest import Run


def _pixels(path: Path) -> np.ndarray:
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB")).astype(int)


@pytest.fixture
def red(tmp_path: Path) -> Path:
    """A picture in which all is red."""
    path = tmp_path / "red.png"
    values = np.random.default_rng(0).integers(150, 250, (60, 80, 1))
    Image.fromarray(np.concatenate([values, values // 8, values // 8], axis=2).astype(np.uint8)).save(path)
    return path


def test_a_file_of_the_size_that_was_asked(tmp_path: Path, patchboard: Run) -> None:
    out = tmp_path / "sky.png"
    answer = patchboard("generate", "--size", "200x120", "--prompt", "sunset sky", "-o", out)
    assert _pixels(out).shape == (120, 200, 3) and answer["results"][0]["understood"] == ["sunset sky"]
    patchboard("generate", "--size", "200x120", "--prompt", "sunset sky", "-o", tmp_path / "again.png")
    assert (tmp_path / "again.png").read_bytes() == out.read_bytes()


def test_a_palette_gives_words_for_colours(tmp_path: Path, patchboard: Run) -> None:
    out = tmp_path / "p.png"
    asked = ("generate", "--size", "64x64", "--prompt", "paper in brandy", "-o", out)
    assert "brandy" not in str(patchboard(*asked)["results"][0]["understood"])
    answer = patchboard(*asked, "--palette", "brandy=#10a030,other=teal")
    assert "brandy" in str(answer["results"][0]["understood"])
    r, g, b = _pixels(out).mean((0, 1))
    assert g > r and g > b


def test_references_guide_a_picture_and_a_fill(
    red: Path, photo: Path, mask: Path, tmp_path: Path, patchboard: Run
) -> None:
    out = tmp_path / "g.png"
    patchboard("generate", "--size", "64x64", "--prompt", "gradient", "--reference", f"{red}:palette", "-o", out)
    r, g, b = _pixels(out).mean((0, 1))
    assert r > 1.5 * g and r > 1.5 * b
    patchboard("fill", photo, "--mask", mask, "--prompt", "like the reference", "--reference", red, "-o", out)
    inside = _pixels(mask)[..., 0] > 0
    (r, g, b), before = _pixels(out)[inside].mean(0), _pixels(photo)[inside].mean(0)
    assert r - max(g, b) > 50 > before[0] - max(before[1:])


def test_what_an_engine_does_not_take(red: Path, tmp_path: Path, patchboard: Run) -> None:
    asked = ("generate", "--size", "64x64", "--prompt", "gradient", "-o", tmp_path / "o.png")
    assert "product" in patchboard(*asked, "--reference", f"{red}:product", fails=2)["error"]
    assert "at most 4" in patchboard(*asked, *["--reference", red] * 5, fails=2)["error"]
    assert patchboard(*asked, "--reference", tmp_path / "none.png", fails=1)["error"]
    assert patchboard("generate", "--size", "64x64", "--prompt", "a cat", "-o", tmp_path / "o.png", fails=3)["error"]
    assert not (tmp_path / "o.png").exists()


def test_in_a_project_it_is_placed_as_a_layer(project: Path, tmp_path: Path, patchboard: Run) -> None:
    made = patchboard("generate", project, "--size", "90x60", "--prompt", "paper", "--at", "-20,300", "--count", 2)
    assert len(patchboard("layers", project)["layers"]) == 1 and len(made["results"]) == 2
    patchboard("accept", project)
    layer = patchboard("layers", project)["layers"][0]
    assert layer["place"] == [-20, 300, 90, 60] and layer["name"] == "paper" and not layer["onto"]
    out = tmp_path / "paper.png"
    patchboard("export", project, "--layer", "paper", "-o", out)
    alone = tmp_path / "alone.png"
    patchboard("generate", "--size", "90x60", "--prompt", "paper", "--seed", 1, "-o", alone)
    assert np.array_equal(_pixels(out), _pixels(alone))
    patchboard("undo", project)
    patchboard("generate", project, "--size", "90x60", "--prompt", "paper")
    patchboard("accept", project)
    assert patchboard("layers", project)["layers"][0]["place"][0] == 240 + 64, "without a place it goes beside the rest"


def test_what_guided_it_is_kept(project: Path, red: Path, patchboard: Run) -> None:
    asked = ("generate", project, "--size", "64x64", "--prompt", "paper in brandy")
    patchboard(*asked, "--palette", "brandy=#10a030", "--reference", f"{red}:palette")
    generation = patchboard("info", project)["generations"][0]
    assert generation["palette"] == {"brandy": "#10a030"} and generation["references"] == ["red"]


def test_too_large_is_refused_before_the_engine_begins(tmp_path: Path, patchboard: Run) -> None:
    asked = ("generate", "--size", "15000x15000", "--prompt", "paper", "-o", tmp_path / "o.png")
    assert "at most 100" in patchboard(*asked, fails=3)["error"]


def test_filling_takes_the_picture_that_is_marked(project: Path, mask: Path, patchboard: Run) -> None:
    patchboard("mask", project, "--file", mask)
    patchboard("generate", project, "--size", "90x60", "--prompt", "paper")
    patchboard("accept", project)
    patchboard("fill", project)
    patchboard("accept", project)
    rows = {row["name"]: row for row in patchboard("layers", project)["layers"]}
    assert rows["Fill"]["onto"] == rows["photo"]["id"]


def test_a_picture_begins_from_another(patchboard: Run, tmp_path: Path) -> None:
    start, out = tmp_path / "start.png", tmp_path / "out.png"
    Image.new("RGB", (300, 100), (120, 60, 20)).save(start)
    size = ("--size", "96x64", "--prompt", "make it blue", "--start", start)
    made = patchboard("generate", *size, "-o", out)
    assert made["size"] == [96, 64]
    whole = np.array(Image.open(out).convert("RGB")).astype(int)
    patchboard("generate", *size, "--strength", "0", "-o", out)
    kept = np.array(Image.open(out).convert("RGB"))
    assert np.abs(kept.astype(int) - (120, 60, 20)).max() <= 2, "nothing of it may change"
    assert whole[..., 2].mean() > kept[..., 2].mean()
