"""A line of tasks and the few threads that serve it, with a lane that goes first; what waits can be put in order."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Literal

Lane = Literal["interactive", "background"]
Task = Callable[[], None]


class Line:
    """At most `width` tasks at a time, in the order in which they came; interactive ones before background ones.

    A quarter of the threads is kept free of background tasks, so that somebody who waits is served at once. Threads
    begin when needed and stay, since what they keep (open connections) is worth keeping. A task that raises ends its
    thread; another takes its place.
    """

    def __init__(self, name: str, width: int = 1) -> None:
        self._name = name
        self._width = width
        self._lanes: dict[Lane, deque[Task]] = {"interactive": deque(), "background": deque()}
        self._threads: list[threading.Thread] = []
        self._resting = 0
        self._background = 0
        self._closed = self._paused = False
        self._news = threading.Condition()

    def add(self, task: Task, lane: Lane = "interactive") -> None:
        """Run it when its turn comes, on a thread of the line."""
        with self._news:
            self._lanes[lane].append(task)
            if self._resting < self._length():
                self._begin_thread()
            self._news.notify()

    def arrange(self, order: Sequence[Task]) -> None:
        """Have what waits of these begin in this order within their lanes, and what else waits after them."""
        places = {task: place for place, task in enumerate(order)}
        with self._news:
            for lane, tasks in self._lanes.items():
                self._lanes[lane] = deque(sorted(tasks, key=lambda task: places.get(task, len(places))))

    def pause(self) -> None:
        """Begin nothing more until `resume`; what runs goes on."""
        with self._news:
            self._paused = True

    def resume(self) -> None:
        with self._news:
            self._paused = False
            self._news.notify_all()

    def close(self) -> None:
        """Take no more; what waits is still run (a cancelled task is short), then the threads end."""
        with self._news:
            self._closed = True
            self._news.notify_all()

    def join(self, seconds: float) -> bool:
        """Wait until the threads have ended; False where one has not."""
        until = time.monotonic() + seconds
        threads = tuple(self._threads)
        for thread in threads:
            thread.join(max(0.0, until - time.monotonic()))
        return not any(thread.is_alive() for thread in threads)

    def _serve(self) -> None:
        try:
            while (turn := self._next()) is not None:
                task, lane = turn
                try:
                    task()
                finally:
                    self._done(lane)
        finally:
            self._leave()

    def _begin_thread(self) -> None:
        if len(self._threads) < self._width:
            thread = threading.Thread(target=self._serve, name=self._name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def _leave(self) -> None:
        with self._news:
            self._threads.remove(threading.current_thread())
            if self._length() and not self._closed:
                self._begin_thread()

    def _length(self) -> int:
        return sum(map(len, self._lanes.values()))

    def _next(self) -> tuple[Task, Lane] | None:
        with self._news:
            while True:
                lane = self._lane()
                if lane is not None:
                    self._background += lane == "background"
                    return self._lanes[lane].popleft(), lane
                if self._closed:
                    return None
                self._resting += 1
                self._news.wait()
                self._resting -= 1

    def _lane(self) -> Lane | None:
        if self._paused and not self._closed:
            return None
        if self._lanes["interactive"]:
            return "interactive"
        free = self._background < self._width - self._width // 4
        return "background" if self._lanes["background"] and free else None

    def _done(self, lane: Lane) -> None:
        with self._news:
            self._background -= lane == "background"
            self._news.notify()
