"""A line keeps its width and its order, and a task that raises costs nothing but itself."""

from __future__ import annotations

import threading

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
