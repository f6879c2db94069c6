"""`export` on the command line: layers, frames and the board, one file or a folder of them, in any format and size."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from editor.document.records import Frame
from editor.engine.registry import Entry, Registry
from editor.pixels.decode import inspect
from editor.pixels.geometry import Rect, Size
from editor.project.project import Project
from editor.session.session import Session
from tests.cli.conftest import Run
from tests.engines.enlarger import Enlarger
from tests.session.exporting import kinds, project_of


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """A project with a 16-bit picture called photo, changed in a box, and two frames."""
    session, _ = project_of(tmp_path, kinds()["PNG, 16 bits"][0], "photo.png")
    frames = [
        Frame(id="f1", name="Hero", order="A", rect=Rect(5, 9, 96, 72), pixels=Size(48, 36)),
        Frame(id="f2", name="Story", order="B", rect=Rect(5, 9, 40, 60)),
    ]
    session.commit("Frames", session.document.with_(*frames))
    session.close()
    return tmp_path / "a.patchboard"


def test_one_file(board: Path, tmp_path: Path, patchboard: Run) -> None:
    for ending, bits in ((".png", 16), (".tif", 16), (".jpg", 8), (".webp", 8), (".avif", 8)):
        out = tmp_path / f"out{ending}"
        answer = patchboard("export", board, "-o", out)
        assert answer["size"] == [96, 72] and inspect(out.read_bytes()).bits == bits
        assert bool(answer["notes"]) == (bits == 8), "what is lost is said"
    answer = patchboard("export", board, "--frame", "Hero", "-o", tmp_path / "hero.png")
    assert answer["size"] == [48, 36]
    assert patchboard("export", board, "--board", "--scale", 2, "-o", tmp_path / "b.png")["size"] == [192, 144]
    assert patchboard("export", board, "--size", "30x20", "-o", tmp_path / "s.png")["size"] == [30, 20]
    with Image.open(tmp_path / "hero.png") as picture:
        assert "icc_profile" not in picture.info
    patchboard("export", board, "--profile", "p3", "-o", tmp_path / "p3.png")
    with Image.open(tmp_path / "p3.png") as picture:
        assert picture.info["icc_profile"] and "patchboard" in picture.text["XML:com.adobe.xmp"]
    patchboard("export", board, "--undescribed", "-o", tmp_path / "u.png")
    with Image.open(tmp_path / "u.png") as picture:
        assert not picture.text


def test_a_folder_of_files(board: Path, tmp_path: Path, patchboard: Run) -> None:
    out = tmp_path / "out"
    out.mkdir()
    pattern = ("--name", "{n}-{name}-{w}x{h}")
    made = patchboard("export", board, "--frames", "--layers", "-o", out, *pattern)["files"]
    names = ["1-photo-96x72.png", "2-Hero-48x36.png", "3-Story-40x60.png"]
    assert [Path(row["file"]).name for row in made] == names
    again = patchboard("export", board, "--frame", "Story", "-o", out, "--format", "jpeg")["files"]
    assert Path(again[0]["file"]).name == "Story.jpg"
    third = patchboard("export", board, "--frame", "Story", "-o", out, "--format", "jpeg")["files"]
    assert Path(third[0]["file"]).name == "Story-2.jpg", "nothing is written over"
    assert sorted(path.name for path in out.iterdir()) == sorted([*names, "Story.jpg", "Story-2.jpg"])


def test_an_engine_makes_it_larger(
    board: Path, tmp_path: Path, patchboard: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, paid = Enlarger(offline=True), Enlarger(costs=9)
    paid.name = "paid"
    found = Registry(Entry(one, "nowhere") for one in (paid, engine))
    monkeypatch.setattr(Registry, "found", lambda **_: found)
    out = tmp_path / "hero.png"
    frame = ("export", board, "--frame", "Hero", "--upscale", "-o", out)
    assert patchboard(*frame, "--to", "200x100")["size"] == [200, 150] and inspect(out.read_bytes()).size == (200, 150)
    assert engine.asked[0].size == (96, 72), "as many pixels as its picture has in the frame"
    assert patchboard(*frame, "--mm", "40x30", "--dpi", 254)["size"] == [400, 300]
    assert inspect(out.read_bytes()).dpi == pytest.approx((254, 254), abs=0.1), "it is as large as that when printed"
    (folder := tmp_path / "out").mkdir()
    made = patchboard("export", board, "--frames", "--upscale", "--factor", 3, "-o", folder)["files"]
    assert [inspect(Path(row["file"]).read_bytes()).size for row in made] == [(144, 108), (120, 180)]
    asked = len(engine.asked)
    assert "already" in patchboard(*frame, "--to", "20x10", fails=3)["error"]
    assert "cannot be asked for an export" in patchboard(*frame, "--engine", "paid", fails=1)["error"]
    assert "not allowed with" in patchboard(*frame, "--scale", 2, fails=2)["error"]
    assert len(engine.asked) == asked and not paid.asked


def test_refusals(board: Path, tmp_path: Path, patchboard: Run) -> None:
    assert "no folder" in patchboard("export", board, "--frames", "-o", tmp_path / "gone", fails=1)["error"]
    assert "Hero, Story" in patchboard("export", board, "--frame", "x", "-o", tmp_path / "a.png", fails=1)["advice"]
    wide = patchboard("export", board, "--size", "20000x40", "-o", tmp_path / "a.webp", fails=1)
    assert "cannot have 20000 x 40" in wide["error"]
    bad = patchboard("export", board, "--layers", "--format", "psd", "-o", tmp_path, fails=1)
    assert "PNG, JPEG, WebP, AVIF and TIFF" in bad["error"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.patchboard", "photo.png"]


def test_a_project_without_frames(tmp_path: Path, patchboard: Run) -> None:
    path = tmp_path / "a.patchboard"
    Session(Project.create(path)).close()
    assert "no frame" in patchboard("export", path, "--frames", "-o", tmp_path, fails=1)["error"]
