"""Jobs: requests answered in threads and worker processes, their events heard on one thread in order."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from functools import partial

from editor.engine.checked import checked
from editor.engine.contract import Candidate, Engine, Progress, Request
from editor.engine.errors import BadResult, Cancelled, EngineError
from editor.engine.failure import unforeseen
from editor.engine.plugin import gone
from editor.engine.provider import Connection
from editor.engine.registry import Registry
from editor.engine.stop import Stop
from editor.engine.worker import Worker
from editor.session.events import Events
from editor.session.job import Event, Hold, Job, Keep, Note, Outcome, Prepare, paid
from editor.session.line import Lane, Line, Lines, Task

REST = 300.0  # seconds


class Jobs:
    """Only the thread that made it may touch it; events are heard there and nowhere else.

    An engine whose place is "worker" has one process that stays warm and answers one request at a time. Those of the
    network share the threads of their connection (what stands before the "/" in their names), as many as it may have
    requests under way. `wake` is called from a job's thread when there is something to hear: a
    window posts itself a message that calls `deliver`. `memory` and `idle_exit` are those of every `Worker`; without
    the latter, processes of engines that the user connected end after `REST`, since what they hold may be large.
    """

    def __init__(
        self,
        registry: Registry,
        wake: Callable[[], None] = lambda: None,
        *,
        memory: int | None = None,
        idle_exit: float | None = None,
    ) -> None:
        self._registry = registry
        self._memory = memory
        self._idle_exit = idle_exit
        self._owner = threading.get_ident()
        self._events = Events(wake)
        self._workers: dict[str, Worker] = {}
        self._lines = Lines()
        self._made_of: dict[str, Connection | None] = {}  # what the workers' engines came from
        self._open: dict[Job, Task] = {}
        self._closed = False

    def warm(self, engine: str) -> None:
        """Begin to load the engine's worker, as soon as a mask is begun. Raises LookupError for an unknown one."""
        self._check_thread()
        if self._registry.engine(engine).abilities.place == "worker":
            threading.Thread(target=self._start, args=(self._worker(engine),), daemon=True).start()

    def submit(
        self,
        engine: str,
        request: Request | Prepare,
        keep: Keep | None = None,
        *,
        note: Note | None = None,
        hold: Hold | None = None,
        lane: Lane = "interactive",
        allowed: Callable[[], bool] = lambda: True,
    ) -> Job:
        """Have the request answered. Raises LookupError where there is no such engine.

        A request that takes long to make is given as the call that makes it. That, `keep`, `note` and `hold` are called
        on the job's thread: `note(job, "sent", None)` before the engine is called, `hold(receipt)` of a receipt,
        `keep(job, candidate)` before a candidate is delivered, `note` again with how it ended. Where one raises, the
        job fails. `allowed` is asked on a thread of the line when its turn has come: where it answers False, the job is
        `held`, and what comes after it on the line waits with it until `release`.
        """
        self._check_thread()
        job = Job(engine, request, keep, note, hold, lane, self._cancel)
        line = self._line(engine)
        self._open[job] = task = partial(self._run, job)
        line.add(task, lane, lambda: self._allowed(job, allowed))
        return job

    def asking(self, engine: str) -> Callable[[Request, Stop], Iterator[Progress | Candidate]]:
        """Asks an engine past the line, on any thread. Raises LookupError where there is no such engine."""
        self._check_thread()
        found = self._registry.engine(engine)
        return self._worker(engine).answers if found.abilities.place == "worker" else found.generate

    @property
    def paused(self) -> bool:
        return self._lines.paused

    def pause(self) -> None:
        """Begin nothing more until `resume`; what runs goes on."""
        self._check_thread()
        self._lines.pause()

    def resume(self) -> None:
        self._check_thread()
        self._lines.resume()

    def release(self) -> None:
        """Ask again whether what was held may begin. From any thread."""
        self._lines.release()

    def arrange(self, jobs: Sequence[Job]) -> None:
        """Have those of these that wait begin in this order, as far as their engines and lanes allow."""
        self._check_thread()
        self._lines.arrange([self._open[job] for job in jobs if job in self._open])

    def renew(self) -> None:
        """The registry has other connections now: workers whose engine came from another one begin anew."""
        self._check_thread()
        for engine, worker in self._workers.items():
            connection = self._registry.connection(engine)
            if connection != self._made_of[engine]:
                self._made_of[engine] = connection
                worker.renew()

    def drain(self) -> list[Event]:
        """All that happened since the last time, in order; of several progresses of a job the newest.

        The jobs' `state` and `error` are what these events say. Signals are not emitted: see `deliver`.
        """
        self._check_thread()
        return [event for event in self._events.taken() if self._settled(event)]

    def deliver(self) -> list[Event]:
        """`drain`, and the signals of each event's job. What receivers raise comes after all were called."""
        events = self.drain()
        errors: list[Exception] = []
        for event in events:
            try:
                event.tell()
            except Exception as error:
                errors.append(error)
        if errors:
            raise errors[0] if len(errors) == 1 else ExceptionGroup("several receivers of jobs failed", errors)
        return events

    def wait(self, job: Job, seconds: float | None = None) -> Job:
        """Deliver events until this job is over. Raises TimeoutError where it is not, after so many seconds."""
        until = None if seconds is None else time.monotonic() + seconds
        while not job.over:
            left = None if until is None else until - time.monotonic()
            if left is not None and left <= 0:
                raise TimeoutError("the job is not over yet")
            self._events.wait(left)
            self.deliver()
        return job

    def close(self, seconds: float = 2.0) -> None:
        """Leave all as it is and end the processes: what is open is noted as "left", not as cancelled.

        Threads that do not end within `seconds` are left to themselves.
        """
        self._check_thread()
        if self._closed:
            return
        self._closed = True
        for job in tuple(self._open):
            job.stop.leave()
        self._lines.close()
        closers = [threading.Thread(target=worker.close, daemon=True) for worker in self._workers.values()]
        for closer in closers:
            closer.start()
        until = time.monotonic() + seconds
        for thread in (*closers, *self._lines.all):
            thread.join(max(0.0, until - time.monotonic()))
        self._events.close()

    def _worker(self, engine: str) -> Worker:
        if engine not in self._workers:
            self._made_of[engine] = connection = self._registry.connection(engine)
            idle_exit = self._idle_exit or (REST if connection else None)
            worker = Worker(self._registry.path(engine), memory=self._memory, idle_exit=idle_exit)
            self._workers[engine] = worker
        return self._workers[engine]

    def _line(self, engine: str) -> Line:
        """Where requests to an engine wait: those of one connection share a line, as wide as it or the user allows."""
        abilities = self._registry.engine(engine).abilities
        if abilities.place == "worker":
            self._worker(engine)
            return self._lines.of(engine)
        connection = self._registry.connection(engine)
        width, pace = (connection.at_once, connection.per_minute) if connection else (None, None)
        return self._lines.of(engine.partition("/")[0], width or abilities.at_once, pace)

    def _start(self, worker: Worker) -> None:
        with contextlib.suppress(EngineError, OSError):  # told again, to somebody who listens, by the first request
            worker.start()

    def _cancel(self, job: Job) -> None:
        self._check_thread()
        job.cancelled = True
        job.stop.set()
        if not job.over:
            self._events.post(Event("cancelled", job))

    def _settled(self, event: Event) -> bool:
        """Bring the job to what the event says; False where the event comes too late."""
        job = event.job
        if event.kind == "held":
            return not job.over
        if job.over or (job.stop.is_set() and event.kind != "cancelled"):
            return False
        if event.kind in ("finished", "failed", "cancelled"):
            job.state = event.kind
            job.error = event.error
            self._open.pop(job, None)
        else:
            job.state = "begun" if event.kind == "begun" else "answering"
        return True

    def _check_thread(self) -> None:
        if threading.get_ident() != self._owner:
            raise RuntimeError("jobs belong to the thread that made them")

    # What follows runs on the job's own thread.

    def _allowed(self, job: Job, allowed: Callable[[], bool]) -> bool:
        if job.stop.is_set() or allowed():
            return True
        self._events.post(Event("held", job))
        return False

    def _run(self, job: Job) -> None:
        if not job.stop.is_set():
            self._events.post(Event("begun", job))
        error = self._answered(job)
        cancelled = job.stop.is_set() or isinstance(error, Cancelled)
        outcome: Outcome = "failed" if error else "answered"
        if cancelled:
            outcome = "left" if self._closed and not job.cancelled else "cancelled"
        error = job.noted(outcome, error) or error
        kind = "cancelled" if cancelled else "finished" if error is None else "failed"
        self._events.post(Event(kind, job, error=None if cancelled else error))

    def _answered(self, job: Job) -> EngineError | None:
        """Have the engine answer; what went wrong, if anything did."""
        try:
            job.stop.check()
            if job.prepare is not None:
                job.request = job.prepare(job)
            job.stop.check()
        except EngineError as error:
            return error
        except BaseException as error:
            return unforeseen(error)
        if (error := job.noted("sent", None)) is not None:
            return error
        try:
            with contextlib.closing(self._answers(job)) as answers:
                offered = [self._hear(job, answer) for answer in answers]
            if not any(offered):
                return BadResult("The engine ended without offering a picture.")
        except EngineError as error:
            return error
        except BaseException as error:
            return unforeseen(error)
        return None

    def _answers(self, job: Job) -> Generator[Progress | Candidate, None, None]:
        assert job.request is not None, "it was prepared"
        if job.engine in self._workers:
            yield from self._workers[job.engine].answers(job.request, job.stop)
            return
        for answer in self._engine(job.engine).generate(job.request, job.stop):
            yield checked(answer)

    def _engine(self, name: str) -> Engine:
        """Raises EngineError where it was disconnected since it was asked."""
        try:
            return self._registry.engine(name)
        except LookupError:
            raise gone(name) from None

    def _hear(self, job: Job, answer: Progress | Candidate) -> bool:
        """Keep and post one answer; whether it was a candidate."""
        stopped = job.stop.is_set()
        if isinstance(answer, Progress):
            if answer.receipt is not None and job.hold is not None:
                job.hold(answer.receipt)
            if not stopped:
                self._events.post(Event("progress", job, progress=answer))
            return False
        if stopped and not paid(answer):
            return True
        kept = job.kept(answer)
        if not stopped:
            self._events.post(Event("candidate", job, candidate=answer, kept=kept))
        return True
