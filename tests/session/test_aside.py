"""Work done aside: the same answers, errors and stops as here, whatever happens to the process."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from editor.engine.errors import BadRequest, BadResult, Cancelled
from editor.engine.stop import Stop
from editor.session.aside import Aside, Process, here


def doubled(pixels: np.ndarray, *, stop: np.ndarray | None) -> tuple[int, np.ndarray]:
    return os.getpid(), pixels * 2


def raising(error: Exception, *, stop: np.ndarray | None) -> None:
    raise error


def polling(*, stop: np.ndarray | None) -> None:
    assert stop is not None
    while not stop.any():
        time.sleep(0.002)
    raise Cancelled("It was stopped.")


def deaf(*_pixels: np.ndarray, stop: np.ndarray | None) -> None:
    time.sleep(60)


def dying(*_pixels: np.ndarray, stop: np.ndarray | None) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture(scope="module")
def process() -> Iterator[Process]:
    made = Process()
    yield made
    made.close()


@pytest.fixture(params=["here", "aside"])
def aside(request: pytest.FixtureRequest, process: Process) -> Aside:
    return here if request.param == "here" else process


def test_arrays_go_there_and_come_back(aside: Aside) -> None:
    pixels = np.random.default_rng(0).integers(0, 100, (700, 900, 4), np.uint8)
    id, answer = aside(partial(doubled, pixels), Stop())
    assert np.array_equal(answer, pixels * 2)
    assert (id == os.getpid()) == (aside is here)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /dev/shm")
@pytest.mark.parametrize("end", ["answered", "stopped", "crashed"])
def test_what_was_shared_is_freed(monkeypatch: pytest.MonkeyPatch, end: str) -> None:
    mark = f"test{os.getpid()}"
    names = iter(range(100))
    monkeypatch.setattr(secrets, "token_hex", lambda _count: f"{mark}{next(names)}")
    pixels, stop, process = np.ones((500, 500, 4), np.uint8), Stop(), Process(grace=0.05)
    if end == "answered":
        assert (process(partial(doubled, pixels), stop)[1] == 2).all()
        assert (process(partial(doubled, pixels), stop)[1] == 2).all()
    elif end == "stopped":
        threading.Timer(0.05, stop.set).start()
        with pytest.raises(Cancelled):
            process(partial(deaf, pixels), stop)
    else:
        with pytest.raises(BadResult):
            process(partial(dying, pixels), stop)
    process.close()
    assert not [name for name in os.listdir("/dev/shm") if mark in name]


@pytest.mark.parametrize(
    "error", [BadRequest("Words.", "Advice."), BadResult("Words.", "Advice."), ValueError("Words")]
)
def test_what_the_work_raises_is_raised(aside: Aside, error: Exception) -> None:
    with pytest.raises(type(error)) as told:
        aside(partial(raising, error), Stop())
    assert str(told.value) == str(error) and getattr(told.value, "advice", "") == getattr(error, "advice", "")


def test_a_fault_of_its_own_is_a_bad_result_without_its_words(process: Process) -> None:
    with pytest.raises(BadResult) as told:
        process(partial(raising, KeyError("secret")), Stop())
    assert "secret" not in told.value.message


def test_what_is_stopped_before_it_begins_does_not_begin(aside: Aside) -> None:
    stop = Stop()
    stop.set()
    with pytest.raises(Cancelled):
        aside(partial(raising, AssertionError()), stop)


@pytest.mark.parametrize("work", [polling, deaf])
def test_a_stop_is_seen_and_the_next_is_served(process: Process, work) -> None:
    process(partial(doubled, np.ones(1)), Stop())
    stop = Stop()
    threading.Timer(0.05, stop.set).start()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        process(work, stop)
    assert time.monotonic() - began < 5
    assert process(partial(doubled, np.ones(1)), Stop())[1] == 2


def test_a_crash_is_told_and_the_next_is_served(process: Process) -> None:
    with pytest.raises(BadResult, match="crashed"):
        process(dying, Stop())
    assert process(partial(doubled, np.ones(1)), Stop())[1] == 2


def test_one_that_waits_for_its_turn_can_be_stopped(process: Process) -> None:
    first, second = Stop(), Stop()

    def occupy() -> None:
        with pytest.raises(Cancelled):
            process(polling, first)

    thread = threading.Thread(target=occupy)
    thread.start()
    time.sleep(0.05)
    threading.Timer(0.05, second.set).start()
    with pytest.raises(Cancelled):
        process(partial(doubled, np.ones(1)), second)
    assert thread.is_alive(), "the first goes on"
    first.set()
    thread.join(10)


def test_closing_ends_the_work_and_the_process() -> None:
    process, raised = Process(), list[BaseException]()

    def work() -> None:
        with pytest.raises(Cancelled) as told:
            process(deaf, Stop())
        raised.append(told.value)

    thread = threading.Thread(target=work)
    thread.start()
    time.sleep(0.3)
    process.close()
    thread.join(10)
    assert raised
    with pytest.raises(Cancelled):
        process(partial(doubled, np.ones(1)), Stop())


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks for the process in /proc")
def test_the_process_dies_with_its_owner() -> None:
    code = (
        "import numpy, time; from functools import partial; from editor.engine.stop import Stop\n"
        "from editor.session.aside import Process; from tests.session.test_aside import doubled\n"
        "if __name__ == '__main__':\n"
        "    print(Process()(partial(doubled, numpy.ones(1)), Stop())[0], flush=True); time.sleep(60)\n"
    )
    script = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert script.stdout is not None
    id = int(script.stdout.readline())
    script.kill()
    script.wait()
    script.stdout.close()
    until = time.monotonic() + 10
    while _runs(id):
        assert time.monotonic() < until, "it lives on"
        time.sleep(0.02)


def _runs(id: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{id}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
