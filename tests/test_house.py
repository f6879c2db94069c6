"""The rules of the house: import floors, first sentences, lengths, no Qt below the window, no names of plugins."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted([*ROOT.glob("editor/**/*.py"), *ROOT.glob("plugins/**/*.py")])
LONGEST = 300


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def _imports(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_import_contracts_hold() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_file_opens_with_a_sentence_and_holds_one_idea(path: Path) -> None:
    first = (ast.get_docstring(_tree(path)) or "").split("\n")[0]
    assert first.endswith((".", ":")) and len(first) > 20, "a file opens with one sentence on what it is for"
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST, "past 300 lines a file holds two ideas"


def test_the_editor_names_no_plugin() -> None:
    names = {folder.name for folder in (ROOT / "plugins").iterdir() if (folder / "__init__.py").exists()}
    assert names, "there is at least the built-in engine"
    for path in ROOT.glob("editor/**/*.py"):
        for module in _imports(_tree(path)):
            assert not module.startswith("editor._plugins."), f"{path}: {module}"


def test_every_folder_is_a_package() -> None:
    for folder in {path.parent for path in SOURCES}:
        assert (folder / "__init__.py").exists(), f"{folder} would escape the import contracts"


def test_no_banned_room_names() -> None:
    banned = {"utils", "helpers", "common", "manager", "core"}
    assert not [path for path in SOURCES if path.stem in banned or path.parent.name in banned]
