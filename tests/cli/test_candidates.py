"""Accept and reject: which candidate is meant, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.engine.registry import Registry
from tests.cli.conftest import Run


@pytest.fixture
def offered(project: Path, mask: Path, patchboard: Run) -> list[str]:
    """The ids of three candidates in the project."""
    patchboard("mask", project, "--file", mask)
    return [row["candidate"] for row in patchboard("fill", project, "--count", 3)["results"]]


def test_the_newest_that_waits(project: Path, offered: list[str], patchboard: Run) -> None:
    assert patchboard("reject", project)["candidate"] == offered[2]
    assert patchboard("accept", project)["candidate"] == offered[1]


def test_none_waits_beside_an_accepted_one(project: Path, offered: list[str], patchboard: Run) -> None:
    patchboard("accept", project, offered[0])
    assert "no candidate waits" in patchboard("accept", project, fails=1)["error"]
    patchboard("undo", project)
    assert patchboard("accept", project)["candidate"] == offered[2]


def test_an_accepted_one_is_said_to_be(project: Path, offered: list[str], patchboard: Run) -> None:
    layer = patchboard("accept", project, offered[1])["name"]
    for command in ("accept", "reject"):
        assert layer in patchboard(command, project, offered[1], fails=1)["error"]
    patchboard("undo", project)
    patchboard("accept", project, offered[1])
    assert len(patchboard("layers", project)["layers"]) == 2


def test_none_yet_and_none_of_that_name(project: Path, patchboard: Run) -> None:
    assert "no candidate yet" in patchboard("accept", project, fails=1)["error"]
    assert "abc" in patchboard("accept", project, "abc", fails=1)["error"]


def test_one_that_is_not_trusted(project: Path, mask: Path, patchboard: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Registry, "found", lambda: Registry.of(["tests.engines.redrawing"]))
    patchboard("mask", project, "--file", mask)
    made = patchboard("fill", project, "--engine", "redrawing")["results"][0]
    assert not made["trusted"] and made["messages"]
    assert "safely" in patchboard("accept", project, fails=3)["error"]
    assert len(patchboard("layers", project)["layers"]) == 1
    assert patchboard("accept", project, "--anyway")["candidate"] == made["candidate"]
