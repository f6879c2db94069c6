"""One call that takes long, and what a server tells of it meanwhile when it is asked."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Generator
from typing import TypeVar

from editor.engine.contract import Progress
from editor.engine.errors import Cancelled, EngineError
from editor.engine.failure import unforeseen
from editor.engine.stop import Stop

T = TypeVar("T")

LOOK = 0.05  # seconds between two looks at the stop


def during(
    call: Callable[[Stop], T], look: Callable[[Stop], Progress | None], stop: Stop, every: float = 0.5
) -> Generator[Progress, None, T]:
    """Run `call` on a thread of its own and yield what `look` finds every so many seconds; the call's answer returns.

    A look that fails is left out. Raises what the call raises, and Cancelled within 100 ms of a stop. Whoever closes
    this stops the call.
    """
    said: queue.SimpleQueue[tuple[T | None, EngineError | None]] = queue.SimpleQueue()
    ours = Stop()
    threading.Thread(target=_run, args=(call, ours, said), daemon=True).start()
    due = time.monotonic() + every
    try:
        while True:
            stop.check()
            try:
                answer, error = said.get(timeout=LOOK)
            except queue.Empty:
                if time.monotonic() >= due:
                    if (progress := _seen(look, stop)) is not None:
                        yield progress
                    due = time.monotonic() + every
                continue
            if error is not None:
                raise error
            return answer  # type: ignore[return-value]
    finally:
        ours.set()


def _run(call: Callable[[Stop], T], stop: Stop, said: queue.SimpleQueue[tuple[T | None, EngineError | None]]) -> None:
    try:
        said.put((call(stop), None))
    except EngineError as error:
        said.put((None, error))
    except Exception as error:
        said.put((None, unforeseen(error)))


def _seen(look: Callable[[Stop], Progress | None], stop: Stop) -> Progress | None:
    try:
        return look(stop)
    except Cancelled:
        raise
    except EngineError:
        return None
