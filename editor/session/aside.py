"""Runs slow steps aside: in a process of their own for a window, in this one for the command line."""

from __future__ import annotations

import contextlib
import secrets
import signal
import threading
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, Protocol, TypeVar, overload

import numpy as np

from editor.engine.child import ACKNOWLEDGED, end_with_owner
from editor.engine.errors import BadResult, Cancelled, EngineError
from editor.engine.failure import unforeseen
from editor.engine.pickled import pickled, unpickled
from editor.engine.stop import Stop
from editor.engine.transport import Packed, discard
from editor.engine.worker import TICK, without_interrupts
from editor.project.errors import ProjectError

R_co = TypeVar("R_co", covariant=True)
R = TypeVar("R")


class Work(Protocol[R_co]):
    """A step with all that it needs, such as a `functools.partial`; it polls `stop`, uint8 (1,)."""

    def __call__(self, *, stop: np.ndarray | None) -> R_co: ...


class Measured(Protocol[R_co]):
    """Work that tells how far it is: it sets `far`, uint8 (1,), to the percent that is done."""

    def __call__(self, *, stop: np.ndarray | None, far: np.ndarray | None) -> R_co: ...


class Aside(Protocol):
    """Does work on the calling thread's behalf. Raises what it raises, Cancelled once `stop` is set."""

    def __call__(self, work: Work[R], stop: Stop) -> R: ...


def here(work: Any, stop: Stop, heard: Callable[[float], object] | None = None) -> Any:
    """In this process; `heard` is for measured work, of which nobody is told how far it is."""
    stop.check()
    return work(stop=stop.flag) if heard is None else work(stop=stop.flag, far=None)


class Process:
    """In one spawned process that stays warm; threads take turns. The work and its answer must be picklable.

    Work that does not end within `grace` seconds once it is stopped is ended with its process, and the next gets a
    fresh one. Raises BadResult where the process crashed or the work failed by a fault of its own.
    """

    def __init__(self, grace: float = 0.5) -> None:
        self._grace = grace
        self._turn = threading.Lock()
        self._closing = threading.Event()
        self._run: _Run | None = None

    @overload
    def __call__(self, work: Work[R], stop: Stop) -> R: ...

    @overload
    def __call__(self, work: Measured[R], stop: Stop, heard: Callable[[float], object]) -> R: ...

    def __call__(self, work: Any, stop: Stop, heard: Callable[[float], object] | None = None) -> Any:
        """`heard` is told how far measured work is, 0..1, on the calling thread."""
        stop.check()
        with contextlib.ExitStack() as held:
            parcel = pickled((work, heard is not None), _new_name())
            if parcel.block is not None:
                held.callback(parcel.block.release)
            self._take_turn(stop)
            held.callback(self._turn.release)
            return self._answer(parcel, stop, heard)

    def start(self) -> None:
        """Begin to load what the steps need, without waiting for it; nothing happens while it is at work."""
        threading.Thread(target=self._begin, daemon=True).start()

    def close(self) -> None:
        """End the process; work that goes on ends as cancelled."""
        self._closing.set()
        if self._turn.acquire(timeout=1):
            self._end()
            self._turn.release()
        elif (run := self._run) is not None:  # whoever waits for it hears that it is gone
            run.process.kill()

    def _begin(self) -> None:
        if self._turn.acquire(blocking=False):
            try:
                with contextlib.suppress(Cancelled, OSError):  # told to the first that has work
                    self._fresh()
            finally:
                self._turn.release()

    def _take_turn(self, stop: Stop) -> None:
        while not self._turn.acquire(timeout=TICK):
            stop.check()

    def _answer(self, parcel: Packed, stop: Stop, heard: Callable[[float], object] | None) -> Any:
        run = self._fresh()
        try:
            run.pipe.send_bytes(parcel.data)
            self._wait(run, stop, heard)
            answer = run.received()
        except (EOFError, OSError):
            self._end()
            raise BadResult("The program's own worker crashed.", "Try again, with a smaller area.") from None
        stop.check()
        if isinstance(answer, _Raised):
            raise answer.error
        return answer

    def _wait(self, run: _Run, stop: Stop, heard: Callable[[float], object] | None) -> None:
        """Until there is an answer. Raises Cancelled where there is none in time once it was stopped."""
        stopped_at: float | None = None
        told = 0
        while not wait([run.pipe], TICK):
            if heard is not None and run.far[0] != told:
                told = int(run.far[0])
                heard(told / 100)
            if stopped_at is None and (stop.is_set() or self._closing.is_set()):
                stopped_at = time.monotonic()
                run.stop.set()
            if stopped_at is not None and time.monotonic() - stopped_at > self._grace:
                self._end()
                raise Cancelled("It was stopped.")

    def _fresh(self) -> _Run:
        if self._closing.is_set():
            raise Cancelled("The program is being closed.")
        if self._run is not None and not self._run.process.is_alive():
            self._end()
        if self._run is None:
            self._run = _Run()
        self._run.stop.clear()
        self._run.far[0] = 0
        return self._run

    def _end(self) -> None:
        run, self._run = self._run, None
        if run is not None:
            run.end()


class _Raised:
    """What the work raised, on its way back."""

    def __init__(self, error: Exception) -> None:
        self.error = error


class _Run:
    """One life of the process, with its pipe, its stop and how far it is in percent."""

    def __init__(self) -> None:
        context = get_context("spawn")
        memory = context.RawArray("B", 2)
        self.stop, self.far = Stop(memory), np.frombuffer(memory, np.uint8, 1, 1)
        self.pipe, theirs = context.Pipe()
        self._answers = _new_name()
        arguments = (theirs, memory, self._answers)
        self.process: SpawnProcess = context.Process(target=serve, args=arguments, daemon=True)
        try:
            with without_interrupts():
                self.process.start()
        finally:
            theirs.close()

    def received(self) -> Any:
        """The answer that is there. Raises EOFError or OSError once the process is gone."""
        answer, has_block = unpickled(self.pipe.recv_bytes())
        if has_block:
            self.pipe.send_bytes(ACKNOWLEDGED)
        return answer

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.process.close()
        self.pipe.close()
        discard(self._answers)


def _new_name() -> str:
    """For a block of shared memory."""
    return f"pb{secrets.token_hex(5)}"


def serve(pipe: Connection, memory: Any, answers: str) -> None:
    """The process itself: until the owner closes the pipe or dies. `answers` names the shared memory of each answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal reaches the whole group; the owner decides
    threading.Thread(target=end_with_owner, daemon=True).start()
    import editor.pixels.composite
    import editor.steps.fit
    import editor.steps.flatten  # noqa: F401 - so that the first work finds all of it loaded

    flag, far = Stop(memory).flag, np.frombuffer(memory, np.uint8, 1, 1)
    with contextlib.suppress(EOFError, OSError):
        while True:
            _tell(pipe, pickled(_done(pipe.recv_bytes(), flag, far), answers))


def _tell(pipe: Connection, answer: Packed) -> None:
    """Send it, and where there is a block wait until the owner has it."""
    try:
        pipe.send_bytes(answer.data)
        if answer.block is not None:
            pipe.recv_bytes()
    finally:
        if answer.block is not None:
            answer.block.release()


def _done(parcel: bytes, flag: np.ndarray, far: np.ndarray) -> object:
    try:
        (work, measured), _ = unpickled(parcel)
        return work(stop=flag, far=far) if measured else work(stop=flag)
    except (EngineError, ProjectError, ValueError, OSError, MemoryError) as error:
        return _Raised(error)
    except BaseException as error:
        return _Raised(unforeseen(error))
