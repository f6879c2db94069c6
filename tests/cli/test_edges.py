"""The edge of an edit: what --edge and --feather mean, the same for a picture file and in a project."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from editor.engine.registry import Registry
from tests.cli.conftest import Run

RED = ("--prompt", "paint it red")


def _pixels(path: Path) -> np.ndarray:
    with Image.open(path) as picture:
        return np.asarray(picture).astype(int)


@pytest.fixture(params=["picture", "project"])
def painted(request: pytest.FixtureRequest, photo: Path, mask: Path, tmp_path: Path, patchboard: Run) -> Run:
    """Fills the masked box of the photograph with more options, by either road; the result's pixels."""

    def run(*options: object) -> np.ndarray:
        out = tmp_path / "out.png"
        if request.param == "picture":
            patchboard("fill", photo, "--mask", mask, "-o", out, *RED, *options)
            return _pixels(out)
        project = tmp_path / f"{len(list(tmp_path.iterdir()))}.patchboard"
        patchboard("new", project)
        patchboard("import", project, photo)
        patchboard("mask", project, "--file", mask)
        anyway = [option for option in options if option == "--anyway"]
        patchboard("fill", project, *RED, *(option for option in options if option not in anyway))
        patchboard("accept", project, *anyway)
        patchboard("export", project, "-o", out)
        return _pixels(out)

    return run


def _strength(photo: Path, plain: np.ndarray, soft: np.ndarray, depth: np.ndarray, at: int) -> float:
    """How much of the plain fill's change is left at a depth in the mask, 0..1."""
    before, there = _pixels(photo), (depth >= at - 0.5) & (depth < at + 0.5)
    return float(np.abs(soft - before)[there].sum() / np.abs(plain - before)[there].sum())


def test_an_exact_feather_fades_inward(painted: Run, photo: Path, mask: Path) -> None:
    plain, soft = painted(), painted("--feather", 8)
    inside = _pixels(mask) > 0
    assert np.array_equal(soft[~inside], _pixels(photo)[~inside])
    depth = cv2.distanceTransform(inside.astype(np.uint8), cv2.DIST_L2, 5)
    outer, half, deep = (_strength(photo, plain, soft, depth, at) for at in (1, 5, 12))
    assert outer < 0.25 < half < 0.75 and deep == 1


@pytest.mark.parametrize("width", [0, 5])
def test_a_blended_edge_reaches_so_many_pixels_outside(
    painted: Run, photo: Path, mask: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setattr(Registry, "found", lambda: Registry.of(["tests.engines.redrawing"]))
    options = ("--engine", "redrawing", "--edge", "blend", "--feather", width, "--anyway")
    changed = (painted(*options) != _pixels(photo)).any(axis=-1)
    away = cv2.distanceTransform((_pixels(mask) == 0).astype(np.uint8), cv2.DIST_L2, 5)
    assert width - 2 <= away[changed].max() <= width + 0.5


def test_a_feather_wider_than_the_mask_is_refused(
    project: Path, photo: Path, mask: Path, tmp_path: Path, patchboard: Run
) -> None:
    patchboard("mask", project, "--file", mask)
    for arguments in ((photo, "--mask", mask, "-o", tmp_path / "o.png"), (project,)):
        error = patchboard("fill", *arguments, "--feather", 40, fails=1)
        assert "15 px deep" in error["error"] and "--feather 14" in error["advice"]
    assert not (tmp_path / "o.png").exists() and not patchboard("info", project)["generations"]


def test_an_extension_has_nothing_to_fade_into(project: Path, photo: Path, tmp_path: Path, patchboard: Run) -> None:
    for arguments in ((photo, "-o", tmp_path / "o.png"), (project,)):
        error = patchboard("extend", *arguments, "--by", "0,30,0,0", "--feather", 4, fails=2)
        assert "--edge blend" in error["advice"]
    patchboard("extend", photo, "-o", tmp_path / "o.png", "--by", "0,30,0,0", "--feather", 4, "--edge", "blend")
    assert np.array_equal(_pixels(tmp_path / "o.png")[34:], _pixels(photo)[4:])
