"""Writes files so that a name always holds either what was there before or all of what is new."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
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
    try:
        target = Path(os.path.realpath(path))
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "")
        if target.exists() and not target.is_file():
            target.write_bytes(data)
        else:
            _replace(target, data)
    except OSError as error:
        sentence = _SENTENCES.get(error.errno or 0, error.strerror or "it could not be written")
        raise OSError(error.errno, sentence, os.fspath(path)) from error


def write_mask(path: str | os.PathLike[str], mask: np.ndarray) -> None:
    """Write a mask, uint8 (h, w), 255 where the picture is to change, in the format that the name asks for.

    Raises ValueError for an unknown format and for JPEG, which would blur its values; otherwise as `write`.
    """
    suffix = Path(path).suffix
    if suffix.lower() in (".jpg", ".jpeg", ".jpe", ".avif"):
        raise ValueError(f"A mask loses its exact values as {suffix}: write it as .png.")
    write(path, encode(mask, suffix))


def _replace(target: Path, data: bytes) -> None:
    part = target.with_name(f".save-{secrets.token_hex(8)}")
    try:
        with open(part, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            with contextlib.suppress(OSError):  # some file systems have no rights
                part.chmod(stat.S_IMODE(target.stat().st_mode))
        os.replace(part, target)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise
    _settle(target.parent)


def _settle(folder: Path) -> None:
    """Bring the new name itself to the disk, where folders can be opened."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
