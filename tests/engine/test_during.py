"""A long call and what is told of it meanwhile; and calling something off without waiting for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator

import pytest

from editor.engine.call_off import call_off
from editor.engine.contract import Progress
from editor.engine.during import during
from editor.engine.errors import BadRequest, BadResult, Cancelled, NetworkError
from editor.engine.stop import Stop


def ended(answers: Generator[Progress, None, object]) -> tuple[list[Progress], object]:
    told = []
    while True:
        try:
            told.append(next(answers))
        except StopIteration as end:
            return told, end.value


def test_the_answer_returns_after_what_was_seen_on_the_way() -> None:
    gate = threading.Event()

    def call(_stop: Stop) -> str:
        assert gate.wait(10)
        return "done"

    looks = iter([None, Progress(0.5), Progress(0.9)])

    def look(_stop: Stop) -> Progress | None:
        found = next(looks)
        if found and found.fraction == 0.9:
            gate.set()
        return found

    told, answer = ended(during(call, look, Stop(), 0.01))
    assert [progress.fraction for progress in told] == [0.5, 0.9] and answer == "done"


def test_a_look_that_fails_does_not_matter() -> None:
    looked = threading.Event()

    def look(_stop: Stop) -> Progress | None:
        looked.set()
        raise NetworkError("gone")

    assert ended(during(lambda _stop: looked.wait(10), look, Stop(), 0.01)) == ([], True)


def test_what_the_call_raises_is_raised() -> None:
    def refused(_stop: Stop) -> None:
        raise BadRequest("too small")

    def broken(_stop: Stop) -> None:
        raise KeyError("secret")

    with pytest.raises(BadRequest, match="too small"):
        ended(during(refused, lambda _stop: None, Stop()))
    with pytest.raises(BadResult) as caught:
        ended(during(broken, lambda _stop: None, Stop()))
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("closed", [False, True], ids=["stopped", "closed"])
def test_an_end_from_outside_ends_the_call_too(closed: bool) -> None:
    begun, seen = threading.Event(), threading.Event()

    def call(stop: Stop) -> None:
        begun.set()
        while not stop.is_set():
            time.sleep(0.002)
        seen.set()

    stop = Stop()
    answers = during(call, lambda _stop: Progress(0.1), stop, 0.0)
    next(answers)
    assert begun.wait(10)
    at = time.monotonic()
    if closed:
        answers.close()
    else:
        stop.set()
        with pytest.raises(Cancelled):
            ended(answers)
    assert time.monotonic() - at < 0.1 and seen.wait(10)


def test_nobody_waits_for_what_is_called_off_and_its_failure_is_silent() -> None:
    gate, over = threading.Event(), threading.Event()

    def cancel(_stop: Stop) -> None:
        gate.wait(10)
        over.set()
        raise NetworkError("gone")

    call_off(cancel)
    assert not over.is_set()
    gate.set()
    assert over.wait(10)
