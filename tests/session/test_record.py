"""What a generation leaves in the project: the row before the call, its end, every charge, also after a crash."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from editor.document.records import Setting
from editor.engine.contract import Price
from editor.engine.errors import BadRequest, BadResult, Blocked, Cancelled, EngineError, NetworkError, RateLimited
from editor.project.project import Project
from editor.session.session import Session
from editor.steps.ask import Wish
from tests.engines.dealer import EACH, Broken, Dealer, Late, Silent, Torn
from tests.engines.painter import Painter
from tests.session.test_generations import LAYER, marked_project, opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return marked_project(tmp_path / "a.patchboard")


def charges(project: Project) -> list[tuple[int | None, str]]:
    found = project.archive.charges()
    return [(charge.price.micros if charge.price else None, charge.outcome) for charge in found]


def test_every_priced_answer_is_a_charge(path: Path) -> None:
    with opened(path, Dealer()) as generations:
        project = generations.session.project
        id = generations.ask(LAYER, "dealer", Wish(count=3))
        assert len(generations.wait(id)) == 3
        assert charges(project) == [(EACH, "paid")] * 3
        assert project.archive.generation(id).price == Price(3 * EACH)
        (row,) = project.queue.all()
        assert (row.key, row.state, row.lease, row.tries) == (id, "answered", project.lease, 1)
        assert not project.queue.open()


def test_what_is_free_is_no_charge(path: Path) -> None:
    with opened(path, Painter()) as generations:
        generations.wait(generations.ask(LAYER, "painter", Wish()))
        assert charges(generations.session.project) == []


def test_the_row_is_on_the_disk_before_the_engine_is_called(path: Path) -> None:
    seen: list[tuple[str, str]] = []

    def called() -> None:
        elsewhere = Project.open(path)
        seen.extend((row.key, row.state) for row in elsewhere.queue.all())
        seen.extend((generation.id, generation.state) for generation in elsewhere.archive.generations())
        elsewhere.close()

    with opened(path, Dealer(called=called)) as generations:
        id = generations.ask(LAYER, "dealer", Wish())
        generations.wait(id)
    assert seen == [(id, "sent"), (id, "sent")]


@pytest.mark.parametrize(
    ("error", "expected", "state"),
    [
        (Blocked("No.", billed=True), (2 * EACH, "refused"), "failed"),
        (Blocked("No."), (0, "refused"), "failed"),
        (NetworkError("It broke.", billed=True), (2 * EACH, "unknown"), "unknown"),
        (RateLimited("Too many."), (0, "failed"), "failed"),
    ],
)
def test_a_call_without_an_answer_is_written_down_with_what_it_cost(
    path: Path, error: EngineError, expected: tuple[int, str], state: str
) -> None:
    with opened(path, Dealer(error)) as generations:
        project = generations.session.project
        id = generations.ask(LAYER, "dealer", Wish(count=2))
        with pytest.raises(type(error)):
            generations.wait(id)
        assert charges(project) == [expected]
        generation = project.archive.generation(id)
        assert (generation.state, generation.error, generation.advice) == (state, error.message, error.advice)
        assert project.queue.get(id).state == state


def test_a_failure_after_some_candidates_is_a_charge_of_the_rest(path: Path) -> None:
    with opened(path, Torn()) as generations:
        id = generations.ask(LAYER, "torn", Wish(count=3))
        with pytest.raises(NetworkError):
            generations.wait(id)
        assert charges(generations.session.project) == [(EACH, "paid"), (2 * EACH, "unknown")]


def test_what_the_provider_does_not_say_is_charged_as_expected(path: Path) -> None:
    with opened(path, Silent()) as generations:
        project = generations.session.project
        generations.wait(generations.ask(LAYER, "silent", Wish(count=2)))
        assert [charge.price for charge in project.archive.charges()] == [Price(EACH, estimated=True)] * 2
        assert [charge.offer for charge in project.archive.charges()] == [o.id for o in project.archive.offers()]


def test_a_paid_answer_that_is_no_picture_keeps_its_bytes(path: Path) -> None:
    with opened(path, Broken()) as generations:
        project = generations.session.project
        id = generations.ask(LAYER, "broken", Wish())
        with pytest.raises(BadResult):
            generations.wait(id)
        (charge,) = project.archive.charges()
        assert (charge.price, charge.outcome) == (Price(EACH), "failed")
        project.compact(keep=0)
    with opened(path) as generations:
        archive = generations.session.project.archive
        assert archive.answer(archive.charges()[0].answer) == b"\x89PNG no picture"


def test_what_was_stopped_in_flight_may_have_been_charged(path: Path) -> None:
    with opened(path, Dealer(Cancelled("Stopped.", billed=True))) as generations:
        id = generations.ask(LAYER, "dealer", Wish(count=2))
        generations.wait(id)
        assert charges(generations.session.project) == [(2 * EACH, "unknown")]
        assert generations.session.project.archive.generation(id).state == "cancelled"


def test_what_may_have_been_charged_is_asked_again_only_for_sure(path: Path) -> None:
    with opened(path, Dealer(NetworkError("It broke.", billed=True))) as generations:
        id = generations.ask(LAYER, "dealer", Wish())
        with pytest.raises(NetworkError):
            generations.wait(id)
        assert generations.doubtful(id)
        with pytest.raises(BadRequest, match="may have been charged already"):
            generations.retry(id)
        assert generations.session.project.queue.get(id).tries == 1
        assert generations.retry(id, sure=True) == id, "the same, with the same key"
        with pytest.raises(NetworkError):
            generations.wait(id)
        assert generations.session.project.queue.get(id).tries == 2


def test_what_was_paid_after_a_stop_is_kept_and_counted(path: Path) -> None:
    with opened(path, Late()) as generations:
        project = generations.session.project
        id = generations.ask(LAYER, "late", Wish(count=2))
        while generations._asked[id].job.state in ("waiting", "begun"):
            generations.jobs.deliver()
        generations.cancel(id)
        generations.wait(id)
        generations.jobs.close(30)
        assert charges(project) == [(EACH, "discarded")] * 2
        assert len(project.archive.offers(id)) == 2 and project.queue.get(id).state == "cancelled"


def test_charges_survive_undo_redo_new_edits_and_compact(path: Path) -> None:
    with opened(path, Dealer()) as generations:
        session = generations.session
        (shown,) = generations.wait(generations.ask(LAYER, "dealer", Wish()))
        generations.accept(shown)
        for _ in range(3):
            session.undo()
        session.redo()
        assert session.commit("Title", session.document.with_(Setting(id="title", value="Spring")))
        session.project.compact(keep=0)
        assert charges(session.project) == [(EACH, "paid")]
    with opened(path) as generations:
        assert charges(generations.session.project) == [(EACH, "paid")]


def killed(path: Path) -> list[str]:
    """The ids of what a process that was killed had asked: one of three pictures was here, the other never sent."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.session.killed", str(path)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    ids = child.stdout.readline().split()
    child.kill()
    child.wait()
    child.stdout.close()
    return ids


def test_what_was_sent_when_the_program_was_killed_is_unknown(path: Path) -> None:
    id, waiting = killed(path)
    reading = Session(Project.open(path, read_only=True))
    assert reading.unanswered == () and reading.project.archive.generation(id).state == "sent"
    reading.close()
    session = Session(Project.open(path))
    generation, unsent = session.unanswered
    project = session.project
    assert generation.id == id and generation.state == project.archive.generation(id).state == "unknown"
    assert "not known" in generation.error and "bill" in generation.advice
    assert unsent.id == waiting and unsent.state == "failed" and "before this was sent" in unsent.error
    assert charges(project) == [(EACH, "paid"), (2 * EACH, "unknown")]
    assert len(project.archive.offers(id)) == 1, "the answer that had come is there"
    assert [row.id for row in project.queue.interrupted()] == [id, waiting]
    session.close()
    again = Session(Project.open(path))
    assert again.unanswered == () and len(charges(again.project)) == 2
    assert [row.id for row in again.project.queue.interrupted()] == [id, waiting], "until somebody does something"
    again.close()


def test_what_was_killed_is_asked_again_just_as_it_was(path: Path) -> None:
    sent, waiting = killed(path)
    engine = Painter()
    engine.name = "hanging"
    with opened(path, engine) as generations:
        archive, queue = generations.session.project.archive, generations.session.project.queue
        assert not engine.asked, "nothing is sent by itself"
        assert generations.retry(waiting) == waiting, "the same, under the same key"
        (shown,) = generations.wait(waiting)
        (request,) = engine.asked
        assert (request.id, request.prompt, request.seed, request.count) == (waiting, "a scarf", 8, 1)
        assert archive.generation(waiting).state == "answered" and archive.generation(waiting).error == ""
        assert (queue.get(waiting).state, queue.get(waiting).tries) == ("answered", 1)
        rest = generations.retry(sent, sure=True)
        assert rest != sent and len(generations.wait(rest)) == 2
        request = engine.asked[-1]
        assert (request.prompt, request.seed, request.count) == ("a hat", 8, 2), "what had come is not paid twice"
        assert request.mask is not None and engine.asked[0].mask is not None
        assert (request.mask == engine.asked[0].mask).all()
        assert queue.interrupted() == []
        generations.accept(shown)


def test_what_waits_is_written_before_its_turn_and_leaves_when_it_is_cancelled(path: Path) -> None:
    with opened(path, Dealer()) as generations:
        project = generations.session.project
        generations.jobs.pause()
        first, second = (generations.ask(LAYER, "dealer", Wish()) for _ in range(2))
        assert [row.id for row in project.queue.open()] == [first, second]
        assert {row.state for row in project.queue.open()} == {"waiting"}
        assert project.archive.generation(first).price == Price(EACH)
        generations.arrange([second, first])
        assert [row.id for row in project.queue.open()] == [second, first]
        generations.cancel(first)
        assert generations.wait(first) == [] and project.queue.get(first).state == "cancelled"
        assert project.archive.generation(first).state == "cancelled"
        generations.jobs.resume()
        assert len(generations.wait(second)) == 1


def test_closing_leaves_what_waits_and_what_runs_to_be_asked_again(path: Path) -> None:
    with opened(path, Late()) as generations:
        running = generations.ask(LAYER, "late", Wish())
        while generations.session.project.queue.get(running).state == "waiting":
            generations.jobs.deliver()
        generations.jobs.pause()
        waiting = generations.ask(LAYER, "late", Wish())
    session = Session(Project.open(path))
    assert [generation.id for generation in session.unanswered] == [running, waiting]
    assert [row.id for row in session.project.queue.interrupted()] == [running, waiting]
    session.close()


def test_damaged_rows_keep_nobody_from_the_project(path: Path) -> None:
    with opened(path, Dealer()) as generations:
        generations.wait(generations.ask(LAYER, "dealer", Wish()))
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE entry SET data = x'ff00' WHERE kind = 'job'")
        db.commit()
    session = Session(Project.open(path))
    assert session.unanswered == () and LAYER in session.document.layers
    session.close()
