"""Runs one engine in a process of its own, so that its weight, its hangs and its crashes stay out of the editor."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import threading
import time
from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess

from editor.engine.child import ACKNOWLEDGED, Ended, Message, Moved, Offered, Ready, Start, serve
from editor.engine.contract import Candidate, Progress, Request
from editor.engine.errors import BadResult, Cancelled
from editor.engine.failure import Failure
from editor.engine.stop import Stop
from editor.engine.transport import Block, discard, packed, unpacked

TICK = 0.01
"""Seconds between two looks at the caller's stop."""


class Worker:
    """One engine in a spawned process that stays warm; it answers one request at a time.

    `path` is the import path of the engine. `grace` is how many seconds an engine has to end once it was stopped,
    before its process is killed; `start_limit` how many it may take to be loaded and warm. `memory` bounds the bytes
    that it may take above its warm state (Linux). After `idle_exit` seconds without a request the process ends by
    itself. In every case the next request is served, by a fresh process where needed.
    """

    def __init__(
        self,
        path: str,
        *,
        memory: int | None = None,
        idle_exit: float | None = None,
        grace: float = 0.5,
        start_limit: float = 120.0,
    ) -> None:
        self._path = path
        self._memory = memory
        self._idle_exit = idle_exit
        self._grace = grace
        self._start_limit = start_limit
        self._turn = threading.Lock()
        self._closing, self._stale = threading.Event(), threading.Event()
        self._run: _Run | None = None

    def start(self) -> None:
        """Begin to load and warm the engine, without waiting for it; nothing happens while it is at work."""
        if self._turn.acquire(blocking=False):
            try:
                self._fresh()
            finally:
                self._turn.release()

    def answers(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        """What the engine answers. `stop` may be set from any thread and is seen within 10 ms.

        Once it is set, answers are dropped, save candidates that were paid for. Raises EngineError: Cancelled when
        stopped, BadResult where the engine crashed, failed or answered with something unusable.
        """
        with self._turn:
            try:
                yield from self._asked(self._ready(stop), request, stop)
            except _NeverTaken:  # it had ended by itself, being idle, as the request was on its way
                yield from self._asked(self._ready(stop), request, stop)
            finally:
                if self._run is not None and self._run.busy:
                    self._settle(self._run)

    def renew(self) -> None:
        """What the engine is made of has changed: a fresh process answers the next request."""
        self._stale.set()

    def close(self) -> None:
        """End the process; a request that is being answered ends as cancelled."""
        self._closing.set()
        if self._turn.acquire(timeout=1):
            self._end()
            self._turn.release()
        elif (run := self._run) is not None:  # whoever listens is stuck; the process at least goes
            run.kill()

    def _asked(self, run: _Run, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        run.ask(request)
        stopped_at: float | None = None
        while True:
            if stopped_at is None and (stop.is_set() or self._closing.is_set()):
                stopped_at = time.monotonic()
                run.stop.set()
            if stopped_at is not None and self._lost(stopped_at):
                self._end()
                raise Cancelled("It was stopped.")
            message = self._next(run)
            if isinstance(message, Moved) and stopped_at is None:
                yield message.progress
            elif isinstance(message, Offered) and (stopped_at is None or _paid(message.candidate)):
                yield message.candidate
            elif isinstance(message, Failure | Ended):
                self._finish(message, stopped_at is not None)
                return

    def _lost(self, stopped_at: float) -> bool:
        """Whether a stopped engine has had its time to end."""
        return self._closing.is_set() or time.monotonic() - stopped_at > self._grace

    def _finish(self, message: Failure | Ended, stopped: bool) -> None:
        if stopped:
            raise Cancelled("It was stopped.")
        if isinstance(message, Failure):
            raise message.error()

    def _ready(self, stop: Stop) -> _Run:
        """The process, once its engine is warm. Stopping does not end one that is still being loaded."""
        run = self._fresh()
        while not run.ready:
            if stop.is_set() or self._closing.is_set():
                raise Cancelled("It was stopped.")
            if time.monotonic() - run.began > self._start_limit:
                self._end()
                raise BadResult("The engine did not start in time.")
            message = self._next(run)
            if isinstance(message, Failure):
                self._end()
                raise message.error()
        if stop.is_set():
            raise Cancelled("It was stopped.")
        run.stop.clear()
        return run

    def _fresh(self) -> _Run:
        if self._closing.is_set():
            raise Cancelled("The worker was closed.")
        if self._run is not None and (self._stale.is_set() or not self._run.alive):
            self._end()
        if self._run is None:
            self._stale.clear()
            self._run = _Run(Start(self._path, f"pb{secrets.token_hex(5)}-", self._memory, self._idle_exit))
        return self._run

    def _next(self, run: _Run) -> Message | None:
        """The next message, or None after a tick without one. Raises BadResult once the process is gone."""
        try:
            return run.receive()
        except (EOFError, OSError):
            self._end()
            if run.waits_to_be_taken:
                raise _NeverTaken from None
            raise BadResult("The engine crashed.", "Try again; if it crashes again, choose another engine.") from None
        except ValueError:
            self._end()
            raise BadResult("The engine answered with something that cannot be read.") from None

    def _settle(self, run: _Run) -> None:
        """Nobody listens any more: bring the engine to its end, or end it."""
        run.stop.set()
        until = time.monotonic() + self._grace
        with contextlib.suppress(BadResult, _NeverTaken):
            while time.monotonic() < until and not self._closing.is_set():
                if isinstance(self._next(run), Failure | Ended):
                    return
            self._end()

    def _end(self) -> None:
        run, self._run = self._run, None
        if run is not None:
            run.end()


class _NeverTaken(Exception):  # noqa: N818 - says what happened
    """The process was gone before it had read the request."""


class _Run:
    """One life of the process, with its pipe, its stop and the blocks that are under way."""

    def __init__(self, start: Start) -> None:
        context = get_context("spawn")
        memory = context.RawArray("B", 1)
        self.stop = Stop(memory)
        self.ready = False
        self.busy = False
        self.waits_to_be_taken = False
        self.began = time.monotonic()
        self._blocks = start.blocks
        self._received = 0
        self._asked: Block | None = None
        self._pipe, theirs = context.Pipe()
        self._process: SpawnProcess = context.Process(target=serve, args=(theirs, memory, start), daemon=True)
        try:
            with without_interrupts():
                self._process.start()
        finally:
            theirs.close()

    @property
    def alive(self) -> bool:
        return self._process.is_alive()

    def ask(self, request: Request) -> None:
        parcel = packed(request, f"{self._blocks}r")
        self._asked = parcel.block
        self.busy = self.waits_to_be_taken = True
        with contextlib.suppress(OSError):  # a broken pipe is seen, and told, where the answer is waited for
            self._pipe.send_bytes(parcel.data)

    def receive(self) -> Message | None:
        """The next message, or None after a tick. Raises EOFError or OSError once the process is gone."""
        if not wait([self._pipe], TICK):
            return None
        message: Message
        message, block = unpacked(self._pipe.recv_bytes(), Message)
        if block:
            self._received += 1
            self._pipe.send_bytes(ACKNOWLEDGED)
        self.ready = self.ready or isinstance(message, Ready)
        self.busy = self.busy and not isinstance(message, Failure | Ended)
        self.waits_to_be_taken = False
        self._release()
        return message

    def kill(self) -> None:
        self._process.kill()

    def end(self) -> None:
        """Kill the process where it still runs, and free all that it shared."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self._pipe.close()
        self._release()
        for number in (self._received - 1, self._received):
            discard(f"{self._blocks}{number}")

    def _release(self) -> None:
        block, self._asked = self._asked, None
        if block is not None:
            block.release()


def _paid(candidate: Candidate) -> bool:
    return candidate.price is not None and candidate.price.micros > 0


@contextlib.contextmanager
def without_interrupts() -> Iterator[None]:
    """A process started here does not hear Ctrl+C, not even before it can say so itself. POSIX only."""
    if os.name != "posix":
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # starting it inside would let the signal through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
