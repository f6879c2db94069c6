"""Anchors on the command line: made, pinned, composed, counted, run again, shared; and what was made, made again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.cli.conftest import Run


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the user's own files."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path / "config" / "Patchboard"


@pytest.fixture
def marked(project: Path, patchboard: Run, own: Path) -> Path:
    patchboard("mask", project, "--rect", "90,60,60,40")
    return project


def test_from_a_new_anchor_to_new_candidates(marked: Path, patchboard: Run) -> None:
    patchboard("anchor", "add", marked, "Brand", "--palette", "brand=#1a4fd0", "--tolerance", "4")
    patchboard("anchor", "add", marked, "House", "--kind", "style", "--text", "documentary photograph")
    asked = patchboard("fill", marked, "--prompt", "make it brand")
    patchboard("accept", marked)
    rows = {row["name"]: row for row in patchboard("anchor", "list", marked)["anchors"]}
    assert rows["Brand"]["colours"] == {"brand": "#1a4fd0"} and rows["Brand"]["pins"][0]["scope"] == "project"
    assert (rows["House"]["generations"], rows["House"]["candidates"], rows["House"]["accepted"]) == (1, 1, 1)
    assert patchboard("anchor", "edit", marked, "Brand", "--palette", "brand=#d01a1a")["anchor"]["version"] == 2
    used = patchboard("anchor", "used", marked, "Brand")
    assert [(row["version"], row["affected"]) for row in used["layers"]] == [(1, True)]
    assert used["results"]["results"] == 1 and used["results"]["apart"] > 20, "it was made in another colour"
    before = patchboard("layers", marked)
    again = patchboard("anchor", "rerun", marked, "Brand")["results"]
    assert [row["of"] for row in again] == [asked["generation"]]
    assert patchboard("layers", marked) == before, "candidates change nothing"
    info = {row["id"]: row for row in patchboard("info", marked)["generations"]}
    assert info[again[0]["generation"]]["palette"] == {"brand": "#d01a1a"}
    assert info[asked["generation"]]["palette"] == {"brand": "#1a4fd0"}, "the old keeps its version"
    assert patchboard("anchor", "edit", marked, "Brand", "--version", "1")["anchor"]["colours"] == {"brand": "#1a4fd0"}
    patchboard("anchor", "remove", marked, "House")
    assert [row["name"] for row in patchboard("anchor", "list", marked)["anchors"]] == ["Brand"]
    assert "House" in patchboard("anchor", "used", marked, "House", fails=1)["error"]


def test_places(marked: Path, patchboard: Run) -> None:
    made = patchboard("anchor", "add", marked, "Petal", "--text", "one petal", "--area", "photo")["anchor"]
    assert [(pin["scope"], pin["place"]) for pin in made["pins"]] == [("area", "photo")]
    pinned = patchboard("anchor", "pin", marked, "Petal", "--layer", "photo", "--off")["anchor"]
    assert [(pin["scope"], pin["on"]) for pin in pinned["pins"]] == [("area", True), ("layer", False)]
    patchboard("mask", marked, "--rect", "60,30,180,140")
    said = patchboard("compose", marked, "--prompt", "make it red", "--engine", "builtin")
    assert said["prompt"] == "make it red. At the upper left: one petal."
    left = patchboard("anchor", "unpin", marked, "Petal", "--area", "photo")["anchor"]
    assert [pin["scope"] for pin in left["pins"]] == ["layer"]
    assert "not pinned" in patchboard("anchor", "unpin", marked, "Petal", "--area", "photo", fails=1)["error"]
    assert "no frame" in patchboard("anchor", "pin", marked, "Petal", "--frame", "x", fails=1)["error"]


def test_compose_shows_what_would_be_sent(marked: Path, patchboard: Run, own: Path) -> None:
    (own / "lists").mkdir(parents=True)
    (own / "lists" / "woods.txt").write_text("# woods\noak\n\n")
    patchboard("anchor", "add", marked, "Never", "--kind", "avoid", "--text", "oak, logos")
    prompt = "a {thing} of {file:woods.txt} with {file:../../secret}"
    said = patchboard("compose", marked, "--prompt", prompt, "--set", "thing=cup", "--keep")
    assert said["raw"] == prompt and said["evaluated"] == "a cup of oak with {file:../../secret}"
    assert said["avoid"] == "oak, logos"
    assert [one["fault"] for one in said["lint"]] == ["missing", "shunned"]
    assert patchboard("compose", marked, "--prompt", "a {thing}")["prompt"] == "a cup"
    there = patchboard("compose", marked, "--prompt", "{a|b}", "--seed", "3", "--at", "0,0,64,64")
    assert there == patchboard("compose", marked, "--prompt", "{a|b}", "--seed", "3", "--at", "0,0,64,64")


def test_anchors_of_a_picture(project: Path, patchboard: Run) -> None:
    made = patchboard("anchor", "from", project, "photo", "--name", "raccoon")
    kinds = {row["kind"]: row for row in made["anchors"]}
    assert kinds["palette"]["name"] == "Colours of raccoon" and 2 <= len(kinds["palette"]["colours"]) <= 5
    assert kinds["light"]["text"] and [one["name"] for one in made["references"]] == ["photo"]
    patchboard("undo", project)
    assert patchboard("anchor", "list", project)["anchors"] == []


def test_sets_are_kept_and_shared(marked: Path, patchboard: Run, own: Path, tmp_path: Path) -> None:
    patchboard("anchor", "add", marked, "Brand", "--palette", "brand=#1a4fd0")
    patchboard("anchor", "add", marked, "Sun", "--kind", "light", "--text", "low sun", "--weight", "1.5")
    kept = patchboard("anchor", "save-set", marked, "Brand A spring")
    assert Path(kept["file"]).parent == own / "anchors" and kept["anchors"] == 2
    file = tmp_path / "shared.anchors.json"
    patchboard("anchor", "save-set", marked, file, "--only", "Sun")
    other = tmp_path / "other.patchboard"
    patchboard("new", other)
    assert len(patchboard("anchor", "load-set", other, "Brand A spring")["anchors"]) == 2
    patchboard("anchor", "load-set", other, file)
    rows = patchboard("anchor", "list", other)["anchors"]
    assert [(row["name"], row["version"]) for row in rows] == [("Brand", 1), ("Sun", 1), ("Sun", 1)]
    assert rows[1]["weight"] == 1.5 and rows[0]["colours"] == {"brand": "#1a4fd0"}
    assert "2 anchors" in patchboard("anchor", "edit", other, "Sun", "--text", "x", fails=1)["error"]
    file.write_text('{"patchboard_anchors": 1, "name": "x", "anchors": [{"name": "a", "kind": "spell"}]}')
    assert "no set of anchors" in patchboard("anchor", "load-set", other, file, fails=1)["error"]


def test_an_accepted_layer_is_made_again_from_its_export(
    marked: Path, patchboard: Run, tmp_path: Path, photo: Path
) -> None:
    """Words, anchors and references stand in the project and the file; the built-in engine gives the same bytes."""
    patchboard("anchor", "add", marked, "House", "--kind", "style", "--text", "documentary photograph")
    board = tmp_path / "board.png"
    noise = np.random.default_rng(3).integers(0, 256, (64, 64, 3)).astype(np.uint8)
    Image.fromarray(noise).save(board)
    prompt = "texture from @board"
    asked = patchboard("fill", marked, "--prompt", prompt, "--reference", board, "--seed", "7", "--count", "2")
    patchboard("accept", marked, asked["results"][1]["candidate"])
    out = tmp_path / "fixed.png"
    patchboard("export", marked, "--layer", "photo", "-o", out)
    board.unlink()
    patchboard("mask", marked, "--rect", "0,0,240,180")
    patchboard("fill", marked, "--prompt", "make it red", "--unguided")
    patchboard("accept", marked)
    patchboard("anchor", "edit", marked, "House", "--text", "oil paint")
    patchboard("compact", marked, "--keep-steps", "0")
    assert "project" in patchboard("rerun", out, fails=1)["error"]
    again = patchboard("rerun", out, "--project", marked)
    assert again["of"] == asked["generation"] and [row["same"] for row in again["results"]] == [True, True]
    recipe = again["recipe"]
    assert recipe["words"] == prompt and recipe["prompt"] == "texture from image 2. documentary photograph."
    assert [(one["name"], one["version"], one["text"]) for one in recipe["anchors"]] == [
        ("House", 1, "documentary photograph")
    ]
    assert [(one["name"], one["file"]) for one in recipe["references"]] == [("board", "board.png")]


def test_a_picture_from_words_is_made_again_from_its_file_alone(marked: Path, patchboard: Run, tmp_path: Path) -> None:
    patchboard("anchor", "add", marked, "Brand", "--palette", "brand=#1a4fd0")
    patchboard("generate", marked, "--size", "96x64", "--prompt", "paper in brand", "--seed", "5", "--at", "900,0")
    made = patchboard("accept", marked)
    out, copy = tmp_path / "sky.png", tmp_path / "copy.png"
    patchboard("export", marked, "--layer", made["layer"], "-o", out)
    again = patchboard("rerun", out, "-o", copy)
    assert again["results"][0]["same"]
    assert np.array_equal(np.array(Image.open(out).convert("RGB")), np.array(Image.open(copy).convert("RGB")))
    patchboard("export", marked, "--layer", made["layer"], "-o", out, "--undescribed")
    assert "does not tell" in patchboard("rerun", out, "-o", copy, fails=1)["error"]
