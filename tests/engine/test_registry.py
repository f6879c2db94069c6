"""Engines are found where they are installed; one that is broken is told of and hurts nobody."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from editor import _plugins
from editor.engine import outside
from editor.engine.contract import Engine
from editor.engine.registry import Registry, plugin_paths

GOOD = """
from editor.engine.contract import Abilities
class Made:
    name, title, version = "{name}", "Made", "1"
    abilities = Abilities(kinds=frozenset({{"inpaint"}}))
    def price(self, request): return None
    def generate(self, request, stop): return iter(())
def engine(): return Made()
"""
BROKEN = {
    "raises": "raise RuntimeError('no luck')",
    "leaves": "raise SystemExit(3)",
    "offers_nothing": "x = 1",
    "makes_nothing": "def engine(): return None",
    "typo": "def engine(:",
    "lacks": "from types import SimpleNamespace\ndef engine(): return SimpleNamespace(name='a', title='b')",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of plugins, the only one that is looked at."""
    monkeypatch.setattr(_plugins, "__path__", [str(tmp_path)])
    monkeypatch.setattr(outside, "installed", tuple)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "home"))
    yield tmp_path
    for name in [name for name in sys.modules if name.startswith("editor._plugins.")]:
        if str(tmp_path) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


def add(folder: Path, name: str, text: str) -> None:
    (folder / name).mkdir()
    (folder / name / "__init__.py").write_text(text)


def test_folders_are_found_by_name_and_made_when_loaded(folder: Path) -> None:
    add(folder, "later", GOOD.format(name="later"))
    add(folder, "first", GOOD.format(name="first"))
    (folder / "no_package").mkdir()
    (folder / "loose.py").write_text("raise RuntimeError")
    found = Registry.found()
    assert found.names == ("first", "later") and not found.problems
    assert found.path("later") == "editor._plugins.later"
    assert found.engine("first").title == "Made" and len(found.engines) == 2


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_plugin_is_told_of_and_leaves_the_others(folder: Path, name: str) -> None:
    add(folder, name, BROKEN[name])
    add(folder, "sound", GOOD.format(name="sound"))
    found = Registry.found()
    assert found.names == ("sound",)
    assert [problem.path for problem in found.problems] == [f"editor._plugins.{name}"]
    assert found.problems[0].reason.endswith(".")


def test_the_first_of_a_name_keeps_it(folder: Path) -> None:
    add(folder, "a", GOOD.format(name="same"))
    add(folder, "b", GOOD.format(name="same"))
    found = Registry.found()
    assert found.path("same") == "editor._plugins.a"
    assert [problem.path for problem in found.problems] == ["editor._plugins.b"]


def test_unknown_names_are_answered_with_the_known_ones() -> None:
    found = Registry.of(["tests.engines.fake:filling"])
    with pytest.raises(LookupError, match="filling"):
        found.engine("nobody")


def test_finding_engines_is_cheap_and_brings_in_nothing_heavy() -> None:
    script = (
        "import sys; from editor.engine.registry import Registry; found = Registry.found();"
        "heavy = [name for name in ('numba', 'cv2', 'PIL', 'PySide6', 'httpx') if name in sys.modules];"
        "sys.exit(str((heavy, found.problems)) if heavy or found.problems else 0)"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_what_is_in_the_checkout_is_an_engine() -> None:
    found = Registry.of(plugin_paths())
    engines: tuple[Engine, ...] = found.engines
    assert all(engine.name and engine.abilities.kinds for engine in engines) and not found.problems


def test_what_only_connects_is_loaded_when_it_is_looked_at(folder: Path) -> None:
    add(folder, "cloud", "def provider(): raise RuntimeError('no luck')")
    add(folder, "sound", GOOD.format(name="sound"))
    found = Registry.found()
    assert found.names == ("sound",) and not found.problems
    assert found.providers == () and [problem.path for problem in found.problems] == ["editor._plugins.cloud"]
