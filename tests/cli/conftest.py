"""A command line to call, and a small real photograph to call it on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from editor.cli.main import main
from tests.engines.connected import home, ring, running, server

__all__ = ["home", "ring", "running", "server"]  # fixtures
RACCOON = Path(__file__).parents[1] / "photographs" / "raccoon.jpg"
Run = Callable[..., Any]


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A PNG of 240 x 180, cut from a photograph."""
    path = tmp_path / "photo.png"
    with Image.open(RACCOON) as picture:
        picture.crop((300, 200, 540, 380)).save(path)
    return path


@pytest.fixture
def mask(tmp_path: Path) -> Path:
    """White where the photograph is to change: a box of 40 x 30."""
    values = np.zeros((180, 240), np.uint8)
    values[70:100, 100:140] = 255
    path = tmp_path / "mask.png"
    Image.fromarray(values).save(path)
    return path


@pytest.fixture
def patchboard(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command with --json; the answer as a value. `fails=N` expects that exit code and gives the error."""

    def run(*arguments: object, fails: int = 0) -> Any:
        code = main([*map(str, arguments), "--json"])
        out = capsys.readouterr().out
        assert code == fails, out
        return json.loads(out)

    return run


@pytest.fixture
def project(tmp_path: Path, photo: Path, patchboard: Run) -> Path:
    """A project that holds the photograph."""
    path = tmp_path / "a.patchboard"
    patchboard("new", path)
    patchboard("import", path, photo)
    return path
