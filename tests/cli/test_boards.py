"""The kept road: a project from an import to an export, undo that takes no candidate away, and clear errors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.cli.conftest import Run
from tests.learned import without_weights


def _pixels(path: Path) -> np.ndarray:
    with Image.open(path) as picture:
        return np.asarray(picture)


def test_the_whole_road(project: Path, photo: Path, mask: Path, tmp_path: Path, patchboard: Run) -> None:
    assert [row["name"] for row in patchboard("layers", project)["layers"]] == ["photo"]
    patchboard("mask", project, "--file", mask)
    made = patchboard("fill", project, "--count", 2, "--seed", 5)
    assert [row["seed"] for row in made["results"]] == [5, 6]
    patchboard("accept", project, made["results"][1]["candidate"])
    rows = patchboard("layers", project)["layers"]
    assert rows[0]["layer_mask"] and rows[0]["onto"] == rows[1]["id"] and not rows[1]["masked"]

    out = tmp_path / "out.png"
    patchboard("export", project, "-o", out)
    before, after, inside = _pixels(photo), _pixels(out), _pixels(mask) > 0
    assert np.array_equal(before[~inside], after[~inside]) and (before[inside] != after[inside]).any()

    assert patchboard("undo", project)["steps"] == ["Accept"]
    assert patchboard("layers", project)["layers"][0]["masked"], "undo brings the mask back"
    kept = patchboard("info", project)["generations"][0]["candidates"]
    assert [row["choice"] for row in kept] == ["offered", "accepted"]
    patchboard("redo", project)
    again = tmp_path / "again.png"
    patchboard("export", project, "-o", again)
    assert np.array_equal(_pixels(again), after)


def test_extend_in_a_project_and_export(project: Path, photo: Path, tmp_path: Path, patchboard: Run) -> None:
    patchboard("extend", project, "--by", "0,30,0,30")
    patchboard("accept", project)
    out = tmp_path / "out.png"
    assert patchboard("export", project, "-o", out)["size"] == [240, 240]
    assert np.array_equal(_pixels(out)[30:210], _pixels(photo))


def test_extending_leaves_a_painted_mask_alone(project: Path, mask: Path, tmp_path: Path, patchboard: Run) -> None:
    patchboard("mask", project, "--file", mask)
    patchboard("extend", project, "--by", "9,9,9,9", "--prompt", "a cat riding a bicycle", fails=3)
    assert patchboard("info", project)["undo"] == "Mask", "what failed is no step"
    patchboard("extend", project, "--by", "0,30,0,30")
    patchboard("accept", project)
    saved = tmp_path / "saved.png"
    patchboard("mask", project, "--layer", "photo", "--save", saved)
    assert np.array_equal(_pixels(saved), _pixels(mask))


def test_masks_from_what_is_seen_added_taken_away_and_changed(project: Path, tmp_path: Path, patchboard: Run) -> None:
    assert patchboard("mask", project, "--polygon", "10,10,50,10,50,50,10,50")["marked"] == 1600
    assert patchboard("mask", project, "--rect", "50,10,10,40", "--add")["marked"] == 2000
    assert patchboard("mask", project, "--rect", "0,0,30,180", "--take")["box"] == [30, 10, 30, 40]
    assert patchboard("mask", project, "--current", "--grow", 2)["box"] == [28, 8, 34, 44]
    assert patchboard("mask", project, "--current", "--invert")["box"] == [0, 0, 240, 180]
    found = patchboard("mask", project, "--colour", "20,20", "--tolerance", 5)
    assert 0 < found["marked"] < 240 * 180
    assert patchboard("mask", project, "--colour", "20,20", "--tolerance", 30)["marked"] > found["marked"]
    assert patchboard("mask", project, "--rect", "0,0,240,180", "--take")["marked"] == 0
    assert "Make a mask first" in patchboard("mask", project, "--current", fails=1)["advice"]
    patchboard("mask", project, "--polygon", "1,2,3,4", fails=2)
    patchboard("mask", project, "--colour", "500,20", fails=1)


@without_weights("cutout")
def test_the_object_in_a_box_is_marked_by_colour_where_there_is_no_net(tmp_path: Path, patchboard: Run) -> None:
    pixels = np.random.default_rng(1).integers(40, 60, (120, 160, 3), np.uint8)
    pixels[40:80, 50:110] += 140
    Image.fromarray(pixels).save(tmp_path / "box.png")
    patchboard("new", tmp_path / "b.patchboard")
    patchboard("import", tmp_path / "b.patchboard", tmp_path / "box.png")
    told = patchboard("mask", tmp_path / "b.patchboard", "--object", "35,25,90,70")
    assert np.abs(np.subtract(told["box"], [50, 40, 60, 40])).max() <= 2
    assert "by colour" in told["notes"][0] and "pip install 'patchboard[cutout]'" in told["notes"][0]


def test_the_last_mask_is_used_again(project: Path, mask: Path, patchboard: Run) -> None:
    assert "nothing was asked" in patchboard("mask", project, "--last", fails=1)["error"]
    marked = patchboard("mask", project, "--file", mask)["marked"]
    patchboard("fill", project)
    patchboard("accept", project)
    assert patchboard("mask", project, "--layer", "photo", "--last")["marked"] == marked


def test_candidates_survive_undo_edits_and_compact(project: Path, mask: Path, patchboard: Run) -> None:
    patchboard("mask", project, "--file", mask)
    offered = patchboard("fill", project)["results"][0]["candidate"]
    patchboard("undo", project)
    patchboard("mask", project, "--rect", "5,5,20,20")
    patchboard("compact", project)
    assert patchboard("accept", project, offered)["candidate"] == offered


def test_mask_shapes_saved_and_cleared(project: Path, tmp_path: Path, patchboard: Run) -> None:
    assert patchboard("mask", project, "--rect", "10,20,30,40")["marked"] == 1200
    assert patchboard("mask", project, "--rect", "10,20,30,40", "--grow", 3)["box"] == [7, 17, 36, 46]
    saved = tmp_path / "saved.png"
    patchboard("mask", project, "--save", saved)
    assert patchboard("mask", project, "--file", saved)["box"] == [7, 17, 36, 46]
    patchboard("mask", project, "--clear")
    assert patchboard("fill", project, fails=1)["error"]


def test_flatten_a_board_of_two(project: Path, photo: Path, tmp_path: Path, patchboard: Run) -> None:
    patchboard("import", project, photo)
    out = tmp_path / "board.png"
    assert patchboard("flatten", project, "-o", out, "--scale", "0.5")["size"] == [272, 90]
    assert _pixels(out).shape[:2] == (90, 272)


def test_one_bad_picture_and_none_comes_in(project: Path, photo: Path, tmp_path: Path, patchboard: Run) -> None:
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"\xff\xd8\xff\xe0 no picture")
    assert "bad.jpg" in patchboard("import", project, photo, bad, fails=1)["error"]
    assert len(patchboard("layers", project)["layers"]) == 1


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0 and then nothing", b"hello"])
def test_what_is_no_project_is_refused(tmp_path: Path, patchboard: Run, content: bytes) -> None:
    path = tmp_path / "x.patchboard"
    path.write_bytes(content)
    assert patchboard("layers", path, fails=1)["error"]
    assert path.read_bytes() == content


def test_new_never_writes_over_a_file(project: Path, patchboard: Run) -> None:
    before = project.read_bytes()
    patchboard("new", project, fails=1)
    assert project.read_bytes() == before


def test_nothing_to_undo(project: Path, patchboard: Run) -> None:
    patchboard("undo", project)
    assert "nothing" in patchboard("undo", project, fails=1)["error"]


def test_check_finds_damage_and_rescues(project: Path, tmp_path: Path, patchboard: Run) -> None:
    assert patchboard("check", project)["sound"]
    data = bytearray(project.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 4000] = bytes(4000)
    project.write_bytes(data)
    rescued = tmp_path / "rescued.patchboard"
    patchboard("check", project, "--rescue", rescued)
    assert patchboard("check", rescued)["sound"]


def test_engines_are_listed(patchboard: Run) -> None:
    rows = {row["name"]: row["abilities"] for row in patchboard("engines")["engines"]}
    assert rows["builtin"]["offline"] and {"inpaint", "outpaint"} <= set(rows["builtin"]["kinds"])
