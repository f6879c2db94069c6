"""A line of tasks and the few threads that serve it, with a lane that goes first; what waits can be put in order."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

Lane = Literal["interactive", "background"]
Task = Callable[[], None]


MINUTE = 60.0  # seconds


class Waiting(NamedTuple):
    """A task, and whether it may begin once its turn has come."""

    task: Task
    allowed: Callable[[], bool]


class Line:
    """At most `width` tasks at a time, in the order in which they came; interactive ones before background ones.

    A quarter of the threads is kept free of background tasks, so that somebody who waits is served at once. Threads
    begin when needed and stay, since what they keep (open connections) is worth keeping. A task that raises ends its
    thread; another takes its place. At most `pace` begin in a minute, where there is such a limit. A task that is not
    allowed to begin holds the line until `release`.
    """

    def __init__(self, name: str, width: int = 1, pace: int | None = None) -> None:
        self._name = name
        self._width, self._pace = width, pace
        self._began: deque[float] = deque()  # when those of the last minute did
        self._lanes: dict[Lane, deque[Waiting]] = {"interactive": deque(), "background": deque()}
        self._threads: list[threading.Thread] = []
        self._resting = 0
        self._running = self._background = 0
        self._closed = self._paused = self._held = False
        self._news = threading.Condition()

    def add(self, task: Task, lane: Lane = "interactive", allowed: Callable[[], bool] = lambda: True) -> None:
        """Run it when its turn comes, on a thread of the line, where it is `allowed` to begin then."""
        with self._news:
            self._lanes[lane].append(Waiting(task, allowed))
            if self._resting < self._length():
                self._begin_thread()
            self._news.notify()

    def fit(self, width: int, pace: int | None) -> None:
        """Other limits from now on; what runs goes on."""
        with self._news:
            if (width, pace) != (self._width, self._pace):
                self._width, self._pace = width, pace
                self._news.notify_all()

    def arrange(self, order: Sequence[Task]) -> None:
        """Have what waits of these begin in this order within their lanes, and what else waits after them."""
        places = {task: place for place, task in enumerate(order)}
        with self._news:
            for lane, tasks in self._lanes.items():
                self._lanes[lane] = deque(sorted(tasks, key=lambda one: places.get(one.task, len(places))))

    def pause(self) -> None:
        """Begin nothing more until `resume`; what runs goes on."""
        with self._news:
            self._paused = True

    def resume(self) -> None:
        with self._news:
            self._paused = False
            self._news.notify_all()

    def release(self) -> None:
        """Ask again whether the next task may begin, where it was not allowed to. From any thread."""
        with self._news:
            if self._held:
                self._held = False
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
                if lane is not None and (left := self._too_soon()) > 0:
                    self._news.wait(left)
                    continue
                if lane is not None and self._lanes[lane][0].allowed():
                    self._running += 1
                    self._background += lane == "background"
                    self._began.append(time.monotonic())
                    return self._lanes[lane].popleft().task, lane
                if lane is not None:
                    self._held = True
                    continue
                if self._closed:
                    return None
                self._resting += 1
                self._news.wait()
                self._resting -= 1

    def _too_soon(self) -> float:
        """The seconds until the pace lets another one begin."""
        now = time.monotonic()
        while self._began and self._began[0] <= now - MINUTE:
            self._began.popleft()
        full = self._pace is not None and len(self._began) >= self._pace
        return self._began[-(self._pace or 0)] + MINUTE - now if full and not self._closed else 0.0

    def _lane(self) -> Lane | None:
        if (self._paused or self._held) and not self._closed:
            return None
        if self._running >= self._width:  # it was narrowed
            return None
        if self._lanes["interactive"]:
            return "interactive"
        free = self._background < self._width - self._width // 4
        return "background" if self._lanes["background"] and free else None

    def _done(self, lane: Lane) -> None:
        with self._news:
            self._running -= 1
            self._background -= lane == "background"
            self._news.notify()


class Lines:
    """All lines of a program by name, held and let go together."""

    def __init__(self) -> None:
        self._lines: dict[str, Line] = {}
        self.paused = False

    @property
    def all(self) -> tuple[Line, ...]:
        return tuple(self._lines.values())

    def of(self, name: str, width: int = 1, pace: int | None = None) -> Line:
        """The line of that name, with these limits from now on."""
        if name not in self._lines:
            self._lines[name] = Line(name, width, pace)
            if self.paused:
                self._lines[name].pause()
        else:
            self._lines[name].fit(width, pace)
        return self._lines[name]

    def pause(self) -> None:
        self.paused = True
        for line in self.all:
            line.pause()

    def resume(self) -> None:
        self.paused = False
        for line in self.all:
            line.resume()

    def release(self) -> None:
        """Ask again whether what was not allowed to begin may now. From any thread."""
        for line in self.all:
            line.release()

    def arrange(self, order: Sequence[Task]) -> None:
        for line in self.all:
            line.arrange(order)

    def close(self) -> None:
        for line in self.all:
            line.close()
