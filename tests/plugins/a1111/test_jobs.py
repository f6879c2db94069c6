"""The jobs of an sd-server: sent, waited for, drawn, cancelled there."""

from __future__ import annotations

import time
from collections.abc import Iterator

import msgspec
import numpy as np
import pytest

from editor.engine.contract import Candidate, Engine, Progress, Reference, Request
from editor.engine.errors import Busy, Cancelled
from editor.engine.provider import Connection
from editor.engine.stop import Stop
from editor.pixels.geometry import Size
from plugins import a1111
from tests.engine.requests import inpaint
from tests.plugins.a1111.webui import SdServer, decoded
from tests.plugins.asked import candidates, failed, stopped_while
from tests.plugins.mishaps import CANARY, MISHAPS, Mishap
from tests.served import Served, as_json, served

WORDS = Request(id="r1", kind="generate", size=Size(64, 64), prompt="a boat", avoid="people", seed=7, count=2)


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs are looked at without delay."""
    monkeypatch.setattr("plugins.a1111.jobs.LOOK", 0.02)


@pytest.fixture
def play() -> SdServer:
    return SdServer()


@pytest.fixture
def server(play: SdServer) -> Iterator[Served]:
    with served(play) as made:
        yield made


@pytest.fixture
def engine(server: Served) -> Engine:
    provider, connection = a1111.provider(), Connection(name="sd", plugin="a1111", address=server.base)
    found = provider.probe(connection, Stop())
    server.heard.clear()
    (made,) = provider.engines(msgspec.structs.replace(connection, found=found))
    return made


def test_a_job_waits_its_turn_and_gives_pictures(engine: Engine, play: SdServer) -> None:
    answers = list(engine.generate(WORDS, Stop()))
    told = [answer for answer in answers if isinstance(answer, Progress)]
    assert [progress.stage for progress in told] == ["2 before it", "Drawing"]
    assert [answer.seed for answer in answers if isinstance(answer, Candidate)] == [7, 8]
    assert play.fields["prompt"] == "a boat" and play.fields["batch_count"] == 2 and play.fields["seed"] == 7


def test_picture_mask_and_references_go_along(engine: Engine, play: SdServer) -> None:
    reference = Reference(np.full((5, 6, 3), 9, np.uint8))
    request = msgspec.structs.replace(inpaint(64, 64), references=(reference,), strength=0.7)
    list(engine.generate(request, Stop()))
    assert np.array_equal(decoded(play.fields["mask_image"]), request.mask)
    assert decoded(play.fields["init_image"]).shape == (64, 64, 3) and play.fields["strength"] == 0.7
    assert decoded(play.fields["ref_images"][0]).shape == (5, 6, 3)


def test_a_stop_ends_it_at_once_and_cancels_it_there(engine: Engine, server: Served, play: SdServer) -> None:
    play.held = True
    assert stopped_while(engine, WORDS, play.drawing) < 0.25
    until = time.monotonic() + 10
    while "POST /sdcpp/v1/jobs/j1/cancel" not in server.paths:
        assert time.monotonic() < until
        time.sleep(0.005)


def test_what_failed_there_is_said_with_advice(engine: Engine, play: SdServer) -> None:
    play.end = "failed"
    error = failed(engine, WORDS)
    assert isinstance(error, Busy) and "not enough memory" in error.message and "smaller" in error.advice


def test_what_was_cancelled_there_is_said(engine: Engine, play: SdServer) -> None:
    play.end = "cancelled"
    error = failed(engine, WORDS)
    assert "cancelled at the server" in error.message and not isinstance(error, Cancelled)


def test_a_full_queue_is_waited_for(engine: Engine, server: Served) -> None:
    server.next = [as_json({"error": "queue full"}, 429, headers={"retry-after": "0.05"})]
    assert candidates(engine, WORDS)


@pytest.mark.parametrize("mishap", MISHAPS, ids=lambda mishap: mishap.name)
def test_mishaps(engine: Engine, server: Served, mishap: Mishap) -> None:
    server.next = list(mishap.replies)
    expected = None if mishap.name == "cut" else mishap.error  # free: it is sent once more
    if expected is None:
        assert candidates(engine, WORDS)
        return
    error = failed(engine, WORDS)
    assert isinstance(error, expected) and not error.billed and CANARY not in repr(error) + error.advice
