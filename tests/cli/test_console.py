"""Progress: a bar on a terminal, nothing where the output goes elsewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COLUMNS = 60


def _on_a_terminal(*arguments: object, **environment: str) -> str:
    """What a command draws on a terminal of 60 columns; what it prints goes elsewhere."""
    import pty

    shown, drawn = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "editor", *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=drawn,
        env={**os.environ, "COLUMNS": str(COLUMNS), **environment},
    )
    os.close(drawn)
    found = b""
    while chunk := _read(shown):
        found += chunk
    os.close(shown)
    assert child.wait() == 0
    return found.decode()


def _read(shown: int) -> bytes:
    try:
        return os.read(shown, 4096)
    except OSError:  # the other end is closed
        return b""


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such terminals")
def test_a_bar_on_a_terminal(photo: Path, mask: Path, tmp_path: Path) -> None:
    asked = ("fill", photo, "--mask", mask, "-o", tmp_path / "o.png")
    drawn = _on_a_terminal(*asked)
    assert "█" in drawn and "100%" in drawn
    lines = drawn.split("\r")
    assert max(map(len, lines)) < COLUMNS and not lines[-2].strip(), "it goes when it is done"
    assert set(re.findall(r"[^\x20-\x7e\r]", drawn)) == {"█", "░"}
    plain = _on_a_terminal(*asked, NO_COLOR="1")
    assert plain.isascii() and "===" in plain
    assert _on_a_terminal(*asked, "--quiet") == "" == _on_a_terminal(*asked, "--json")


def test_nothing_where_nobody_looks(photo: Path, mask: Path, tmp_path: Path) -> None:
    asked = [sys.executable, "-m", "editor", "fill", photo, "--mask", mask, "-o", tmp_path / "o.png"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and not done.stderr and done.stdout.startswith(str(tmp_path / "o.png"))
