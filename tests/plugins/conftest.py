"""What the tests of engines elsewhere share: a watch on keys, and looks at tasks that follow each other soon."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import msgspec
import pytest

from editor.engine.contract import Candidate
from editor.engine.errors import EngineError
from tests.plugins.mishaps import CANARY


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks are looked at without delay."""
    monkeypatch.setattr("editor.engine.polling.FIRST", 0.01)


@pytest.fixture
def nothing_leaks(caplog: pytest.LogCaptureFixture) -> Iterator[list[object]]:
    """Whatever a test puts in here holds no key, in any form, nor does what was logged."""
    seen: list[object] = []
    with caplog.at_level(logging.DEBUG):
        yield seen
    assert seen
    for thing in seen:
        assert CANARY not in repr(thing)
        if isinstance(thing, EngineError):
            assert CANARY not in f"{thing.message}{thing.advice}{thing.args}"
        if isinstance(thing, Candidate):
            assert CANARY not in json.dumps(msgspec.to_builtins(thing.facts)) + "".join(thing.notes)
            assert CANARY.encode() not in thing.data
    assert CANARY not in caplog.text
