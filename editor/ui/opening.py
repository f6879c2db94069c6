"""Which project a path opens: its own, one that stands beside a picture, or a new one."""

from __future__ import annotations

from pathlib import Path

from editor.project.project import Project
from editor.session.bring import bring
from editor.session.session import Session
from editor.ui.poster import SUFFIX


def opened_project(path: Path | None) -> Project:
    """The project to open; a picture file opens in a new project beside it.

    Raises ProjectError, or ImageRejected where the picture cannot be read; nothing is left behind then.
    """
    if path is None:
        path = Path.cwd() / f"Untitled{SUFFIX}"
    if path.suffix == SUFFIX:
        return Project.open(path) if path.exists() else Project.create(path)
    beside = path.with_suffix(SUFFIX)
    if beside.exists():
        return Project.open(beside)
    project = Project.create(beside)
    try:
        bring(Session(project), [path], at=(0, 0))
        project.close()
    except BaseException:
        project.close(discard=True)
        beside.unlink(missing_ok=True)  # an empty one would be in the way of the next try
        raise
    return Project.open(beside)
