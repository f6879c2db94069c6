"""What a caller holds of work handed to the writer: a ticket that tells when it is on the disk."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from editor.project.connection import Connection


class Ticket:
    """Tells when a task is on the disk; `made` is when it was handed in, in seconds since 1970."""

    def __init__(self) -> None:
        self.made = time.time()
        self._done = threading.Event()

    @property
    def done(self) -> bool:
        return self._done.is_set()

    def wait(self, timeout: float | None = None) -> bool:
        """True once it is durable; False where the time ran out first."""
        return self._done.wait(timeout)

    def stamp(self) -> None:
        """It is on the disk."""
        self._done.set()


class Task:
    """Something to write. `prepare` and `write` are called again after a failure and must then do the same."""

    patient = False  # nobody waits for its ticket: that would not hurry it

    def prepare(self, db: Connection) -> None:
        """Encode what will be written, before the transaction; may read."""

    def write(self, db: Connection) -> None:
        """Inside the transaction."""
        raise NotImplementedError

    def settle(self) -> None:
        """It is on the disk."""


class Errand(Ticket):
    """A call made on the writer's thread, outside any transaction, once everything before it is saved."""

    def __init__(self, work: Callable[[Connection], Any]) -> None:
        super().__init__()
        self._work = work
        self._error: Exception | None = None
        self._value: Any = None

    def run(self, db: Connection) -> None:
        try:
            self._value = self._work(db)
        except Exception as error:
            self._error = error  # it belongs to the caller
        self.stamp()

    def refuse(self, error: Exception) -> None:
        self._error = error
        self.stamp()

    def result(self) -> Any:
        """What the call returned; raises what it raised."""
        self.wait()
        if self._error is not None:
            raise self._error
        return self._value
