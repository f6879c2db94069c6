"""No room: a clear error, the project as it was, everything kept in memory, and one transaction when there is room."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from editor.project.project import Project
from tests.project.board import Board, picture, state

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs resource limits")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a file system of its own cannot be mounted here")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_quota(tmp_path: Path) -> None:
    play(tmp_path / "board.patchboard", "limit")


def test_a_full_file_system(small_disk: Path) -> None:
    play(small_disk / "board.patchboard", "disk")


def play(path: Path, kind: str) -> None:
    board = Board(Project.create(path))
    board.put(picture("first", 1))
    board.project.close()
    command = [sys.executable, "-m", "tests.project.full_disk", str(path), kind]
    ran = subprocess.run(command, capture_output=True, text=True, env=os.environ, timeout=100, check=False)
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert not told["flushed"]
    assert not told["done"][-1]
    assert told["failure"][0] == "There is no room to write board.patchboard."
    assert "Make room" in told["failure"][1]
    assert told["since"] == sorted(told["since"])
    assert told["offers"] == ["o"]
    assert told["answer"] == 300_000
    assert told["disk"] != told["memory"]
    assert (told["after"], told["all done"], told["unsaved"]) == (True, True, None)
    assert told["transactions"] == 1
    project = Project.open(path)
    assert state(project.document) == told["memory"]
    assert project.check().well
    assert [charge.id for charge in project.archive.charges("g")] == ["c"]
    project.close()


def test_a_full_disk_when_a_project_is_made_leaves_nothing(small_disk: Path) -> None:
    room = os.statvfs(small_disk)
    (small_disk / "ballast").write_bytes(bytes(room.f_bavail * room.f_frsize - 8192))
    with pytest.raises(Exception, match="no room"):
        Project.create(small_disk / "board.patchboard")
    assert [name.name for name in small_disk.iterdir()] == ["ballast"]
