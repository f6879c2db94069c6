"""Slow work on threads of its own, its answer brought back to the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

Done = Callable[[Any], object]


class Offload(QObject):
    """Belongs to the thread that made it, where an event loop must run; only `run`'s work is done elsewhere."""

    _ended = Signal(object, object)

    def __init__(self, threads: int, name: str) -> None:
        super().__init__()
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._open = True
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], Any], done: Done) -> None:
        """Do `work` off the thread, then call `done(answer, or the exception)` on it; nothing after `close`."""
        if self._open:
            self._pool.submit(self._work, work, done)

    def close(self) -> None:
        """Work that has begun is waited for; no answer is delivered any more."""
        self._open = False
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _work(self, work: Callable[[], Any], done: Done) -> None:
        try:
            answer = work()
        except Exception as error:
            answer = error
        self._ended.emit(done, answer)

    def _deliver(self, done: Done, answer: Any) -> None:
        if self._open:
            done(answer)
