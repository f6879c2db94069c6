"""Commands that only look: beside a process that has the project open, after one that was killed, changing nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.cli.conftest import Run

ROOT = Path(__file__).parents[2]
HOLDER = """
import sys, numpy as np
from pathlib import Path
from editor.project.project import Project
from editor.session.session import Session
from editor.steps.mask import masked
session = Session(Project.open(Path(sys.argv[1])))
layer = next(iter(session.document.layers.values()))
values = np.zeros((180, 240), np.uint8); values[70:100, 100:140] = 255
session.commit("Mask", masked(session.document, layer.id, values))
assert session.project.flush()
print("saved", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(project: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has the project open, and has saved a mask in it."""
    child = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(project)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert child.stdin is not None and child.stdout is not None
    assert child.stdout.readline() == "saved\n"
    yield child
    child.kill()
    child.wait()
    child.stdin.close()
    child.stdout.close()


def _look(project: Path, tmp_path: Path, patchboard: Run) -> None:
    """Every looking command sees the mask that was saved."""
    assert patchboard("layers", project)["layers"][0]["masked"]
    assert patchboard("info", project)["undo"] == "Mask"
    patchboard("mask", project, "--save", tmp_path / "m.png")
    with Image.open(tmp_path / "m.png") as mask:
        assert np.count_nonzero(np.asarray(mask)) == 30 * 40
    assert patchboard("export", project, "-o", tmp_path / "e.png")["size"] == [240, 180]
    assert patchboard("flatten", project, "-o", tmp_path / "f.png")["size"] == [240, 180]
    assert patchboard("check", project)["sound"]


def test_while_another_process_has_it_open(
    project: Path, holder: subprocess.Popen[str], tmp_path: Path, patchboard: Run
) -> None:
    _look(project, tmp_path, patchboard)
    error = patchboard("mask", project, "--clear", fails=1)
    assert str(holder.pid) in error["error"], "writing says who has it open"


def test_after_that_process_was_killed(
    project: Path, holder: subprocess.Popen[str], tmp_path: Path, patchboard: Run
) -> None:
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    _look(project, tmp_path, patchboard)
    assert patchboard("undo", project)["steps"] == ["Mask"]


def test_nothing_is_written(project: Path, tmp_path: Path, patchboard: Run) -> None:
    before = project.read_bytes(), project.stat().st_mtime_ns
    for arguments in (("info",), ("layers",), ("check",), ("export", "-o", tmp_path / "e.png")):
        patchboard(arguments[0], project, *arguments[1:])
    assert (project.read_bytes(), project.stat().st_mtime_ns) == before


def test_a_project_is_never_written_over(project: Path, patchboard: Run) -> None:
    picture = project.with_suffix(".png")
    project.rename(picture)
    before = picture.read_bytes()
    for command in ("export", "flatten"):
        assert "written over" in patchboard(command, picture, "-o", picture, fails=1)["error"]
    assert picture.read_bytes() == before
