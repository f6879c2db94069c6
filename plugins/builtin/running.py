"""Runs a long piece of work in a thread of its own, so that a generator can report while a kernel computes."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Generator
from typing import TypeVar

import numpy as np

from editor.engine.contract import Progress
from editor.engine.errors import BadRequest, Cancelled, EngineError
from editor.engine.stop import Stop

Report = Callable[[float, str], None]
T = TypeVar("T")
_PATIENCE = 0.05  # seconds
_POLL = 0.02  # seconds: how long a stop or a report may wait to be seen


class Halted(Exception):  # noqa: N818 - says what happened
    """The work saw its flag set."""


def halt(flag: np.ndarray) -> None:
    """Raises Halted when `flag`, uint8 (1,), is set."""
    if flag[0]:
        raise Halted


def running(
    work: Callable[[Report, np.ndarray], T], stop: Stop, low: float = 0.0, high: float = 1.0
) -> Generator[Progress, None, T]:
    """Yields what `work(report, flag)` reports, mapped into low..high, and returns its result.

    `flag`, uint8 (1,), tells the work to give up: it is set when `stop` is, and when the generator is closed.
    Raises Cancelled after a stop, BadRequest for a ValueError of the work, EngineError for anything else.
    """
    reports: queue.SimpleQueue[tuple[float, str]] = queue.SimpleQueue()
    flag = np.zeros(1, np.uint8)
    results: list[T] = []
    failures: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work(lambda share, stage: reports.put((share, stage)), flag))
        except BaseException as failure:  # carried over to the generator's thread
            failures.append(failure)

    thread = threading.Thread(target=run, name="builtin engine", daemon=True)
    thread.start()
    try:
        while thread.is_alive() or not reports.empty():
            stop.check()
            try:
                share, stage = reports.get(timeout=_POLL)
            except queue.Empty:
                continue
            yield Progress(low + (high - low) * min(max(share, 0.0), 1.0), stage)
    finally:
        flag[0] = 1
        thread.join(_PATIENCE)  # work between two looks at its flag is left to end by itself: it shares nothing
    stop.check()
    if failures:
        raise _as_engine_error(failures[0]) from failures[0]
    return results[0]


def _as_engine_error(failure: BaseException) -> EngineError:
    if isinstance(failure, EngineError):
        return failure
    if isinstance(failure, Halted):
        return Cancelled("It was stopped.")
    if isinstance(failure, ValueError):
        return BadRequest(str(failure))
    if isinstance(failure, MemoryError):
        return EngineError("There is not enough memory for this picture.", "Choose a smaller area.")
    return EngineError(f"The built-in engine failed: {type(failure).__name__}: {failure}.")
