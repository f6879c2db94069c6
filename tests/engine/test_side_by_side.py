"""Calls side by side: what comes is passed on at once, failures wait for the others, and a stop ends all."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest

from editor.engine.contract import Candidate, Progress
from editor.engine.errors import BadResult, Cancelled, EngineError, NetworkError, RateLimited
from editor.engine.side_by_side import side_by_side
from editor.engine.stop import Stop

PIXELS = np.zeros((1, 1, 3), np.uint8)
Answers = Iterator[Progress | Candidate]


def candidate(seed: int) -> Candidate:
    return Candidate(pixels=PIXELS, seed=seed)


def seeds(answers: Answers) -> list[int]:
    return [answer.seed for answer in answers if isinstance(answer, Candidate)]


def hang(stop: Stop) -> None:
    while not stop.is_set():
        time.sleep(0.002)
    raise Cancelled("It was stopped.")


def test_each_is_passed_on_as_it_comes() -> None:
    gate = threading.Event()

    def call(number: int, stop: Stop) -> Answers:
        if number == 0:
            gate.wait(10)
        yield candidate(number)

    found = []
    for answer in side_by_side(call, 3, Stop()):
        assert isinstance(answer, Candidate)
        found.append(answer.seed)
        if len(found) == 2:
            gate.set()
    assert found[2] == 0 and sorted(found) == [0, 1, 2]


def test_no_more_are_under_way_than_allowed() -> None:
    lock, now, most = threading.Lock(), 0, 0

    def call(number: int, stop: Stop) -> Answers:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.01)
        with lock:
            now -= 1
        yield candidate(number)

    assert sorted(seeds(side_by_side(call, 7, Stop(), at_once=3))) == list(range(7))
    assert 1 < most <= 3


def test_progress_is_that_of_all() -> None:
    def call(number: int, stop: Stop) -> Answers:
        yield Progress(0.5, "Drawing")
        yield candidate(number)

    fractions = [answer.fraction for answer in side_by_side(call, 4, Stop(), 1) if isinstance(answer, Progress)]
    assert fractions == [0.125, 0.375, 0.625, 0.875]


def test_one_that_fails_is_told_after_the_others_were_delivered_and_no_other_begins() -> None:
    failed, began = threading.Event(), []

    def call(number: int, stop: Stop) -> Answers:
        began.append(number)
        if number == 0:
            failed.set()
            raise RateLimited("too often")
        failed.wait(10)
        time.sleep(0.05)
        yield candidate(number)

    found: list[int] = []
    with pytest.raises(RateLimited):
        found.extend(answer.seed for answer in side_by_side(call, 5, Stop(), 2) if isinstance(answer, Candidate))
    assert found == [1] and sorted(began) == [0, 1]


def test_an_error_that_may_have_been_billed_is_the_one_to_tell() -> None:
    def call(number: int, stop: Stop) -> Answers:
        time.sleep(0.02 * number)
        raise NetworkError("cut", billed=number == 1) if number < 2 else RateLimited("too often")
        yield

    with pytest.raises(NetworkError) as caught:
        list(side_by_side(call, 3, Stop()))
    assert caught.value.billed


def test_a_fault_of_a_call_tells_its_kind_and_not_its_text() -> None:
    def call(number: int, stop: Stop) -> Answers:
        raise ValueError("key-123")
        yield

    with pytest.raises(BadResult) as caught:
        list(side_by_side(call, 2, Stop()))
    assert "ValueError" in caught.value.message and "key-123" not in str(caught.value)


def test_a_stop_ends_all_within_a_tenth_of_a_second() -> None:
    stop, ended = Stop(), threading.Semaphore(0)

    def call(number: int, inner: Stop) -> Answers:
        try:
            hang(inner)
        finally:
            ended.release()
        yield candidate(number)

    threading.Timer(0.1, stop.set).start()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        list(side_by_side(call, 3, stop))
    assert time.monotonic() - began < 0.3
    assert all(ended.acquire(timeout=1) for _ in range(3))


def test_whoever_stops_listening_stops_the_calls() -> None:
    ended = threading.Event()

    def call(number: int, stop: Stop) -> Answers:
        if number:
            try:
                hang(stop)
            finally:
                ended.set()
        yield candidate(number)

    answers = side_by_side(call, 2, Stop())
    assert next(answers)
    answers.close()  # type: ignore[attr-defined]
    assert ended.wait(1)


def test_a_single_call_has_its_owners_stop_and_error() -> None:
    stop = Stop()

    def call(number: int, given: Stop) -> Answers:
        assert given is stop
        yield candidate(number)
        raise EngineError("no more")

    found: list[int] = []
    with pytest.raises(EngineError):
        found.extend(answer.seed for answer in side_by_side(call, 1, stop) if isinstance(answer, Candidate))
    assert found == [0]
