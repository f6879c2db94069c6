"""Runs one engine in this process for the command line: progress on the terminal, Ctrl+C stops it."""

from __future__ import annotations

import signal
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from types import FrameType

from editor.cli.console import Console
from editor.engine.checked import checked
from editor.engine.contract import Candidate, Engine, Progress, Request
from editor.engine.errors import BadResult, Cancelled, EngineError
from editor.engine.failure import unforeseen
from editor.engine.stop import Stop


def answers(engine: Engine, request: Request, console: Console) -> Generator[tuple[Candidate, float], None, None]:
    """Each candidate with the seconds that it took. Raises KeyboardInterrupt after Ctrl+C.

    The first Ctrl+C stops the engine, and lets the work on a candidate that it gave be ended; a second one does not.
    """
    stop, found, began = Stop(), 0, time.monotonic()
    console.begin()
    with stopped_by_ctrl_c(stop):
        for answer in _heard(engine, request, stop):
            if isinstance(answer, Progress):
                console.progress(answer.fraction, answer.stage)
            else:
                found += 1
                yield answer, time.monotonic() - began
                began = time.monotonic()
            if stop.is_set():
                raise KeyboardInterrupt
    console.end()
    if not found:
        raise BadResult("The engine ended without offering a picture.")


def _heard(engine: Engine, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
    """What the engine says, looked at; what it raises as an EngineError, or KeyboardInterrupt where it was stopped."""
    try:
        for answer in engine.generate(request, stop):
            yield checked(answer)
    except Exception as error:
        if isinstance(error, Cancelled) and stop.is_set():
            raise KeyboardInterrupt from None
        raise error if isinstance(error, EngineError) else unforeseen(error) from error


@contextmanager
def stopped_by_ctrl_c(stop: Stop) -> Iterator[None]:
    """The first Ctrl+C sets the stop; a second one raises KeyboardInterrupt."""

    def interrupted(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = signal.signal(signal.SIGINT, interrupted)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
