"""An engine's error as plain data, so that it can cross a pipe or be stored, and come back as what it was."""

from __future__ import annotations

import traceback
from pathlib import PurePath

import msgspec

from editor.engine import errors
from editor.engine.errors import BadResult, EngineError

_KINDS: dict[str, type[EngineError]] = {
    found.kind: found for found in vars(errors).values() if isinstance(found, type) and issubclass(found, EngineError)
}


class Failure(msgspec.Struct, frozen=True, tag=True):
    """The parts of an EngineError."""

    kind: str
    message: str
    advice: str = ""
    retry_after: float | None = None
    billed: bool = False

    @classmethod
    def of(cls, error: BaseException) -> Failure:
        """Any exception. One that is no EngineError becomes a bad result that quotes nothing of its text."""
        known = error if isinstance(error, EngineError) else unforeseen(error)
        return cls(known.kind, str(known.message), str(known.advice), known.retry_after, bool(known.billed))

    def error(self) -> EngineError:
        """The exception to raise; a kind that is not known here becomes a plain EngineError."""
        found = _KINDS.get(self.kind, EngineError)
        return found(self.message, self.advice, retry_after=self.retry_after, billed=self.billed)


def unforeseen(error: BaseException) -> BadResult:
    """What to say of an engine's own fault: its kind and place only, since texts may hold keys or addresses."""
    if isinstance(error, MemoryError):
        return BadResult("The engine ran out of memory.", "Mark a smaller area, or close other pictures.")
    frames = traceback.extract_tb(error.__traceback__)
    place = f" in {PurePath(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
    return BadResult(f"The engine failed with an error of its own ({type(error).__name__}{place}).")
