"""Runs one engine in this process for the command line: progress on the terminal, Ctrl+C stops it."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from editor.cli.console import Console, Failure
from editor.engine.contract import Candidate, Engine, Progress, Request
from editor.engine.errors import BadResult
from editor.engine.registry import Registry
from editor.engine.stop import Stop


def chosen(registry: Registry, name: str) -> Engine:
    """The engine of that name. Raises Failure naming those that there are."""
    try:
        return registry.engine(name)
    except LookupError:
        known = ", ".join(sorted(registry.names))
        raise Failure(f"there is no engine called {name!r}", f"Installed: {known}.", code=2) from None


def answers(engine: Engine, request: Request, console: Console) -> Iterator[tuple[Candidate, float]]:
    """Each candidate with the seconds that it took."""
    stop = Stop()
    console.begin()
    began = time.monotonic()
    with _stopped_by_ctrl_c(stop):
        found = 0
        for answer in engine.generate(request, stop):
            if isinstance(answer, Progress):
                console.progress(answer.fraction, answer.stage)
            else:
                found += 1
                yield answer, time.monotonic() - began
                began = time.monotonic()
    console.end()
    if not found:
        raise BadResult("The engine ended without offering a picture.")


@contextmanager
def _stopped_by_ctrl_c(stop: Stop) -> Iterator[None]:
    def interrupted(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    before = signal.signal(signal.SIGINT, interrupted)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
