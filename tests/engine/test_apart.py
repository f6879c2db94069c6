"""A look in a process of its own: its answer, what it raises, its crash, its hang and a stop all come back soon."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from functools import partial

import msgspec
import pytest

from editor.engine.apart import apart
from editor.engine.errors import BadResult, Busy, Cancelled
from editor.engine.stop import Stop


class Seen(msgspec.Struct, frozen=True):
    process: int
    sizes: tuple[tuple[int, int], ...]


def looked(how: str) -> Seen:
    if how == "refuses":
        raise Busy("Not now.", "Later.", retry_after=2.0)
    if how == "fails":
        raise ValueError("a secret")
    if how == "dies":
        os._exit(3)
    if how == "hangs":
        time.sleep(60)
    return Seen(os.getpid(), ((1, 2), (3, 4)))


def asked(how: str, stop: Stop | None = None, limit: float = 30) -> Seen:
    return apart(partial(looked, how), Seen, stop or Stop(), limit)


def test_its_answer_is_that_of_another_process() -> None:
    seen = asked("answers")
    assert seen.process != os.getpid() and seen.sizes == ((1, 2), (3, 4))
    assert seen.process not in {child.pid for child in multiprocessing.active_children()}


def test_what_it_raises_comes_back_and_a_fault_of_its_own_without_its_words() -> None:
    with pytest.raises(Busy, match="Not now") as caught:
        asked("refuses")
    assert caught.value.advice == "Later." and caught.value.retry_after == 2.0
    with pytest.raises(BadResult) as failed:
        asked("fails")
    assert "ValueError" in failed.value.message and "secret" not in failed.value.message


def test_a_crash_and_a_hang_are_told() -> None:
    with pytest.raises(BadResult, match="crashed"):
        asked("dies")
    with pytest.raises(BadResult, match=r"no answer within 1\.5 seconds"):
        asked("hangs", limit=1.5)
    assert not multiprocessing.active_children()


def test_a_stop_ends_it_at_once() -> None:
    stop, began = Stop(), time.monotonic()
    threading.Timer(0.5, stop.set).start()
    with pytest.raises(Cancelled):
        asked("hangs", stop)
    assert time.monotonic() - began < 2
