"""How soon a job is heard of, how soon it is over, and what a large request costs beside a plain copy of its bytes.

Goals: request to first progress with a warm worker at most 50 ms; cancel heard, and the worker free again, within
100 ms; a hung engine ended and the next request served (its 500 ms of grace and a fresh process are in the figure).
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from editor.engine.contract import Request
from editor.engine.registry import Registry, plugin_paths
from editor.engine.stop import Stop
from editor.engine.worker import Worker
from editor.pixels.geometry import Size
from editor.session.job import Event, Job
from editor.session.jobs import Jobs

FAKES = ("filling", "stoppable", "hanging")
ENGINES = ("stoppable", "builtin")
"""One that answers at once and looks at its stop every 5 ms, and the real one."""


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.of([*(f"tests.engines.fake:{name}" for name in FAKES), *plugin_paths()])


@pytest.fixture
def jobs(registry: Registry) -> Iterator[Jobs]:
    made = Jobs(registry)
    yield made
    made.close()


def inpaint(w: int, h: int, seed: int = 1) -> Request:
    image = np.random.default_rng(1).integers(0, 256, (h, w, 4), np.uint8)
    mask = np.zeros((h, w), np.uint8)
    mask[h // 4 : h // 4 + 1000, w // 4 : w // 4 + 1000] = 255
    return Request(id="r", kind="inpaint", size=Size(w, h), image=image, mask=mask, seed=seed)


def until(jobs: Jobs, job: Job, *kinds: str) -> Event:
    """The first event of the job that is of these kinds."""
    while True:
        jobs._events.wait(60)
        for event in jobs.deliver():
            if event.job is job and event.kind in kinds:
                return event


def settled(jobs: Jobs, engine: str, request: Request) -> None:
    """Cancel what runs, and wait until the engine has served another request: its worker is warm and free."""
    for job in tuple(jobs._open):
        job.cancel()
    job = jobs.submit(engine, request)
    until(jobs, job, "progress")
    job.cancel()
    time.sleep(0.7)
    jobs.deliver()


def at_work(jobs: Jobs, engine: str, request: Request) -> Job:
    """A job whose engine is in the middle of it."""
    job = jobs.submit(engine, request)
    while (event := until(jobs, job, "progress")).progress is None or event.progress.fraction < 0.01:
        pass
    return job


@pytest.mark.benchmark(group="request to first progress, warm worker (goal 50 ms at 1 MP)")
@pytest.mark.parametrize("megapixels", [1, 24])
@pytest.mark.parametrize("engine", ENGINES)
def test_first_progress(benchmark: BenchmarkFixture, jobs: Jobs, engine: str, megapixels: int) -> None:
    request = inpaint(1000, 1000) if megapixels == 1 else inpaint(6000, 4000)
    benchmark.pedantic(
        lambda: until(jobs, jobs.submit(engine, request), "progress"),
        setup=lambda: settled(jobs, engine, request),
        rounds=10,
    )


@pytest.mark.benchmark(group="cancel (goal 100 ms)")
@pytest.mark.parametrize("engine", ENGINES)
def test_cancel_is_heard(benchmark: BenchmarkFixture, jobs: Jobs, engine: str) -> None:
    running: list[Job] = []

    def setup() -> None:
        running[:] = [at_work(jobs, engine, inpaint(1000, 1000))]

    def cancel() -> None:
        running[0].cancel()
        until(jobs, running[0], "cancelled")

    benchmark.pedantic(cancel, setup=setup, rounds=10)


@pytest.mark.benchmark(group="cancel (goal 100 ms)")
@pytest.mark.parametrize("engine", ENGINES)
def test_cancel_frees_the_worker_for_the_next_request(benchmark: BenchmarkFixture, jobs: Jobs, engine: str) -> None:
    running: list[Job] = []
    request = inpaint(1000, 1000)

    def setup() -> None:
        running[:] = [at_work(jobs, engine, request)]

    def cancel() -> None:
        running[0].cancel()
        following = jobs.submit(engine, request)
        until(jobs, following, "progress")
        following.cancel()

    benchmark.pedantic(cancel, setup=setup, rounds=10)


@pytest.mark.benchmark(group="a hung engine ended and the next request answered")
def test_hung_engine(benchmark: BenchmarkFixture, jobs: Jobs) -> None:
    running: list[Job] = []

    def setup() -> None:
        running[:] = [jobs.submit("hanging", inpaint(1000, 1000, seed=0))]
        until(jobs, running[0], "progress")

    def cancel() -> None:
        running[0].cancel()
        event = until(jobs, jobs.submit("hanging", inpaint(1000, 1000)), "finished", "failed")
        assert event.kind == "finished"

    benchmark.pedantic(cancel, setup=setup, rounds=3)


@pytest.mark.benchmark(group="24 MP there (picture and mask) and back (picture)")
@pytest.mark.parametrize("way", ["worker", "engine in this process", "copies of the same bytes"])
def test_round_trip(benchmark: BenchmarkFixture, registry: Registry, way: str) -> None:
    request = inpaint(6000, 4000)
    assert request.image is not None and request.mask is not None
    image, mask = request.image, request.mask
    worker = Worker(registry.path("filling"))
    run = {
        "worker": lambda: list(worker.answers(request, Stop())),
        "engine in this process": lambda: list(registry.engine("filling").generate(request, Stop())),
        "copies of the same bytes": lambda: (image.copy(), mask.copy(), image.copy()),
    }[way]
    try:
        benchmark.pedantic(run, rounds=10, warmup_rounds=1)
    finally:
        worker.close()
