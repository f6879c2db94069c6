"""Runs one engine in this process for the command line: progress on the terminal, Ctrl+C stops it."""

from __future__ import annotations

import signal
import time
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from types import FrameType

from editor.cli.console import Console
from editor.engine.checked import checked
from editor.engine.contract import Candidate, Engine, Progress, Request
from editor.engine.errors import BadResult, Cancelled, EngineError
from editor.engine.failure import unforeseen
from editor.engine.stop import Stop


def answers(engine: Engine, request: Request, console: Console) -> Generator[tuple[Candidate, float], None, None]:
    """Each candidate with the seconds that it took. Raises KeyboardInterrupt where Ctrl+C stopped it."""
    stop, found, began = Stop(), 0, time.monotonic()
    console.begin()
    with closing(_heard(engine, request, stop)) as heard:
        for answer in heard:
            if isinstance(answer, Progress):
                console.progress(answer.fraction, answer.stage)
            else:
                found += 1
                yield answer, time.monotonic() - began
                began = time.monotonic()
    console.end()
    if not found:
        raise BadResult("The engine ended without offering a picture.")


def _heard(engine: Engine, request: Request, stop: Stop) -> Generator[Progress | Candidate, None, None]:
    """What the engine says, looked at. While it works Ctrl+C sets `stop`; between its answers it is as always."""
    stream = engine.generate(request, stop)
    while True:
        try:
            with _stopped_by_ctrl_c(stop):
                answer = next(stream, None)
        except Exception as error:
            if isinstance(error, Cancelled) and stop.is_set():
                raise KeyboardInterrupt from None
            raise error if isinstance(error, EngineError) else unforeseen(error) from error
        if answer is not None:
            yield checked(answer)
        if stop.is_set():
            raise KeyboardInterrupt
        if answer is None:
            return


@contextmanager
def _stopped_by_ctrl_c(stop: Stop) -> Iterator[None]:
    def interrupted(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    before = signal.signal(signal.SIGINT, interrupted)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
