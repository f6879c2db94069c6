"""Jobs answer in order, on their owner's thread, and nothing an engine does stops the next one."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
import pytest

from editor.engine.contract import Candidate, Progress, Request
from editor.engine.errors import BadRequest, BadResult, EngineError
from editor.engine.provider import Connection
from editor.engine.registry import Entry, Registry
from editor.engine.stop import Stop
from editor.session.job import Event, Job
from editor.session.jobs import Jobs
from tests.engine.requests import inpaint
from tests.engines.fake import WRONG, Fake

NAMES = ("filling", "crashing", "raising", "hanging", "stoppable", "paid", "silent", "talkative")
REMOTE = ("remote", "remote_paid", "remote_wrong")


@pytest.fixture(scope="module")
def registry() -> Registry:
    found = Registry.of(f"tests.engines.fake:{name}" for name in (*NAMES, *REMOTE))
    assert not found.problems
    return found


@contextmanager
def opened(registry: Registry, **options: Any) -> Iterator[Jobs]:
    jobs = Jobs(registry, **options)
    try:
        yield jobs
    finally:
        jobs.close()


def heard(jobs: Jobs, job: Job, seconds: float = 60) -> list[Event]:
    """All events until the job is over."""
    events: list[Event] = []
    until = time.monotonic() + seconds
    while not job.over:
        assert time.monotonic() < until, "the job did not end"
        events += jobs.deliver()
        time.sleep(0.002)
    return events


def until_first(jobs: Jobs, job: Job) -> None:
    while job.state in ("waiting", "begun"):
        jobs.deliver()
        time.sleep(0.002)


@pytest.mark.parametrize("engine", ["filling", "remote"])
def test_answers_are_heard_in_order_on_the_owners_thread(registry: Registry, engine: str) -> None:
    threads: dict[str, set[int]] = {"owner": set(), "job": set()}
    order: list[object] = []

    def owner(*what: object) -> None:
        threads["owner"].add(threading.get_ident())
        order.append(what)

    def keep(job: Job, candidate: Candidate) -> str:
        threads["job"].add(threading.get_ident())
        return f"kept {candidate.seed}"

    with opened(registry) as jobs:
        job = jobs.submit(engine, inpaint(count=3, seed=5), keep)
        job.progressed.connect(owner)
        job.offered.connect(lambda candidate, kept: owner(candidate.seed, kept))
        job.ended.connect(owner)
        events = heard(jobs, job)
    assert [event.kind for event in events if event.kind != "progress"] == ["begun", *["candidate"] * 3, "finished"]
    assert [what for what in order if len(what) == 2] == [(5, "kept 5"), (6, "kept 6"), (7, "kept 7")]  # type: ignore[arg-type]
    assert order[-1] == (job,) and job.state == "finished" and job.error is None
    assert threads["owner"] == {threading.get_ident()}
    assert threads["job"] and threading.get_ident() not in threads["job"]


def test_only_the_owners_thread_may_touch_jobs(registry: Registry) -> None:
    with opened(registry) as jobs:
        job = jobs.submit("silent", inpaint())
        raised: list[type[BaseException]] = []

        def elsewhere() -> None:
            for call in (jobs.drain, jobs.deliver, job.cancel, lambda: jobs.submit("silent", inpaint())):
                with pytest.raises(RuntimeError) as told:
                    call()
                raised.append(told.type)

        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()
        assert len(raised) == 4


def test_what_is_kept_is_kept_before_it_is_heard_and_noted_before_it_is_sent(registry: Registry) -> None:
    story: list[str] = []
    with opened(registry) as jobs:
        job = jobs.submit(
            "remote",
            inpaint(count=2),
            lambda job, candidate: story.append("kept"),
            note=lambda job, outcome, error: story.append(outcome),
        )
        job.offered.connect(lambda candidate, kept: story.append("heard"))
        while "answered" not in story:
            time.sleep(0.002)
        assert story == ["sent", "kept", "kept", "answered"]
        jobs.wait(job)
    assert story[4:] == ["heard", "heard"]


def test_a_request_can_be_made_on_the_jobs_thread(registry: Registry) -> None:
    threads: set[int] = set()
    story: list[str] = []

    def prepare(job: Job) -> Request:
        threads.add(threading.get_ident())
        story.append("prepared")
        return inpaint(seed=4)

    with opened(registry) as jobs:
        job = jobs.submit("remote", prepare, note=lambda job, outcome, error: story.append(outcome))
        seeds: list[int] = []
        job.offered.connect(lambda candidate, kept: seeds.append(candidate.seed))
        jobs.wait(job, 30)
    assert threads and threading.get_ident() not in threads
    assert story == ["prepared", "sent", "answered"] and seeds == [4]


@pytest.mark.parametrize(
    ("error", "kind"), [(BadRequest("The mask marks nothing."), "bad request"), (KeyError(), "bad result")]
)
def test_a_request_that_cannot_be_made_is_not_sent(registry: Registry, error: Exception, kind: str) -> None:
    noted: list[str] = []

    def prepare(job: Job) -> Request:
        raise error

    with opened(registry) as jobs:
        job = jobs.wait(jobs.submit("remote", prepare, note=lambda job, outcome, error: noted.append(outcome)), 30)
        assert job.state == "failed" and job.error is not None and job.error.kind == kind
        assert noted == ["failed"]


def test_a_stop_while_a_request_is_made_is_final(registry: Registry) -> None:
    began, noted = threading.Event(), list[str]()

    def prepare(job: Job) -> Request:
        began.set()
        while not job.stop.is_set():
            time.sleep(0.002)
        return inpaint()

    with opened(registry) as jobs:
        job = jobs.submit("remote", prepare, note=lambda job, outcome, error: noted.append(outcome))
        assert began.wait(30)
        job.cancel()
        assert jobs.wait(job, 30).state == "cancelled"
    assert noted == ["cancelled"]


@pytest.mark.parametrize(
    ("engine", "seed", "says"),
    [("crashing", 0, "crashed"), ("raising", 0, "RuntimeError"), ("silent", 0, "without"), ("remote_wrong", 0, "str")],
)
def test_a_failing_engine_is_told_and_the_next_request_served(
    registry: Registry, engine: str, seed: int, says: str
) -> None:
    noted: list[tuple[str, str]] = []

    def note(job: Job, outcome: str, error: EngineError | None) -> None:
        noted.append((outcome, error.kind if error else ""))

    with opened(registry) as jobs:
        job = jobs.wait(jobs.submit(engine, inpaint(seed=seed), note=note), 60)
        assert job.state == "failed" and isinstance(job.error, BadResult) and says in job.error.message
        assert noted == [("sent", ""), ("failed", "bad result")]
        if engine != "silent":
            assert jobs.wait(jobs.submit(engine, inpaint(seed=len(WRONG))), 60).state == "finished"


def test_cancelling_is_said_at_once_and_is_final(registry: Registry) -> None:
    with opened(registry) as jobs:
        job = jobs.submit("stoppable", inpaint())
        until_first(jobs, job)
        job.cancel()
        assert [event.kind for event in jobs.drain()] == ["cancelled"]
        assert job.state == "cancelled"
        job.cancel()
        again = jobs.submit("stoppable", inpaint())
        until_first(jobs, again)
        assert job.state == "cancelled"


def test_answers_that_wait_are_dropped_by_cancelling(registry: Registry) -> None:
    ended = threading.Event()
    with opened(registry) as jobs:
        job = jobs.submit("remote", inpaint(), note=lambda job, outcome, error: outcome == "sent" or ended.set())
        assert ended.wait(30)
        job.cancel()
        time.sleep(0.05)
        assert [event.kind for event in jobs.drain()] == ["cancelled"]


def test_a_cancelled_job_that_waits_is_never_sent(registry: Registry) -> None:
    noted: list[tuple[Job, str]] = []
    with opened(registry) as jobs:
        first = jobs.submit("stoppable", inpaint())
        until_first(jobs, first)
        second = jobs.submit("stoppable", inpaint(), note=lambda job, outcome, error: noted.append((job, outcome)))
        second.cancel()
        first.cancel()
        third = jobs.submit("stoppable", inpaint())
        until_first(jobs, third)
    assert noted == [(second, "cancelled")]


@pytest.mark.parametrize("engine", ["paid", "remote_paid"])
def test_a_late_candidate_that_was_paid_is_kept_and_not_heard(registry: Registry, engine: str) -> None:
    kept: list[int] = []
    noted = threading.Event()
    with opened(registry) as jobs:
        job = jobs.submit(
            engine,
            inpaint(),
            lambda job, candidate: kept.append(candidate.seed),
            note=lambda job, outcome, error: outcome == "cancelled" and noted.set(),
        )
        until_first(jobs, job)
        job.cancel()
        assert noted.wait(30)
        assert [event.kind for event in jobs.drain()] == ["cancelled"]
    assert kept == [1]


def test_a_hung_engine_is_ended_and_the_next_request_served(registry: Registry) -> None:
    with opened(registry) as jobs:
        job = jobs.submit("hanging", inpaint(seed=0))
        until_first(jobs, job)
        job.cancel()
        assert jobs.wait(jobs.submit("hanging", inpaint(seed=1)), 60).state == "finished"


def test_of_the_progresses_that_wait_only_the_newest_is_heard(registry: Registry) -> None:
    ended = threading.Event()
    with opened(registry) as jobs:
        jobs.submit("talkative", inpaint(), note=lambda job, outcome, error: outcome == "answered" and ended.set())
        assert ended.wait(60)
        time.sleep(0.05)
        events = jobs.drain()
    assert [event.kind for event in events] == ["begun", "progress", "candidate", "finished"]
    assert events[1].progress is not None and events[1].progress.stage == "filling"


def test_wake_is_called_from_elsewhere_whenever_there_is_something_new(registry: Registry) -> None:
    woken = threading.Event()
    threads: set[int] = set()

    def wake() -> None:
        threads.add(threading.get_ident())
        woken.set()

    with opened(registry, wake=wake) as jobs:
        for _ in range(2):
            job = jobs.submit("remote", inpaint())
            while not job.over:
                assert woken.wait(30), "nobody was woken although the job went on"
                woken.clear()
                jobs.deliver()
    assert threads and threading.get_ident() not in threads


def gated(name: str, gate: threading.Event, order: list[int], place: str = "thread") -> Registry:
    """A registry of one engine that waits for the gate and writes down whose turn it was."""

    def body(request: Request, stop: Stop) -> Iterator[Any]:
        order.append(request.seed)
        while not gate.wait(0.005):
            stop.check()
        yield Candidate(pixels=inpaint().image, seed=request.seed)  # type: ignore[arg-type]

    return Registry([Entry(Fake(name, body, place=place), "nowhere")])


def test_interactive_requests_go_before_background_ones() -> None:
    gate, order = threading.Event(), list[int]()
    with opened(gated("gated", gate, order)) as jobs:
        background = [jobs.submit("gated", inpaint(seed=seed), lane="background") for seed in range(30)]
        while len(order) < 12:
            time.sleep(0.002)
        time.sleep(0.05)
        assert len(order) == 12, "some threads stay free for those who wait"
        interactive = [jobs.submit("gated", inpaint(seed=seed)) for seed in range(100, 110)]
        while len(order) < 16:
            time.sleep(0.002)
        assert order[12:] == [100, 101, 102, 103]
        gate.set()
        for job in (*background, *interactive):
            jobs.wait(job, 30)
    assert set(order[16:22]) == set(range(104, 110)) and len(order) == 40


def test_what_waits_begins_in_the_order_that_it_is_given() -> None:
    gate, order = threading.Event(), list[int]()
    with opened(gated("gated", gate, order)) as jobs:
        running = [jobs.submit("gated", inpaint(seed=seed)) for seed in range(16)]
        waiting = [jobs.submit("gated", inpaint(seed=seed)) for seed in (100, 101, 102)]
        while len(order) < 16:
            time.sleep(0.002)
        begun: list[Job] = []
        for job in waiting:
            job.begun.connect(begun.append)
        jobs.arrange([waiting[2], running[0], waiting[0]])
        for job in running[:3]:
            job.cancel()
            seen = len(begun)
            while len(begun) == seen:
                jobs.deliver()
                time.sleep(0.002)
        assert order[16:] == [102, 100, 101] and begun == [waiting[2], waiting[0], waiting[1]]
        gate.set()


@pytest.mark.parametrize("place", ["thread", "worker"])
def test_a_pause_holds_what_waits_and_nothing_that_runs(registry: Registry, place: str) -> None:
    engine = "remote" if place == "thread" else "filling"
    with opened(registry) as jobs:
        jobs.pause()
        held = jobs.submit(engine, inpaint(seed=1))
        with pytest.raises(TimeoutError):
            jobs.wait(held, 0.2)
        assert jobs.paused and held.state == "waiting"
        jobs.resume()
        assert jobs.wait(held, 60).state == "finished" and not jobs.paused


def test_what_is_open_at_the_end_is_left_and_not_cancelled(registry: Registry) -> None:
    noted: list[tuple[Job, str]] = []

    def note(job: Job, outcome: str, error: EngineError | None) -> None:
        noted.append((job, outcome))

    with opened(registry) as jobs:
        running, cancelled, waiting = (jobs.submit("stoppable", inpaint(), note=note) for _ in range(3))
        until_first(jobs, running)
        cancelled.cancel()
    assert set(noted) == {(running, "sent"), (running, "left"), (cancelled, "cancelled"), (waiting, "left")}


def test_a_candidate_that_cannot_be_stored_is_not_shown(registry: Registry) -> None:
    def keep(job: Job, candidate: Candidate) -> None:
        raise OSError("no space left on device")

    with opened(registry) as jobs:
        job = jobs.submit("remote", inpaint(), keep)
        kinds = [event.kind for event in heard(jobs, job)]
    assert "candidate" not in kinds and kinds[-1] == "failed"
    assert job.error is not None and "no space" in job.error.message and job.error.advice


def test_a_request_that_cannot_be_written_down_is_not_sent() -> None:
    gate, order = threading.Event(), list[int]()
    gate.set()

    def note(job: Job, outcome: str, error: EngineError | None) -> None:
        raise OSError("no space left on device")

    with opened(gated("gated", gate, order)) as jobs:
        assert jobs.wait(jobs.submit("gated", inpaint(), note=note), 30).state == "failed"
    assert order == []


def test_receivers_that_raise_do_not_stop_the_delivery(registry: Registry) -> None:
    ended: list[Job] = []

    def fail(*what: object) -> None:
        raise ValueError("a panel's fault")

    with opened(registry) as jobs:
        job = jobs.submit("remote", inpaint())
        job.offered.connect(fail)
        job.ended.connect(ended.append)
        with pytest.raises(ValueError, match="fault"):
            heard(jobs, job)
            pytest.fail("the fault was swallowed")
        jobs.wait(job)
    assert ended == [job]


def test_waiting_has_an_end(registry: Registry) -> None:
    with opened(registry) as jobs, pytest.raises(TimeoutError):
        jobs.wait(jobs.submit("hanging", inpaint(seed=0)), 0.1)


def test_unknown_engines_are_refused_by_name(registry: Registry) -> None:
    with opened(registry) as jobs, pytest.raises(LookupError, match="filling"):
        jobs.submit("nobody", inpaint())


def test_a_warmed_worker_serves_the_request(registry: Registry) -> None:
    with opened(registry) as jobs:
        jobs.warm("filling")
        jobs.warm("remote")
        assert jobs.wait(jobs.submit("filling", inpaint()), 60).state == "finished"


def test_closing_is_bounded_and_leaves_no_process() -> None:
    registry = Registry.of(["tests.engines.fake:hanging"])
    jobs = Jobs(registry)
    job = jobs.submit("hanging", inpaint(seed=0))
    queued = jobs.submit("hanging", inpaint(seed=0))
    until_first(jobs, job)
    began = time.monotonic()
    jobs.close()
    assert time.monotonic() - began < 10
    assert not multiprocessing.active_children()
    assert jobs.drain() == [] and not queued.over
    jobs.close()


@pytest.mark.parametrize("how", ["close", "cancel"])
def test_an_engine_can_tell_the_end_of_the_program_from_a_stop(how: str) -> None:
    seen: list[bool] = []

    def body(_request: Request, stop: Stop) -> Iterator[Progress]:
        yield Progress(0.1)
        while not stop.is_set():
            time.sleep(0.002)
        seen.append(stop.left)

    jobs = Jobs(Registry([Entry(Fake("patient", body, place="thread"), "nowhere")]))
    job = jobs.submit("patient", inpaint())
    until_first(jobs, job)
    if how == "cancel":
        job.cancel()
        jobs.wait(job, 10)
    jobs.close()
    assert seen == [how == "close"]


def test_engines_that_run_in_workers_are_not_run_here(registry: Registry) -> None:
    seen: list[int] = []
    with opened(registry) as jobs:
        job = jobs.submit("filling", inpaint())
        job.offered.connect(lambda candidate, kept: seen.append(candidate.facts["process"]))
        jobs.wait(job, 60)
    assert seen and seen[0] != os.getpid()


def test_engines_of_one_connection_share_what_it_may_have_under_way() -> None:
    gate, order = threading.Event(), list[int]()
    one, other, elsewhere = (gated(name, gate, order) for name in ("cloud/a", "cloud/b", "local/c"))
    names = ("cloud/a", "cloud/b", "local/c")
    registry = Registry(
        Entry(made.engine(name), "nowhere") for made, name in zip((one, other, elsewhere), names, strict=True)
    )
    for entry in registry.engines:
        entry.abilities = msgspec.structs.replace(entry.abilities, at_once=2)
    with opened(registry) as jobs:
        running = [jobs.submit(name, inpaint(seed=seed)) for seed in (1, 2) for name in names]
        while len(order) < 4:
            time.sleep(0.002)
        time.sleep(0.05)
        assert sorted(order) == [1, 1, 1, 2], "two of the cloud's four, and both of the other connection"
        gate.set()
        for job in running:
            assert jobs.wait(job, 30).state == "finished"


def test_the_user_may_allow_a_connection_fewer_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    gate, order = threading.Event(), list[int]()
    registry = Registry([Entry(gated("cloud/a", gate, order).engine("cloud/a"), "nowhere")])
    connection = Connection(name="cloud", plugin="cloud", options={"at_once": 1, "per_minute": "many"})
    monkeypatch.setattr(registry, "connection", lambda _engine: connection)
    with opened(registry) as jobs:
        running = [jobs.submit("cloud/a", inpaint(seed=seed)) for seed in (1, 2)]
        while not order:
            time.sleep(0.002)
        time.sleep(0.05)
        assert order == [1]
        gate.set()
        for job in running:
            assert jobs.wait(job, 30).state == "finished"
