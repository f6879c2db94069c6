"""The pictures that guide, on the command line: taken in, changed, named in a prompt, counted, taken away."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.cli.conftest import Run


@pytest.fixture
def board(tmp_path: Path) -> Path:
    path = tmp_path / "low sun.png"
    Image.new("RGB", (80, 60), (200, 120, 40)).save(path)
    return path


def names(patchboard: Run, project: Path) -> list[str]:
    return [row["name"] for row in patchboard("reference", "list", project)["references"]]


def test_from_files_and_layers_to_a_request(project: Path, board: Path, mask: Path, patchboard: Run) -> None:
    add = ("reference", "add", project, board, "--role", "palette")
    assert "of its own" in patchboard(*add, "--layer", "photo", "--licence", "CC0", fails=2)["error"]
    file, layer = patchboard(*add, "--layer", "photo")["references"]
    assert (file["mention"], file["file"], file["live"]) == ("@low-sun", "low sun.png", False)
    assert (layer["layer"], layer["live"], layer["role"]) == ("photo", True, "palette")
    (first,) = patchboard("reference", "add", project, board, "--at", "1", "--licence", "CC0")["references"]
    assert (first["role"], first["licence"]) == ("style", "CC0")
    assert names(patchboard, project) == ["low sun 2", "low sun", "photo"]
    patchboard("reference", "edit", project, "low sun 2", "--off")
    patchboard("mask", project, "--file", mask)
    patchboard("fill", project, "--prompt", "texture from @low-sun")
    rows = patchboard("reference", "list", project)["references"]
    assert [row["generations"] for row in rows] == [0, 1, 1]


def test_one_is_edited_frozen_and_taken_away(project: Path, board: Path, patchboard: Run) -> None:
    patchboard("reference", "add", project, board, "--layer", "photo")
    edit = ("reference", "edit", project)
    (one,) = patchboard(*edit, "@low-sun", "--name", "dusk", "--strength", "0.3", "--crop", "5,5,20,10")["references"]
    assert (one["name"], one["strength"], one["crop"]) == ("dusk", 0.3, [5, 5, 20, 10])
    (one,) = patchboard(*edit, "dusk", "--whole", "--source", "https://example.org", "--role", "product")["references"]
    assert (one["crop"], one["source"], one["role"]) == (None, "https://example.org", "product")
    assert not patchboard(*edit, "photo", "--freeze")["references"][0]["live"]
    assert patchboard(*edit, "photo", "--follow")["references"][0]["live"]
    assert "no longer there" in patchboard(*edit, "dusk", "--follow", fails=1)["error"]
    assert "another reference" in patchboard(*edit, "photo", "--name", "Dusk", fails=1)["error"]
    assert "nothing is to be changed" in patchboard(*edit, "photo", fails=2)["error"]
    patchboard("reference", "remove", project, "dusk")
    assert names(patchboard, project) == ["photo"]
    assert "no reference called" in patchboard("reference", "remove", project, "dusk", fails=1)["error"]
    patchboard("undo", project)
    assert names(patchboard, project) == ["dusk", "photo"]


def test_what_an_engine_leaves_out_is_said(project: Path, board: Path, patchboard: Run) -> None:
    patchboard("reference", "add", project, board, "--role", "character")
    patchboard("reference", "add", project, "--layer", "photo")
    rows = patchboard("reference", "list", project, "--engine", "builtin")["references"]
    assert "no character reference" in rows[0]["left_out"] and not rows[1]["left_out"]
    assert "nothing is to be added" in patchboard("reference", "add", project, fails=2)["error"]
