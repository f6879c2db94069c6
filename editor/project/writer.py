"""The one thread that writes: tasks in their order, as one transaction where several wait, none ever passed over."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from itertools import takewhile
from typing import Any

import apsw

from editor.project.connection import Connection
from editor.project.errors import NotSavedError, ProjectError, explained
from editor.project.ticket import Errand, Task, Ticket

REST = 1.0  # seconds without work before the log is moved into the file
RETRY = 2.0  # seconds between attempts while the disk refuses
LARGEST_LOG = 256 << 20


class Writer:
    """Callbacks run on its thread: `saved(time)` after each transaction, `failed(since, error)` after each failure.

    Patient tasks wait `lull` seconds for others, as long as nothing that is not waits behind them.

    A task that fails stays at the head of the queue; it is tried again with all that follow it as one transaction,
    every two seconds, and at once when something new comes or `flush` asks.
    """

    def __init__(
        self, db: Connection, saved: Callable[[float], None], failed: Callable[[float, ProjectError], None]
    ) -> None:
        self.lull = 0.0
        self._db = db
        self._saved, self._failed = saved, failed
        self._queue: deque[tuple[Ticket, Task | None]] = deque()
        self._signal = self._hurry = self._closing = False
        self._unmerged = False
        self._error: ProjectError | None = None
        self._failures = 0
        self._wake = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="project writer", daemon=True)
        self._thread.start()

    def put(self, task: Task) -> Ticket:
        ticket = Ticket()
        self._line_up(ticket, task)
        return ticket

    def call(self, work: Callable[[Connection], Any]) -> Any:
        """What `work` returns, run on the writer's thread after all tasks before it; NotSavedError where they fail."""
        errand = Errand(work)
        self._line_up(errand, None)
        return errand.result()

    def flush(self, timeout: float | None = None) -> bool:
        """Write what waits and merge the log, now. False at the first failure, or when the time ran out."""
        with self._wake:
            waiting = [ticket for ticket, _ in self._queue]
            before = self._failures
            self._hurry = self._signal = True
            self._wake.notify_all()
            self._wake.wait_for(lambda: self._failures > before or all(ticket.done for ticket in waiting), timeout)
            return all(ticket.done for ticket in waiting)

    @property
    def unsaved_since(self) -> float | None:
        """When the oldest thing that is not on the disk was handed in; None where all is."""
        with self._wake:
            return next((ticket.made for ticket, task in self._queue if task is not None), None)

    def close(self) -> ProjectError | None:
        """One last attempt, then the log is merged and the thread ends. What stood in the way, if anything."""
        with self._wake:
            self._closing = self._signal = True
            self._wake.notify_all()
        self._thread.join()
        return self._error

    def _line_up(self, ticket: Ticket, task: Task | None) -> None:
        with self._wake:
            if self._closing:
                raise ProjectError("The project is closed.", "Open it again.")
            self._queue.append((ticket, task))
            self._signal = True
            self._wake.notify_all()

    def _run(self) -> None:
        while self._turn():
            pass

    def _turn(self) -> bool:
        with self._wake:
            rested = not self._wake.wait_for(lambda: self._signal, self._pause())
            if self._queue and self.lull:
                self._wake.wait_for(self._pressed, self.lull)
            batch = list(takewhile(lambda item: item[1] is not None, self._queue))
            first = self._queue[0][0] if self._queue else None
            merge = rested or self._hurry or self._closing
            self._signal = self._hurry = False
        if batch:
            self._attempt([task for _, task in batch if task is not None])
        elif isinstance(first, Errand):
            first.run(self._db)
            self._finish(1)
        if self._unmerged and self._error is None and (merge or self._log_is_large()):
            self._merge()
        with self._wake:
            self._signal = self._signal or (bool(self._queue) and self._error is None)
            return not self._closing or (bool(self._queue) and self._error is None)

    def _pressed(self) -> bool:
        """Whether somebody waits for what is in the queue."""
        return self._hurry or self._closing or any(task is None or not task.patient for _, task in self._queue)

    def _pause(self) -> float | None:
        """Seconds to wait for work before doing something anyway."""
        if self._error is not None:
            return RETRY
        return REST if self._unmerged else None

    def _attempt(self, tasks: list[Task]) -> None:
        try:
            for task in tasks:
                task.prepare(self._db)
            with self._db.transaction():
                for task in tasks:
                    task.write(self._db)
        except Exception as error:
            self._fail(explained(error, self._db.path))
            return
        for task in tasks:
            task.settle()
        self._error, self._unmerged = None, True
        self._finish(len(tasks))
        _tell(self._saved, time.time())

    def _finish(self, count: int) -> None:
        with self._wake:
            for _ in range(count):
                self._queue.popleft()[0].stamp()
            self._wake.notify_all()

    def _fail(self, error: ProjectError) -> None:
        with self._wake:
            self._error = error
            self._failures += 1
            since = self._queue[0][0].made
            errands = [ticket for ticket, _ in self._queue if isinstance(ticket, Errand)]
            self._queue = deque(item for item in self._queue if item[1] is not None)
            self._wake.notify_all()
        for errand in errands:
            errand.refuse(NotSavedError(error.message, error.advice))
        _tell(self._failed, since, error)

    def _merge(self) -> None:
        with suppress(apsw.Error):  # all of it is safe in the log; the next rest tries again
            self._unmerged = not self._db.checkpoint()

    def _log_is_large(self) -> bool:
        log = self._db.path.with_name(self._db.path.name + "-wal")
        return log.exists() and log.stat().st_size > LARGEST_LOG


def _tell(callback: Callable[..., None], *values: Any) -> None:
    """A fault of a listener must not end the thread that saves."""
    try:
        callback(*values)
    except Exception as error:
        threading.excepthook(
            threading.ExceptHookArgs((type(error), error, error.__traceback__, threading.current_thread()))
        )
