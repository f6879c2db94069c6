"""Window or command: what the program does with its arguments, with and without a display."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from editor.__main__ import names_file

ROOT = Path(__file__).parents[1]


def _run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program where there is no display, unless the environment says otherwise."""
    kept = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    return subprocess.run(
        [sys.executable, "-m", "editor", *arguments],
        cwd=ROOT,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_file_or_a_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("info", "picture"):
        Path(name).touch()
    assert not names_file("info") and names_file("./info") and names_file("picture")
    assert names_file("new.patchboard") and names_file("photo.jpg")
    assert not names_file("--help") and not names_file("engines") and not names_file("nonsense")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
@pytest.mark.parametrize("arguments", [(), ("some.patchboard",)])
def test_no_display_is_said(arguments: tuple[str, ...]) -> None:
    done = _run(*arguments)
    assert done.returncode == 1 and "display" in done.stderr and not done.stdout


def test_commands_need_no_display() -> None:
    done = _run("engines", "--json")
    assert done.returncode == 0 and not done.stderr
    assert json.loads(done.stdout)["engines"]


def test_a_command_loads_no_window() -> None:
    loaded = "import sys; from editor.__main__ import main; main(); sys.exit('PySide6' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", loaded, "engines"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_help_and_version_are_quick_to_know() -> None:
    assert _run("--version").stdout.startswith("patchboard ")
    loaded = "import sys; from editor.cli.options import parser; parser(); sys.exit('cv2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, check=False).returncode == 0
