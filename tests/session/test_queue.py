"""The queue tells how what was asked stands, keeps its order, holds, and is retried after the program was killed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from editor.engine.contract import Candidate, Price, Progress, Request
from editor.engine.errors import RateLimited
from editor.engine.stop import Stop
from editor.session.generations import Generations
from editor.session.queue import Queue
from editor.steps.ask import Wish
from tests.engines.dealer import EACH, Dealer
from tests.engines.painter import Painter
from tests.session.test_generations import LAYER, marked_project, opened
from tests.session.test_record import killed


class Gated(Dealer):
    """Says how far it is, then waits for the gate before each picture."""

    name, title = "gated", "Gated"

    def __init__(self) -> None:
        super().__init__()
        self.gate = threading.Semaphore(0)

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        for answer in super().generate(request, stop):
            if isinstance(answer, Candidate):
                while not self.gate.acquire(timeout=0.005):
                    stop.check()
            yield answer


class Flaky(Dealer):
    """Fails the first time that it is asked."""

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        first = not self.asked
        for answer in super().generate(request, stop):
            if first and isinstance(answer, Candidate):
                raise RateLimited("Too many.")
            yield answer


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return marked_project(tmp_path / "a.patchboard")


def until(generations: Generations, true: Callable[[], object]) -> None:
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end, "it did not come to that"
        generations.jobs.deliver()
        time.sleep(0.002)


def states(queue: Queue) -> list[tuple[str, str]]:
    return [(entry.generation.recipe.words, entry.state) for entry in queue.entries]


def test_it_tells_what_waits_runs_fails_and_is_done(path: Path) -> None:
    engine = Gated()
    with opened(path, engine, Dealer(RateLimited("Rate limit reached.", "Free again in 40 s."))) as generations:
        queue, heard = Queue(generations), list[str]()
        queue.changed.connect(heard.append)
        queue.pause()
        first = generations.ask(LAYER, "gated", Wish(words="one", count=2))
        generations.ask(LAYER, "dealer", Wish(words="two"))
        assert states(queue) == [("one", "waiting"), ("two", "waiting")] and queue.paused
        queue.resume()
        until(generations, lambda: states(queue) == [("one", "running"), ("two", "failed")])
        failed = queue.entries[1]
        assert (failed.error, failed.advice, failed.billed) == ("Rate limit reached.", "Free again in 40 s.", False)
        until(generations, lambda: queue[first].stage == "painting")
        assert queue[first].progress == 0.5 and first in heard
        engine.gate.release()
        until(generations, lambda: queue[first].came == 1)
        engine.gate.release()
        until(generations, lambda: ("one", "done") in states(queue))
        queue.seen(first)
        assert states(queue) == [("two", "failed")]
        queue.clear()
        assert states(queue) == []


def test_what_waits_is_answered_in_the_order_that_it_is_given(path: Path) -> None:
    engine = Painter()
    with opened(path, engine) as generations:
        queue = Queue(generations)
        queue.pause()
        ids = {words: generations.ask(LAYER, "painter", Wish(words=words)) for words in "abcd"}
        queue.move(ids["d"], ids["a"])
        queue.move(ids["a"], None)
        assert [words for words, _ in states(queue)] == ["d", "b", "c", "a"]
        rows = generations.session.project.queue.open()
        assert [row.id for row in rows] == [ids[words] for words in "dbca"]
        queue.resume()
        for id in ids.values():
            generations.wait(id)


def test_what_is_stopped_before_anything_came_is_off_the_list_and_what_came_stays(path: Path) -> None:
    engine = Gated()
    with opened(path, engine) as generations:
        queue = Queue(generations)
        first = generations.ask(LAYER, "gated", Wish(words="one", count=2))
        engine.gate.release()
        until(generations, lambda: queue[first].came == 1)
        second = generations.ask(LAYER, "gated", Wish(words="two"))
        queue.cancel(second)
        until(generations, lambda: second not in queue)
        queue.cancel(first)
        until(generations, lambda: states(queue) == [("one", "done")])
        assert len(generations.session.project.archive.offers(first)) == 1
        queue.cancel(first)
        assert states(queue) == []


def test_the_time_left_is_told_while_it_runs_and_by_what_is_usual(path: Path) -> None:
    engine, now = Gated(), [100.0]
    with opened(path, engine) as generations:
        queue = Queue(generations, lambda: now[0])
        id = generations.ask(LAYER, "gated", Wish(count=2))
        assert queue.left(queue[id]) is None, "it waits"
        until(generations, lambda: queue[id].progress == 0.5)
        assert queue.left(queue[id]) is None, "too early to tell"
        queue.learn("gated", 9.0)
        now[0] += 6
        assert queue.left(queue[id]) == pytest.approx(12) and queue.passed(queue[id]) == 6
        generations.progressed.emit(id, Progress(0.0, "", seconds_left=3.5))
        assert queue.left(queue[id]) == 3.5
        for _ in range(2):
            engine.gate.release()
        until(generations, lambda: queue[id].state == "done")
        assert queue.left(queue[id]) is None
        again = generations.ask(LAYER, "gated", Wish(count=1))
        until(generations, lambda: queue[again].state == "running")
        assert queue.left(queue[again]) == pytest.approx(9)
        now[0] += 20
        assert queue.left(queue[again]) is None, "it takes longer than usual"
        generations.cancel(again)


def test_what_was_killed_is_listed_until_it_is_retried_or_cleared(path: Path) -> None:
    sent, waiting = killed(path)
    engine = Painter()
    engine.name = "hanging"
    with opened(path, engine) as generations:
        queue = Queue(generations)
        assert states(queue) == [("a hat", "interrupted"), ("a scarf", "interrupted")]
        assert queue[sent].billed and queue[sent].came == 1 and "bill" in queue[sent].advice
        assert not queue[waiting].billed and "before this was sent" in queue[waiting].error
        assert queue[sent].generation.price == Price(3 * EACH)
        assert queue.retry(waiting) == waiting
        assert states(queue) == [("a scarf", "waiting"), ("a hat", "interrupted")]
        generations.wait(waiting)
        assert queue[waiting].state == "done" and not engine.asked[1:]
    with opened(path) as generations:
        queue = Queue(generations)
        assert states(queue) == [("a hat", "interrupted")]
        queue.clear()
    with opened(path) as generations:
        assert states(Queue(generations)) == []


def test_a_failed_one_is_asked_again_with_what_guided_it(path: Path) -> None:
    engine = Flaky()
    with opened(path, engine) as generations:
        queue = Queue(generations)
        id = generations.ask(LAYER, "dealer", Wish(words="x", seed=5))
        until(generations, lambda: queue[id].state == "failed")
        assert queue.retry(id) == id
        until(generations, lambda: queue[id].state == "done")
        assert [request.seed for request in engine.asked] == [5, 5] and len({r.id for r in engine.asked}) == 1
