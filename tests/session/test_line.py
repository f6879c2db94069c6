"""A line keeps its width and its order, and a task that raises costs nothing but itself."""

from __future__ import annotations

import threading
import time

import pytest

from editor.session.line import Line


def test_no_more_tasks_run_at_a_time_than_it_is_wide() -> None:
    line = Line("line", 3)
    lock, running, most = threading.Lock(), 0, 0
    done = threading.Semaphore(0)

    def task() -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        threading.Event().wait(0.01)
        with lock:
            running -= 1
        done.release()

    for _ in range(12):
        line.add(task)
    assert all(done.acquire(timeout=30) for _ in range(12))
    line.close()
    assert line.join(30) and most == 3


def test_a_line_of_one_runs_its_tasks_in_order_interactive_ones_first() -> None:
    line, gate, order = Line("line"), threading.Event(), list[str]()
    line.add(lambda: gate.wait(30) and order.append("first"))
    line.add(lambda: order.append("background"), "background")
    for name in ("a", "b"):
        line.add(lambda name=name: order.append(name))
    gate.set()
    line.close()
    assert line.join(30)
    assert order == ["first", "a", "b", "background"]


def test_a_task_that_raises_is_told_and_does_not_stop_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    line, done, told = Line("line"), threading.Event(), threading.Event()
    monkeypatch.setattr(threading, "excepthook", lambda _: told.set())

    def fail() -> None:
        raise ValueError

    line.add(fail)
    line.add(done.set)
    assert done.wait(30) and told.wait(30)
    line.close()
    assert line.join(30)


def test_what_is_not_allowed_to_begin_holds_the_line_until_it_is_asked_again() -> None:
    line, order, allowed, asked = Line("line"), list[str](), threading.Event(), threading.Event()

    def may() -> bool:
        asked.set()
        return allowed.is_set()

    line.add(lambda: order.append("first"), allowed=may)
    line.add(lambda: order.append("second"))
    assert asked.wait(30) and order == []
    allowed.set()
    line.release()
    line.close()
    assert line.join(30) and order == ["first", "second"]


def test_a_line_keeps_to_its_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("editor.session.line.MINUTE", 0.3)
    line, began, done = Line("line", 4, pace=2), list[float](), threading.Semaphore(0)

    def task() -> None:
        began.append(time.monotonic())
        done.release()

    for _ in range(6):
        line.add(task)
    assert all(done.acquire(timeout=30) for _ in range(6))
    assert all(later - earlier > 0.29 for earlier, later in zip(sorted(began), sorted(began)[2:], strict=False))
    line.close()
    assert line.join(30)


def test_a_line_that_is_narrowed_runs_fewer_from_then_on() -> None:
    line, gate, running, most, lock = Line("line", 4), threading.Semaphore(0), 0, list[int](), threading.Lock()

    def task() -> None:
        nonlocal running
        with lock:
            running += 1
            most.append(running)
        gate.acquire(timeout=30)
        with lock:
            running -= 1

    for _ in range(12):
        line.add(task)
    until = time.monotonic() + 30
    while len(most) < 4 and time.monotonic() < until:
        threading.Event().wait(0.005)
    line.fit(1, None)
    for _ in range(12):
        gate.release()
    line.close()
    assert line.join(30) and len(most) == 12
    assert max(most[:4]) == 4 and max(most[-8:]) == 1
