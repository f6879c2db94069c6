"""Commands on a whole project: new, import, undo, redo, compact, check."""

from __future__ import annotations

import time
from argparse import Namespace
from pathlib import Path
from typing import Any

from editor.cli.console import Console, Failure
from editor.cli.contents import size_of
from editor.cli.opened import session
from editor.project.errors import DamagedError
from editor.project.project import Project
from editor.project.recover import recover
from editor.session.bring import bring


def new(options: Namespace, console: Console) -> None:
    """Make an empty project; an existing file is never written over."""
    Project.create(options.project).close()
    console.answer({"project": str(options.project)}, f"{options.project} made")


def import_(options: Namespace, console: Console) -> None:
    """Bring pictures in, side by side, as one undo step; with one bad file none comes in."""
    with session(options.project) as opened:
        made = bring(opened, options.pictures, at=options.at)
        rows = [{"layer": layer.id, "name": layer.name, "size": size_of(layer)} for layer in made]
        console.answer({"layers": rows}, *(f"{row['name']}  {row['size'][0]} x {row['size'][1]}" for row in rows))


def undo(options: Namespace, console: Console) -> None:
    _step(options, console, back=True)


def redo(options: Namespace, console: Console) -> None:
    _step(options, console, back=False)


def _step(options: Namespace, console: Console, *, back: bool) -> None:
    with session(options.project) as opened:
        done: list[str] = []
        for _ in range(options.steps):
            label = opened.history.undo_label if back else opened.history.redo_label
            if not (opened.undo() if back else opened.redo()):
                break
            done.append(label)
        if not done:
            raise Failure("there is nothing to undo" if back else "there is nothing to redo")
        word = "taken back" if back else "done again"
        console.answer({"steps": done}, *(f"{word}: {label}" for label in done))


def compact(options: Namespace, console: Console) -> None:
    """Make the file smaller; what document and archive name stays."""
    with session(options.project) as opened:
        began = time.monotonic()
        report = opened.project.compact(options.keep_steps)
        seconds = time.monotonic() - began
        value = {"before": report.before, "after": report.after, "seconds": round(seconds, 3)}
        console.answer(value, f"{report.before / 1e6:.1f} MB before, {report.after / 1e6:.1f} MB now")


def check(options: Namespace, console: Console) -> None:
    """Look for damage; with --rescue write what can be read to a new project."""
    problems = _problems(options.project)
    value: dict[str, Any] = {"sound": not problems, "problems": problems}
    lines = [f"damaged: {problem}" for problem in problems] or ["no damage found"]
    if options.rescue is not None:
        report = recover(options.project, options.rescue)
        value["rescued"] = {"file": str(options.rescue), "lost": report.lost}
        lines += [f"what could be read is in {options.rescue}", *(f"lost: {what}" for what in report.lost)]
    elif problems:
        command = f"patchboard check {options.project} --rescue NEW.patchboard"
        raise Failure(f"{options.project} is damaged: {problems[0]}", f"Rescue what can be read: {command}")
    console.answer(value, *lines)


def _problems(path: Path) -> tuple[str, ...]:
    """What is wrong with a project file; a file that cannot even be opened is one problem."""
    try:
        project = Project.open(path, read_only=True)
    except DamagedError as error:
        return (error.message,)
    try:
        return project.check().problems
    finally:
        project.close()
