"""The one queue through which jobs' threads tell their owner what happened."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable

from editor.session.job import Event, Job


class Events:
    """In order; of a job's waiting progresses only the newest is held. `wake` is called when it stops being empty."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._waiting: dict[object, Event] = {}
        self._number = itertools.count()
        self._news = threading.Condition()
        self._closed = False

    def post(self, event: Event) -> None:
        """From any thread."""
        with self._news:
            if self._closed:
                return
            silent = bool(self._waiting)
            key: Job | int = event.job if event.kind == "progress" else next(self._number)
            self._waiting.pop(key, None)  # so that the newer one goes to the end
            self._waiting[key] = event
            self._news.notify_all()
        if not silent:
            self._wake()

    def taken(self) -> list[Event]:
        """All that waits; it waits no more."""
        with self._news:
            events, self._waiting = list(self._waiting.values()), {}
        return events

    def wait(self, seconds: float | None) -> None:
        """Return once there is something to take, or after so many seconds."""
        with self._news:
            self._news.wait_for(lambda: bool(self._waiting), seconds)

    def close(self) -> None:
        """Hold and tell nothing any more."""
        with self._news:
            self._closed = True
            self._waiting.clear()
