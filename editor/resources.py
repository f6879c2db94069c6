"""Finds the files that come with the program, in a checkout as in an installed wheel."""

from pathlib import Path


def resource(*parts: str) -> Path:
    """The path of a file under `resources/`. Raises FileNotFoundError where the installation lacks it."""
    here = Path(__file__).resolve().parent
    for root in (here.parent / "resources", here / "_resources"):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError(f"{'/'.join(parts)} is missing from this installation: install Patchboard again")
