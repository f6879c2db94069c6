"""`patchboard drift` and `known-good`: lines, JSON, limits, a sheet, and known recipes asked again."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from editor.cli.main import main
from editor.document.records import Anchor
from editor.project.project import Project
from editor.session.session import Session
from tests.cli.conftest import Run
from tests.pixels.series import drifting, varied
from tests.session.nets import embedding_net
from tests.session.sets import add, series


@pytest.fixture
def drifted(tmp_path: Path) -> Path:
    return series(tmp_path / "a.patchboard", drifting(4, ["coffee"], 12, cast=0.15, gamma=0.7, count=24))


def test_the_series_as_json(drifted: Path, patchboard: Run) -> None:
    told = patchboard("drift", drifted)
    (change,) = told["changes"]
    assert abs(change["number"] - 12) <= 1 and change["offer"] == f"o-{change['number']}"
    assert "lighter midtones" in {one["words"] for one in change["moved"]}
    assert [one["number"] for one in told["results"]] == list(range(1, 25))
    assert told["over"] == sum(one["over"] for one in told["results"]) > 0
    assert told["beside"] == "first" and len(told["known"]) == 10


def test_the_series_as_lines_with_a_sheet(drifted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["drift", str(drifted), "--sheet", str(tmp_path / "sheet.png")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("24 results beside the first 10: ")
    assert lines[1].startswith("the look changed at number 1") and "less blue light" in lines[1]
    assert all(line.split()[1].startswith("o-") for line in lines[2:-1])
    assert lines[-1] == f"sheet: {tmp_path / 'sheet.png'}"
    with Image.open(tmp_path / "sheet.png") as sheet:
        assert sheet.width > 900 and len(np.unique(np.asarray(sheet).reshape(-1, 3), axis=0)) > 1000


def test_the_project_is_never_written_over(drifted: Path, patchboard: Run) -> None:
    assert "itself" in patchboard("drift", drifted, "--sheet", drifted, fails=1)["error"]
    Project.open(drifted).close()


def test_a_limit_is_kept_and_lifted(drifted: Path, patchboard: Run) -> None:
    usual = patchboard("drift", drifted)["parts"]["tone"]["limit"]
    assert patchboard("drift", drifted, "--limit", "tone=0.01")["parts"]["tone"]["limit"] == 0.01
    assert patchboard("drift", drifted)["parts"]["tone"]["limit"] == 0.01
    assert patchboard("drift", drifted, "--limit", "tone=auto")["parts"]["tone"]["limit"] == usual
    assert "tone=0.04" in patchboard("drift", drifted, "--limit", "smell=1", fails=2)["error"]


def test_a_project_that_is_open_elsewhere_is_measured_but_not_changed(drifted: Path, patchboard: Run) -> None:
    held = Project.open(drifted)
    assert len(patchboard("drift", drifted)["results"]) == 24
    assert "open elsewhere" in patchboard("drift", drifted, "--limit", "tone=1", fails=1)["error"]
    held.close()


def test_an_anchor_by_its_name(tmp_path: Path, patchboard: Run) -> None:
    session = Session(Project.create(tmp_path / "a.patchboard"))
    session.commit("Anchor", session.document.with_(Anchor(id="x", name="spring")))
    for number, pixels in enumerate(varied(1, ["coffee"], 4)):
        add(session.project, str(number), pixels, anchors=("x",) if number else ())
    session.close()
    path = tmp_path / "a.patchboard"
    assert len(patchboard("drift", path, "--anchor", "spring")["results"]) == 3
    assert len(patchboard("drift", path, "--since", 4)["results"]) == 1
    assert "Anchors: spring" in patchboard("drift", path, "--anchor", "winter", fails=1)["advice"]


def test_known_good_is_pinned_listed_and_removed(drifted: Path, patchboard: Run) -> None:
    assert patchboard("known-good", drifted)["known_good"] == []
    assert "no generation g-99" in patchboard("known-good", drifted, "g-99", fails=1)["error"]
    patchboard("known-good", drifted, "g-3", "g-4")
    found = patchboard("known-good", drifted, "g-4", "g-5")["known_good"]
    assert [one["id"] for one in found] == ["g-3", "g-4", "g-5"] and found[0]["words"] == "3"
    told = patchboard("drift", drifted)
    assert told["beside"] == "known good" and told["known"] == ["o-3", "o-4", "o-5"]
    patchboard("known-good", drifted, "g-3", "g-5", "--remove")
    assert patchboard("drift", drifted)["known"] == ["o-4"]


def test_a_known_recipe_is_asked_again_with_a_sheet(
    project: Path, mask: Path, tmp_path: Path, patchboard: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    patchboard("mask", project, "--rect", "100,70,40,30")
    asked = patchboard("fill", project, "--seed", 5)
    patchboard("known-good", project, asked["generation"])
    sheet = tmp_path / "again.png"
    told = patchboard("known-good", project, "--engine", "builtin", "--sheet", sheet)
    (again,) = told["again"]
    assert again["known_good"] == asked["generation"] != again["generation"]
    assert again["results"][0]["score"] == 0, "the same engine gives the same"
    with Image.open(sheet) as picture:
        assert picture.width > 300
    assert main(["known-good", str(project), "--engine", "builtin"]) == 0
    assert "builtin -> builtin" in capsys.readouterr().out


def test_pictures_that_guided_are_sent_again(project: Path, photo: Path, patchboard: Run) -> None:
    patchboard("mask", project, "--rect", "100,70,40,30")
    asked = patchboard("fill", project, "--reference", f"{photo}:palette")
    (again,) = patchboard("known-good", project, asked["generation"], "--engine", "builtin")["again"]
    assert again["left_out"] == [] and again["results"][0]["score"] == 0
    made = {row["id"]: row for row in patchboard("info", project)["generations"]}
    assert made[again["generation"]]["references"] == made[asked["generation"]]["references"] == [photo.stem]


def test_what_goes_together(project: Path, patchboard: Run) -> None:
    assert "--engine" in patchboard("known-good", project, "--model", "x", fails=2)["error"]
    assert "yet" in patchboard("known-good", project, "--engine", "builtin", fails=1)["error"]
    assert patchboard("drift", project)["results"] == []


def test_nothing_to_look_at(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["drift", str(project), "--sheet", str(tmp_path / "s.png")]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "no result to look at yet",
        "nothing is there to be put on a sheet",
    ]
    assert not (tmp_path / "s.png").exists()


def test_a_file_of_the_users_measures_as_well(
    drifted: Path, tmp_path: Path, patchboard: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    told = patchboard("drift", drifted, "--embedder", embedding_net(tmp_path / "net.onnx"))
    assert all(one["distances"]["embedding"] > 0 for one in told["results"])
    assert main(["drift", str(drifted), "--embedder", str(tmp_path / "net.onnx"), "--limit", "embedding=0.0001"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"by net: 0\.\d{3} in the middle, 2\d beyond the limit of 0\.0001", lines[1])
    (tmp_path / "words.onnx").write_text("no net")
    assert "cannot load" in patchboard("drift", drifted, "--embedder", tmp_path / "words.onnx", fails=3)["error"]
