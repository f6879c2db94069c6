"""The installed program: a wheel, unpacked away from the checkout, finds its plugins and its resources."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("hatchling")
ROOT = Path(__file__).parents[1]


def test_engines_and_resources_come_with_it(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    installed, away = tmp_path / "installed", tmp_path / "away"
    away.mkdir()
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        wheel.extractall(installed)

    script = (
        "import sys, editor; from editor.cli.main import main; from editor.resources import resource; "
        "print(editor.__file__); print(resource('sample', 'dandelions.jpg')); sys.exit(main(['engines', '--json']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=away,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )
    package, photograph, answer = done.stdout.splitlines()
    assert Path(package).is_relative_to(installed) and Path(photograph).is_relative_to(installed)
    found = json.loads(answer)
    assert [engine["name"] for engine in found["engines"]] == ["builtin"] and not found["problems"]
    here = {folder.parent.name for folder in (ROOT / "plugins").glob("*/__init__.py")}
    assert here == {folder.parent.name for folder in (installed / "editor" / "_plugins").glob("*/__init__.py")}
