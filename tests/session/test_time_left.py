"""The time that is left is told where something speaks for it, and not told once that proved wrong."""

from __future__ import annotations

import time
from pathlib import Path

import msgspec
import pytest

from editor.document.archive import Offer
from editor.engine.contract import Progress
from editor.pixels.geometry import Size
from editor.project.project import Project
from editor.session.prompts import recent_words
from editor.session.time_left import TimeLeft, usual_seconds
from tests.project.board import generation


class Clock:
    """Goes only when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_nothing_is_guessed_of_what_nobody_knows(clock: Clock) -> None:
    left = TimeLeft(4, clock)
    assert left.seconds is None
    left.hear(Progress(0.5))
    clock.now += 0.2
    assert left.seconds is None, "half of it at once says nothing of the pace"


def test_the_engine_is_believed_and_counted_down(clock: Clock) -> None:
    left = TimeLeft(4, clock)
    left.hear(Progress(0.1, seconds_left=9.0))
    clock.now += 4
    assert left.seconds == pytest.approx(5)
    clock.now += 6
    assert left.seconds is None, "it is overdue: no number is better than a wrong one"


def test_the_candidates_that_came_tell_of_those_to_come(clock: Clock) -> None:
    left = TimeLeft(4, clock)
    for _ in range(2):
        clock.now += 3
        left.come()
    clock.now += 1
    assert left.seconds == pytest.approx(5)


def test_progress_tells_once_it_has_gone_on_for_a_while(clock: Clock) -> None:
    left = TimeLeft(1, clock)
    clock.now += 4
    left.hear(Progress(0.4))
    clock.now += 1
    assert left.seconds == pytest.approx(5)


def test_what_is_usual_stands_in_until_something_better_is_known(clock: Clock) -> None:
    left = TimeLeft(2, clock)
    left.usual = 5.0
    clock.now += 3
    assert left.seconds == pytest.approx(7)
    left.hear(Progress(0.0, seconds_left=2.0))
    assert left.seconds == pytest.approx(2)


def test_the_archive_knows_what_is_usual_and_what_was_written(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "a.patchboard")
    try:
        assert usual_seconds(project.archive, "builtin") is None and recent_words(project.archive, 5) == []
        for number, words in enumerate(("a hat", "", "a shoe", "a hat")):
            made = generation(f"g{number}", "photo")
            recipe = msgspec.structs.replace(made.recipe, words=words, engine="builtin" if number < 3 else "other")
            project.archive.add(msgspec.structs.replace(made, recipe=recipe))
            offer = Offer(
                id=f"o{number}", generation=made.id, made=time.time(), seed=1, answer=b"", size=Size(4, 4),
                seconds=(2.0, 4.0, 9.0, 100.0)[number],
            )  # fmt: skip
            project.archive.offer(offer, b"answer")
        assert usual_seconds(project.archive, "builtin") == 4.0 and usual_seconds(project.archive, "none") is None
        assert recent_words(project.archive, 5) == ["a hat", "a shoe"] and recent_words(project.archive, 1) == ["a hat"]
    finally:
        project.close()
