"""What can go wrong with a project file, in sentences that say what to do."""

from __future__ import annotations

import errno
from pathlib import Path

import apsw
import msgspec
import zstandard

FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG)  # Windows knows no quota error


class ProjectError(Exception):
    """A project cannot be opened, read or written; `advice` says what the user can do about it."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(f"{message} {advice}".strip())
        self.message = message
        self.advice = advice


class DamagedError(ProjectError):
    """Bytes of the file are not what was written."""


class LostError(DamagedError, LookupError):
    """Pixels or bytes that a record names are missing in the file, or are not what was written."""


class NoRoomError(ProjectError):
    """The disk is full, or a quota is reached."""


class NotSavedError(ProjectError):
    """What is in memory could not be written."""


def explained(error: BaseException, path: Path) -> ProjectError:
    """The error of the database, the codec or the system in the user's words."""
    name = path.name
    match error:
        case ProjectError():
            return error
        case apsw.NotADBError():
            return DamagedError(f"{name} is not a Patchboard project.", "Choose another file.")
        case apsw.CorruptError() | zstandard.ZstdError() | msgspec.DecodeError():
            return damaged(path)
        case apsw.FullError():
            return no_room(path)
        case apsw.ReadOnlyError() | apsw.PermissionsError() | apsw.CantOpenError() | PermissionError():
            return no_permission(path)
        case apsw.BusyError() | apsw.LockedError():
            return ProjectError(f"{name} is in use by another program.", "Close it there and try again.")
        case FileNotFoundError():
            return ProjectError(f"The folder of {name} does not exist.", "Make it, or choose another.")
        case OSError() if error.errno in FULL:
            return no_room(path)
        case OSError() if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
            return no_permission(path)
    return ProjectError(f"{name} cannot be used: {error}.", "Check that the disk is still connected and try again.")


def damaged(path: Path) -> DamagedError:
    return DamagedError(f"{path.name} is damaged.", "Recover what can be read of it into a new project.")


def lost(what: str) -> LostError:
    return LostError(f"{what} of this project is missing or damaged.", "Recover the rest of it into a new project.")


def no_room(path: Path) -> NoRoomError:
    return NoRoomError(f"There is no room to write {path.name}.", "Make room on the disk; nothing is lost meanwhile.")


def no_permission(path: Path) -> ProjectError:
    return ProjectError(
        f"{path.name} may not be written here.",
        "Open it read-only, or copy it to a folder where you may write.",
    )


def read_only() -> ProjectError:
    return ProjectError("This project is open read-only.", "Save it under another name to change it.")
