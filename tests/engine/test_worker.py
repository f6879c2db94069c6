"""A worker answers as its engine does, and outlives whatever the engine does to its process."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np
import pytest

from editor.engine.contract import Candidate, Progress, Request
from editor.engine.errors import BadResult, Cancelled, EngineError, RateLimited
from editor.engine.stop import Stop
from editor.engine.worker import Worker
from tests.engine.requests import inpaint
from tests.engines.fake import WRONG

ROOT = Path(__file__).resolve().parents[2]
linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc and /dev/shm")


@contextmanager
def worker(name: str, **limits: float) -> Iterator[Worker]:
    made = Worker(f"tests.engines.fake:{name}", **limits)  # type: ignore[arg-type]
    try:
        yield made
    finally:
        made.close()


def candidates(made: Worker, request: Request) -> list[Candidate]:
    return [answer for answer in made.answers(request, Stop()) if isinstance(answer, Candidate)]


def stopped(made: Worker, request: Request) -> list[Progress | Candidate]:
    """What still comes when the request is stopped at its first answer; it must end as cancelled."""
    stop = Stop()
    late: list[Progress | Candidate] = []
    with pytest.raises(Cancelled):
        for answer in made.answers(request, stop):
            if stop.is_set():
                late.append(answer)
            stop.set()
    return late


def children() -> set[int | None]:
    return {child.pid for child in multiprocessing.active_children()}


def blocks() -> set[str]:
    return {name for name in os.listdir("/dev/shm") if name.startswith("pb")}


def nothing_new_stays(before: set[str], seconds: float = 20.0) -> bool:
    """Whether what was not there `before` goes away: blocks of other tests at the same time do, those left do not."""
    late, until = blocks() - before, time.monotonic() + seconds
    while late and time.monotonic() < until:
        time.sleep(0.05)
        late &= blocks()
    return not late


@pytest.mark.parametrize(("w", "h"), [(9, 5), (700, 500)])
def test_answers_are_those_of_the_engine(w: int, h: int) -> None:
    request = inpaint(w, h, seed=200, count=2, note="kept")
    with worker("filling") as made:
        found = candidates(made, request)
    assert [answer.seed for answer in found] == [200, 201]
    assert request.image is not None and request.mask is not None
    for answer in found:
        expected = request.image.copy()
        expected[request.mask > 0] = answer.seed
        np.testing.assert_array_equal(answer.pixels, expected)
        assert answer.facts["note"] == "kept" and answer.facts["process"] != os.getpid()


def test_layouts_that_are_not_contiguous_arrive_whole() -> None:
    image = np.asfortranarray(np.random.default_rng(1).integers(0, 256, (300, 200, 4), np.uint8))[::-1]
    request = Request(id="r", kind="inpaint", size=inpaint(200, 300).size, image=image)
    with worker("filling") as made:
        np.testing.assert_array_equal(candidates(made, request)[0].pixels, image)


def test_one_process_serves_all_requests() -> None:
    with worker("filling") as made:
        made.start()
        seen = {candidates(made, inpaint(seed=seed))[0].facts["process"] for seed in range(5)}
    assert len(seen) == 1


def test_a_stopped_engine_ends_and_its_process_serves_on() -> None:
    with worker("stoppable", grace=20) as made:
        assert stopped(made, inpaint()) == []
        process = children()
        answers = made.answers(inpaint(), Stop())
        assert all(isinstance(next(answers), Progress) for _ in range(5))
        assert children() == process


@pytest.mark.parametrize("name", ["hanging", "holding"])
def test_a_hung_engine_is_ended_and_the_next_request_served(name: str) -> None:
    with worker(name, grace=0.2) as made:
        assert stopped(made, inpaint(seed=0)) == []
        assert len(candidates(made, inpaint(seed=1))) == 1


@pytest.mark.parametrize("seed", [0, 1])
def test_a_crash_is_told_and_the_next_request_served(seed: int) -> None:
    with worker("crashing") as made:
        with pytest.raises(BadResult) as told:
            candidates(made, inpaint(seed=seed))
        assert "crashed" in told.value.message and told.value.advice
        assert len(candidates(made, inpaint(seed=2))) == 1


@pytest.mark.parametrize("seed", [0, 2, 3])
def test_an_error_of_its_own_is_told_without_its_text(seed: int) -> None:
    with worker("raising") as made:
        with pytest.raises(BadResult) as told:
            candidates(made, inpaint(seed=seed))
        assert "fake.py" in told.value.message
        assert "secret" not in told.value.message and "someone" not in told.value.message
        assert len(candidates(made, inpaint(seed=4))) == 1


def test_an_engine_error_arrives_as_it_was() -> None:
    with worker("raising") as made, pytest.raises(RateLimited) as told:
        candidates(made, inpaint(seed=1))
    assert (told.value.message, told.value.retry_after) == ("Too many requests.", 12.5)


def test_nonsense_is_a_bad_result_and_the_next_request_is_served() -> None:
    with worker("wrong") as made:
        for seed in range(len(WRONG)):
            with pytest.raises(BadResult):
                candidates(made, inpaint(seed=seed))
        assert len(candidates(made, inpaint(seed=len(WRONG)))) == 1


@linux
def test_an_engine_beyond_its_memory_is_told_so() -> None:
    with worker("greedy", memory=512 << 20) as made:
        with pytest.raises(BadResult, match="memory"):
            candidates(made, inpaint(seed=0))
        assert len(candidates(made, inpaint(seed=1))) == 1


def test_a_paid_candidate_is_not_lost_when_it_comes_late() -> None:
    with worker("paid", grace=20) as made:
        late = stopped(made, inpaint())
    assert [answer.seed for answer in late if isinstance(answer, Candidate)] == [1]
    assert len(late) == 1


def test_a_listener_that_leaves_does_not_mix_up_the_answers() -> None:
    with worker("filling") as made:
        answers = made.answers(inpaint(700, 500, count=4), Stop())
        next(answers)
        answers.close()  # type: ignore[attr-defined]
        assert [answer.seed for answer in candidates(made, inpaint(seed=9))] == [9]


def test_an_engine_that_cannot_be_made_is_told_each_time() -> None:
    with worker("broken") as made:
        for _ in range(2):
            with pytest.raises(BadResult) as told:
                candidates(made, inpaint())
            assert "ImportError" in told.value.message and "secrets" not in told.value.message


def test_one_that_does_not_get_warm_is_given_up() -> None:
    with worker("slow_to_load", start_limit=0.3) as made, pytest.raises(BadResult, match="in time"):
        candidates(made, inpaint())


def test_stopping_while_it_loads_is_at_once() -> None:
    stop = Stop()
    stop.set()
    with worker("slow_to_load") as made, pytest.raises(Cancelled):
        list(made.answers(inpaint(), stop))


def test_closing_ends_a_request_under_way() -> None:
    heard: list[EngineError] = []
    begun = threading.Event()

    def listen(made: Worker) -> None:
        try:
            for _ in made.answers(inpaint(seed=0), Stop()):
                begun.set()
        except EngineError as error:
            heard.append(error)

    with worker("holding", grace=60) as made:
        thread = threading.Thread(target=listen, args=(made,))
        thread.start()
        assert begun.wait(60)
    thread.join(30)
    assert not thread.is_alive() and isinstance(heard[0], Cancelled)


def test_ctrl_c_in_the_terminal_does_not_reach_the_process() -> None:
    with worker("filling") as made:
        process = candidates(made, inpaint())[0].facts["process"]
        os.kill(process, signal.SIGINT)
        time.sleep(0.1)
        assert candidates(made, inpaint())[0].facts["process"] == process


def test_a_request_can_be_written_to_and_outlives_its_block() -> None:
    with worker("keeping") as made:
        candidates(made, inpaint(300, 300, seed=1))
        found = candidates(made, inpaint(300, 300, seed=2))
    assert found[0].facts["sum_before"] == 300 * 300 * 4


def test_an_idle_process_ends_and_a_fresh_one_serves() -> None:
    with worker("filling", idle_exit=0.05) as made:
        seen = set()
        for _ in range(3):
            seen.add(candidates(made, inpaint())[0].facts["process"])
            time.sleep(0.3)
    assert len(seen) == 3


@linux
def test_nothing_is_left_behind_after_many_requests() -> None:
    before = blocks()
    with worker("filling") as made:
        candidates(made, inpaint())
        gc.collect()
        files = len(os.listdir("/proc/self/fd"))
        for seed in range(200):
            side = 20 if seed % 2 else 200
            assert len(candidates(made, inpaint(side, side, seed=seed))) == 1
        gc.collect()
        assert len(os.listdir("/proc/self/fd")) <= files
    assert nothing_new_stays(before)


@linux
def test_nothing_is_left_behind_after_kills() -> None:
    before = blocks()
    with worker("hanging", grace=0.01) as made:
        stopped(made, inpaint(400, 400))
        gc.collect()
        files = len(os.listdir("/proc/self/fd"))
        for _ in range(3):
            stopped(made, inpaint(400, 400))
        gc.collect()
        assert len(os.listdir("/proc/self/fd")) <= files + 1
    assert nothing_new_stays(before)


@linux
def test_nothing_is_left_behind_by_one_that_dies_while_it_sends() -> None:
    before = blocks()
    with worker("killed_while_sending") as made:
        with pytest.raises(BadResult, match="crashed"):
            candidates(made, inpaint(seed=0))
        assert nothing_new_stays(before)
        assert len(candidates(made, inpaint(seed=1))) == 1


def test_one_that_ends_as_the_request_comes_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    with worker("filling") as made:
        process = candidates(made, inpaint())[0].facts["process"]
        os.kill(process, signal.SIGTERM)
        while children():
            time.sleep(0.01)
        assert made._run is not None
        monkeypatch.setattr(type(made._run), "alive", True)
        assert len(candidates(made, inpaint())) == 1


def test_a_closed_worker_answers_no_more() -> None:
    with worker("filling") as made:
        candidates(made, inpaint())
    with pytest.raises(Cancelled):
        candidates(made, inpaint())
    assert not children()


SCRIPT = """
import multiprocessing, os, sys
from editor.engine.stop import Stop
from editor.engine.worker import Worker
from tests.engine.requests import inpaint

if __name__ == "__main__":
    worker = Worker("tests.engines.fake:" + sys.argv[1], grace=0.05)
    answers = worker.answers(inpaint(400, 400, count=3), Stop())
    next(answers)
    print(multiprocessing.active_children()[0].pid, flush=True)
    if sys.argv[2] == "dies":
        os.kill(os.getpid(), 9)
"""


def run_script(tmp_path: Path, engine: str, end: str) -> subprocess.CompletedProcess[str]:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, script, engine, end],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@linux
@pytest.mark.parametrize("engine", ["filling", "hanging"])
def test_a_program_that_ends_without_closing_leaves_nothing(tmp_path: Path, engine: str) -> None:
    before = blocks()
    ended = run_script(tmp_path, engine, "ends")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert nothing_new_stays(before)


@linux
@pytest.mark.parametrize("engine", ["filling", "hanging"])
def test_the_process_ends_when_its_owner_is_killed(tmp_path: Path, engine: str) -> None:
    child = int(run_script(tmp_path, engine, "dies").stdout.split()[0])
    for _ in range(200):
        with suppress(FileNotFoundError):
            if "State:\tZ" not in Path(f"/proc/{child}/status").read_text():
                time.sleep(0.05)
                continue
        return
    pytest.fail("the worker outlived its owner")
