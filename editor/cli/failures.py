"""Every error that a user can meet, as a message, what to do about it and an exit code."""

from __future__ import annotations

from editor.cli.console import Failure
from editor.engine.errors import Cancelled, EngineError
from editor.pixels.decode import ImageRejected
from editor.project.errors import ProjectError


def failure(error: Exception) -> Failure | None:
    """The failure to show, or None where the program itself is at fault."""
    if isinstance(error, Cancelled):
        return Failure(error.message, error.advice, code=130)
    if isinstance(error, EngineError):
        return Failure(error.message, error.advice, code=3)
    if isinstance(error, ImageRejected | ProjectError):
        return Failure(error.message, error.advice)
    if isinstance(error, ValueError):
        return Failure(str(error))
    if isinstance(error, OSError):
        return Failure(
            f"{error.filename or 'a file'}: {error.strerror or error}", "Check the name, the rights and the space."
        )
    return None
