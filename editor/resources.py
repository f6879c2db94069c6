"""Finds the files that come with the program, in a checkout as in an installed wheel, and where the user's own are."""

import os
import sys
from functools import cache
from pathlib import Path


def resource(*parts: str) -> Path:
    """The path of a file under `resources/`. Raises FileNotFoundError where the installation lacks it."""
    for root in _roots():
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError(f"{'/'.join(parts)} is missing from this installation: install Patchboard again")


def own_folder() -> Path:
    """Where the user's own files are kept (sizes, connections, models, plugins); it need not exist."""
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA", Path.home()))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return base / "Patchboard"


@cache
def _roots() -> tuple[Path, Path]:
    here = Path(__file__).resolve().parent
    return here.parent / "resources", here / "_resources"
