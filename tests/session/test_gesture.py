"""Gestures as coroutines: previews, work off the thread, escape, merged moves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from editor.document.records import Document, Setting
from editor.pixels.geometry import Rect
from editor.session.gesture import Gesture, Pointer, Preview, Runner, Select, Work

HERE = Rect(0, 0, 1, 1)


def _with(value: object) -> Document:
    return Document().with_(Setting(id="s", value=value))


class Stage:
    """Collects what a runner does; work is answered when the test says so."""

    def __init__(self) -> None:
        self.shown: list[object] = []
        self.made: list[Document | None] = []
        self.work: list[tuple[Callable[[], Any], Callable[[Any], None]]] = []
        self.runner = Runner(
            lambda preview: self.shown.append(preview.document.settings["s"].value),
            self.made.append,
            lambda run, done: self.work.append((run, done)),
        )

    def answer(self) -> None:
        run, done = self.work.pop(0)
        try:
            result = run()
        except Exception as error:
            result = error
        done(result)


def tracing() -> Gesture:
    seen = 0.0
    pointer = yield None
    while pointer.kind != "release":
        seen += pointer.x
        pointer = yield Preview(_with(seen), HERE)
    return _with(seen)


def working(fail: bool = False) -> Gesture:
    def slow() -> str:
        if fail:
            raise ValueError("no")
        return "done"

    answer = yield Work(slow)
    seen = []
    pointer = yield Preview(_with(answer), HERE)
    while pointer.kind != "release":
        seen.append(pointer.x)
        pointer = yield None
    return _with(seen)


def _move(x: float) -> Pointer:
    return Pointer("move", x, 0)


def test_previews_then_a_document() -> None:
    stage = Stage()
    stage.runner.start(tracing())
    for x in (1, 2, 3):
        stage.runner.send(_move(x))
    stage.runner.send(Pointer("release", 9, 9))
    assert stage.shown == [1, 3, 6]
    assert stage.made[0] is not None and stage.made[0].settings["s"].value == 6
    assert not stage.runner.active


def test_escape_leaves_nothing_behind() -> None:
    stage = Stage()
    stage.runner.start(tracing())
    stage.runner.send(_move(1))
    stage.runner.cancel()
    stage.runner.send(_move(2))
    assert stage.made == [None] and stage.shown == [1]


def test_moves_merge_while_work_goes_on_and_come_after_its_answer() -> None:
    stage = Stage()
    stage.runner.start(working())
    for x in (1, 2, 3):
        stage.runner.send(_move(x))
    stage.runner.send(Pointer("release", 0, 0))
    assert stage.made == []
    stage.answer()
    assert stage.shown == ["done"]
    assert stage.made[0] is not None and stage.made[0].settings["s"].value == [3]


def test_a_late_answer_is_dropped() -> None:
    stage = Stage()
    stage.runner.start(working())
    stage.runner.cancel()
    stage.answer()
    assert stage.shown == [] and stage.made == [None]


def test_failed_work_is_raised_in_the_gesture_and_ends_it() -> None:
    stage = Stage()
    stage.runner.start(working(fail=True))
    with pytest.raises(ValueError, match="no"):
        stage.answer()
    assert stage.made == [None] and not stage.runner.active


def telling() -> Gesture:
    yield Select(frozenset({"a"}))
    pointer = yield Preview(_with(1), HERE)
    yield Select(frozenset({"b"}))
    return _with(pointer.x)


def test_what_a_gesture_tells_is_heard_at_once_and_it_goes_on() -> None:
    told: list[object] = []
    shown: list[Preview] = []
    made: list[Document | None] = []
    runner = Runner(shown.append, made.append, lambda _run, _done: None, told.append)
    runner.start(telling())
    assert told == [Select(frozenset({"a"}))] and len(shown) == 1
    runner.send(_move(5))
    assert told[1:] == [Select(frozenset({"b"}))]
    assert made[0] is not None and made[0].settings["s"].value == 5
