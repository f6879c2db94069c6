"""Writes files so that a name always holds either what was there before or all of what is new."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from editor.pixels.encode import encode

_SENTENCES = {
    errno.ENOSPC: "there is no space left to write it: free some, or choose another place",
    errno.EDQUOT: "your share of the disk is used up: free some space, or choose another place",
    errno.EFBIG: "the file would be larger than is allowed here: choose another place",
    errno.EACCES: "you may not write there: choose another folder, or change its rights",
    errno.EPERM: "you may not write there: choose another folder, or change its rights",
    errno.EROFS: "that disk can only be read: choose another place",
    errno.ENOENT: "its folder does not exist: make the folder first, or choose another",
    errno.ENOTDIR: "its folder is a file: choose another folder",
    errno.EISDIR: "this is a folder: give the name of a file",
    errno.ENAMETOOLONG: "the name is too long: choose a shorter one",
}


def write(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file whole or not at all; one that was there before keeps its bytes until the new ones are on the disk.

    A link is followed, rights of an older file are kept, and devices and pipes are written into directly. Raises
    OSError of the fitting kind, whose `strerror` says in words what is wrong and what to do.
    """
    with _explained(path):
        target = Path(os.path.realpath(path))
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "")
        if target.exists() and not target.is_file():
            target.write_bytes(data)
        else:
            with _part(target, data, secrets.token_hex(8)) as part:
                if target.exists():
                    with contextlib.suppress(OSError):  # some file systems have no rights
                        part.chmod(stat.S_IMODE(target.stat().st_mode))
                os.replace(part, target)
            _settle(target.parent)


def write_new(path: str | os.PathLike[str], data: bytes, token: str) -> Path:
    """Write a file whole or not at all under this name, or with a number where the name is taken; the path it has.

    Nothing is ever written over, whoever makes a file of that name meanwhile. Until it is whole the file is called
    `unfinished(path, token)`: whoever ends the process that writes removes that. Raises as `write`.
    """
    with _explained(path), _part(Path(path), data, token) as part:
        while True:
            free = free_name(Path(path))
            try:
                os.link(part, free)
                break
            except FileExistsError:
                continue
            except OSError:  # a file system without links
                if not os.path.lexists(free):
                    os.replace(part, free)
                    break
    _settle(free.parent)
    return free


def free_name(path: Path) -> Path:
    """The path itself, or the first of `name-2`, `name-3` and so on that is not there."""
    found, number = path, 1
    while os.path.lexists(found):
        number += 1
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return found


def unfinished(path: str | os.PathLike[str], token: str) -> Path:
    """What a file is called in its folder until it is whole."""
    return Path(path).with_name(f".save-{token}")


def write_mask(path: str | os.PathLike[str], mask: np.ndarray) -> None:
    """Write a mask, uint8 (h, w), 255 where the picture is to change, in the format that the name asks for.

    Raises ValueError for an unknown format and for JPEG, which would blur its values; otherwise as `write`.
    """
    suffix = Path(path).suffix
    if suffix.lower() in (".jpg", ".jpeg", ".jpe", ".avif"):
        raise ValueError(f"A mask loses its exact values as {suffix}: write it as .png.")
    write(path, encode(mask, suffix))


@contextlib.contextmanager
def _explained(path: str | os.PathLike[str]) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        sentence = _SENTENCES.get(error.errno or 0, error.strerror or "it could not be written")
        raise OSError(error.errno, sentence, os.fspath(path)) from error


@contextlib.contextmanager
def _part(target: Path, data: bytes, token: str) -> Iterator[Path]:
    """The data on the disk, beside the target; gone again afterwards unless it was given another name."""
    part = unfinished(target, token)
    try:
        with open(part, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield part
    finally:
        with contextlib.suppress(OSError):
            part.unlink()


def _settle(folder: Path) -> None:
    """Bring the new name itself to the disk, where folders can be opened."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
