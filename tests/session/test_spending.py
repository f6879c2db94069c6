"""The budget of a project: what would go beyond it waits, or is refused; it is kept, and no part of undo."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from editor.document.archive import Charge
from editor.document.records import Setting
from editor.engine.contract import Candidate, Price, Progress, Request
from editor.engine.errors import BillingError
from editor.engine.stop import Stop
from editor.project.project import Project
from editor.project.recover import recover
from editor.session.generations import Generations
from editor.session.jobs import Jobs
from editor.session.queue import Queue
from editor.session.spending import Overrun, Spending
from editor.steps.ask import Wish
from tests.engines.dealer import EACH, Dealer, Late
from tests.session.test_generations import LAYER, marked_project, opened
from tests.session.test_queue import until


class Slow(Dealer):
    """Waits for the gate before each picture; several at a time."""

    name = "slow"

    def __init__(self) -> None:
        super().__init__()
        self.gate = threading.Semaphore(0)

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        for answer in super().generate(request, stop):
            if isinstance(answer, Candidate):
                while not self.gate.acquire(timeout=0.005):
                    stop.check()
            yield answer


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return marked_project(tmp_path / "a.patchboard")


def test_what_is_under_way_counts_and_the_next_one_waits_until_the_budget_is_raised(path: Path) -> None:
    engine = Slow()
    with opened(path, engine) as generations:
        queue, said = Queue(generations), list[Overrun]()
        queue.exceeded.connect(said.append)
        queue.limit(Price(5 * EACH))
        first = generations.ask(LAYER, "slow", Wish(words="a", count=2))
        second = generations.ask(LAYER, "slow", Wish(words="b", count=2))
        third = generations.ask(LAYER, "slow", Wish(words="c", count=2))
        until(generations, lambda: queue.over)
        assert said == [Overrun(third, Price(2 * EACH), Price(4 * EACH), Price(5 * EACH))]
        until(generations, lambda: len(engine.asked) == 2)
        assert queue[third].state == "waiting"
        for _ in range(4):
            engine.gate.release()
        generations.wait(first)
        generations.wait(second)
        assert queue[third].state == "waiting" and generations.session.project.queue.get(third).state == "waiting"
        assert len(said) == 1, "that all is still held is no news"
        queue.limit(Price(6 * EACH))
        engine.gate.release(2)
        assert len(generations.wait(third)) == 2


def test_lifting_the_budget_lets_all_go_on(path: Path) -> None:
    with opened(path, Dealer()) as generations:
        queue = Queue(generations)
        queue.limit(Price(EACH))
        id = generations.ask(LAYER, "dealer", Wish(count=2))
        until(generations, lambda: queue.over)
        queue.limit(None)
        assert len(generations.wait(id)) == 2 and queue.over is None


def test_a_stop_that_is_none_of_the_budget_outlasts_another_one(path: Path) -> None:
    with opened(path, Dealer()) as generations:
        queue = Queue(generations)
        queue.pause()
        queue.limit(Price(EACH))
        assert queue.paused


def test_what_waits_for_money_can_be_cancelled(path: Path) -> None:
    with opened(path, Dealer()) as generations:
        queue = Queue(generations)
        queue.limit(Price(EACH))
        id = generations.ask(LAYER, "dealer", Wish(count=2))
        until(generations, lambda: queue.over)
        queue.cancel(id)
        until(generations, lambda: id not in queue)
        assert queue.over is None
        assert generations.session.project.archive.charges() == []


def test_a_call_that_was_stopped_is_under_way_no_more(path: Path) -> None:
    engine = Slow()
    with opened(path, engine) as generations:
        queue = Queue(generations)
        queue.limit(Price(2 * EACH))
        first = generations.ask(LAYER, "slow", Wish(count=2))
        until(generations, lambda: queue[first].state == "running")
        queue.cancel(first)
        until(generations, lambda: generations.session.project.queue.get(first).state == "cancelled")
        second = generations.ask(LAYER, "slow", Wish(count=2))
        engine.gate.release(2)
        assert len(generations.wait(second)) == 2


def test_where_it_is_strict_nothing_is_written_down(path: Path) -> None:
    with opened(path, Dealer()) as generations:
        strict = Generations(generations.session, generations._registry, Jobs(generations._registry), strict=True)
        strict.spending.limit(Price(EACH))
        with pytest.raises(BillingError, match=r"\$0.04 does not allow it: \$0.00 is spent .* costs up to \$0.08"):
            strict.ask(LAYER, "dealer", Wish(count=2))
        assert not generations.session.project.archive.generations()
        strict.jobs.close()


def test_another_currency_and_an_unknown_price_are_let_go(path: Path) -> None:
    with opened(path, Late()) as generations:
        archive = generations.session.project.archive
        spending = Spending(archive)
        spending.limit(Price(100, "EUR"))
        assert spending.begin("a", Price(1_000, "USD")) and spending.begin("b", None)
        assert not spending.begin("c", Price(101, "EUR"))
        spending.pay(Charge(id="x", generation="d", made=0, engine="e", price=Price(60, "EUR")))
        assert not spending.begin("c", Price(41, "EUR")) and spending.begin("c", Price(40, "EUR"))


def test_the_budget_is_kept_and_is_no_part_of_undo(path: Path, tmp_path: Path) -> None:
    with opened(path) as generations:
        session = generations.session
        session.commit("Title", session.document.with_(Setting(id="title", value="Spring")))
        generations.spending.limit(Price(7, "EUR"))
        session.undo()
        session.project.compact(keep=0)
    for file in (path, tmp_path / "saved.patchboard"):
        project = Project.open(file)
        assert project.archive.budget == Price(7, "EUR")
        project.close()
        if file == path:
            recover(path, tmp_path / "saved.patchboard")
