"""`patchboard engines`: what is installed, what each can do, and what could not be loaded."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

import msgspec

from editor.cli.console import Console
from editor.engine.contract import Engine
from editor.engine.registry import Registry


def engines(_options: Namespace, console: Console) -> None:
    """The table of abilities."""
    registry = Registry.found()
    rows = [_row(engine) for engine in registry.engines]
    lines = [
        f"{row['name']:12} {row['title']} {row['version']}: {', '.join(row['abilities']['kinds'])}"
        + ("; works offline" if row["abilities"]["offline"] else "")
        for row in rows
    ]
    lines += [f"{problem.path}: {problem.reason}" for problem in registry.problems]
    broken = [problem._asdict() for problem in registry.problems]
    console.answer({"engines": rows, "problems": broken}, *lines)


def _row(engine: Engine) -> dict[str, Any]:
    abilities = msgspec.to_builtins(engine.abilities, order="sorted")
    return {"name": engine.name, "title": engine.title, "version": engine.version, "abilities": abilities}
