"""Engines of connections that change or go while jobs are there: none is asked as it was before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from editor.engine.connections import connect, disconnect
from editor.engine.errors import EngineError
from editor.engine.provider import Connection
from editor.engine.registry import Registry
from editor.session.jobs import Jobs
from tests.engine.requests import inpaint

RED, GREEN = (200, 0, 0), (0, 200, 0)


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Registry:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("APPDATA", str(tmp_path))
    connect(Connection(name="mine", plugin="local", options={"colour": RED}))
    made = Registry.of(["tests.engines.local"])
    made.reconnect()
    return made


@pytest.fixture
def jobs(registry: Registry) -> Iterator[Jobs]:
    made = Jobs(registry)
    yield made
    made.close()


def painted(jobs: Jobs) -> tuple[int, ...]:
    seen: list[tuple[int, ...]] = []
    job = jobs.submit("mine/paint", inpaint(), lambda _job, one: seen.append(tuple(map(int, one.pixels[8, 12]))))
    assert jobs.wait(job, 60).state == "finished", job.error
    return seen[0]


def test_a_worker_is_made_anew_once_its_connection_has_changed(registry: Registry, jobs: Jobs) -> None:
    assert painted(jobs) == RED
    connect(Connection(name="mine", plugin="local", options={"colour": GREEN}))
    registry.reconnect()
    jobs.renew()
    assert painted(jobs) == GREEN


def test_one_that_was_disconnected_meanwhile_says_so(registry: Registry, jobs: Jobs) -> None:
    jobs.pause()
    job = jobs.submit("mine/paint", inpaint())
    disconnect("mine")
    registry.reconnect()
    jobs.renew()
    jobs.resume()
    jobs.wait(job, 60)
    assert isinstance(job.error, EngineError) and job.state == "failed" and "not connected any more" in str(job.error)
