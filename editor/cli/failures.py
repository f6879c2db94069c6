"""Every error that a user can meet, as a message, what to do about it and an exit code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from editor.cli.console import Failure
from editor.engine.errors import EngineError
from editor.pixels.decode import ImageRejected
from editor.project.errors import ProjectError

FAULT = 4


def failure(error: BaseException) -> Failure:
    """What to show; the code is FAULT where the program itself is at fault."""
    match error:
        case Failure():
            return error
        case KeyboardInterrupt():
            return Failure("stopped by Ctrl+C", "Nothing else was changed.", code=130)
        case EngineError():
            return Failure(error.message, error.advice, code=3)
        case ImageRejected() | ProjectError():
            return Failure(error.message, error.advice)
        case MemoryError():
            return Failure("there is not enough memory for this", "Choose a smaller size, or close other programs.")
        case OSError():
            what = f"{error.filename or 'a file'}: {error.strerror or error}"
            return Failure(what, "Check the name, the rights and the space.")
    what = f"{type(error).__name__}: {error}".rstrip(": ")
    return Failure(f"this is a fault of the program ({what})", "Please report it with what you did.", code=FAULT)


@contextmanager
def refusals() -> Iterator[None]:
    """Around a step that refuses with a ValueError in words for the user; anywhere else a ValueError is a fault."""
    try:
        yield
    except ImageRejected:  # it has advice of its own
        raise
    except ValueError as error:
        raise Failure(str(error)) from error
