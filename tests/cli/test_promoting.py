"""`patchboard promote`: one or many drafts asked again of another engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from editor.engine.registry import Entry, Registry
from tests.cli.conftest import Run
from tests.engines.dealer import Dealer
from tests.engines.painter import Painter
from tests.session.test_generations import marked_project


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    registry = Registry([Entry(Painter(), "nowhere"), Entry(Dealer(), "nowhere")])
    monkeypatch.setattr(Registry, "found", lambda **_: registry)
    return marked_project(tmp_path / "a.patchboard")


def test_many_drafts_are_promoted_at_once(path: Path, patchboard: Run) -> None:
    words = ("--engine", "painter", "--prompt")
    one = patchboard("fill", path, *words, "a hat", "--seed", 4)
    other = patchboard("fill", path, *words, "a coat", "--seed", 8, "--count", 2)
    drafts = one["generation"], other["results"][1]["candidate"]
    told = patchboard("promote", path, *drafts, "--engine", "dealer")
    assert [row["seed"] for row in told["results"]] == [4, 9]
    made = patchboard("info", path)["generations"][2:]
    assert [(row["engine"], row["words"], len(row["candidates"])) for row in made] == [
        ("dealer", "a hat", 1),
        ("dealer", "a coat", 1),
    ]
    patchboard("accept", path, told["results"][0]["candidate"])


def test_what_cannot_be_promoted_is_said(path: Path, patchboard: Run) -> None:
    assert "nothing was asked" in patchboard("promote", path, "--engine", "dealer", fails=1)["error"]
    patchboard("fill", path, "--engine", "painter", "--prompt", "a hat")
    assert "no engine for finals" in patchboard("promote", path, fails=1)["error"]
    assert "no generation" in patchboard("promote", path, "nothing", "--engine", "dealer", fails=1)["error"]
    assert "no engine called" in patchboard("promote", path, "--engine", "other", fails=2)["error"]
    patchboard("budget", path, "0.01")
    assert "budget" in patchboard("promote", path, "--engine", "dealer", fails=3)["error"]
