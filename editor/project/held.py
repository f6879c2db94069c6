"""Whether a project is open for writing anywhere, told with the standard library alone and without opening it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

FAR = 1 << 30  # Windows locks bytes against reading: this one is never read


def lock_file(project: Path) -> Path:
    """The file beside a project that its writer holds locked."""
    return project.with_name(f".{project.name}.lock")


def take(file: BinaryIO, *, shared: bool = False) -> None:
    """Lock it until it is closed, `shared` with others that only look where the system knows such locks.

    Raises BlockingIOError or PermissionError where another holds it, OSError where there are no locks.
    """
    if sys.platform == "win32":
        import msvcrt

        file.seek(FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0)
    else:
        import fcntl

        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)


def is_held(project: Path) -> bool:
    """A file that a writer left behind when it was ended is not held any more; what cannot be told counts as held."""
    try:
        with open(lock_file(project), "r+b", buffering=0) as file:
            take(file, shared=True)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False
