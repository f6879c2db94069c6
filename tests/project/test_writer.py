"""The writer keeps the order, never passes over a failure, and outlives faulty listeners."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest

from editor.project.connection import Connection, opened
from editor.project.errors import NotSavedError, ProjectError
from editor.project.ticket import Task
from editor.project.writer import Writer


class Row(Task):
    """One row; fails as long as `broken` is set."""

    def __init__(self, value: int, broken: threading.Event | None = None) -> None:
        self.value = value
        self.broken = broken
        self.settled = 0

    def write(self, db: Connection) -> None:
        db.run("INSERT INTO t VALUES (?)", self.value)
        if self.broken is not None and self.broken.is_set():
            raise apsw.FullError("no room")

    def settle(self) -> None:
        self.settled += 1


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    made = opened(tmp_path / "db", apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE)
    made.pragma("journal_mode", "wal")
    made.run("CREATE TABLE t (value)")
    yield made
    made.close()


class Patient(Row):
    patient = True


def values(db: Connection) -> list[int]:
    return [value for (value,) in db.rows("SELECT value FROM t ORDER BY rowid")]


def test_tasks_are_written_in_their_order(db: Connection) -> None:
    writer = Writer(db, lambda _: None, lambda *_: None)
    tickets = [writer.put(Row(number)) for number in range(200)]
    assert tickets[-1].wait(20)
    assert all(ticket.done for ticket in tickets)
    assert writer.unsaved_since is None
    writer.close()
    assert values(db) == list(range(200))


def test_a_failed_task_is_kept_and_written_with_what_follows_as_one_transaction(db: Connection) -> None:
    saved: list[float] = []
    failed: list[tuple[float, ProjectError]] = []
    writer = Writer(db, saved.append, lambda since, error: failed.append((since, error)))
    broken = threading.Event()
    broken.set()
    began = time.time()
    tasks = [Row(0, broken), Row(1), Row(2)]
    tickets = [writer.put(task) for task in tasks]
    assert not writer.flush(10)
    assert not any(ticket.wait(0) for ticket in tickets)
    assert values(db) == []
    assert [task.settled for task in tasks] == [0, 0, 0]
    assert began <= failed[0][0] <= time.time()
    assert writer.unsaved_since == failed[0][0]
    assert "room" in failed[0][1].message
    broken.clear()
    assert writer.flush(10)
    assert all(ticket.done for ticket in tickets)
    assert [task.settled for task in tasks] == [1, 1, 1]
    assert len(saved) == 1
    writer.close()
    assert values(db) == [0, 1, 2]


def test_it_tries_again_by_itself(db: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("editor.project.writer.RETRY", 0.01)
    writer = Writer(db, lambda _: None, lambda *_: None)
    broken = threading.Event()
    broken.set()
    ticket = writer.put(Row(1, broken))
    assert not ticket.wait(0.1)
    broken.clear()
    assert ticket.wait(10)
    writer.close()


def test_a_call_runs_after_what_was_put_before_and_is_refused_where_that_fails(db: Connection) -> None:
    writer = Writer(db, lambda _: None, lambda *_: None)
    for number in range(5):
        writer.put(Row(number))
    assert writer.call(values) == [0, 1, 2, 3, 4]
    with pytest.raises(ZeroDivisionError):
        writer.call(lambda _: 1 // 0)
    broken = threading.Event()
    broken.set()
    writer.put(Row(5, broken))
    with pytest.raises(NotSavedError):
        writer.call(values)
    broken.clear()
    assert writer.flush(10)
    assert writer.call(values) == [0, 1, 2, 3, 4, 5]
    writer.close()


def test_patient_tasks_wait_for_others_and_are_written_with_them(db: Connection) -> None:
    saved: list[float] = []
    writer = Writer(db, saved.append, lambda *_: None)
    writer.lull = 1.0
    first = writer.put(Patient(0))
    assert not first.wait(0.05)
    last = writer.put(Patient(1))
    assert last.wait(10)
    assert len(saved) == 1, "one transaction"
    writer.close()
    assert values(db) == [0, 1]


@pytest.mark.parametrize("pressing", ["task", "flush", "call", "close"])
def test_they_wait_no_longer_once_somebody_waits(db: Connection, pressing: str) -> None:
    writer = Writer(db, lambda _: None, lambda *_: None)
    writer.lull = 60.0
    ticket, began = writer.put(Patient(0)), time.monotonic()
    assert not ticket.wait(0.05)
    if pressing == "task":
        assert writer.put(Row(1)).wait(10)
    elif pressing == "flush":
        assert writer.flush(10)
    elif pressing == "call":
        assert writer.call(values) == [0]
    writer.close()
    assert ticket.done
    assert time.monotonic() - began < 30
    assert values(db)[0] == 0


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_faulty_listener_does_not_end_the_saving(db: Connection) -> None:
    def fault(_: float) -> None:
        raise RuntimeError("a listener's fault")

    writer = Writer(db, fault, lambda *_: None)
    assert writer.put(Row(1)).wait(10)
    assert writer.put(Row(2)).wait(10)
    writer.close()
    assert values(db) == [1, 2]


def test_after_a_second_of_rest_the_log_is_merged(db: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("editor.project.writer.REST", 0.05)
    writer = Writer(db, lambda _: None, lambda *_: None)
    writer.put(Row(1)).wait(10)
    log = db.path.with_name("db-wal")
    until = time.monotonic() + 10
    while log.stat().st_size and time.monotonic() < until:
        time.sleep(0.01)
    assert log.stat().st_size == 0
    writer.close()


def test_a_closed_writer_takes_nothing(db: Connection) -> None:
    writer = Writer(db, lambda _: None, lambda *_: None)
    assert writer.close() is None
    with pytest.raises(ProjectError, match="closed"):
        writer.put(Row(1))
