"""Ctrl+C while an engine works: exit code 130, what had come is kept, nothing is half written."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.cli.conftest import RACCOON, Run

ROOT = Path(__file__).parents[2]
START = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from editor.__main__ import main; sys.exit(main())"
)
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C is no signal there")


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """Large enough that sixteen candidates take a while."""
    path = tmp_path / "photo.png"
    with Image.open(RACCOON) as picture:
        picture.save(path)
    return path


@pytest.fixture
def mask(tmp_path: Path, photo: Path) -> Path:
    path = tmp_path / "mask.png"
    with Image.open(photo) as picture:
        drawn = Image.new("L", picture.size)
    drawn.paste(255, (200, 150, 600, 500))
    drawn.save(path)
    return path


def _started(*arguments: object) -> subprocess.Popen[str]:
    script = [sys.executable, "-c", START, *map(str, arguments), "--json"]
    return subprocess.Popen(script, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def _interrupted(child: subprocess.Popen[str]) -> dict[str, Any]:
    os.kill(child.pid, signal.SIGINT)
    out, _ = child.communicate(timeout=60)
    assert child.returncode == 130, out
    error = json.loads(out)
    assert error["code"] == 130 and "Ctrl+C" in error["error"]
    return error


def _until(found: Any, child: subprocess.Popen[str]) -> None:
    until = time.monotonic() + 120  # kernels may have to be compiled first
    while not found():
        assert child.poll() is None and time.monotonic() < until
        time.sleep(0.05)


def test_in_a_project(project: Path, mask: Path, tmp_path: Path, patchboard: Run) -> None:
    patchboard("mask", project, "--file", mask)
    child = _started("fill", project, "--count", 16)

    def offered() -> list[Any]:
        generations = patchboard("info", project)["generations"]
        return generations[0]["candidates"] if generations else []

    _until(offered, child)
    told = _interrupted(child)["results"]
    info = patchboard("info", project)
    kept = [row["id"] for row in info["generations"][0]["candidates"]]
    assert info["generations"][0]["state"] == "cancelled" and info["undo"] == "Mask"
    assert 1 <= len(told) <= len(kept) < 16 and {row["candidate"] for row in told} <= set(kept)
    assert patchboard("check", project)["sound"]
    patchboard("accept", project, kept[0])


def test_a_picture_file(photo: Path, mask: Path, tmp_path: Path) -> None:
    child = _started("fill", photo, "--mask", mask, "-o", tmp_path / "o.png", "--count", 16)
    _until((tmp_path / "o-1.png").exists, child)
    told = _interrupted(child)
    written = sorted(path for path in tmp_path.iterdir() if path not in (photo, mask))
    assert [row["file"] for row in told["results"]] == [str(tmp_path / f"o-{n + 1}.png") for n in range(len(written))]
    assert "o-1.png" in told["advice"] and len(written) < 16
    for path in written:
        with Image.open(path) as picture:
            picture.load()
