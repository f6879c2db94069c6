"""Lists: text files of the user's whose lines a prompt draws from, written {file:names.txt}."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from editor.resources import own_folder

LARGEST = 1 << 20  # bytes of a list
MOST = 10_000  # lines of it


class Lists:
    """The files in a folder of the user's, each read again only once it was changed. Called, it gives their lines."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder` stands for the one that everybody has."""
        self.folder = folder or own_folder() / "lists"
        self._read: dict[str, tuple[float, tuple[str, ...]]] = {}

    def __call__(self, name: str) -> Sequence[str]:
        """The lines of a list, without blank ones and those that begin with a #.

        Raises LookupError, in a sentence, where there is no such file in the folder itself, or it is no list.
        """
        path = self.folder / name
        if not name or path.parent != self.folder or not path.is_file():
            raise LookupError(f"There is no list {name} in {self.folder}.")
        status = path.stat()
        if name not in self._read or self._read[name][0] != status.st_mtime:
            if status.st_size > LARGEST:
                raise LookupError(f"The list {name} is too long: at most {LARGEST >> 20} MB are read.")
            self._read[name] = status.st_mtime, _lines(path.read_bytes())
        lines = self._read[name][1]
        if not lines:
            raise LookupError(f"The list {name} is empty.")
        return lines


def _lines(data: bytes) -> tuple[str, ...]:
    text = data.decode("utf-8-sig", "replace").replace("\0", "")
    lines = (line.strip() for line in text.splitlines()[:MOST])
    return tuple(line for line in lines if line and not line.startswith("#"))
