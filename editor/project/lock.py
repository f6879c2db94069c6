"""One writer for a project: an OS lock on a sidecar file that says who holds it."""

from __future__ import annotations

import getpass
import json
import os
import socket
import sys
from pathlib import Path
from typing import BinaryIO

from editor.project.errors import ProjectError, explained
from editor.project.held import lock_file, take


class HeldError(Exception):
    """Another process has the project open for writing; `holder` says who, as far as it can be read."""

    def __init__(self, holder: str) -> None:
        super().__init__(holder)
        self.holder = holder


class Lock:
    """HeldError from the making of it until `release`, or until the process ends in whatever way."""

    def __init__(self, project: Path) -> None:
        """Raises HeldError, or ProjectError where the folder takes no lock."""
        self.path = lock_file(project)
        try:
            self._file = self._taken()
            self._sign()
        except OSError as error:
            raise explained(error, project) from error

    def release(self) -> None:
        if self._file.closed:
            return
        if sys.platform != "win32":
            self.path.unlink(missing_ok=True)  # while it is held, so that nobody else's file is removed
        self._file.close()

    def _taken(self) -> BinaryIO:
        while True:
            file = open(self.path, "a+b", buffering=0)  # noqa: SIM115 - it stays open as long as the lock
            try:
                take(file)
            except (BlockingIOError, PermissionError) as error:
                holder = _holder(self.path)
                file.close()
                raise HeldError(holder) from error
            except OSError as error:
                file.close()
                raise ProjectError(
                    f"The folder of {self.path.name} does not take locks: {error}.",
                    "Copy the project to a disk of this computer.",
                ) from error
            if _is_at(file, self.path):
                return file
            file.close()  # its last owner removed it between our opening and locking

    def _sign(self) -> None:
        self._file.truncate(0)
        who = {"host": socket.gethostname(), "user": _user(), "pid": os.getpid()}
        self._file.write(json.dumps(who).encode())


def _is_at(file: BinaryIO, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _holder(path: Path) -> str:
    try:
        who = json.loads(path.read_bytes())
        return f"{who['user']} on {who['host']} (process {who['pid']})"
    except (OSError, ValueError, LookupError, TypeError):
        return "another program"


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
