"""Opening says clearly what is wrong, and a project has one writer."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from editor.project.errors import ProjectError
from editor.project.project import Project
from editor.project.schema import TABLES, VERSION
from tests.project.board import Board, picture, state


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "board.patchboard"


def filled(path: Path) -> str:
    board = Board(Project.create(path))
    board.put(picture("a", 1))
    board.project.close()
    return state(board.document)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "not a Patchboard project"),
        (b"SQLite format 3\x00", "not a Patchboard project|damaged"),
        (b"SQLite format 3\x00" + bytes(20_000), "not a Patchboard project|damaged"),
    ],
)
@pytest.mark.parametrize("read_only", [False, True])
def test_other_files_are_refused(path: Path, content: bytes, words: str, read_only: bool) -> None:
    path.write_bytes(content)
    with pytest.raises(ProjectError, match=words) as caught:
        Project.open(path, read_only=read_only)
    assert caught.value.advice
    assert path.read_bytes() == content
    assert [name.name for name in path.parent.iterdir()] == [path.name]


def test_a_database_of_another_program_is_refused_and_left_alone(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE recipe (name)")
    db.close()
    before = path.read_bytes()
    with pytest.raises(ProjectError, match="not a Patchboard project"):
        Project.open(path)
    assert path.read_bytes() == before


def test_a_folder_and_a_missing_file(path: Path) -> None:
    with pytest.raises(ProjectError, match="is a folder"):
        Project.open(path.parent)
    with pytest.raises(ProjectError, match="There is no file"):
        Project.open(path)
    with pytest.raises(ProjectError, match="does not exist"):
        Project.create(path / "nowhere" / "board.patchboard")


def test_a_name_that_is_taken_is_not_overwritten(path: Path) -> None:
    path.write_bytes(b"a letter")
    with pytest.raises(ProjectError, match="exists already"):
        Project.create(path)
    assert path.read_bytes() == b"a letter"


def test_a_newer_version_is_refused_and_left_alone(path: Path) -> None:
    filled(path)
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA user_version={VERSION + 1}")
    db.close()
    before = path.read_bytes()
    with pytest.raises(ProjectError, match="newer version"):
        Project.open(path)
    assert path.read_bytes() == before


def test_a_table_that_is_not_ours_is_not_trusted(path: Path) -> None:
    filled(path)
    db = sqlite3.connect(path)
    db.execute("DROP TABLE record")
    db.execute(
        "CREATE VIEW record AS WITH RECURSIVE n(kind) AS (SELECT 1 UNION ALL SELECT kind FROM n)"
        " SELECT kind, kind AS id, 1 AS format, kind AS data FROM n"
    )
    db.commit()
    db.close()
    with pytest.raises(ProjectError, match="damaged"):
        Project.open(path)


def test_the_second_opener_gets_a_read_only_copy_and_is_told_who_has_it(path: Path) -> None:
    first = Board(Project.create(path))
    first.put(picture("a", 1)).wait(10)
    second = Project.open(path)
    assert second.read_only
    assert str(os.getpid()) in second.held_by
    assert state(second.document) == state(first.document)
    first.put(picture("b", 2)).wait(10)
    assert set(second.document.layers) == {"a"}
    second.close()
    first.project.close()
    third = Project.open(path)
    assert (third.read_only, third.held_by) == (False, "")
    third.close()


def test_a_lock_of_a_process_that_died_is_stale(path: Path) -> None:
    filled(path)
    code = (
        "import os, sys; from editor.project.project import Project; from pathlib import Path;"
        "Project.open(Path(sys.argv[1])); print(os.getpid(), flush=True); os._exit(1)"
    )
    ran = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False)
    lock = path.with_name(f".{path.name}.lock")
    assert str(json.loads(lock.read_text())["pid"]) == ran.stdout.strip()
    project = Project.open(path)
    assert not project.read_only
    project.close()
    assert not lock.exists()


def test_a_copy_made_for_reading_is_removed(path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    first = Project.create(path)
    second = Project.open(path)
    assert list(scratch.iterdir())
    second.close()
    assert not list(scratch.iterdir())
    first.close()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_a_folder_that_may_not_be_written() -> None:
    """As another user, since nothing is forbidden to root; in a folder that others can reach."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "board.patchboard")
        wanted = filled(path)
        path.parent.chmod(0o555)
        ran = subprocess.run([sys.executable, "-c", PERMISSION, str(path)], capture_output=True, text=True, check=False)
        path.parent.chmod(0o700)
    assert ran.returncode == 0, ran.stderr
    first, second, third, found = ran.stdout.splitlines()
    assert "may not be written" in first
    assert "read-only" in second
    assert "may not be written" in third
    assert found == wanted


PERMISSION = """
import os, sys
from pathlib import Path
from editor.project.project import Project
from tests.project.board import state
import PIL.JpegImagePlugin
path = Path(sys.argv[1])
if os.getuid() == 0:
    os.setuid(65534)
for attempt in (lambda: Project.open(path), lambda: Project.create(path.with_name("new"))):
    try:
        attempt()
        print("opened")
    except Exception as error:
        print(error.message)
        if attempt.__code__.co_consts and "new" not in attempt.__code__.co_consts:
            print(error.advice)
project = Project.open(path, read_only=True)
print(state(project.document))
project.close()
"""


def test_a_folder_that_may_not_be_looked_into() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "closed", "board.patchboard")
        path.parent.mkdir()
        filled(path)
        path.parent.chmod(0)
        script = PERMISSION.split("project =", maxsplit=1)[0]
        ran = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=False)
        path.parent.chmod(0o700)
    assert ran.returncode == 0, ran.stderr
    first, second, third = ran.stdout.splitlines()
    assert "cannot be read" in first
    assert "Ask who owns it" in second
    assert "may not be written" in third


def test_the_format_is_marked_in_the_file(path: Path) -> None:
    """What other programs go by; and the thumbnail is read by the window with the standard library alone."""
    project = Project.create(path)
    project.set_thumbnail(b"picture")
    project.close()
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    assert db.execute("PRAGMA application_id").fetchone() == (0x50425244,)
    assert db.execute("PRAGMA page_size").fetchone() == (16384,)
    assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert db.execute("SELECT data FROM thumbnail WHERE id = ''").fetchone() == (b"picture",)
    tables = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    assert tables == set(TABLES)
    db.close()
