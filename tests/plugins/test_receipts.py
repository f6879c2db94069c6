"""What a provider has taken is found again after a crash or a lost connection: fetched, never sent twice."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest

from editor.engine.contract import Engine, Price, Receipt
from editor.engine.errors import AuthError, BadRequest, BadResult, Busy, EngineError, Expired, NetworkError
from editor.session.generations import Generations
from editor.session.queue import Queue
from tests.plugins.hosted import connected
from tests.plugins.mishaps import CANARY
from tests.plugins.waiting import LATER, Later, ask, until_taken
from tests.served import Reply, Served, as_json, served
from tests.session.test_generations import marked_project, opened
from tests.session.test_queue import until

BUSY = as_json({}, 503, headers={"retry-after": "0"})


class Played(NamedTuple):
    """A provider that is played here. Its tasks are not done until `done`."""

    word: str
    later: Later
    player: Any
    server: Served

    def engine(self) -> Engine:
        return connected(self.later.hosted, self.server.base)

    def done(self) -> None:
        self.player.looks.clear()

    @property
    def posts(self) -> int:
        return sum(heard.method == "POST" and not heard.path.endswith("/cancel") for heard in self.server.heard)


@pytest.fixture(params=LATER)
def played(request: pytest.FixtureRequest, soon: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Played]:
    later = LATER[request.param]
    monkeypatch.setenv(later.hosted.variable, CANARY)
    monkeypatch.setattr("editor._plugins.stability.engine.LOOKS", 0.01)
    player = later.player()
    player.looks = player.looks[-1:] * 100_000
    with served(player) as server:
        player.base = server.base
        yield Played(request.param, later, player, server)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return marked_project(tmp_path / "a.patchboard")


def killed(path: Path, played: Played) -> str:
    """The id of what a process had asked that was killed as soon as the provider had taken it."""
    command = [sys.executable, "-m", "tests.plugins.waiting", str(path), played.word, played.server.base]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    id = child.stdout.readline().strip()
    child.kill()
    child.wait()
    child.stdout.close()
    return id


def left(path: Path, played: Played) -> str:
    """The id of what was asked when the program ended in good order."""
    engine = played.engine()
    with opened(path, engine) as generations:
        id = ask(generations, engine.name)
        until_taken(generations, id)
    return id


def taken_up(generations: Generations) -> Queue:
    queue = Queue(generations)
    queue.take_up()
    return queue


def failed(generations: Generations, id: str) -> EngineError:
    with pytest.raises(EngineError) as caught:
        generations.wait(id)
    return caught.value


def outcomes(generations: Generations) -> list[str]:
    return [charge.outcome for charge in generations.session.project.archive.charges()]


def test_what_was_taken_when_the_program_was_killed_is_fetched_by_itself(path: Path, played: Played) -> None:
    id = killed(path, played)
    files = b"".join(file.read_bytes() for file in path.parent.iterdir() if file.name.startswith(path.name))
    assert CANARY.encode() not in files and played.posts == 1
    with opened(path, played.engine()) as generations:
        found = generations.session.unanswered[0]
        assert found.id == id and "nothing is asked for twice" in found.advice
        assert not generations.doubtful(id) and outcomes(generations) == []
        queue = taken_up(generations)
        assert queue[id].state == "waiting"
        played.done()
        (shown,) = generations.wait(id)
        project = generations.session.project
        assert project.archive.generation(id).state == "answered"
        assert [offer.id for offer in project.archive.offers(id)] == [shown.offer.id]
        assert outcomes(generations) == ([] if shown.offer.price is None else ["paid"])
        assert project.queue.get(id).receipts == () and queue[id].state == "done"
    assert played.posts == 1, "nothing was asked for twice"
    with opened(path, played.engine()) as generations:
        assert generations.session.unanswered == () and not taken_up(generations).entries


def test_the_end_of_the_program_calls_nothing_off(path: Path, played: Played) -> None:
    id = left(path, played)
    assert getattr(played.player, "cancelled", 0) == 0
    played.done()
    with opened(path, played.engine()) as generations:
        taken_up(generations)
        assert len(generations.wait(id)) == 1
    assert played.posts == 1


def test_a_stop_reaches_the_provider_of_what_was_taken_up(path: Path, played: Played) -> None:
    id, engine = left(path, played), played.engine()
    before = len(played.server.heard)
    with opened(path, engine) as generations:
        queue = taken_up(generations)
        until(generations, lambda: len(played.server.heard) > before + 1)
        queue.cancel(id)
        until(generations, lambda: getattr(played.player, "cancelled", 1) == 1)  # where it can be told
        until(generations, lambda: not generations.fetchable(id))
        until(generations, lambda: outcomes(generations) == ["unknown"])
    assert played.posts == 1


def test_what_has_expired_may_have_been_charged_and_is_not_sent_again_unasked(path: Path, played: Played) -> None:
    id, engine = left(path, played), played.engine()
    with opened(path, engine) as generations:
        played.server.play = lambda _heard: as_json({"detail": "unknown task"}, 404)
        taken_up(generations)
        error = failed(generations, id)
        assert type(error) is Expired and error.billed and "bill" in error.advice
        archive = generations.session.project.archive
        assert generations.doubtful(id) and archive.generation(id).state == "unknown"
        assert outcomes(generations) == ["unknown"]
        with pytest.raises(BadRequest, match="may have been charged already"):
            generations.retry(id)
    with opened(path, engine) as generations:
        assert not taken_up(generations)[id].open
    assert played.posts == 1


def test_no_key_goes_where_a_receipt_that_was_changed_points_to(path: Path, played: Played) -> None:
    id, engine = left(path, played), played.engine()
    with served(lambda _heard: Reply(200)) as other, opened(path, engine) as generations:
        queue = generations.session.project.queue
        row = queue.get(id)
        changed = dict.fromkeys(played.later.addresses, f"{other.base}/x") or {"id": "../../v1/user"}
        (receipt,) = row.receipts
        queue.put(msgspec.structs.replace(row, receipts=(Receipt(0, {**receipt.task, **changed}),)))
        before = len(played.server.heard)
        taken_up(generations)
        assert type(failed(generations, id)) in (NetworkError, BadResult)
        assert not other.heard and len(played.server.heard) == before


@pytest.mark.parametrize("trouble", [(BUSY,) * 8, (as_json({"detail": "no"}, 401),)], ids=["unreachable", "no key"])
def test_a_lost_connection_is_no_lost_answer(path: Path, played: Played, trouble: tuple[Reply, ...]) -> None:
    engine = played.engine()
    with opened(path, engine) as generations:
        id = ask(generations, engine.name)
        until_taken(generations, id)
        played.server.next = list(trouble)
        error = failed(generations, id)
        assert type(error) in (Busy, AuthError) and error.billed and "Retry fetches it" in error.advice
        assert generations.session.project.archive.generation(id).state == "unknown"
        assert not generations.doubtful(id) and outcomes(generations) == []
        played.done()
        assert generations.retry(id) == id
        (shown,) = generations.wait(id)
        assert outcomes(generations) == ([] if shown.offer.price is None else ["paid"])
    assert played.posts == 1


def test_what_is_put_away_instead_may_have_been_charged(path: Path, played: Played) -> None:
    id = left(path, played)
    with opened(path) as generations:
        queue = taken_up(generations)
        assert queue[id].state == "interrupted" and queue[id].billed, "its engine is not connected"
        queue.clear()
        assert outcomes(generations) == ["unknown"] and not generations.fetchable(id)


@pytest.mark.parametrize("played", ["flux"], indirect=True)
def test_of_several_only_what_had_not_come_is_fetched(path: Path, played: Played) -> None:
    engine = played.engine()
    with opened(path, engine) as generations:
        id = ask(generations, engine.name, 2)
        until_taken(generations, id, 2)
        result = {"sample": f"{played.server.base}/delivery/0.png"}
        played.server.next = [as_json({"status": "Ready", "result": result})]
        until(generations, lambda: generations.shown(id))
        until_taken(generations, id)
    played.done()
    with opened(path, engine) as generations:
        generations.spending.limit(Price(1))
        queue = taken_up(generations)
        generations.wait(id)
        assert queue.over is None, "it is paid for: no budget holds it"
        assert outcomes(generations) == ["paid", "paid"]
        assert len(generations.session.project.archive.offers(id)) == 2
    assert played.posts == 2
    assert sum(path.startswith("GET /delivery") for path in played.server.paths) == 2


@pytest.mark.parametrize("played", ["flux"], indirect=True)
def test_an_answer_that_was_kept_just_before_the_end_is_not_kept_twice(path: Path, played: Played) -> None:
    engine = played.engine()
    with opened(path, engine) as generations:
        id = ask(generations, engine.name)
        until_taken(generations, id)
        project = generations.session.project
        sent = project.queue.get(id)
        played.done()
        generations.wait(id)
        project.queue.put(msgspec.structs.replace(sent, lease="another process"))  # it ended before it noted the end
        project.archive.update(msgspec.structs.replace(project.archive.generation(id), state="sent"))
    with opened(path, engine) as generations:
        taken_up(generations)
        generations.wait(id)
        assert len(generations.session.project.archive.offers(id)) == 1 and outcomes(generations) == ["paid"]
    assert played.posts == 1


@pytest.mark.parametrize("played", ["flux"], indirect=True)
def test_what_has_no_receipt_may_have_been_charged(path: Path, played: Played) -> None:
    engine = played.engine()
    with opened(path, engine) as generations:
        id = ask(generations, engine.name, 2)
        until_taken(generations, id, 2)
    played.done()
    with opened(path, engine) as generations:
        queue = generations.session.project.queue
        row = queue.get(id)
        queue.put(msgspec.structs.replace(row, receipts=row.receipts[:1]))  # the other one was on its way
        taken_up(generations)
        assert len(generations.wait(id)) == 1 and outcomes(generations) == ["paid", "unknown"]
        assert sum(charge.price.micros for charge in generations.session.project.archive.charges() if charge.price) == (
            100_000
        )
    assert played.posts == 2


@pytest.mark.parametrize("played", ["flux"], indirect=True)
def test_what_is_taken_up_and_cancelled_before_its_turn_may_have_been_charged(path: Path, played: Played) -> None:
    id, engine = left(path, played), played.engine()
    with opened(path, engine) as generations:
        generations.jobs.pause()
        queue = taken_up(generations)
        queue.cancel(id)
        generations.wait(id)
        assert outcomes(generations) == ["unknown"] and not generations.fetchable(id)
    with opened(path, engine) as generations:
        assert not taken_up(generations).entries and outcomes(generations) == ["unknown"]
