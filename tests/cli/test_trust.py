"""One-shot forms: answers that cannot be fitted, and files that must not be written over."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from editor.engine.registry import Registry
from tests.cli.conftest import Run


def _pixels(path: Path) -> np.ndarray:
    with Image.open(path) as picture:
        return np.asarray(picture)


@pytest.fixture(autouse=True)
def _redrawing(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Registry.found
    monkeypatch.setattr(Registry, "found", lambda: Registry.of(["tests.engines.redrawing", *_paths(found())]))


def _paths(registry: Registry) -> list[str]:
    return [registry.path(name) for name in registry.names]


@pytest.mark.parametrize("count", [1, 2])
def test_what_is_not_trusted_is_not_written(
    photo: Path, mask: Path, tmp_path: Path, patchboard: Run, count: int
) -> None:
    out = tmp_path / "o.png"
    asked = ("fill", photo, "--mask", mask, "-o", out, "--engine", "redrawing", "--count", count)
    error = patchboard(*asked, fails=3)
    assert "safely" in error["error"] and "--anyway" in error["advice"]
    assert [row["file"] for row in error["results"]] == [None] * count
    assert {path.name for path in tmp_path.iterdir()} == {photo.name, mask.name}

    answer = patchboard(*asked, "--anyway")
    assert all(not row["trusted"] and row["messages"] for row in answer["results"])
    for row in answer["results"]:
        before, after, inside = _pixels(photo), _pixels(Path(row["file"])), _pixels(mask) > 0
        assert np.array_equal(before[~inside], after[~inside]) and (before[inside] != after[inside]).any()


def test_what_is_read_is_not_written_over(photo: Path, mask: Path, tmp_path: Path, patchboard: Run) -> None:
    before = photo.read_bytes()
    link = tmp_path / "link.png"
    link.symlink_to(photo)
    for out in (photo, link, mask):
        assert "--force" in patchboard("fill", photo, "--mask", mask, "-o", out, fails=1)["advice"]
    assert "--force" in patchboard("extend", photo, "-o", photo, "--by", "0,9,0,0", fails=1)["advice"]
    assert photo.read_bytes() == before
    patchboard("fill", photo, "--mask", mask, "-o", photo, "--force")
    assert photo.read_bytes() != before and _pixels(photo).shape == (180, 240, 3)


def test_numbered_files_are_looked_at_too(photo: Path, mask: Path, tmp_path: Path, patchboard: Run) -> None:
    numbered = tmp_path / "photo-2.png"
    photo.rename(numbered)
    patchboard("fill", numbered, "--mask", mask, "-o", tmp_path / "photo.png", "--count", 3, fails=1)
    assert not (tmp_path / "photo-1.png").exists()
