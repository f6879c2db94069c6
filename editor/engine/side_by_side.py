"""Several calls to a provider at once, for those that make one picture a call."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from typing import NamedTuple

import msgspec

from editor.engine.contract import Candidate, Progress
from editor.engine.errors import FINAL, EngineError
from editor.engine.failure import unforeseen
from editor.engine.stop import Stop

Call = Callable[[int, Stop], Iterator[Progress | Candidate]]
"""The call of this number, from 0; it polls the stop that it is given."""

LOOK = 0.05  # seconds between two looks at the stop


class _Said(NamedTuple):
    """What a call yielded, how it failed, or, where it is neither, that it is over."""

    number: int
    what: Progress | Candidate | EngineError | None


def side_by_side(call: Call, count: int, stop: Stop, at_once: int = 4) -> Iterator[Progress | Candidate]:
    """What `count` calls yield, as it comes; at most `at_once` are under way, and progress is that of all.

    Once one has failed no other begins; those under way are still waited for, and then its error is raised, or that
    of one which may have been billed, first of one whose answer may still be fetched. Raises Cancelled within 100 ms of
    a stop. Whoever closes this stops all calls.
    """
    if count == 1:
        yield from call(0, stop)
        return
    ours = _Both(stop)
    said: queue.SimpleQueue[_Said] = queue.SimpleQueue()
    waiting = list(range(count))
    shares = [0.0] * count
    errors: list[EngineError] = []
    running = 0
    try:
        while running or (waiting and not errors):
            while waiting and running < at_once and not errors:
                threading.Thread(target=_run, args=(call, waiting.pop(0), ours, said), daemon=True).start()
                running += 1
            stop.check()
            try:
                number, what = said.get(timeout=LOOK)
            except queue.Empty:
                continue
            if isinstance(what, Candidate):
                yield what
            elif isinstance(what, Progress):
                shares[number] = what.fraction
                yield msgspec.structs.replace(what, fraction=sum(shares) / count)
            else:
                running -= 1
                shares[number] = 1.0
                errors += [what] if what else []
        stop.check()
        if errors:
            raise max(errors, key=lambda error: (error.billed and not isinstance(error, FINAL), error.billed))
    finally:
        ours.set()


def _run(call: Call, number: int, stop: Stop, said: queue.SimpleQueue[_Said]) -> None:
    error: EngineError | None = None
    try:
        for what in call(number, stop):
            said.put(_Said(number, what))
    except EngineError as raised:
        error = raised
    except Exception as raised:
        error = unforeseen(raised)
    said.put(_Said(number, error))


class _Both(Stop):
    """Set by its owner, or with another."""

    def __init__(self, other: Stop) -> None:
        super().__init__()
        self._other = other

    def is_set(self) -> bool:
        return super().is_set() or self._other.is_set()

    @property
    def left(self) -> bool:
        return self._other.left
