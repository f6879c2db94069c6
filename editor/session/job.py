"""One request being answered, and the events by which its owner hears of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, NamedTuple, Protocol

from editor.engine.contract import Candidate, Progress, Receipt, Request
from editor.engine.errors import EngineError
from editor.engine.stop import Stop
from editor.session.line import Lane
from editor.session.signal import Signal

JobState = Literal["waiting", "begun", "answering", "finished", "failed", "cancelled"]
Outcome = Literal["sent", "answered", "failed", "cancelled", "left"]
"""What is noted of a request: before its engine is called, and how it ended; "left" where the program ended first."""


class Prepare(Protocol):
    """Makes the request, on the job's thread, before anything is noted of it."""

    def __call__(self, job: Job, /) -> Request: ...


class Keep(Protocol):
    """Makes a candidate durable, on the job's thread; what it returns is delivered as the event's `kept`."""

    def __call__(self, job: Job, candidate: Candidate, /) -> Any: ...


class Hold(Protocol):
    """Makes a receipt durable, on the job's thread, before the engine is asked for more."""

    def __call__(self, receipt: Receipt, /) -> None: ...


class Note(Protocol):
    """Writes down how a request stands, on the job's thread: "sent" must be durable when it returns."""

    def __call__(self, job: Job, outcome: Outcome, error: EngineError | None, /) -> None: ...


class Job:
    """A request on its way. Its owner's thread reads it; `cancel` is final.

    `request` is None until it is prepared, where it is prepared on the job's thread.

    Signals, on the owner's thread: `held(job)` when it was not allowed to begin, `begun(job)` when its turn has come,
    `progressed(progress)`, `offered(candidate, kept)`, `ended(job)`.
    """

    def __init__(
        self,
        engine: str,
        request: Request | Prepare,
        keep: Keep | None,
        note: Note | None,
        hold: Hold | None,
        lane: Lane,
        cancel: Callable[[Job], None],
    ) -> None:
        self.engine = engine
        self.request = request if isinstance(request, Request) else None
        self.prepare = None if isinstance(request, Request) else request
        self.lane: Lane = lane
        self.state: JobState = "waiting"
        self.error: EngineError | None = None
        self.stop = Stop()
        self.cancelled = False  # by its owner, not by the end of the program
        self.held: Signal[Job] = Signal()
        self.begun: Signal[Job] = Signal()
        self.progressed: Signal[Progress] = Signal()
        self.offered: Signal[Candidate, Any] = Signal()
        self.ended: Signal[Job] = Signal()
        self.keep = keep
        self.note = note
        self.hold = hold
        self._cancel = cancel

    @property
    def over(self) -> bool:
        return self.state in ("finished", "failed", "cancelled")

    def cancel(self) -> None:
        """Say so at once, and drop whatever is still answered; a candidate that was paid for is kept all the same."""
        self._cancel(self)

    def kept(self, candidate: Candidate) -> Any:
        """What `keep` makes of a candidate, on the job's thread. Raises EngineError where it cannot be stored."""
        if self.keep is None:
            return None
        try:
            return self.keep(self, candidate)
        except EngineError:
            raise
        except Exception as error:
            what = f"The answer could not be stored ({error})."
            raise EngineError(what, "Make room on the disk and try again.", billed=paid(candidate)) from error

    def noted(self, outcome: Outcome, error: EngineError | None) -> EngineError | None:
        """Write down how it stands, on the job's thread; what went wrong with that, if anything did."""
        if self.note is None:
            return None
        try:
            self.note(self, outcome, error)
        except EngineError as failed:
            return failed
        except Exception as failed:
            what = f"The request could not be written down ({failed})."
            return EngineError(what, "Make room on the disk and try again.")
        return None


class Event(NamedTuple):
    """What happened to a job, delivered on its owner's thread.

    "progress" has `progress`; "candidate" has `candidate`, durable already, and what `keep` made of it as `kept`;
    "failed" has `error`.
    """

    kind: Literal["held", "begun", "progress", "candidate", "finished", "failed", "cancelled"]
    job: Job
    progress: Progress | None = None
    candidate: Candidate | None = None
    kept: Any = None
    error: EngineError | None = None

    def tell(self) -> None:
        """Emit the job's signal for it."""
        if self.kind == "held":
            self.job.held.emit(self.job)
        elif self.kind == "begun":
            self.job.begun.emit(self.job)
        elif self.kind == "progress" and self.progress is not None:
            self.job.progressed.emit(self.progress)
        elif self.kind == "candidate" and self.candidate is not None:
            self.job.offered.emit(self.candidate, self.kept)
        else:
            self.job.ended.emit(self.job)


def paid(candidate: Candidate) -> bool:
    """Whether it has a price."""
    return candidate.price is not None and candidate.price.micros > 0
